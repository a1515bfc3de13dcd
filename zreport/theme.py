"""The look, in one place: colours, sizes and margins, in points on a 960 × 540 page.

A slide of 13.333 × 7.5 inches is 960 × 540 points, so one geometry serves pictures and slides.
"""

WIDTH, HEIGHT, MARGIN = 960, 540, 40

INK = "#1d2733"
MUTED = "#5b6673"
GRID = "#e3e7eb"
PAPER = "#ffffff"
ACHIEVED = "#1f5a8c"
TARGET = "#b8500f"
TARGET_FILL = "#fdeee2"
BASELINE = "#5f7386"
ACHIEVED_FILL = "#eaf1f7"
QUIET = "#9fb3c6"
CONNECTOR = "#b9c3cd"

TITLE, SUBTITLE, LABEL, TICK, FOOT = 26, 15, 15, 12, 11.5
LEADING = 1.35
MARKER = 13


def colour(status: str) -> str:
    """Return the colour of a status: what is achieved, where it began, what is promised."""
    return {"achieved": ACHIEVED, "baseline": BASELINE}.get(status, TARGET)


def fill(status: str) -> str:
    """Return the pale fill of a status: for bands and for marks that are hollow."""
    return TARGET_FILL if hollow(status) else ACHIEVED_FILL


def hollow(status: str) -> bool:
    """Whether marks of this status are drawn hollow: what is promised has not happened."""
    return status in ("target", "expected")
