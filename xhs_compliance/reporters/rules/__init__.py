"""Rules shown: as data in their own language, and the examples that do not hold."""
