"""For whom a noun phrase stands."""
