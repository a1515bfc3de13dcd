"""Whether each row is what its words say: reading, and comparison with the tables."""
