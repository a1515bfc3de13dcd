"""One text, from its bytes to its rows; whatever is wrong with it costs that text only."""

import datetime
import functools
import hashlib
import itertools
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from zreport.corpus import kinds
from zreport.corpus.origin import Origin, Refusal, settled
from zreport.corpus.schema import piece_schema
from zreport.corpus.texts import FoundText
from zreport.draft.intake import Source, source_from
from zreport.draft.observed import AFTER_MARK, Heading, headings, observed
from zreport.draft.rows import Proposal, propose
from zreport.faults import ReportError
from zreport.language import Text
from zreport.reading.folding import fold
from zreport.reading.quote import CLOSE, OPEN, escaped
from zreport.report.sentences import lineage
from zreport.tables.package import shared_vocabulary

_SIGNS = re.compile(r"[^\W_]+")
_BEFORE = 120  # signs of a quote before its mark, at most
_LONGEST_ERROR = 200


class Drafted(NamedTuple):
    """A report with its rows: `figures` in the columns of `schema.FIGURES`."""

    file: str
    hash: str
    form: str
    characters: int
    origin: Origin
    text: str
    figures: list[tuple]


class Rejected(NamedTuple):
    """A text that is set apart, and why."""

    file: str
    hash: str
    characters: int
    reason: str
    words: Text
    label_place: str
    label_date: str
    text_place: str = ""
    text_date: str = ""


def drafted(found: FoundText) -> Drafted | Rejected:
    """Read a text, agree on its place and day, and draft its rows."""
    label, signs, length = found.label, "", 0

    def rejected(reason: str, words: Text, *text: str) -> Rejected:
        return Rejected(found.file, signs, length, reason, words, label.place, label.date, *text)

    try:
        if found.fault:
            return rejected("unreadable", found.fault)
        source = _source(found)
        signs, length = signs_hash(source.text), len(source.text)
        if refusal := kinds.why(source.text):
            return rejected(*refusal)
        origin = settled(source.text, label)
        if isinstance(origin, Refusal):
            return rejected(*origin)
        day = datetime.date.fromisoformat(origin.delivered if len(origin.delivered) > 4 else f"{origin.year}-01-01")
        proposal = propose(source.text, day, shared_vocabulary())
        return Drafted(found.file, signs, source.form, length, origin, source.text, _figures(proposal))
    except ReportError as error:
        return rejected("unreadable", error.words)
    except Exception as error:  # whatever it is, the next text is read
        said = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_ERROR]
        return rejected("crashed", Text(f"读时出错（{said}）", f"reading it failed ({said})"))


def crashed(found: FoundText) -> Rejected:
    """Set a text apart at which the process that read it died again and again."""
    words = Text(
        "读它的进程一再死去（多半是内存不足）", "the process that read it died again and again (out of memory?)"
    )
    return Rejected(found.file, "", 0, "crashed", words, found.label.place, found.label.date)


def _source(found: FoundText) -> Source:
    """The text with what pages and web sites add taken off; that of a table's row as that of a file."""
    if found.words:
        return source_from(found.words.encode(), f"{found.file}.txt")
    return source_from(found.content, found.file)


def signs_hash(text: str) -> str:
    """Return a sum of the letters, digits and Chinese signs of a text, however it is dressed."""
    return hashlib.sha256("".join(_SIGNS.findall(fold(text).text)).encode()).hexdigest()


def _figures(proposal: Proposal) -> list[tuple]:
    """The rows of the figures of a text, in the columns of `FIGURES`."""
    text, units = proposal.document.text, _units()
    parts, at, rows = _titled(headings(proposal)), 0, []
    for one in observed(proposal):
        row, place = one.row, one.row.place
        while parts[at + 1].start <= place[0]:
            at += 1
        factor, base = units.get(one.unit, (1, one.unit))
        high = one.high
        indicator = proposal.indicators[row.indicator]
        rows.append(
            (
                row.indicator,
                indicator.name_zh,
                indicator.known,
                one.measure,
                one.period,
                row.status,
                float(one.value),
                None if high is None else float(high),
                one.unit,
                float(one.value * factor),
                None if high is None else float(high * factor),
                base,
                one.qualifier,
                row.commitment,
                row.scope,
                _quote(text, *place, row.named.spoken.clause[0], 0 if one.alone else AFTER_MARK),
                "",
                row.start,
                row.end,
                parts[at].section,
                parts[at].chapter,
                one.doubt("zh"),
            )
        )
    return rows


class _Titled(NamedTuple):
    """Where a section begins, its title, and that of its chapter."""

    start: float
    section: str
    chapter: str


def _titled(found: Iterable[Heading]) -> list[_Titled]:
    """The sections of a text in order, with none before the first and none after the last."""
    titles: dict[str, str] = {}
    parents: dict[str, str] = {}
    parts = [_Titled(-1, "", "")]
    for one in found:
        titles[one.section], parents[one.section] = one.title_zh, one.parent
        parts.append(_Titled(one.start, one.title_zh, titles[lineage(one.section, parents)[-1]]))
    return [*parts, _Titled(float("inf"), "", "")]


@functools.cache
def _units() -> dict[str, tuple[Decimal, str]]:
    """The factor and the base of each unit."""
    return {unit: (Decimal(row["factor"]), row["base_unit"]) for unit, row in shared_vocabulary()["units"].items()}


def _quote(text: str, start: int, end: int, clause: int, after: int) -> str:
    """The words from the head of a clause to a figure, marked; they may stand in the text again."""
    first, stop = max(clause, start - _BEFORE, text.rfind("\n", 0, start) + 1), text.find("\n", end)
    behind = text[end : min(end + after, stop if stop >= 0 else len(text))]
    return f"{escaped(text[first:start])}{OPEN}{escaped(text[start:end])}{CLOSE}{escaped(behind)}"


def _sendable(cell: Any) -> Any:
    """A cell without halves of characters, as names of files may have."""
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) and not cell.isascii() else cell


def piece_of(texts: Iterable[Drafted | Rejected]) -> Any:
    """Return texts as an Arrow table, a row for each, in order."""
    import pyarrow as pa

    texts, schema = list(texts), piece_schema()
    rows, figures = [], []
    for one in texts:
        cells = dict.fromkeys(schema.names, "") | {"characters": one.characters, "file": one.file, "hash": one.hash}
        if isinstance(one, Drafted):
            cells |= one.origin._asdict() | {"form": one.form, "text": one.text}
        else:
            cells |= {name: getattr(one, name) for name in Rejected._fields if name != "words"}
            cells |= {"words_zh": one.words.zh, "words_en": one.words.en, "year": 0}
        rows.append(cells)
        figures.append(one.figures if isinstance(one, Drafted) else [])
    columns = [pa.array([_sendable(row[name]) for row in rows], schema.field(name).type) for name in schema.names[:-1]]
    made = schema.field("figures").type.value_type
    turned = zip(*itertools.chain.from_iterable(figures), strict=True)
    flat = [list(column) for column in turned] or [[] for _ in made]
    cells = [pa.array(column, field.type) for column, field in zip(flat, made, strict=True)]
    ends = [0, *itertools.accumulate(map(len, figures))]
    held = pa.StructArray.from_arrays(cells, fields=list(made))
    columns.append(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), held, schema.field("figures").type))
    return pa.table(columns, schema=schema)
