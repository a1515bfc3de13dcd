"""Points on a page: sizes, theme, font, lines of text, ticks, boxes, marks, and the scene they make up."""
