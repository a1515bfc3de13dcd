"""Renderers: each draws a scene in one family of formats, and knows no other and no kind of chart."""
