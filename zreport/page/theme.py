"""The look, in one place: colours, and what they mean.

Lengths are in the points of a page of 880 × 495, which JupyterLab shows whole on a small laptop. A
16:9 slide is the same page, `SLIDE` times as large.
"""

SLIDE = 960 / 880

INK = "#1d2733"
MUTED = "#5b6673"
GRID = "#e3e7eb"
PAPER = "#ffffff"
ACHIEVED = "#1f5a8c"
TARGET = "#ab480b"
TARGET_FILL = "#fdeee2"
BASELINE = "#5f7386"
ACHIEVED_FILL = "#eaf1f7"
QUIET = "#9fb3c6"
CONNECTOR = "#b9c3cd"

# Fourteen colours that stay apart, two by two, for every kind of colour vision (OKLab distance of
# 0.065 or more, 0.1 for most people; tests/test_theme.py), and on which white text can be read. They
# cannot all stay apart in grey, so nothing is ever told by them alone: each stands beside the name
# of its sector.
SECTORS = {
    "economy": "#3a52a6",
    "agriculture": "#175543",
    "industry": "#4c2c80",
    "investment": "#a9579b",
    "services": "#591b32",
    "finance": "#193001",
    "income": "#835e4d",
    "employment": "#5e3d0a",
    "education": "#6d6bc6",
    "health": "#7b3871",
    "construction": "#6c7800",
    "ecology": "#237679",
    "reform": "#3a0e53",
    "governance": "#163a54",
}

LABEL = 14.5
LEADING = 1.35
MARKER = 13


def colour(status: str) -> str:
    """Return the colour of a status: what is achieved, where it began, what is promised."""
    known = {"achieved": ACHIEVED, "derived": ACHIEVED, "baseline": BASELINE}
    return known.get(status, TARGET)


def fill(colour: str) -> str:
    """Return the pale fill that goes with a colour: for bands, and for marks that are hollow."""
    return TARGET_FILL if colour == TARGET else ACHIEVED_FILL


def hollow(status: str) -> bool:
    """Whether marks of this status are drawn hollow: what is promised has not happened."""
    return status in ("target", "expected")


def hatched(status: str) -> bool:
    """Whether marks of this status are hatched: what the report foresees, and what is derived."""
    return status in ("expected", "derived")


def sector(key: str) -> str:
    """Return the colour of a sector, the same on every chart; one that is not known is grey."""
    return SECTORS.get(key, MUTED)


def shade(colour: str, by: float = 0.82) -> str:
    """Return a darker shade, on which white text can be read where it can be on the colour.

    Examples
    --------
    >>> shade("#808080", 0.5)
    '#404040'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * by):02x}" for part in parts)
