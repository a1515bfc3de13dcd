"""Make a report of a text: a folder with the text, its seven tables filled with proposals, and its words."""

import contextlib
import datetime
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zreport.draft.intake import Source, decoded, read_source
from zreport.draft.intake_furniture import REMOVED_KINDS
from zreport.draft.learn import Earlier, learned, promises
from zreport.draft.notebook import first_notebook, notebook_path
from zreport.draft.rows import Proposal, propose
from zreport.draft.stated import Stated, area, mismatch, named_places, read_stated
from zreport.draft.tables import Tables, table
from zreport.faults import DataError, ReportError
from zreport.files import WriteError, write
from zreport.language import Text
from zreport.reading.document import Rows
from zreport.reading.folding import fold
from zreport.report.loading import load
from zreport.report.report import Report
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.own import with_own
from zreport.tables.package import REPORT_JSON, REPORT_TABLES, REPORT_TEXT, Package, shared_vocabulary

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_SOURCE = "source.json"
_NO_NOTEBOOK = Text(
    "没有写第一个笔记本：这些表还有错误，zreport check 会列出",
    "no first notebook was written: the tables are at fault, as zreport check says",
)


@dataclass(frozen=True)
class NewReport:
    """A report that was made: its folder, its proposal and source, what a person is to be told, its notebook."""

    folder: Path
    proposal: Proposal
    source: Source
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
    place, date = place or found.place_zh or _only_place(found), date or found.delivered
    _refuse_unknown(file, place, date, found)
    if (why := mismatch(found, place, date)) and not force:
        raise ReportError(
            Text(
                f"{file}：{why.zh}；请核对 --place 与 --date，确属此地的再加 --force",
                f"{file}: {why.en}; check --place and --date, and add --force if it is of this place",
            )
        )
    day = datetime.date.fromisoformat(date)
    earlier = _before(package, place, date)
    known = learned(package, earlier)
    proposal = propose(source.text, day, vocabulary_of(package, earlier))
    tables = Tables(proposal, lang, known)
    files = _files(package, tables, known) | {
        REPORT_TEXT: source.text.encode(),
        REPORT_JSON: _json(_about(source, found, place, date, known)),
        _SOURCE: _json(_came(Path(file), source)),
    }
    _put(target, files)
    described = package.folder / DESCRIPTION
    before = described.read_bytes() if described.is_file() else None
    written = notebook_path(Path(notebooks) if notebooks else package.folder.resolve().parent / "notebooks", name)
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
    told = [*_told(source, proposal, tables), *(kept.told() if kept else [])]
    told += [] if report else [_NO_NOTEBOOK]
    return NewReport(target, proposal, source, told, written if report else None)


def _loaded(package: Package, name: str) -> Report | None:
    """Load a report as far as it goes; nothing where there is none, or its tables are at fault."""
    with contextlib.suppress(DataError):
        return load(name, package.folder, draft=True) if name else None
    return None


def draft_rows(file: str | Path, date: str, output: str | Path, lang: str = "zh") -> tuple[Path, Text]:
    """Propose the rows of a text and write them as CSV; return where, and what a person is to be told.

    Raises
    ------
    ReportError
        If the day of delivery is neither given nor stated, or the file cannot be read.
    """
    source = read_source(file)
    found = read_stated(source.text)
    _refuse_unknown(file, "-", date or found.delivered, found)
    text, off = source.text, set()
    if source.form == "txt":
        # Places are those in the file: what was taken off it stays where it is, and holds no figure.
        text = decoded(Path(file).read_bytes())[0].replace("\r\n", "\n")
        off = {one.words.strip() for one in source.removed}
    rows = propose(text, datetime.date.fromisoformat(date or found.delivered), shared_vocabulary()).without(off)
    figures = [row for row in rows.rows if not row.reason]
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
    known, code = [], (area(place, "", date) or ("",))[0]
    for report in package.reports:
        about = package.about(report, english=False)
        full = f"{about.get('within_zh', '')}{about['place_zh']}"
        # There is a 鼓楼区 in five cities.
        other = code and about.get("area") and about["area"] != code
        if about["delivered"] < date and not other and (full.endswith(place) or place.endswith(full)):
            known.append((about["delivered"], report))
    return max(known)[1] if known else ""


def _refuse_name(name: str, target: Path) -> None:
    if not _NAME.fullmatch(name):
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


