"""The look, in one place: colours, sizes and margins.

Lengths are in the points of a page of 880 × 495, which JupyterLab shows whole on a small laptop. A
16:9 slide is the same page, `SLIDE` times as large.
"""

WIDTH, HEIGHT, MARGIN = 880, 495, 36
SLIDE = 960 / WIDTH

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

TITLE, SUBTITLE, LABEL, TICK, FOOT = 24, 14, 14.5, 12, 11.5
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
