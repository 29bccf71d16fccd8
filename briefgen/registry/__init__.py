"""The registry: known actors, common nouns, predicates and topics, loaded from YAML and validated once."""

from briefgen.registry.decisions import Decision, DecisionFile, Decisions, load_decisions, read_decisions, weigh
from briefgen.registry.entries import ActorEntry, Alias, Operators, Registry, Sense, Topic, spellings
from briefgen.registry.loading import load_registry

__all__ = [
    "ActorEntry", "Alias", "Decision", "DecisionFile", "Decisions", "Operators", "Registry", "Sense", "Topic",
    "load_decisions", "load_registry", "read_decisions", "spellings", "weigh",
]  # fmt: skip
