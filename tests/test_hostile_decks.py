"""Decks and templates from anywhere: each is opened whole, or refused in one sentence, in little time and memory."""

import functools
import io
import itertools
import os
import random
import re
import resource
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import decks
import pytest
from decks import opened, saved
from lxml import etree
from native_parts import Package

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan
from zreport.cli import main
from zreport.faults import ReportError
from zreport.language import LANGUAGES
from zreport.office.slides.deck import briefing
from zreport.office.slides.diff import changes
from zreport.office.slides.placement import plain_words
from zreport.office.slides.presentation import open_presentation
from zreport.office.slides.update import update_deck

SHARED = Path(__file__).parents[2] / "shared/cases/decks"
PRESENTATION, MASTER = "ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"
THEME, TYPES = "ppt/theme/theme1.xml", "[Content_Types].xml"


def charts() -> dict[str, Chart]:
    return {finding.name: finding.chart for finding in decks.plan().findings}


@functools.cache
def tiny() -> Plan:
    """A slide of boxes, and one of a native chart."""
    sections = (replace(section, slides=section.slides[:1]) for section in decks.plan().sections)
    return replace(decks.plan(), sections=tuple(sections))


@functools.cache
def deck() -> bytes:
    return briefing(tiny(), "zh")


def parts() -> dict[str, bytes]:
    return dict(Package(deck()).parts)


