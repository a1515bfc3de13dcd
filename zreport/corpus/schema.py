"""The tables of a scan, column by column: what stands in each, and of what kind it is."""

from typing import Any, NamedTuple

SCHEMA = 1  # counted up with each change that a reader of older tables would trip over


class SchemaColumn(NamedTuple):
    """A column: its name, its Arrow type, and what stands in it."""

    name: str
    kind: str
    words: str


_REPORT = SchemaColumn(
    "report", "string", "Name of the report: place in full and year, and a number where two share these."
)
_FILE = SchemaColumn(
    "file", "string", "Where the text lies in the folder: a path, with `!` into an archive and `#` to a row."
)
_HASH = SchemaColumn(
    "hash", "string", "SHA-256 of the letters, digits and Chinese signs of the text, however it is dressed."
)
_PLACE = (
    SchemaColumn("place_zh", "string", "Name of the place."),
    SchemaColumn("place_en", "string", "Name of the place in English."),
    SchemaColumn("area", "string", "Code of the place in GB/T 2260, where it has one."),
    SchemaColumn("level", "string", "nation, province, city, county or township; empty where that is not known."),
    SchemaColumn("delivered", "string", "Day on which the report was delivered, as ISO writes it."),
)
# Of a figure, as its row has it before the columns of its report are added.
FIGURES = (
    SchemaColumn("indicator", "string", "Key of the indicator; unknown ones are told apart by `name_zh`, not by it."),
    SchemaColumn("name_zh", "string", "Name of the indicator: that of the vocabulary, else that of the text."),
    SchemaColumn("known", "bool", "Whether the vocabulary has the indicator."),
    SchemaColumn("measure", "string", "What is said of it: a key of measures.csv."),
    SchemaColumn("period", "string", "The year, or the first and last of several: 2021, 2016/2020."),
    SchemaColumn("status", "string", "target, achieved, expected or baseline."),
    SchemaColumn("value", "float64", "Value as printed, of a range the lower end."),
    SchemaColumn("value_high", "float64", "Upper end of a range; null where there is none."),
    SchemaColumn("unit", "string", "Unit as printed."),
    SchemaColumn("value_base", "float64", "Value in the base unit, reckoned in decimals."),
    SchemaColumn("value_high_base", "float64", "Upper end in the base unit; null where there is none."),
    SchemaColumn("unit_base", "string", "The base unit: 元 of 亿元."),
    SchemaColumn("qualifier", "string", "Bound: exact, at_least, more_than, about, range and the like."),
    SchemaColumn("commitment", "string", "How hard a target is promised."),
    SchemaColumn("scope", "string", "Words that tell figures apart which are alike in all else."),
    SchemaColumn(
        "quote", "string", "The report's words from the head of the clause, the figure in 【】; may stand twice."
    ),
    SchemaColumn("note", "string", "Remark; empty in what is drafted."),
    SchemaColumn("start", "int32", "First character of the figure in the text."),
    SchemaColumn("end", "int32", "Where the figure ends in the text."),
    SchemaColumn("section_zh", "string", "Heading of the section that it stands in."),
    SchemaColumn("chapter_zh", "string", "Heading of the chapter that it stands in."),
    SchemaColumn(
        "doubt", "string", "What the rule is unsure of; `?` where it is sure. Never empty: nobody has looked."
    ),
)
OBSERVATION_COLUMNS = (_REPORT, *_PLACE, *FIGURES, _FILE, _HASH)
TEXTS = (_REPORT, SchemaColumn("text", "string", "The report's words, as read from its file."))
_WITHIN = SchemaColumn("within_zh", "string", "What the place lies in: 河北省保定市.")
_YEAR = SchemaColumn("year", "int32", "The year whose targets it sets: that of its day, or the next from October on.")
_CHARACTERS = SchemaColumn("characters", "int32", "Length of the text in characters.")
REPORTS = (
    _REPORT,
    *_PLACE[:2],
    _WITHIN,
    *_PLACE[2:4],
    _YEAR,
    _PLACE[4],
    SchemaColumn("title_zh", "string", "Title of the report."),
    _FILE,
    _HASH,
    SchemaColumn("form", "string", "txt, docx, html or pdf."),
    _CHARACTERS,
    SchemaColumn("figures", "int32", "How many observations it has."),
    SchemaColumn("known_by", "string", "What tells place and day: manifest, table, name, text, joined by `+`."),
)
REJECTED = (
    _FILE,
    _HASH,
    SchemaColumn(
        "reason",
        "string",
        "unreadable, fragment, joined, no_report, no_place, no_date, place_differs, date_differs, duplicate or crashed.",
    ),
    SchemaColumn("words_zh", "string", "The reason in words."),
    SchemaColumn("words_en", "string", "The reason in English words."),
    SchemaColumn("label_place", "string", "Place that manifest, table or file name gives."),
    SchemaColumn("label_date", "string", "Day or year that manifest, table or file name gives."),
    SchemaColumn("text_place", "string", "Place that the text states."),
    SchemaColumn("text_date", "string", "Day that the text states."),
    SchemaColumn("kept", "string", "Of a duplicate: the file that is kept in its stead."),
    _CHARACTERS,
)
TABLES = {"observations": OBSERVATION_COLUMNS, "texts": TEXTS, "reports": REPORTS, "rejected": REJECTED}
# What a piece holds of each text, accepted or not; `name`, `figures` and `kept` are settled when pieces are put together.
_LATER = {"report", "figures", "kept"}
TEXT_COLUMNS = tuple({one.name: one for one in (*REPORTS, *REJECTED, TEXTS[1]) if one.name not in _LATER}.values())


def arrow_schema(columns: tuple[SchemaColumn, ...]) -> Any:
    """Return columns as an Arrow schema."""
    import pyarrow as pa

    return pa.schema([(one.name, getattr(pa, {"bool": "bool_"}.get(one.kind, one.kind))()) for one in columns])


def piece_schema() -> Any:
    """Return the Arrow schema of a piece: a row for each text, with its figures in it."""
    import pyarrow as pa

    figures = pa.list_(pa.struct(list(arrow_schema(FIGURES))))
    return pa.schema([*arrow_schema(TEXT_COLUMNS), ("figures", figures)])
