"""Charts as data: what every kind carries, with nothing about how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import KW_ONLY, asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from zreport.charts.backends import DISPLAY, PLOTLY, draw
from zreport.charts.schema import VERSION, every_row, in_brief, unfit
from zreport.charts.sources import source_line
from zreport.faults import ChartError
from zreport.figures.absent import Absent, present, said_absent
from zreport.figures.datum import Datum
from zreport.figures.row import DRAFT_FIELD, Row, prefixes_of
from zreport.figures.writing import exact, except_for, written_number, written_quantity
from zreport.files import write
from zreport.language import LANGUAGES, NOTHING, Text, language
from zreport.page.size import Size

if TYPE_CHECKING:
    import plotly.graph_objects

# Characters of a title or a note; a page has room for far fewer.
LONGEST = 2000
MIME = "application/vnd.zreport.chart+json"


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
        Indicators, or identifiers of figures, that the title speaks of; the rest stay quiet.

    Notes
    -----
    Where figures are of several reports, their names begin with the place (肇源县：地区生产总值), if need
    be with the year of the report.
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
    item: ClassVar[type[Row]] = Datum

    def __post_init__(self):
        absent = present(self.data).absent
        self._set("data", self.item.taken(self.data))
        prefixes = self._prefixes()
        self._set("data", tuple(item.headed(prefixes) for item in self.data))
        if not self.data:
            told = Text("；", "; ").join([Text("没有可画的行", "no rows to draw"), *said_absent(absent)])
            raise self._error(*told.both)
        if not (isinstance(self.name, str) and re.fullmatch("[A-Za-z0-9-]{0,100}", self.name)):
            zh, en = "只能用至多100个英文字母、数字和连字符", "only letters, digits and hyphens, 100 at most"
            raise self._error(f"name {in_brief(self.name)}：{zh}", f"name {in_brief(self.name)}: {en}")
        self._set("title", self._said("标题", "title", self.title))
        notes = self.notes if isinstance(self.notes, list | tuple) else (self.notes,)
        self._set("notes", tuple(self._said("注", "a note", note) for note in notes))
        self._tell(absent)
        self._choose("highlight")
        self._refuse()
        subtitle = Text(*map(self._describe, LANGUAGES)) if self.subtitle is None else self.subtitle
        self._set("subtitle", self._said("副标题", "subtitle", subtitle))

    def _prefixes(self) -> dict[str, Text]:
        """Return what the names of the rows of each report begin with."""
        return prefixes_of(self.origins)

    def _tell(self, absent: tuple[Absent, ...]) -> None:
        """Keep what the rows say is absent: a chart names it at its foot."""
        self._set("notes", tuple(dict.fromkeys((*self.notes, *said_absent(absent)))))

    def _set(self, attribute: str, value: Any) -> None:
        object.__setattr__(self, attribute, value)

    def _error(self, zh: str, en: str, of: str = "") -> ChartError:
        return ChartError(Text(f"{of or self.kind}：{zh}", f"{of or self.kind}: {en}"))

    def _said(self, zh: str, en: str, words: Text | str | dict) -> Text:
        """Take words, or raise `ChartError` for what are none, or for some that no page can show."""
        try:
            words = Text.of(words)
        except TypeError:
            words = None
        if not isinstance(words, Text) or not all(isinstance(said, str) for said in (words.zh, words.en)):
            raise self._error(
                f"{zh}须为文字：一句话，或 zr.text(中文, 英文)", f"{en} must be words: a string, or zr.text(zh, en)"
            )
        for said in (words.zh, words.en):
            if odd := unfit(said):
                raise self._error(f"{zh}含有不能显示的字符 {odd}", f"{en} holds {odd}, which cannot be in_brief")
            if len(said) > LONGEST:
                zh = f"{zh}有{len(said):,}字（{said[:20]}……），最多{LONGEST:,}字，请缩短"
                raise self._error(zh, f"{en} of {len(said):,} characters ({said[:20]}…); at most {LONGEST:,}")
        return words

    def _choose(self, attribute: str) -> None:
        names = self._names(attribute)
        if strange := [name for name in names if not any(figure.meant_by([name]) for figure in self.figures)]:
            known = ", ".join(dict.fromkeys(figure.indicator for figure in self.figures))
            told = ", ".join(strange)
            raise self._error(f"行中没有{told}；有：{known}", f"{told} not among the rows: {known}", attribute)
        self._set(attribute, names)

    def _names(self, attribute: str) -> tuple[str, ...]:
        """Return the names that an attribute holds, or raise `ChartError` for what are none."""
        value = getattr(self, attribute)
        names = tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
        if not all(isinstance(name, str) for name in names):
            raise self._error("须为名称，或名称的列表", "must be a name, or a list of names", attribute)
        return names

    def _refuse(self) -> None:
        """Raise `ChartError` if the data cannot share this kind's axis."""

    @property
    def figures(self) -> tuple[Datum, ...]:
        """Every figure on the chart, in the order of the report's rows; projects are none."""
        return self.data if self.item is Datum else ()

    @property
    def origins(self) -> tuple:
        """What the source line names: everything that has a section, a chapter and a source."""
        return self.figures or self.data

    def quiet(self, figure: Datum) -> bool:
        """Whether a figure steps back, because the title speaks of others."""
        return bool(self.highlight) and not figure.meant_by(self.highlight)

    def on_axis(self, figure: Datum) -> float:
        """Return the value of a figure in the unit of the axis: that of the first figure."""
        return float(exact(figure.value_base) / self.figures[0].unit_factor)

    @property
    def whole(self) -> float | None:
        """Where the axis ends: at 100 for shares in per cent of which one is above half; else it is open."""
        shares = all(figure.measure == "rate" and figure.unit == "%" for figure in self.figures)
        return 100.0 if shares and max(figure.value for figure in self.figures) > 50 else None

    def tick(self, value: float, lang: str) -> str:
        """Write a place on the axis; the subtitle names the unit."""
        first = self.figures[0]
        if first.unit in ("%", "‰"):
            return written_number(value) + first.unit
        if lang == "zh":
            return written_number(value)
        base = float(exact(value) * first.unit_factor)
        return written_quantity(value, "", base, NOTHING, "", lang).rstrip()

    def _describe(self, lang: str) -> str:
        # The unit in which labels are written.
        units = (one.unit if lang == "zh" or one.unit == "%" else one.base_unit.en for one in self.figures)
        measures, periods = zip(*((one.measure_name[lang], one.when(lang)) for one in self.figures), strict=True)
        return capital(map(each_once, (measures, units, periods)))

    @property
    def source(self) -> Text:
        """The source line: report, date, and the sections that the figures stand in; of a draft, what is open."""
        return source_line(self.origins, self.open_figures)

    @property
    def open_figures(self) -> int:
        """How many of the figures are of a draft, and nobody has looked at them yet."""
        return len({getattr(item, "id", at) for at, item in enumerate(self.origins) if item.doubt})

    @property
    def cautions(self) -> tuple[Text, ...]:
        """What must be said of the figures; named where it holds for some of them only."""
        return said_of((f.name, caution) for f in self.figures for caution in f.cautions or (NOTHING,))

    @property
    def remarks(self) -> tuple[Text, ...]:
        """All that stands at the foot above the source: notes, cautions, formulas, each once."""
        derived = (
            Text(f"{f.name.zh}为推算：{f.calculation.zh}", f"{f.name.en} is derived: {f.calculation.en}")
            for f in self.figures
            if f.calculation.zh
        )
        return tuple(dict.fromkeys((*self.notes, *self.cautions, *derived)))

    @property
    def alt(self) -> Text:
        """What the chart shows, in words: kind, finding, each figure, source."""
        return Text(*map(self._alt, LANGUAGES))

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
        rows = every_row(content["data"])
        for row in rows:
            if not row[DRAFT_FIELD]:
                del row[DRAFT_FIELD]
        shared = {key: value for key, value in rows[0].items() if all(row.get(key) == value for row in rows)}
        for row in rows:
            for key in shared:
                del row[key]
        return {"kind": self.kind, "version": VERSION, "shared": shared, **content}

    def __repr__(self) -> str:
        lang = language()
        rows = (f"  {line}" for line in self.lines(lang))
        notes = (note[lang] for note in self.remarks)
        return "\n".join([self.title[lang], self.subtitle[lang], *rows, *notes, self.source[lang]])

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


def said_of(remarks: Iterable[tuple[Text, Text]]) -> tuple[Text, ...]:
    """Write each remark once, with the names that it holds for, or does not, unless it holds for all.

    A remark stands behind its name; `NOTHING` says that the name has none.
    """
    pairs = dict.fromkeys(remarks)
    names = dict.fromkeys(name for name, _ in pairs)
    said = []
    for remark in dict.fromkeys(remark for _, remark in pairs if remark != NOTHING):
        own = [name for name in names if (name, remark) in pairs]
        others = [name for name in names if name not in own]
        named = Text("、", ", ").join(min(own, others, key=len) if others else own)
        if others and len(others) < len(own):
            said.append(Text(f"除{named.zh}外：{remark.zh}", except_for([name.en for name in others], remark.en)))
        else:
            said.append(Text("：", ": ").join([named, remark]) if others else remark)
    return tuple(said)


def capital(parts: Iterable[str]) -> str:
    """Set the parts of a subtitle side by side, the first with a capital."""
    words = " | ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def each_once(parts: Iterable[str]) -> str:
    """Join what is not empty, each once."""
    return " / ".join(dict.fromkeys(part for part in parts if part))