def zipped(content: dict[str, bytes], form: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", form) as book:
        for name, part in content.items():
            book.writestr(name, part)
    return file.getvalue()


def with_part(name: str, change) -> bytes:
    content = parts()
    content[name] = change(content[name])
    return zipped(content)


def without(name: str) -> bytes:
    return zipped({one: part for one, part in parts().items() if one != name})


def swapped(name: str, *pairs: tuple[bytes, bytes]) -> bytes:
    def change(part: bytes) -> bytes:
        for old, new in pairs:
            assert old in part, (name, old)
            part = part.replace(old, new)
        return part

    return with_part(name, change)


def twice() -> bytes:
    file = io.BytesIO(deck())
    with zipfile.ZipFile(file, "a") as book, pytest.warns(UserWarning, match="Duplicate"):
        book.writestr("ppt/slides/slide1.xml", b"<x/>")
    return file.getvalue()


def off_the_list() -> bytes:
    show = opened(deck())
    listed = show.slides._sldIdLst
    listed.remove(listed[-1])
    return saved(show)


def first_slide() -> str:
    return next(name for name in parts() if name.startswith("ppt/slides/slide4"))


def first_chart() -> str:
    return next(name for name in parts() if name.startswith("ppt/charts/chart"))


DTD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
PREFIX = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
MACRO = [(b"presentationml.presentation.main+xml", b"presentationml.presentation.macroEnabled.main+xml")]
VBA = b'<Override PartName="/ppt/v.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
SHOW = [(b"presentationml.presentation.main+xml", b"presentationml.slideshow.main+xml")]
STRICT = [
    (b"http://schemas.openxmlformats.org/presentationml/2006/main", b"http://purl.oclc.org/ooxml/presentationml/main")
]
HOSTILE = {
    "bomb": (lambda: zipped(parts() | {"ppt/media/image9.bin": b"\0" * 20_000_000}), "unpacks to"),
    "long XML": (lambda: with_part(first_slide(), lambda part: part + b" " * 30_000_000), "unpacks to"),
    "many parts": (lambda: zipped(parts() | {f"x/{n}.bin": b"" for n in range(10_001)}, 0), "parts, over"),
    "twice": (twice, "more than once"),
    "case": (lambda: zipped(parts() | {"PPT/presentation.xml": b""}), "more than once"),
    "climbing": (lambda: zipped(parts() | {"../x.xml": b""}), "no name of a part"),
    "macro": (lambda: swapped(TYPES, *MACRO), "holds macros"),
    "vba": (
        lambda: zipped(parts() | {"ppt/v.bin": b"", TYPES: parts()[TYPES].replace(b"</Types>", VBA)}),
        "holds macros",
    ),
    "show": (lambda: swapped(TYPES, *SHOW), "slide show"),
    "strict": (lambda: swapped(PRESENTATION, *STRICT), "is Strict"),
    "ole": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000, "has a password"),
    "odp": (
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation", TYPES: b"<x/>"}),
        "OpenDocument",
    ),
    "no zip": (lambda: b"hello", "not a PowerPoint presentation"),
    "half": (lambda: deck()[: len(deck()) // 2], "not a PowerPoint presentation"),
    "empty": (lambda: b"", "not a PowerPoint presentation"),
    "entities": (lambda: swapped(PRESENTATION, (PREFIX, PREFIX + DTD)), "DOCTYPE"),
    "entities in 16 bits": (
        lambda: with_part(THEME, lambda _: '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")),
        "DOCTYPE",
    ),
    "deep": (lambda: with_part(first_slide(), lambda _: b"<a>" * 100_000 + b"</a>" * 100_000), "damaged"),
    "bad XML": (lambda: with_part(MASTER, lambda part: part[:-20]), "slideMaster1.xml is damaged"),
    "no theme": (lambda: without(THEME), "theme1.xml"),
    "no master": (lambda: without(MASTER), "slideMaster1.xml"),
    "no chart": (lambda: without(first_chart()), "chart"),
    "chart of nothing": (lambda: with_part(first_chart(), lambda _: b"<x/>"), "damaged"),
    "theme of nothing": (
        lambda: with_part(THEME, lambda part: re.sub(rb"<a:dk1>.*?</a:dk1>", b"", part, flags=re.S)),
        "dk1",
    ),
    "master of slides": (lambda: zipped(parts() | {MASTER: parts()[first_slide()]}), "damaged"),
    "no size": (lambda: with_part(PRESENTATION, lambda part: re.sub(rb"<p:sldSz[^>]*>", b"", part)), "slide size"),
    "size of nothing": (
        lambda: with_part(PRESENTATION, lambda part: re.sub(rb"<p:sldSz[^>]*>", b'<p:sldSz cx="0" cy="x"/>', part)),
        "slide size",
    ),
    "no master listed": (
        lambda: with_part(PRESENTATION, lambda part: re.sub(rb"<p:sldMasterId [^>]*>", b"", part)),
        "slideMaster",
    ),
    "dangling": (lambda: swapped(PRESENTATION, (b'r:id="rId7"', b'r:id="rId7777"')), "rId7777"),
    "shape number": (lambda: with_part(first_slide(), lambda part: part.replace(b'id="101"', b'id="x"')), "number"),
    "nowhere": (
        lambda: with_part(first_slide(), lambda part: re.sub(rb'<a:off x="\d+"', b'<a:off x="1e9"', part)),
        "a:off",
    ),
    "far": (
        lambda: with_part(first_slide(), lambda part: re.sub(rb'cx="\d+"', b'cx="99999999999999999999"', part)),
        "a:",
    ),
}


# A template is taken without what makes a deck of another kind.
TAKEN = ("vba", "show")


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_not_sound_is_refused_in_a_sentence(case):
    make, said = HOSTILE[case]
    content, start = make(), time.monotonic()
    for use in ("into", "diff", *(["template"] if case not in TAKEN else [])):
        with pytest.raises(ReportError) as caught:
            used(content, use)
        for lang in LANGUAGES:
            assert len(caught.value.words[lang].splitlines()) == 1
            assert "x.pptx" in caught.value.words[lang]
        assert said in caught.value.words.en
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("case", TAKEN)
def test_a_template_is_taken_without_its_macros_and_as_a_presentation(case):
    made = Package(used(HOSTILE[case][0](), "template")).parts
    assert not [name for name in made if name.endswith("v.bin")]
    assert b"presentation.main+xml" in made[TYPES] and b"vba" not in made[TYPES] and b"slideshow" not in made[TYPES]


def used(content: bytes, use: str) -> bytes | list:
    """What comes of a file: a renewed deck, what differs from ours, or a deck after it as a template."""
    if use == "into":
        return update_deck(content, "x.pptx", charts())[0]
    if use == "diff":
        return changes((content, "x.pptx"), (deck(), "a.pptx"))
    return briefing(replace(tiny(), sections=tiny().sections[:1]), "zh", template=(content, "x.pptx"))


def test_slides_that_were_only_taken_off_the_list_are_refused_and_do_no_harm_in_a_template():
    content = off_the_list()
    for use in ("into", "diff"):
        with pytest.raises(ReportError) as caught:
            used(content, use)
        assert "1 slides are off its list" in caught.value.words.en
    names = zipfile.ZipFile(io.BytesIO(used(content, "template"))).namelist()
    assert len(set(names)) == len(names)


REFUSED = {"tpl_locked.pptx": "has a password", "tpl_strict.pptx": "is Strict"}
# What is no deck to be renewed.
NO_DECKS = {"tpl_macro.potm": "holds macros", "tpl_macro.pptm": "holds macros", "tpl_show.ppsx": "slide show"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    ("name", "lang"), [*zip(sorted(path.name for path in SHARED.glob("*")), itertools.cycle(LANGUAGES), strict=False)]
)
def test_templates_as_people_have_them_are_taken_or_refused_in_a_sentence(name, lang):
    content = (SHARED / name).read_bytes()
    if name in REFUSED:
        for given in (name, "renamed.pptx"):
            with pytest.raises(ReportError) as caught:
                briefing(tiny(), lang, template=(content, given))
            assert REFUSED[name] in caught.value.words.en
        return
    if name in NO_DECKS:
        with pytest.raises(ReportError) as caught:
            update_deck(content, name, charts())
        assert NO_DECKS[name] in caught.value.words.en
    made = briefing(tiny(), lang, template=(content, name))
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert len(set(names)) == len(names)
    show = open_presentation(made, "made.pptx")
    assert tiny().title[lang] == plain_words(show.slides[0].shapes.title.text)
    assert all(slide.shapes.title.text.strip() for slide in show.slides)
    assert Package(update_deck(made, "made.pptx", charts())[0]).parts == Package(made).parts
    assert changes((made, "a"), (made, "b")) == []


def test_a_layout_whose_title_was_deleted_is_passed_over():
    show = opened(zipped(dict(Package(_plain()).parts)))
    for layout in show.slide_layouts:
        if layout._element.get("type") in ("title", "titleOnly", "obj"):
            for shape in list(layout.placeholders):
                if shape.placeholder_format.type in (1, 3):
                    shape._element.getparent().remove(shape._element)
    made = opened(briefing(tiny(), "zh", template=(saved(show), "x.pptx")))
    assert all(slide.shapes.title.text.strip() for slide in made.slides)


def _plain() -> bytes:
    from pptx import Presentation

    file = io.BytesIO()
    Presentation().save(file)
    return file.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices on Windows")
def test_folders_devices_and_pipes_are_no_decks(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe.pptx")
    (tmp_path / "folder.pptx").mkdir()
    fine = tmp_path / "fine.pptx"
    fine.write_bytes(deck())
    growth = Path(__file__).parents[1] / "notebooks/02_growth.ipynb"
    for path in (tmp_path / "pipe.pptx", tmp_path / "folder.pptx", Path("/dev/zero")):
        for words in (
            ["diff", fine, path],
            ["export", growth, "--into", path],
            ["export", growth, "--template", path, "-o", tmp_path / "y.pptx"],
        ):
            with pytest.raises(SystemExit) as stop:
                main(list(map(str, words)))
            assert stop.value.code == 1
            said = capsys.readouterr().err
            assert path.name in said and len(said.splitlines()) == 1
    assert not (tmp_path / "y.pptx").exists()


# Changed at random


def _mutated(chance: random.Random) -> bytes:
    """Our deck, with something in its zip or its XML changed."""
    content = parts()
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(content))
        way = chance.randrange(9)
        part = content[name]
        if way == 0:
            del content[name]
        elif way == 1:
            content[name] = chance.choice([content[chance.choice(sorted(content))], b"", b"<x/>", chance.randbytes(50)])
        elif way == 2 and part:
            at = chance.randrange(len(part))
            content[name] = part[:at] + chance.randbytes(chance.randint(0, 8)) + part[at + chance.randint(0, 40) :]
        elif way == 3:
            content[chance.choice(["ppt/new.xml", name.upper(), f"{name}.rels", "x/../y"])] = part
        elif name.endswith((".xml", ".rels")):
            content[name] = _bent(part, chance)
    made = bytearray(zipped(content))
    if chance.random() < 0.15:
        for _ in range(chance.randint(1, 6)):
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made[: chance.randrange(len(made))] if chance.random() < 0.05 else made)


VALUES = [
    "",
    "x",
    "-1",
    "0",
    "1e999",
    "NaN",
    "9" * 30,
    "rId1",
    "rId9999",
    "../../x",
    "zreport:a:chart:slide@e,e,e,e",
    "\u202e",
    "A" * 999,
]


def _bent(part: bytes, chance: random.Random) -> bytes:
    """XML with an element moved, copied, emptied or taken out, or with another attribute or text."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    every = list(root.iter(etree.Element))
    one = chance.choice(every)
    way = chance.randrange(6)
    if way == 0 and one.getparent() is not None:
        one.getparent().remove(one)
    elif way == 1 and one.getparent() is not None:
        one.addnext(etree.fromstring(etree.tostring(one)))
    elif way == 2:
        one[:] = []
    elif way == 3 and one.attrib:
        one.set(chance.choice(sorted(one.attrib)), chance.choice(VALUES))
    elif way == 4 and one.attrib:
        del one.attrib[chance.choice(sorted(one.attrib))]
    else:
        one.text = chance.choice(VALUES)
    return etree.tostring(root)


@pytest.mark.parametrize("use", ["into", "diff", "template"])
def test_whatever_is_changed_in_a_deck_it_is_read_or_refused_in_a_sentence(use):
    """As many as ZREPORT_FUZZ says; of each the seed is its number."""
    count = int(os.environ.get("ZREPORT_FUZZ", "20"))
    before, read = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0
    for seed in range(count):
        content, start = _mutated(random.Random(f"{use} {seed}")), time.monotonic()
        try:
            made = used(content, use)
            read += 1
            if use != "diff":
                # What is handed over is sound itself.
                open_presentation(made, "made.pptx")
        except ReportError as error:
            assert "x.pptx" in error.words.en or "slide" in error.words.en or "page" in error.words.en, (seed, error)
            assert len(error.words.zh.splitlines()) == 1, seed
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        assert time.monotonic() - start < 30, seed
    assert 0 < read < count
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 800_000
