"""What a new report's folder holds: what is known of it, how its text came, its tables; written whole or not at all."""

import contextlib
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from zreport.draft.intake import Source
from zreport.draft.learn import Earlier
from zreport.draft.stated import Stated, area
from zreport.draft.tables import Tables
from zreport.files import WriteError, write
from zreport.language import Text
from zreport.reading.folding import fold
from zreport.tables.csv_table import DOUBT, DRAFTED, csv_of
from zreport.tables.package import REPORT_TABLES, Package


def about_of(source: Source, found: Stated, place: str, date: str, earlier: Earlier) -> dict[str, str]:
    """Say what is known of a report: titles, place, code, day; English where the last report had the same words."""
    code = area(place, date)
    full = code[1] if code else place
    last = re.search(r"(?:[^省市区县旗州盟]+(?:自治)?[省市区县旗州盟])$", full)
    own = last[0] if last else full
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
    sha256 = hashlib.sha256(source.text.encode()).hexdigest()
    return about | {"area": code[0] if code else "", "delivered": date, "sha256": sha256}


def source_of(file: Path, source: Source) -> dict[str, object]:
    """How the text came: from which file, in which form, what was taken off, and what is read as plain signs."""
    return {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "form": source.form,
        "encoding": source.encoding,
        "removed": [{"kind": one.kind, "place": one.place, "words": one.words} for one in source.removed],
        "folded": {kind: count for kind, (count, _) in fold(source.text).oddities.items()},
    }


def tables_of(package: Package, tables: Tables, earlier: Earlier) -> dict[str, bytes]:
    """Write the tables of a report, by the names of their files."""
    # Words and reasons by which the last report was read are those by which this one was.
    files = {f"vocabulary/{name}.csv": csv_of(own.rows, own.header).encode() for name, own in earlier.own.items()}
    files.pop("vocabulary/indicators.csv", None)
    for name in REPORT_TABLES:
        columns = [field["name"] for field in package.schema(name)["fields"]] + [DOUBT["name"]] * (name in DRAFTED)
        files[f"{name}.csv"] = csv_of(tables.rows[name], columns).encode()
    if tables.rows["indicators"]:
        columns = [field["name"] for field in package.schema("indicators")["fields"]]
        files["vocabulary/indicators.csv"] = csv_of(tables.rows["indicators"], columns).encode()
    return files


def put(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all: beside its place, then moved there."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.zreport")
    try:
        for name, content in files.items():
            write(beside / name, content)
        beside.rename(target)
    except OSError as error:
        said = getattr(error.__cause__ or error.__context__ or error, "strerror", None) or str(error)
        zh, en = f"{target}：无法写入（{said}）", f"{target}: cannot be written ({said})"
        raise WriteError(
            Text(f"{zh}；请换一个可写且有空间的文件夹", f"{en}; choose a folder that can be written")
        ) from None
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(beside)


def as_json(content: Mapping[str, object]) -> bytes:
    """Write a JSON file."""
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()
