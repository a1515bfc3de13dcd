"""A second, invented report beside the real one: another place and day, and other figures."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import data_folder

REAL, INVENTED = "zhaoyuan-2020", "invented-2021"
PLACE = ("虚构县", "Invented County")
# In the text, and in the quotes and cells that follow it: what the real report says, and the invented one.
CHANGED = {
    "地区生产总值年均增长": ("3.7", "4.2"),
    "社会消费品零售总额年均增长": ("7", "6"),
    "地区生产总值增长": ("5", "5.5"),
}


def with_second(folder: Path, place: tuple[str, str] = PLACE, day: str = "2021-01-15") -> Path:
    """Copy the data to a folder, and add the invented report."""
    shutil.copytree(data_folder(), folder)
    own = Path(shutil.copytree(folder / "reports" / REAL, folder / "reports" / INVENTED))
    text = (own / "report.txt").read_text("utf-8")
    file = own / "observations.csv"
    reader = csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
    rows = list(reader)
    statements = own / "statements.csv"
    said = statements.read_text("utf-8")
    for words, (old, new) in CHANGED.items():
        assert text.count(f"{words}{old}%") == 1, words
        text, said = (one.replace(f"{words}{old}%", f"{words}{new}%") for one in (text, said))
        for row in rows:
            if f"{words}【{old}%】" in row["quote"]:
                row["quote"] = row["quote"].replace(f"【{old}%】", f"【{new}%】")
                row["value"] = new
    made = io.StringIO()
    writer = csv.DictWriter(made, reader.fieldnames, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(made.getvalue(), "utf-8-sig", newline="")
    statements.write_text(said, "utf-8", newline="")
    (own / "report.txt").write_bytes(text.encode())
    about = json.loads((own / "report.json").read_text("utf-8"))
    about |= {
        "title_zh": f"{place[0]}政府工作报告",
        "title_en": f"{place[1]} Government Work Report",
        "place_zh": place[0],
        "place_en": place[1],
        "delivered": day,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (own / "report.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    (folder / DESCRIPTION).write_bytes(describe(folder))
    return folder
