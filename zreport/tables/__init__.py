"""The CSVs as they stand: the data package, types, keys, identifiers."""
