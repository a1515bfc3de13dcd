"""Make a report of a text: a folder with the text, its eight tables filled with proposals, and its words."""

import contextlib
import datetime
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zreport.draft.folder import about_of, as_json, put, source_of, tables_of
from zreport.draft.intake import Source, decoded, read_source
from zreport.draft.intake_furniture import REMOVED_KINDS
from zreport.draft.learn import learned, promises
from zreport.draft.notebook import first_notebook, notebook_path
from zreport.draft.rows import Proposal, propose
from zreport.draft.stated import Stated, area, mismatch, named_places, read_stated
from zreport.draft.tables import Tables
from zreport.faults import DataError, ReportError
from zreport.files import write
from zreport.language import Text
from zreport.reading.document import Rows
from zreport.report.loading import load
from zreport.report.report import Report
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.own import with_own
from zreport.tables.package import REPORT_JSON, REPORT_SOURCE, REPORT_TEXT, Package, shared_vocabulary

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
# What Windows takes for a device.
_DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")
_NO_NOTEBOOK = Text(
    "没有写第一个笔记本：这些表还有错误，zreport check 会列出",
    "no first notebook was written: the tables are at fault, as zreport check says",
)


@dataclass(frozen=True)
class NewReport:
    """A report that was made: its folder, what a person is to be told, its notebook."""

    folder: Path
    told: list[Text]
    notebook: Path | None


def new_report(
    name: str,
    file: str | Path,
    place: str = "",
    date: str = "",
    folder: str | Path = "data",
    lang: str = "zh",
    force: bool = False,
    notebooks: str | Path | None = None,
) -> NewReport:
    """Make the report `name` in a data folder of the text in a file; in draft, until a person has looked at each row.

    Its first notebook is written as well: all of it, or, where anything cannot be written, none. Names and English
    words are those of the last report of the place, if there is one.

    Parameters
    ----------
    name : str
        How the report is called, as ``anguo-2022``.
    file : path
        The text: .txt in any encoding, .docx, .html or .pdf.
    place : str
        The full name of the place, 河北省保定市安国市; what the text says if empty.
    date : str
        The day of delivery, 2022-01-27; what the text says if empty.
    folder : path
        The data folder.
    lang : str
        In which language doubts are written: zh or en.
    force : bool
        Whether to take a text that says it is of another place.
    notebooks : path, optional
        The folder of notebooks; that beside the data folder if not given.

    Raises
    ------
    ReportError
        If there is such a report, if place or day are not known, or if the text is another one's.
    """
    package = Package(folder)
    target = package.folder / "reports" / name
    _refuse_name(name, target)
    source = read_source(file)
    found = read_stated(source.text)
    place, date = _agreed(file, found, place, date, force)
    day = datetime.date.fromisoformat(date)
    earlier = _before(package, place, date)
    known = learned(package, earlier)
    proposal = propose(source.text, day, vocabulary_of(package, earlier))
    tables = Tables(proposal, lang, known)
    files = tables_of(package, tables, known) | {
        REPORT_TEXT: source.text.encode(),
        REPORT_JSON: as_json(about_of(source, found, place, date, known)),
        REPORT_SOURCE: as_json(source_of(Path(file), source)),
    }
    put(target, files)
    described = package.folder / DESCRIPTION
    before = described.read_bytes() if described.is_file() else None
    written = notebook_path(_notebooks(package, notebooks), name)
    try:
        report, last = _loaded(package, name), _loaded(package, earlier)
        kept = promises(last, report) if last and report else None
        write(described, describe(package.folder))
        if report:
            write(written, first_notebook(report, written, package.folder, kept))
    except BaseException:
        shutil.rmtree(target)
        if before is None:
            described.unlink(missing_ok=True)
        elif described.read_bytes() != before:
            write(described, before)
        raise
    told = [*_told(source, proposal, tables, json.loads(files[REPORT_JSON])), *(kept.told() if kept else [])]
    told += [] if report else [_NO_NOTEBOOK]
    return NewReport(target, told, written if report else None)


def _loaded(package: Package, name: str) -> Report | None:
    """Load a report as far as it goes; nothing where there is none, or its tables are at fault."""
    with contextlib.suppress(DataError):
        return load(name, package.folder, draft=True) if name else None
    return None


def notebook_of(name: str, folder: str | Path, notebooks: str | Path | None = None) -> Path:
    """Write the first notebook of a report anew, from its tables as they are now, beside those that there are.

    Raises
    ------
    ReportError
        If there is no such report, or its tables are at fault.
    """
    package = Package(folder)
    report = load(name, package.folder, draft=True)
    about = package.about(name, english=False)
    earlier = _before(package, f"{about.get('within_zh', '')}{about['place_zh']}", about["delivered"])
    last = _loaded(package, earlier)
    path = notebook_path(_notebooks(package, notebooks), name)
    return write(path, first_notebook(report, path, package.folder, promises(last, report) if last else None))


def _notebooks(package: Package, notebooks: str | Path | None) -> Path:
    return Path(notebooks) if notebooks else package.folder.resolve().parent / "notebooks"


