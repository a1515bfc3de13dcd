"""What a report says, as DataFrames, proven first."""
