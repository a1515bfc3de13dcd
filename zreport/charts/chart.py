"""Charts as data: what every kind carries, with nothing about how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, asdict, dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from zreport.charts.backends import DISPLAY, PLOTLY, draw
from zreport.faults import ChartError
from zreport.figures.datum import Datum, data, datum, number, quantity
from zreport.files import write
from zreport.language import LANGUAGES, NOTHING, Text, language

if TYPE_CHECKING:
    import plotly.graph_objects

    from zreport.page.size import Size

# Characters of a title or a note; a page has room for far fewer.
LONGEST = 2000
MIME = "application/vnd.zreport.charts.chart+json"
_NAME = re.compile(r"[A-Za-z0-9-]*")


@dataclass(frozen=True, repr=False)
class Chart:
    """What every chart carries.

    Attributes
    ----------
    data : tuple
        Figures; a DataFrame of observations is turned into them.
    title : Text
        The finding, in a sentence; a plain string serves for both languages.
    subtitle : Text
        What is measured, in which unit and period; written from the data unless given.
    notes : tuple of Text
        Remarks of the author; the cautions of the figures come by themselves.
    name : str
        What files are called after; letters, digits and hyphens.
    highlight : str or tuple of str
        Indicators that the title speaks of; the rest stay quiet.
    """

    data: Any
    _: KW_ONLY
    title: Text
    subtitle: Text = None
    notes: tuple[Text, ...] = ()
    name: str = ""
    highlight: tuple[str, ...] = ()

    kind: ClassVar[str] = ""
    kind_name: ClassVar[Text]

    def __post_init__(self):
        self._set("data", self._items(self.data))
        if not self.data:
            raise ChartError(f"{self.kind}: no rows to draw / 没有可画的行")
        if not isinstance(self.title, Text | str | dict):
            raise ChartError(f"{self.kind}: give a title, the finding in a sentence / 请写标题")
        self._set("title", Text.of(self.title))
        if not _NAME.fullmatch(self.name):
            raise ChartError(
                f"{self.kind}: name {self.name!r}: only letters, digits and hyphens / name 只能用英文字母、数字和连字符"
            )
        notes = (self.notes,) if isinstance(self.notes, str | Text) else self.notes
        self._set("notes", tuple(Text.of(note) for note in notes))
        for what, words in (("title", self.title), *(("a note", note) for note in self.notes)):
            _short(self.kind, what, words)
        self._named("highlight")
        self._refuse()
        if self.subtitle is None:
            self._set("subtitle", Text(*(self._describe(lang) for lang in LANGUAGES)))
        else:
            self._set("subtitle", Text.of(self.subtitle))
            _short(self.kind, "subtitle", self.subtitle)

    def _set(self, attribute: str, value: Any) -> None:
        object.__setattr__(self, attribute, value)

    def _named(self, attribute: str) -> list[str]:
        """Take a name or several of the indicators among the rows, and return all that there are."""
        known = list(dict.fromkeys(figure.indicator for figure in self.figures))
        value = getattr(self, attribute)
        names = (value,) if isinstance(value, str) else tuple(value)
        if strange := [name for name in names if name not in known]:
            raise ChartError(f"{attribute}: {', '.join(strange)} not among the rows / 不在行中: {', '.join(known)}")
        self._set(attribute, names)
        return known

    def _items(self, rows: Any) -> tuple:
        if isinstance(rows, tuple | list) and rows and isinstance(rows[0], dict):
            return tuple(datum(row) for row in rows)
        return data(rows)

    def _refuse(self) -> None:
        """Raise `ChartError` if the data cannot share this kind's axis."""

    @property
    def figures(self) -> tuple[Datum, ...]:
        """Every figure on the chart, in the order of the report's rows."""
        return self.data

    @property
    def origins(self) -> tuple:
        """What the source line names: everything that has a section, a chapter and a source."""
        return self.figures

    def quiet(self, figure: Datum) -> bool:
        """Whether a figure steps back, because the title speaks of others."""
        return bool(self.highlight) and figure.indicator not in self.highlight

    def on_axis(self, figure: Datum) -> float:
        """Return the value of a figure in the unit of the axis: that of the first figure."""
        return float(_exact(figure.value_base) / self.figures[0].unit_factor)

    def tick(self, value: float, lang: str) -> str:
        """Write a place on the axis; the subtitle names the unit."""
        first = self.figures[0]
        if lang == "zh" or first.unit in ("%", "‰"):
            return number(value) + (first.unit if first.unit in ("%", "‰") else "")
        base = float(_exact(value) * first.unit_factor)
        return quantity(value, "", base, NOTHING, "", lang).rstrip()

    def _describe(self, lang: str) -> str:
        return capital(
            listed(part(figure) for figure in self.figures)
            for part in (
                lambda figure: figure.measure_name[lang],
                lambda figure: unit_name(figure, lang),
                lambda figure: figure.when(lang),
            )
        )

    @property
    def source(self) -> Text:
        """The source line: report, date, and the sections that the figures stand in."""
        lines = []
        for report in dict.fromkeys(item.source for item in self.origins):
            own = [item for item in self.origins if item.source == report]
            places = list(dict.fromkeys(item.section for item in own))
            if len(places) > 3:
                places = list(dict.fromkeys(item.chapter for item in own))
            named = Text("、", "; ").join(places)
            lines.append(Text(f"{report.zh}：{named.zh}", f"{report.en}: {named.en}"))
        joined = Text("；", ". ").join(lines)
        return Text(f"来源：{joined.zh}", f"Source: {joined.en}")

    @property
    def cautions(self) -> tuple[Text, ...]:
        """What must be said of the figures; named where it holds for some of them only."""
        return said_of((f.name, caution) for f in self.figures for caution in f.cautions or (NOTHING,))

    @property
    def remarks(self) -> tuple[Text, ...]:
        """All that stands at the foot above the source: notes, cautions, formulas, each once."""
        derived = (
            Text(f"{figure.name.zh}为推算：{figure.symbols.zh}", f"{figure.name.en} is derived: {figure.symbols.en}")
            for figure in self.figures
            if figure.symbols.zh
        )
        return tuple(dict.fromkeys((*self.notes, *self.cautions, *derived)))

    @property
    def alt(self) -> Text:
        """What the chart shows, in words: kind, finding, each figure, source."""
        return Text(*(self._alt(lang) for lang in LANGUAGES))

    def _alt(self, lang: str) -> str:
        stop, joint = ("。", "；") if lang == "zh" else (". ", "; ")
        parts = [self.kind_name[lang], self.title[lang], joint.join(self.lines(lang))]
        return stop.join(part.rstrip("。.") for part in (*parts, self.source[lang])) + stop.strip()

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each figure in words."""
        lang = language(lang)
        bracket = "{}（{}，{}，{}）{}" if lang == "zh" else "{} ({}, {}, {}) {}"
        return [
            bracket.format(f.name[lang], f.measure_name[lang], f.when(lang), f.status_name[lang], f.label(lang))
            for f in self.figures
        ]

    def to_json(self) -> dict:
        """Return the chart as JSON-ready data, from which `from_json` makes it again.

        What all figures share, such as report, period and unit, stands once, in ``shared``.
        """
        content = asdict(self)
        rows = list(_rows(content["data"]))
        shared = {key: value for key, value in rows[0].items() if all(row[key] == value for row in rows)}
        for row in rows:
            for key in shared:
                del row[key]
        return {"kind": self.kind, "version": 1, "shared": shared, **content}

    def __repr__(self) -> str:
        lang = language()
        return "\n".join(
            [
                f"{self.title[lang]}",
                f"{self.subtitle[lang]}",
                *(f"  {line}" for line in self.lines(lang)),
                *(note[lang] for note in self.remarks),
                self.source[lang],
            ]
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return import_module(DISPLAY).mimebundle(self)

    def to_plotly(self, lang: str | None = None, size: str | Size | None = None) -> plotly.graph_objects.Figure:
        """Return the chart as a plotly figure, to be changed further.

        Examples
        --------
        >>> import zreport as zr
        >>> chart = zr.Cards(zr.load().select(sector="finance"), title="财政")
        >>> chart.to_plotly("en").layout.width
        880
        """
        return import_module(PLOTLY).figure(self, lang, size)

    def save(self, path: str | Path, lang: str | None = None, size: str | Size | None = None) -> Path:
        """Write the chart to a file; the ending says the format.

        Parameters
        ----------
        path : path
            Ends in ``.png``, ``.svg``, ``.pdf``, ``.html``, ``.pptx``, ``.xlsx`` or ``.json``.
        lang : str, optional
            ``zh`` or ``en``.
        size : str or Size, optional
            The page: ``slide`` (16:9), ``half`` a slide, ``column`` (of A4) or ``phone``.

        Returns
        -------
        Path

        Raises
        ------
        ReportError
            If the ending or the size is unknown, the page has no room for the chart, or the file
            cannot be written; no half-written file is left.

        Examples
        --------
        >>> import tempfile, zreport as zr
        >>> chart = zr.Cards(zr.load().select(sector="finance"), title="财政")
        >>> chart.save(Path(tempfile.mkdtemp()) / "finance.svg", lang="en").name
        'finance.svg'
        """
        return write(path, draw(self, Path(path).suffix.lower().removeprefix("."), language(lang), size))


def _rows(items: Iterable[dict]) -> Iterator[dict]:
    """Return the figures of stored data, both of a pair."""
    for item in items:
        yield from (item["before"], item["after"]) if "before" in item else (item,)


def _short(kind: str, what: str, words: Text) -> None:
    """Raise `ChartError` for words that no page has room for, before anyone tries."""
    for said in (words.zh, words.en):
        if len(said) > LONGEST:
            raise ChartError(
                f"{kind}: {what} of {len(said):,} characters ({said[:20]}…); at most {LONGEST:,} / 文字过长，请缩短"
            )


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def said_of(remarks: Iterable[tuple[Text, Text]]) -> tuple[Text, ...]:
    """Write each remark once, with the names that it holds for, or does not, unless it holds for all.

    Parameters
    ----------
    remarks : iterable of (name, remark)
        `NOTHING` as the remark says that the name has none.
    """
    holders: dict[Text, list[Text]] = {}
    names = []
    for name, remark in remarks:
        names.append(name)
        holders.setdefault(remark, []).append(name)
    said = []
    for remark, held in holders.items():
        if remark == NOTHING:
            continue
        own = list(dict.fromkeys(held))
        others = [name for name in dict.fromkeys(names) if name not in own]
        zh, en = ("、".join(name.zh for name in own), ", ".join(name.en for name in own))
        if others and len(others) < len(own):
            zh = f"除{'、'.join(name.zh for name in others)}外"
            en = f"Except {', '.join(name.en for name in others)}"
        said.append(Text(f"{zh}：{remark.zh}", f"{en}: {remark.en}") if others else remark)
    return tuple(said)


def unit_name(figure: Datum, lang: str) -> str:
    """Return the unit in which labels are written."""
    return figure.unit if lang == "zh" or figure.unit == "%" else figure.base_unit.en


def unit_counted(figure: Datum) -> str:
    """Return the base unit with what it counts: 户 are firms or households."""
    return f"{figure.base_unit.zh} ({figure.base_unit.en})"


def capital(parts: Iterable[str]) -> str:
    """Set the parts of a subtitle side by side, the first with a capital."""
    words = " | ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def listed(parts: Iterable[str]) -> str:
    """Join what is not empty, each once."""
    return " / ".join(dict.fromkeys(part for part in parts if part))
