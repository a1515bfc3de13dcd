"""Presentations: template, placement, deck, update, comparison."""
