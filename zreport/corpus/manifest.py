"""What a table beside a folder says of its texts: place and date of each file."""

import csv
import difflib
import io
import re
import unicodedata
from pathlib import Path

from zreport.corpus.labels import MANIFEST_HEADS, Label, date_of, place_of, role_of, roles_in
from zreport.draft.intake import decoded
from zreport.faults import ReportError
from zreport.language import Text

_MOST = 8  # faults that are told at once
_IGNORED = re.compile("|序号|编号|id|no|备注|说明|note|notes|remark|comment|标题|title|来源|source|url|链接", re.I)


def read_manifest(path: Path) -> dict[str, Label]:
    r"""Read which place and date the texts of a folder are of.

    A table with the columns ``file``, ``place`` (or ``province``, ``city``, ``county``) and ``date`` or ``year``,
    or 文件, 地区, 日期, 年份; in UTF-8 or GBK. Files are named as they lie in the folder, those of an archive as
    ``set.zip!a/b.txt``.

    Raises
    ------
    ReportError
        If a column is unknown or missing, a date is none, or a file is named twice for different places; says in
        which row, and the mend.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "places.csv"
    >>> _ = path.write_text("file,place,date\na.txt,安国市,2022-01-27\n", encoding="utf-8")
    >>> read_manifest(path)
    {'a.txt': Label(place='安国市', date='2022-01-27', by='manifest')}
    """
    path = Path(path)
    header, rows = _rows(path)
    columns, faults = roles_in(header), _heading_faults(header)
    if faults:
        raise _error(path, faults)
    labels: dict[str, Label] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row[len(header) :]):
            zh, en = f"比表头多（{len(row)}格）", f"more cells ({len(row)}) than headings"
            faults.append(_fault(number, zh, en, "名字里有逗号的，加上引号", "put quotes around names with commas"))
        cells = {role: row[index].strip() for role, index in columns.items() if index < len(row)}
        if not any(cells.values()):
            continue
        file = as_key(cells.get("file", ""))
        said = cells.get("date") or cells.get("year") or ""
        date = date_of(said)
        if not file:
            faults.append(_fault(number, "没有文件名", "no file is named", "写上文件", "name the file"))
            continue
        if date is None:
            zh, en = f"“{said}”不是日期或年份", f"{said!r} is no day and no year"
            faults.append(_fault(number, zh, en, "写成 2022-01-27 或 2022", "write 2022-01-27 or 2022"))
        label = Label(place_of(cells), date or "", "manifest")
        if file in labels and labels[file] != label:
            zh, en = f"{file} 与第{lines[file]}行不同", f"{file} is told otherwise in row {lines[file]}"
            faults.append(_fault(number, zh, en, "每个文件只留一行", "keep one row for each file"))
        labels[file] = label
        lines.setdefault(file, number)
    if faults:
        raise _error(path, faults)
    return labels


def as_key(file: str) -> str:
    r"""How a file is called within its folder.

    >>> as_key(".\\河北省\\安国市.txt")
    '河北省/安国市.txt'
    """
    return unicodedata.normalize("NFC", file.strip()).replace("\\", "/").removeprefix("./").strip("/")


def is_manifest(header: list[str]) -> bool:
    """Whether the headings of a table are those of a manifest: of files, with places or dates, and no texts."""
    columns = roles_in(header)
    return "file" in columns and "text" not in columns and len(columns) > 1


def missing_files(labels: dict[str, Label], there: set[str]) -> ReportError | None:
    """Say which files of a manifest the folder does not hold; nothing if all are there."""
    # A row of a table is named by its number, which only reading the table tells.
    missing = [file for file in labels if file not in there and file.partition("#")[0] not in there]
    if not missing:
        return None
    near = difflib.get_close_matches(missing[0], there, 1)
    shown = "、".join(missing[:_MOST]) + ("……" if len(missing) > _MOST else "")
    zh = f"清单里有{len(missing)}个文件不在文件夹里：{shown}；路径从文件夹算起，如 河北省/安国市.txt"
    en = f"{len(missing)} file(s) of the manifest are not in the folder: {shown}; paths begin in the folder, as a/b.txt"
    if near:
        zh, en = f"{zh}；是不是 {near[0]}？", f"{en}; is it {near[0]}?"
    return ReportError(Text(zh, en))


def unused_rows(files: list[str]) -> Text:
    """Say which files of a manifest are no text: rows that a table has not, archives and tables themselves."""
    shown = "、".join(files[:_MOST]) + "……" * (len(files) > _MOST)
    zh = f"清单里有{len(files)}行没有用上，那里没有文本：{shown}；压缩包里的写成 set.zip!a/b.txt，表里的一行写成 set.csv#12"
    en = f"{len(files)} row(s) of the manifest were of no use, as no text is there: {shown}; "
    return Text(zh, f"{en}name one in an archive as set.zip!a/b.txt, a row of a table as set.csv#12")


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise ReportError(
            Text(f"{path}：清单读不了（{said}）", f"{path}: the manifest cannot be read ({said})")
        ) from error
    try:
        words = decoded(content)[0]
        first = words.partition("\n")[0]
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=max(",\t;", key=first.count), strict=True))
    except (ReportError, csv.Error) as error:
        quotes = Text("引号不成对", "a quotation mark is not closed, or stands within a cell")
        why = error.words if isinstance(error, ReportError) else quotes
        zh, en = f"不是 CSV 表（{why.zh}）；请另存为 UTF-8 的 .csv", f"no CSV ({why.en}); save it as .csv"
        raise ReportError(Text(f"{path.name}：{zh}", f"{path.name}: {en}")) from error
    if not rows:
        raise ReportError(Text(f"{path.name}：清单是空的", f"{path.name}: the manifest is empty"))
    return rows[0], rows[1:]


def _heading_faults(header: list[str]) -> list[Text]:
    faults, seen = [], {}
    for heading in header:
        role = role_of(heading)
        if role in seen:
            zh, en = f"“{heading}”与“{seen[role]}”说的是一回事", f"{heading!r} and {seen[role]!r} say the same"
            faults.append(_fault(1, zh, en, "只留一列", "keep one"))
        elif role and role != "text":
            seen[role] = heading
        elif not _IGNORED.fullmatch(heading.strip()):
            near = difflib.get_close_matches(heading.strip().lower(), MANIFEST_HEADS, 1)
            zh, en = f"不认识的列“{heading}”", f"unknown column {heading!r}"
            mend = near[0] if near else "file、place、date"
            faults.append(
                _fault(1, zh, en, f"改成 {mend}，或删去", f"call it {mend.replace('、', ', ')}, or take it out")
            )
    if "file" not in seen:
        faults.append(_fault(1, "缺少列 file", "no column file", "加上 file（文件）列", "add a column file"))
    if len(set(seen) - {"file"}) == 0:
        zh, en = "缺少列 place 与 date", "no columns place and date"
        faults.append(_fault(1, zh, en, "加上 place（地区）、date（日期或年份）列", "add columns place and date"))
    return faults


def _fault(row: int, zh: str, en: str, mend_zh: str, mend_en: str) -> Text:
    return Text(f"第{row}行，{zh}；{mend_zh}", f"row {row}, {en}; {mend_en}")


def _error(path: Path, faults: list[Text]) -> ReportError:
    more = len(faults) - _MOST
    shown = [*faults[:_MOST], *([Text(f"还有{more}处", f"and {more} more")] if more > 0 else [])]
    return ReportError(
        Text.of("\n  ").join([Text(f"{path.name}：清单有错误", f"{path.name}: the manifest is at fault"), *shown])
    )
