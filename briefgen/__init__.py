"""briefgen: news articles to evidence-tied briefs on friction and cooperation between political actors."""

__version__ = "0.1.0"
