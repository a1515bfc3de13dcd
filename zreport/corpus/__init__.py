"""Thousands of texts: drafted by rule into tables, and asked as a panel."""
