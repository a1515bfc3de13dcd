"""Colours: readable, and apart for every kind of colour vision."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import zreport as zr
from zreport.layout.scene import lay_out
from zreport.page import theme
from zreport.page.marks import Mark
from zreport.tables.vocabulary import vocabulary

SECTORS = {key: row["color"] for key, row in vocabulary("sectors").items()}

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# Ottosson (2020), "A perceptual color space for image processing".
LMS = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, vision: str) -> np.ndarray:
    light = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    return np.array(LAB) @ np.cbrt(np.array(LMS) @ light)


def distance(one: str, other: str, vision: str) -> float:
    return float(np.linalg.norm(seen(one, vision) - seen(other, vision)))


def test_text_can_be_read_in_the_dark():
    for ink in (theme.GRID, theme.NIGHT_LINK):
        assert contrast(ink, theme.NIGHT) >= 7


def test_known_contrasts_come_out():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["INK", "MUTED", "ACHIEVED", "TARGET", "BASELINE"])
@pytest.mark.parametrize("paper", ["PAPER", "ACHIEVED_FILL", "TARGET_FILL"])
def test_text_can_be_read_on_every_ground(name, paper):
    assert contrast(getattr(theme, name), getattr(theme, paper)) >= 4.5 or (
        # The grey of a start never stands on a pale ground.
        name == "BASELINE" and paper != "PAPER"
    )


@pytest.mark.parametrize("key", SECTORS)
def test_a_sectors_colour_can_be_text_and_its_tints_bear_ink(key):
    colour = SECTORS[key]
    assert contrast(colour, theme.PAPER) >= 4.5
    assert all(contrast(theme.INK, theme.tint(colour, share)) >= 7 for share in (0.12, 0.16, 0.34))
    assert (theme.tint(colour, 0), theme.tint(colour, 1)) == (theme.PAPER, colour)
    # Of an area WCAG 2.2 asks that it stands out from the paper.
    assert contrast(theme.calm(colour), theme.PAPER) >= 3


def test_every_sector_has_a_colour_that_its_rows_carry():
    for rows in (zr.load().observations, zr.load().projects):
        carried = dict(zip(rows["sector"], rows["sector_color"], strict=True))
        assert carried == {key: SECTORS[key] for key in carried}
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in SECTORS.values())


def test_a_figure_of_a_sector_without_a_colour_is_grey():
    rows = zr.load().select(measure="growth", status="target")
    chart = zr.Bars(rows, color="sector", title="增速目标")
    marks = lay_out(chart, "zh").of(Mark)
    assert {mark.figure.sector: mark.ink for mark in marks} == {
        mark.figure.sector: SECTORS[mark.figure.sector] for mark in marks
    }
    assert all(mark.colour == theme.calm(mark.ink) for mark in marks)
    bare = replace(chart, data=tuple(replace(figure, sector_color="") for figure in chart.data))
    assert {mark.ink for mark in lay_out(bare, "zh").of(Mark)} == {theme.MUTED}


@pytest.mark.parametrize("vision", VISION)
def test_sectors_stay_apart_for_every_colour_vision(vision):
    nearest = min(distance(one, other, vision) for one, other in itertools.combinations(SECTORS.values(), 2))
    assert nearest >= (0.1 if vision == "normal" else 0.065)
    calm = min(distance(*map(theme.calm, both), vision) for both in itertools.combinations(SECTORS.values(), 2))
    assert calm >= (0.07 if vision == "normal" else 0.045)


@pytest.mark.parametrize("vision", VISION)
def test_achieved_promised_and_quiet_stay_apart_for_every_colour_vision(vision):
    marks = (theme.ACHIEVED, theme.TARGET, theme.QUIET, theme.GRID)
    for one, other in itertools.combinations(marks, 2):
        assert distance(one, other, vision) >= 0.1, (one, other)


def test_in_grey_print_the_quiet_is_lighter_and_the_promised_is_hollow():
    grey = {name: luminance(getattr(theme, name)) for name in ("ACHIEVED", "TARGET", "QUIET", "GRID")}
    # Blue and orange come out much alike, so what is promised is told by its shape.
    assert grey["QUIET"] > 2 * max(grey["ACHIEVED"], grey["TARGET"])
    assert grey["GRID"] > 1.5 * grey["QUIET"]
    assert theme.hollow("target") and theme.hollow("expected") and not theme.hollow("achieved")
    assert contrast(theme.TARGET_FILL, theme.ACHIEVED) > 4.5


def test_colour_and_fill_of_a_status_follow_the_vocabulary():
    looks = {key: theme.look(key) for key in (*vocabulary("statuses"), "derived")}
    shown = {key: (look["colour"], look["hollow"], look["hatched"]) for key, look in looks.items()}
    assert shown == {
        "achieved": (theme.ACHIEVED, False, False),
        "baseline": (theme.BASELINE, False, False),
        "expected": (theme.TARGET, True, True),
        "target": (theme.TARGET, True, False),
        "derived": (theme.ACHIEVED, False, True),
    }
    assert theme.ground("target") == (theme.PAPER, theme.TARGET)
    assert theme.ground("achieved") == (theme.ACHIEVED_FILL, None)


def test_what_is_quiet_is_grey_and_its_label_still_readable():
    look = theme.look("target", quiet=True, own=SECTORS["finance"])
    assert (look["colour"], look["ink"], look["hollow"]) == (theme.QUIET, theme.MUTED, True)


def test_colours_are_written_in_one_place():
    package = Path(zr.__file__).parent
    elsewhere = []
    for path in package.rglob("*.py"):
        # Style sheets and HTML in strings name their colours themselves.
        if path.name in ("theme.py", "passage.py"):
            continue
        if re.search(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8").split('"""', 2)[-1]):
            elsewhere.append(path.name)
    assert not elsewhere


def test_pages_take_the_colours_of_the_theme():
    sheet = Path(zr.__file__).with_name("render").joinpath("page.css").read_text("utf-8")
    known = {value for value in vars(theme).values() if isinstance(value, str)}
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", sheet)) - {"#ffe08a"} <= known
