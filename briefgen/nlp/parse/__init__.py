"""A parsed text: the spaCy pipeline, its words as plain objects, and what their grammar tells."""
