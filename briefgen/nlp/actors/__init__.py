"""Who is named in a text: states, bodies, organisations, persons and their offices, who "it" and "the group" are."""
