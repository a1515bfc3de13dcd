"""What words say, knowing no row: quantities, quotes, sentences, headings, periods, promises, indicators."""
