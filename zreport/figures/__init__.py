"""One figure as a chart carries it, pairs of figures, and what is derived from them."""