def draft_rows(
    file: str | Path, date: str, output: str | Path, lang: str = "zh", force: bool = False
) -> tuple[Path, Text]:
    """Propose the rows of a text and write them as CSV; return where, and what a person is to be told.

    Raises
    ------
    ReportError
        If the day of delivery is neither given nor stated, or the file cannot be read.
    """
    source = read_source(file)
    found = read_stated(source.text)
    _refuse_unknown(file, "-", date or found.delivered)
    text, off = source.text, set()
    if source.form == "txt":
        # Places are those in the file: what was taken off it stays where it is, and holds no figure.
        text = decoded(Path(file).read_bytes())[0].replace("\r\n", "\n")
        off = {one.words.strip() for one in source.removed}
    rows = propose(text, datetime.date.fromisoformat(date or found.delivered), shared_vocabulary()).without(off)
    figures = [row for row in rows.rows if not row.reason]
    if os.path.lexists(output) and not force:
        zh, en = f"{output}：已有这个文件", f"{output}: there is such a file"
        raise ReportError(
            Text(
                f"{zh}；换一个名字，或加 --force 覆盖它", f"{en}; choose another name, or add --force to write over it"
            )
        )
    doubtful = sum(row.doubt is not None for row in figures)
    told = Text(
        f"{len(figures)} 个指标数字（{doubtful} 个存疑），{len(rows.rows) - len(figures)} 个其他数字",
        f"{len(figures)} figures ({doubtful} doubtful), {len(rows.rows) - len(figures)} other numbers",
    )
    return write(output, rows.csv(lang).encode()), told


def vocabulary_of(package: Package, before: str = "") -> Mapping[str, Rows]:
    """Return the rows of the vocabulary by table and key, with what an earlier report of the place adds."""
    tables = {name: package.table(name) for name in package.vocabulary}
    if before:
        tables = with_own(package, before, tables, [])
    return {name: one.by_key() for name, one in tables.items()}


def _before(package: Package, place: str, date: str) -> str:
    """The last report of a place before a day; empty if there is none."""
    known, code = [], (area(place, date) or ("",))[0]
    for report in package.reports:
        about = package.about(report, english=False)
        full = f"{about.get('within_zh', '')}{about['place_zh']}"
        # There is a 鼓楼区 in five cities.
        other = code and about.get("area") and about["area"] != code
        if about["delivered"] < date and not other and (full.endswith(place) or place.endswith(full)):
            known.append((about["delivered"], report))
    return max(known)[1] if known else ""


def _refuse_name(name: str, target: Path) -> None:
    if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name):
        zh = f"“{name[:60]}”不能作报告的名字：只用小写字母、数字和连字符，如 anguo-2022"
        en = f"{name[:60]!r} cannot be the name of a report: use small letters, digits and hyphens, as in anguo-2022"
        raise ReportError(Text(zh, en))
    if os.path.lexists(target):
        zh = f"{target}：已有这份报告；换一个名字，或先把这个文件夹移走"
        raise ReportError(Text(zh, f"{target}: there is such a report; choose another name, or move this folder away"))


def _only_place(found: Stated) -> str:
    """The place that a text names most, where its head states none."""
    named = named_places(found.text) if found.text else []
    return named[0][0] if named and (len(named) < 2 or named[0][1] > 3 * named[1][1]) else ""


def _refuse_unknown(file: str | Path, place: str, date: str) -> None:
    if not place:
        zh = f"{file}：文本没有写明是哪里的报告；请用 --place 写全名，如 --place 河北省保定市安国市"
        en = f"{file}: the text does not say of which place it is; say so, as --place 河北省保定市安国市"
        raise ReportError(Text(zh, en))
    if not date:
        zh = f"{file}：文本没有写明报告的日期；请用 --date 写上，如 --date 2022-01-27"
        raise ReportError(Text(zh, f"{file}: the text does not say when it was read; say so, as --date 2022-01-27"))
    day = None
    with contextlib.suppress(ValueError):
        day = datetime.date.fromisoformat(date)
    # Python takes 20220127 as well, which no table does.
    if not day or day.isoformat() != date or not 1900 <= day.year < 2100:
        zh, en = f"--date {date}：不是日期，如 2022-01-27", f"--date {date}: no day, which is written as 2022-01-27"
        raise ReportError(Text(zh, en))


def _agreed(file: str | Path, found: Stated, place: str, date: str, force: bool) -> tuple[str, str]:
    """The place and the day of a text, given or stated; refused where they cannot be, or it is another one's."""
    place, date = place or found.place_zh or _only_place(found), date or found.delivered
    _refuse_unknown(file, place, date)
    if (why := mismatch(found, place, date)) and not force:
        zh = f"{file}：{why.zh}；请核对 --place 与 --date，确属此地的再加 --force"
        en = f"{file}: {why.en}; check --place and --date, and add --force if it is of this place"
        raise ReportError(Text(zh, en))
    if datetime.date.fromisoformat(date) > datetime.date.today() + datetime.timedelta(days=366):
        raise ReportError(
            Text(f"--date {date}：还没有到；请核对", f"--date {date}: that day is still to come; check it")
        )
    return place, date


def _told(source: Source, proposal: Proposal, tables: Tables, about: Mapping[str, str]) -> list[Text]:
    doubtful = sum(row.doubt is not None for row in proposal.rows)
    count, others = len(tables.rows["observations"]), len(tables.rows["other_numbers"])
    new = sum(not one.known for one in proposal.indicators.values())
    form = f"{source.form}{f' ({source.encoding})' if source.encoding else ''}"
    where = f"{about['within_zh']}{about['place_zh']} {about['area']} {about['delivered']}"
    told = [
        Text(
            f"{where}；读自 {form}；{count} 个指标数字（{doubtful} 个存疑），{others} 个其他数字，{new} 个新指标",
            f"{where}; read from {form}; {count} figures ({doubtful} doubtful), {others} other numbers, {new} new indicators",
        )
    ]
    if not count:
        told.append(
            Text(
                "没有读出一个指标数字；请核对是不是这份报告", "no figure is read in it; check whether it is the report"
            )
        )
    for one in source.removed:
        kind = REMOVED_KINDS[one.kind]
        told.append(
            Text(
                f"去掉（{kind.zh}，{one.place}）：{one.words[:60]}",
                f"taken off ({kind.en}, {one.place}): {one.words[:60]}",
            )
        )
    return told
