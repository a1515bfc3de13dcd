"""The look, in one place: colours, and what they mean.

Lengths are in the points of a page of 880 × 495, which JupyterLab shows whole on a small laptop. A
16:9 slide is the same page, `SLIDE` times as large.
"""

from typing import Any

from zreport.tables.vocabulary import vocabulary

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
# Of pages in bands: the sheet behind what is on paper, pale words on a band, and the bands, one after the other.
SHEET = "#eef2f6"
FAINT = "#d5e2ee"
BANDS = (ACHIEVED, "#2f6f6a", "#6a5a86", "#8a5a2b", "#3f6b3c", "#5f6b7a")

# Of pages in the dark: the sheet, rules and links.
NIGHT, NIGHT_RULE, NIGHT_LINK = "#14191f", "#2e3842", "#9bc8f0"

LABEL = 14.5
LEADING = 1.35
MARKER = 13

_TONES = {"fact": ACHIEVED, "start": BASELINE, "promise": TARGET}
# Derived figures are in no report, so the vocabulary of its statuses does not know them.
_DERIVED = {"tone": "fact", "fill": "hatched"}


def _status(status: str) -> dict[str, str]:
    return _DERIVED if status == "derived" else vocabulary("statuses")[status]


def colour(status: str) -> str:
    """Return the colour of a status: what is achieved, where it began, what is promised."""
    return _TONES[_status(status)["tone"]]


def fill(colour: str) -> str:
    """Return the pale fill that goes with a colour: for bands, and for marks that are hollow."""
    return TARGET_FILL if colour == TARGET else ACHIEVED_FILL


def hollow(status: str) -> bool:
    """Whether marks of this status are drawn hollow: what is promised has not happened."""
    kind = _status(status)
    return kind["tone"] == "promise" and kind["fill"] != "solid"


def hatched(status: str) -> bool:
    """Whether marks of this status are hatched: what is derived, or expected, nobody has counted."""
    return _status(status)["fill"] == "hatched"


def kind(figure: Any) -> str:
    """Return the status by which a box that holds a figure looks: what is derived from a promise is as an expected one."""
    if figure.status == "derived" and figure.recipe and any(hollow(one.status) for one in figure.recipe.figures):
        return "expected"
    return figure.status


def look(status: str, quiet: bool = False, own: str = "") -> dict[str, Any]:
    """Return how a `Mark` of a status looks: quiet if the title speaks of others, or in a colour of its own."""
    shown = own or colour(status)
    inks = {"colour": QUIET, "ink": MUTED} if quiet else {"colour": calm(own) if own else shown, "ink": shown}
    return inks | {"hollow": hollow(status), "hatched": hatched(status)}


def calm(sector: str) -> str:
    """Return the colour of a sector as an area has it: paler than its words, and still plain on paper (3 : 1)."""
    return tint(sector, 0.8)


def ground(status: str) -> tuple[str, str | None]:
    """Return the fill and the edge of a box that holds a figure of a status."""
    return (PAPER, colour(status)) if hollow(status) else (ACHIEVED_FILL, None)


def tint(colour: str, share: float) -> str:
    """Return a pale tint that holds some share of a colour, on which ink can be read."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
