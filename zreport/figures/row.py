"""What a chart keeps of a row of a frame: each field says once of which columns it is made."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import Any, ClassVar, NamedTuple, Self

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.absent import present
from zreport.language import LANGUAGES, NOTHING, Text

# Between the inputs of a derived figure in a cell, and between the reports that it was derived from.
LISTED = "; "
# What only rows of a report in draft have: their stored form and frames leave it out where it is empty.
DRAFT_FIELD = "doubt"
SEVERAL = "+"
# Of columns that are missing so many are named.
_MOST_NAMED = 8


class Form(NamedTuple):
    """A type of field: from the cells of a frame, back to them, and from JSON."""

    read: Callable[..., Any]
    cells: Callable[[Any], tuple] = lambda value: (value,)
    stored: Callable[[Any], Any] = lambda value: value
    dtype: str = "str"


def words_in(cell: Any) -> str:
    """Return the words of a cell; none where rows of several frames were put together without it."""
    return "" if cell is None or cell != cell else str(cell)


def _lines(zh: Any, en: Any) -> tuple[Text, ...]:
    both = zip(words_in(zh).split("\n"), words_in(en).split("\n"), strict=True)
    return tuple(Text(*said) for said in both if said[0])


def _number(cell: Any) -> float:
    if pd.isna(cell):
        raise ValueError
    return float(cell)


_FORMS = {
    "str": Form(words_in),
    "int": Form(int, dtype="int64"),
    "float": Form(_number, dtype="float64"),
    "float | None": Form(
        lambda cell: None if pd.isna(cell) else float(cell),
        lambda value: (float("nan") if value is None else value,),
        dtype="float64",
    ),
    "Text": Form(lambda zh, en: Text(words_in(zh), words_in(en)), lambda text: (text.zh, text.en), Text.of),
    "tuple[Text, ...]": Form(
        _lines,
        lambda texts: tuple("\n".join(text[lang] for text in texts) for lang in LANGUAGES),
        lambda texts: tuple(map(Text.of, texts)),
    ),
    "tuple[str, ...]": Form(
        lambda cell: tuple(filter(None, words_in(cell).split(LISTED))), lambda names: (LISTED.join(names),), tuple
    ),
}


def made_of(*columns: str, form: Form | None = None) -> dict[str, Any]:
    """Return the metadata of a field that is made of these columns; of none, if a frame does not hold it.

    `form` is that of a field of a type of its own.
    """
    return {"columns": columns, "form": form}


@dataclass(frozen=True, kw_only=True)
class Sectored:
    """The sector of a row, where its frame has one."""

    sector: str
    sector_name: Text
    sector_color: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of one of a report's frames.

    A field of type `Text` is made of the columns ``…_zh`` and ``…_en`` (``sector_name`` of
    ``sector_zh`` and ``sector_en``), any other of the column of its name, unless `made_of` names the
    columns. A frame may lack those of fields that have a default.
    What is derived from two reports names both, with `SEVERAL` between them; where a chart holds rows
    of several, names begin with `prefix`. `doubt` is what is unsure of a row of a draft that nobody has looked at.
    """

    table: ClassVar[str]

    section: Text
    chapter: Text
    report: str
    place: Text
    delivered: str
    source: Text
    doubt: str = ""
    prefix: Text = field(default=NOTHING, metadata=made_of())

    @classmethod
    def of(cls, cells: Mapping[str, Any], **more: Any) -> Self:
        """Make one from the cells of a row, by column."""
        made = {}
        for name, columns, form, needed in _reading(cls):
            if needed or columns[0] in cells:
                try:
                    made[name] = form.read(*[cells[column] for column in columns])
                except ChartError:
                    raise
                except (TypeError, ValueError):
                    named, said = words_in(cells.get("id")), " / ".join(repr(cells[column]) for column in columns)
                    zh = f"{named}：{'、'.join(columns)} 列不能是 {said}；请传入 report.{cls.table} 的完整行"
                    en = f"{named}: {', '.join(columns)} cannot be {said}; pass whole rows of report.{cls.table}"
                    raise ChartError(Text(zh, en)) from None
        return cls(**made, **more)

    @classmethod
    def taken(cls, rows: Any) -> tuple[Self, ...]:
        """Take rows of a frame, or what was made of them; of one with a column ``state``, those that are stated."""
        if not isinstance(rows, pd.DataFrame):
            found = tuple(rows) if isinstance(rows, Iterable) else (rows,)
            if not all(isinstance(row, cls) for row in found):
                raise ChartError(Text(f"请传入 report.{cls.table} 的行", f"pass rows of report.{cls.table}"))
            return found
        rows = present(rows).rows
        needed = [column for one in _reading(cls) if one.needed for column in one.columns]
        if lacking := [column for column in dict.fromkeys(needed) if column not in rows.columns]:
            missing = ", ".join([*lacking[:_MOST_NAMED], *["…"] * (len(lacking) > _MOST_NAMED)])
            zh = f"缺少这些列：{missing}；请传入 report.{cls.table} 的完整行"
            raise ChartError(Text(zh, f"the rows lack the columns {missing}; pass whole rows of report.{cls.table}"))
        # Most columns are none of a chart's, and each costs time.
        read = {"id", *(column for one in _reading(cls) for column in one.columns)}
        held = rows.loc[:, rows.columns.isin(read)]
        cells = [dict(zip(held.columns, row, strict=True)) for row in held.to_numpy(object).tolist()]
        if rows.index.name == "id":
            cells = [{"id": name, **row} for row, name in zip(cells, rows.index, strict=True)]
        return tuple(map(cls.of, cells))

    @classmethod
    def stored(cls, content: Mapping[str, Any]) -> Self:
        """Make one from its JSON form, which holds every field."""
        held = [item for item in fields(cls) if item.name != DRAFT_FIELD or DRAFT_FIELD in content]
        return cls(**{item.name: _form(item).stored(content[item.name]) for item in held})

    def headed(self, prefixes: Mapping[str, Text]) -> Self:
        """Return the row with the prefix of its report, or without one."""
        prefix = prefixes.get(self.report, NOTHING)
        return self if prefix == self.prefix else replace(self, prefix=prefix)

    def called(self, name: Text) -> Text:
        """Return a name with the prefix before it."""
        return Text("：", ": ").join([self.prefix, name]) if self.prefix.zh else name


