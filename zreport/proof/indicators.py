"""Prove what a figure speaks of: its indicator, its measure, its scope."""

import difflib
from collections.abc import Iterator
from itertools import groupby

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.evidence import Evidence, QuotedRow, disagreement
from zreport.reading.document import words_of
from zreport.reading.folding import as_read, signs
from zreport.reading.indicator import counts_for_each, fits, unknown_name
from zreport.reading.measure import measures
from zreport.reading.sentence import sentence
from zreport.tables.csv_table import CsvTable
from zreport.tables.identifiers import observation_id


def faults(evidence: Evidence) -> Iterator[Fault]:
    """Return the observations whose indicator, measure or scope is not what the text names."""
    if not evidence.has("observations", "indicators", "measures", "units"):
        return
    table, rows = evidence.tables["observations"], evidence.quoted("observations")
    for quoted in rows:
        if quoted.row["indicator"] in evidence.document.rows("indicators"):
            yield from _indicator(evidence, table, quoted)
            yield from _measure(evidence, table, quoted)
    yield from _scopes(evidence, table, rows)
    yield from _shared(evidence, table, rows)


def _indicator(evidence: Evidence, table: CsvTable, quoted: QuotedRow) -> Iterator[Fault]:
    indicator, unit = quoted.row["indicator"], quoted.row["unit"]
    found = evidence.named(quoted)
    if indicator in found or indicator in evidence.read_names(quoted):
        return
    said = "、".join(found)
    if not fits(evidence.document, indicator, unit):
        instead = Text(f"，原文所指为 {said}", f"; the text names {said}") if said else ""
        yield table.fault(quoted.line, "indicator", "indicator-unit", unit=unit, instead=instead)
    elif words := unknown_name(evidence.document, quoted.start, quoted.end, unit):
        near = _nearest(evidence, words)
        like = Text(f"像是 {near}；", f"it reads like {near}; ") if near else Text("", "")
        yield table.fault(quoted.line, "indicator", "name-unknown", words=words, like=like)
    elif said:
        yield table.fault(quoted.line, "indicator", "indicator-differs", said=said)
    else:
        aliases = evidence.document.rows("indicators")[indicator]["aliases"]
        yield table.fault(quoted.line, "indicator", "indicator-unnamed", aliases=aliases)


def _nearest(evidence: Evidence, words: str) -> str:
    """The indicator of which a name is most like some words; empty if none is."""
    rows = evidence.document.rows("indicators").items()
    names = {name: key for key, row in rows for name in (row["name_zh"], *words_of(row, "aliases"))}
    return next((names[name] for name in difflib.get_close_matches(words, names, n=1, cutoff=0.7)), "")


def _measure(evidence: Evidence, table: CsvTable, quoted: QuotedRow) -> Iterator[Fault]:
    """A measure must be one that the indicator can have, of the unit's kind, and worded so."""
    row, document = quoted.row, evidence.document
    indicator, unit, named = row["indicator"], row["unit"], document.rows("measures").get(row["measure"])
    fitting = measures(document, indicator, unit, signs(quoted.quote.plain))
    if named is None or row["measure"] in fitting:
        return
    had = words_of(document.rows("indicators")[indicator], "measures")
    said = evidence.spoken(quoted, "measure")
    # The amount of what is counted per head, whatever its clause says of heads.
    said += ["per_unit"] if "level" in said and "人均" in document.rows("indicators")[indicator]["name_zh"] else []
    if row["measure"] in had and row["measure"] in said:
        return
    code = "measure-differs" if fitting else "measure-unknown"
    words = "、".join(words_of(named, "words"))
    told = {"said": "、".join(fitting), "indicator": indicator, "words": words, "unit": unit}
    yield table.fault(quoted.line, "measure", code, **told)


def _scopes(evidence: Evidence, table: CsvTable, rows: list[QuotedRow]) -> Iterator[Fault]:
    """A scope tells rows apart that nothing else does; scopes stand in the order of their figures."""

    def key(quoted: QuotedRow) -> str:
        return observation_id(quoted.row | {"scope": ""})

    for quoted in rows:
        if bool(quoted.row["scope"]) != bool(quoted.row["scope_en"]):
            yield table.fault(quoted.line, "scope_en", "scope-alone")
    for _, group in groupby(sorted(rows, key=key), key=key):
        alike = sorted(group, key=lambda quoted: quoted.start)
        if len(alike) > 1:
            yield from _told_apart(evidence, table, alike)
        elif alike[0].row["scope"]:
            yield disagreement(table, alike[0].line, "scope", "")


def _told_apart(evidence: Evidence, table: CsvTable, alike: list[QuotedRow]) -> Iterator[Fault]:
    """Rows alike in all else have each a scope of their own, which stands before the figure in its sentence."""
    text = evidence.document.text
    scopes = [quoted.row["scope"] for quoted in alike]
    places = {}
    for quoted, scope in zip(alike, scopes, strict=True):
        first = sentence(text, quoted.start, quoted.end)[0]
        places[quoted.line] = at = text.rfind(as_read(scope), first, quoted.start) if scope else -1
        if at < 0 or scopes.count(scope) > 1:
            yield table.fault(quoted.line, "scope", "scope-differs")
    ordered = sorted(alike, key=lambda quoted: places[quoted.line])
    for quoted, other in zip(alike, ordered, strict=True):
        if quoted.row["scope"] != other.row["scope"] and min(places.values()) >= 0:
            yield disagreement(table, quoted.line, "scope", other.row["scope"])


def _shared(evidence: Evidence, table: CsvTable, rows: list[QuotedRow]) -> Iterator[Fault]:
    """A figure that counts for several indicators has a row for each, and no other has two."""
    figures: dict[tuple[int, int], list[QuotedRow]] = {}
    for quoted in rows:
        figures.setdefault((quoted.start, quoted.end), []).append(quoted)
    for held in figures.values():
        if not counts_for_each(evidence.document, held[0].start, held[0].end):
            continue
        have = [quoted.row["indicator"] for quoted in held]
        wanted = evidence.named(held[0])
        lacking = [key for key in wanted if key not in have]
        if lacking and len(evidence.read(held[0])) == len(have) and set(evidence.read_names(held[0])) == set(have):
            continue
        for missing in lacking:
            follows = any(wanted.index(key) < wanted.index(missing) for key in have if key in wanted)
            line, quote = held[-1].line + 1 if follows else held[0].line, held[-1].row["quote"]
            yield table.fault(line, "quote", "figure-shared", quote, indicator=missing)
