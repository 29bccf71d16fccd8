"""Who does what to whom: predicates, their slots, modes, status and date, and how sure a reading is."""