def _form(item: Field) -> Form:
    return item.metadata.get("form") or _FORMS[item.type]


def columns_of(item: Field) -> tuple[str, ...]:
    """Return the columns of a frame that a field is made of."""
    if "columns" in item.metadata:
        return item.metadata["columns"]
    stem = item.name.removesuffix("_name")
    return tuple(f"{stem}_{lang}" for lang in LANGUAGES) if "Text" in item.type else (item.name,)


class _Read(NamedTuple):
    """How a field is read from a frame."""

    name: str
    columns: tuple[str, ...]
    form: Form
    needed: bool


@functools.cache
def _reading(cls: type[Row]) -> tuple[_Read, ...]:
    """The fields of a kind of row that a frame holds."""
    held = ((item, columns_of(item)) for item in fields(cls))
    return tuple(_Read(one.name, columns, _form(one), one.default is MISSING) for one, columns in held if columns)


def to_frame(cls: type[Row], rows: Iterable[Row]) -> pd.DataFrame:
    """Return the columns that `Row.taken` reads, so that it reads the same rows from them again."""
    rows = tuple(rows)
    columns = {}
    for name, named, form, _ in _reading(cls):
        if name != DRAFT_FIELD or any(row.doubt for row in rows):
            cells = [form.cells(getattr(row, name)) for row in rows]
            columns |= {column: pd.array([cell[at] for cell in cells], form.dtype) for at, column in enumerate(named)}
    return pd.DataFrame(columns)


_PREFIXES: tuple[Callable[[Row], Text], ...] = (
    lambda row: row.place,
    lambda row: Text(f"{row.place.zh}{row.delivered[:4]}年报告", f"{row.place.en} {row.delivered[:4]} report"),
    lambda row: Text(f"{row.place.zh}{row.delivered}报告", f"{row.place.en} report of {row.delivered}"),
    lambda row: Text.of(row.report),
)


def prefixes_of(rows: Iterable[Row]) -> dict[str, Text]:
    """Return for each report what names begin with: its place, if need be with year or date.

    There are none where all rows are of one report. What is derived from several reports names them.
    """
    reports = {row.report: row for row in rows}
    found: dict[str, Text] = {}
    for form in _PREFIXES:
        names = {report: form(row) for report, row in reports.items() if SEVERAL not in report}
        for report, name in names.items():
            others = [other for key, other in names.items() if key != report]
            if all(name[lang] and name[lang] not in [other[lang] for other in others] for lang in LANGUAGES):
                found.setdefault(report, name)
    return found if len(reports) > 1 else {}
