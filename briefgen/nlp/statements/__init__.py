"""What a reader reads: statements of relations, and the summary."""
