"""Tables with a column of texts, a report in each row, as public sets come: .csv and .xlsx."""

import codecs
import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Any, BinaryIO

from zreport.corpus.labels import Label, date_of, place_of, roles_in
from zreport.corpus.manifest import as_key, is_manifest
from zreport.faults import ReportError
from zreport.language import Text

_SAMPLE = 1_000_000  # bytes by which an encoding is told
_FIRST = 30  # rows by which the column of texts is found
_LONG = 200  # Chinese signs of a text
_HAN = re.compile("[\u3400-\u9fff]")
_NO_TEXTS = Text(
    "表里没有正文列（列名如 text、正文、全文、内容）；如果是清单，请用 --manifest 指明",
    "the table has no column of texts (headed text, content, 正文, 全文 …); if it is a manifest, name it by --manifest",
)
_NO_TEXT = Text("这一行没有正文", "this row has no text")
_Row = tuple[str, str, Label, Text | None]


def is_table(name: str) -> bool:
    """Whether a file is a table by its name."""
    return name.lower().endswith((".csv", ".tsv", ".xlsx", ".xlsm"))


def table_texts(name: str, file: BinaryIO, manifest: Mapping[str, Label]) -> Iterator[_Row]:
    """Return the texts of a table: the number of the row, its words, what its other columns say, and what is wrong.

    A table without a column of texts gives one row without a number, which says so; the manifest itself gives none.
    """
    found, own = False, False
    try:
        for sheet, rows in _sheets(name, file):
            header = [str(cell if cell is not None else "") for cell in next(rows, [])]
            first = list(islice(rows, _FIRST))
            at = _text_column(header, first)
            if at is None:
                own = own or (is_manifest(header) and _lists(header, chain(first, rows), manifest))
                continue
            found = True
            for number, row in enumerate(chain(first, rows), 2):
                if any(str(cell if cell is not None else "").strip() for cell in row):
                    yield f"{sheet}#{number}" if sheet else str(number), *_text_of(header, row, at)
    except (csv.Error, UnicodeError) as error:
        yield (
            "",
            "",
            Label(),
            Text(
                f"表读到一半出错（{error}）；请另存为 UTF-8 的 CSV",
                f"the table breaks off ({error}); save it as CSV in UTF-8",
            ),
        )
        return
    except ReportError:
        raise
    except Exception as error:  # a damaged workbook breaks the library in many ways
        said = type(error).__name__
        yield (
            "",
            "",
            Label(),
            Text(
                f"表格打不开，可能已损坏或有密码（{said}）；请另存",
                f"the workbook cannot be opened ({said}): save it anew",
            ),
        )
        return
    if not found and not own:
        yield "", "", Label(), _NO_TEXTS


def count_rows(name: str, file: BinaryIO) -> int:
    """Count the texts of a table; 1 where it has none, which is said in one row, or cannot be read."""
    total = 0
    with suppress(Exception):
        for _, rows in _sheets(name, file):
            header = [str(cell if cell is not None else "") for cell in next(rows, [])]
            first = list(islice(rows, _FIRST))
            if _text_column(header, first) is not None:
                total += len(first) + sum(1 for _ in rows)
    return max(total, 1)


def _sheets(name: str, file: BinaryIO) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    if name.lower().endswith((".csv", ".tsv")):
        yield "", _csv_rows(file)
        return
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        zh, en = "读 .xlsx 需要 corpus 组件", "reading .xlsx needs the extra corpus"
        raise ReportError(
            Text(f'{zh}：pip install "zreport[corpus]"', f'{en}: pip install "zreport[corpus]"')
        ) from error
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield sheet.title, sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _csv_rows(file: BinaryIO) -> Iterator[list[str]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a report is larger than fields mostly are
    sample = file.read(_SAMPLE)
    file.seek(0)
    encoding = _encoding(sample)
    # A sign that does not fit costs itself: what is left of a row is judged as any text.
    words = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    first = sample.decode(encoding, "replace").partition("\n")[0]
    try:
        yield from csv.reader(words, delimiter=max(",\t;", key=first.count))
    finally:
        words.detach()


def _encoding(sample: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if sample.startswith(mark):
            return name
    for name in ("utf-8", "gb18030", "big5"):
        with suppress(UnicodeDecodeError):
            codecs.getincrementaldecoder(name)().decode(sample)
            return name
    return "utf-8" if sample.decode("utf-8", "replace").count("\ufffd") < len(sample) // 1000 else "gb18030"


def _text_column(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> int | None:
    """The column whose cells are texts: that headed so if it holds any, else that with the longest Chinese cells."""
    width = max(map(len, rows), default=0)
    longest = [
        max((len(_HAN.findall(str(row[at]))) for row in rows if at < len(row)), default=0) for at in range(width)
    ]
    headed = roles_in(header).get("text")
    if headed is not None and headed < width and longest[headed] >= _LONG // 4:
        return headed
    best = max(range(width), key=lambda at: longest[at], default=None)
    return best if best is not None and longest[best] >= _LONG else None


def _text_of(header: Sequence[str], row: Sequence[Any], at: int) -> tuple[str, Label, Text | None]:
    words = str(row[at]) if at < len(row) and row[at] is not None else ""
    columns = {role: index for role, index in roles_in(header).items() if index != at and index < len(row)}
    cells = {role: "" if row[index] is None else str(row[index]) for role, index in columns.items()}
    dates = [date_of(row[columns[role]]) for role in ("date", "year") if role in columns]
    date = next((one for one in dates if one), "")
    place = place_of({role: words.strip() for role, words in cells.items()})
    return words, Label(place, date, "table" if place or date else ""), None if words.strip() else _NO_TEXT


def _lists(header: Sequence[str], rows: Iterator[Sequence[Any]], manifest: Mapping[str, Label]) -> bool:
    """Whether a table names the very files that the manifest does."""
    at = roles_in(header)["file"]
    files = {as_key(str(row[at])) for row in rows if at < len(row) and str(row[at] or "").strip()}
    return bool(manifest) and files == set(manifest)