def _refuse_unknown(file: str | Path, place: str, date: str, found: Stated) -> None:
    if not place:
        zh, en = (
            f"{file}：文本没有写明是哪里的报告；请用 --place 写全名",
            f"{file}: the text does not say of which place",
        )
        raise ReportError(
            Text(f"{zh}，如 --place 河北省保定市安国市", f"{en} it is; say so, as --place 河北省保定市安国市")
        )
    if not date:
        zh = f"{file}：文本没有写明报告的日期；请用 --date 写上，如 --date 2022-01-27"
        raise ReportError(Text(zh, f"{file}: the text does not say when it was read; say so, as --date 2022-01-27"))
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        zh, en = f"--date {date}：不是日期，如 2022-01-27", f"--date {date}: no day, which is written as 2022-01-27"
        raise ReportError(Text(zh, en)) from None


def _about(source: Source, found: Stated, place: str, date: str, earlier: Earlier) -> dict[str, str]:
    code = area(place, "", date)
    full = code[1] if code else place
    last = re.search(r"(?:[^省市区县旗州盟]+(?:自治)?[省市区县旗州盟])$", full)
    own = last[0] if last else full
    content = source.text.encode()
    said = {
        "title": f"{own}政府工作报告",
        "place": own,
        "within": full[: len(full) - len(own)],
        "session": found.session_zh,
    }
    about = {}
    for key, words in said.items():
        same = earlier.about.get(f"{key}_zh") == words
        about |= {f"{key}_zh": words, f"{key}_en": earlier.about.get(f"{key}_en", "") if same else ""}
    area_code = code[0] if code else ""
    return about | {"area": area_code, "delivered": date, "sha256": hashlib.sha256(content).hexdigest()}


def _came(file: Path, source: Source) -> dict[str, object]:
    """How the text came: from which file, in which form, what was taken off, and what is read as plain signs."""
    return {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "form": source.form,
        "encoding": source.encoding,
        "removed": [{"kind": one.kind, "place": one.place, "words": one.words} for one in source.removed],
        "folded": {kind: count for kind, (count, _) in fold(source.text).oddities.items()},
    }


def _files(package: Package, tables: Tables, earlier: Earlier) -> dict[str, bytes]:
    drafted = ("observations", "other_numbers", "sections")
    # Words and reasons by which the last report was read are those by which this one was.
    files = {f"vocabulary/{name}.csv": table(own.rows, own.header) for name, own in earlier.own.items()}
    files.pop("vocabulary/indicators.csv", None)
    for name in REPORT_TABLES:
        columns = [field["name"] for field in package.schema(name)["fields"]] + ["doubt"] * (name in drafted)
        files[f"{name}.csv"] = table(tables.rows[name], columns)
    if tables.rows["indicators"]:
        columns = [field["name"] for field in package.schema("indicators")["fields"]]
        files["vocabulary/indicators.csv"] = table(tables.rows["indicators"], columns)
    return files


def _put(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all: beside its place, then moved there."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.zreport")
    try:
        for name, content in files.items():
            write(beside / name, content)
        beside.rename(target)
    except OSError as error:
        if isinstance(error, WriteError):
            raise
        said = error.strerror or str(error)
        zh, en = f"{target}：无法写入（{said}）", f"{target}: cannot be written ({said})"
        raise WriteError(
            Text(f"{zh}；请换一个可写且有空间的文件夹", f"{en}; choose a folder that can be written")
        ) from None
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(beside)


def _told(source: Source, proposal: Proposal, tables: Tables) -> list[Text]:
    doubtful = sum(row.doubt is not None for row in proposal.rows)
    count, others = len(tables.rows["observations"]), len(tables.rows["other_numbers"])
    new = sum(not one.known for one in proposal.indicators.values())
    form = f"{source.form}{f' ({source.encoding})' if source.encoding else ''}"
    told = [
        Text(
            f"读自 {form}；{count} 个指标数字（{doubtful} 个存疑），{others} 个其他数字，{new} 个新指标",
            f"read from {form}; {count} figures ({doubtful} doubtful), {others} other numbers, {new} new indicators",
        )
    ]
    for one in source.removed:
        kind = REMOVED_KINDS[one.kind]
        told.append(
            Text(
                f"去掉（{kind.zh}，{one.place}）：{one.words[:60]}",
                f"taken off ({kind.en}, {one.place}): {one.words[:60]}",
            )
        )
    return told


def _json(content: Mapping[str, object]) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()
