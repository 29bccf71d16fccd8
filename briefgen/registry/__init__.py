"""The registry: known actors, common nouns, predicates and topics, loaded from YAML and validated once."""

from briefgen.registry.entries import ActorEntry, Alias, Operators, Registry, Sense, Topic, spellings
from briefgen.registry.loading import load_registry

__all__ = ["ActorEntry", "Alias", "Operators", "Registry", "Sense", "Topic", "load_registry", "spellings"]
