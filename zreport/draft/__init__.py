"""From a report's text to a draft of its tables: what is read, what it says of itself, what each figure may be."""
