"""From an article to a brief: actors, relations, issues and summary read off a spaCy parse."""
