"""Stored notebooks in; decks, workbooks, prints, pages and pictures out."""
