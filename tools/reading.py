"""Score what is drafted by rule against truths that were read by hand: `make reading`.

The texts lie beside the project, in `../shared/reports`, with the scoring and two of the truths; the other truths are
in `tests/truths`. One text is kept aside: no rule was made with it in view.
"""

import csv
import datetime
import io
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from zreport.draft.rows import Proposal, propose
from zreport.reading.folding import find, fold
from zreport.tables.package import Package, data_folder, shared_vocabulary

ROOT = Path(__file__).parents[1]
REPORTS, TRUTHS = ROOT.parent / "shared/reports", ROOT / "tests/truths"
SCORES = ("row_f1", "core_f1", "full_f1")
FIELDS = ("qualifier", "period", "status", "measure", "commitment", "name")
_OWN = "zhaoyuan-2020"
# What the curated tables call otherwise than the truths do.
_MEASURES = {
    "annual": "level",
    "amount": "level",
    "rate": "share",
    "per_unit": "per",
    "net_increase": "change",
    "point_change": "change",
    "standard": "other",
    "design_capacity": "level",
    "decline": "growth",
    "average_decline": "average_growth",
    "average_reduction": "average_growth",
}


class Scored(NamedTuple):
    """How well one text is read; shares of rows that are doubtful, and of wrong rows that are."""

    text: str
    use: str
    scores: dict[str, float]
    doubtful: float
    warned: float


def scoring() -> ModuleType | None:
    """Return the module that scores rows; None where it is not beside the project."""
    if not (REPORTS / "score.py").is_file():
        return None
    spec = util.spec_from_file_location("score", REPORTS / "score.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def every() -> Iterator[Scored]:
    """Score each text that there is a truth of."""
    score = scoring()
    for name, use, delivered, truth, text in texts(score):
        proposal = propose(text, datetime.date.fromisoformat(delivered), shared_vocabulary())
        yield scored(score, name, use, truth, proposal)
    yield scored(score, _OWN, "curated", *curated())


def texts(score: ModuleType) -> Iterator[tuple[str, str, str, list[dict], str]]:
    """Return each text that there is a truth of: its name, use, day of delivery, truth and words."""
    with (TRUTHS / "texts.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["text"]
            known = REPORTS / f"{name}.truth.csv"
            truth = score.load(known if known.is_file() else TRUTHS / f"{name}.csv")
            yield name, row["use"], row["delivered"], truth, (REPORTS / f"{name}.txt").read_text("utf-8")


def scored(score: ModuleType, text: str, use: str, truth: list[dict], proposal: Proposal) -> Scored:
    """Score the rows proposed for a text, and the doubts that they carry."""
    rows = list(loaded(proposal))
    found = score.score(truth, rows)
    wrong = [row for row in rows if not right(score, truth, row)]
    doubtful = sum(bool(row["doubt"]) for row in rows)
    warned = sum(bool(row["doubt"]) for row in wrong)
    return Scored(text, use, found, doubtful / max(1, len(rows)), warned / max(1, len(wrong)))


def right(score: ModuleType, truth: list[dict], row: dict) -> bool:
    """Whether a row is in the truth with every field; alone, so that rows of one place are not confused."""
    near = [one for one in truth if one["start"] < row["end"] and row["start"] < one["end"]]
    return any(score.score([one], [row])["full_f1"] == 1 for one in near if one.get("is_indicator") != "0")


def loaded(proposal: Proposal) -> Iterator[dict]:
    for row in csv.DictReader(io.StringIO(proposal.csv("zh"))):
        if row["is_indicator"] == "1":
            high = float(row["value_high"]) if row["value_high"] else None
            yield row | {"start": int(row["start"]), "end": int(row["end"]), "v": float(row["value"]), "h": high}


def curated() -> tuple[list[dict], Proposal]:
    """Return the curated figures of the project's own report as a truth, and what is proposed for its text."""
    package = Package(data_folder())
    text, about = package.text(_OWN), package.about(_OWN)
    units, names = (package.table(name).by_key() for name in ("units", "indicators"))
    folded, truth = fold(text), []
    for row in package.table("observations", _OWN).rows:
        before, rest = row["quote"].split("【", 1)
        marked, after = rest.split("】", 1)
        place = find(folded.text, marked, before, after)
        # What is said in words alone, as 全部, is in no truth.
        if len(place) != 1 or not any(sign in "0123456789一二三四五六七八九十两百千万" for sign in marked):
            continue
        start, end = folded.delivered(*place[0])
        value = float(row["value"]) * float(units[row["unit"]]["factor"])
        value = -value if row["measure"] in ("decline", "average_decline", "average_reduction") else value
        truth.append(
            {"start": start, "end": end, "surface": marked, "v": value, "value": str(value), "unsure": ""}
            | {"h": float(row["value_high"]) if row["value_high"] else None, "unit": units[row["unit"]]["base_unit"]}
            | {key: row[key] for key in ("qualifier", "status", "commitment")}
            | {"measure": (measure := _MEASURES.get(row["measure"], row["measure"])), "period": _spoken(row, measure)}
            | {"indicator_zh": names[row["indicator"]]["name_zh"], "is_indicator": "1"}
        )
    return truth, propose(text, datetime.date.fromisoformat(about["delivered"]), shared_vocabulary())


def _spoken(row: dict, measure: str) -> str:
    """The time that a truth gives a figure: of a level at the end of several years the last, where tables say all.

    Of the side that something began at in several years it is the year before them.
    """
    if row["status"] == "baseline" and "/" in row["period"]:
        return str(int(row["period"][:4]) - 1)
    of_end = measure in ("level", "share", "rank", "per", "ratio", "other") and row["status"] == "achieved"
    return row["period"][-4:] if of_end else row["period"]


def mean(found: list[Scored], key: str) -> float:
    """Return the mean of a score."""
    return sum(one.scores[key] for one in found) / len(found)


def main() -> None:
    """Print the scores of each text and field, and their means."""
    if scoring() is None:
        sys.exit(f"{REPORTS}: the texts and their scoring are not beside the project; nothing to score")
    found = list(every())
    keys = (*SCORES, *FIELDS)
    print(f"{'text':<24}{'use':<9}" + "".join(f"{key[:10]:>11}" for key in keys) + f"{'doubtful':>11}{'warned':>9}")
    for one in found:
        cells = "".join(f"{one.scores[key]:>11.3f}" for key in keys)
        print(f"{one.text:<24}{one.use:<9}{cells}{one.doubtful:>11.3f}{one.warned:>9.3f}")
    for use in ("given", "tuned", "aside"):
        part = [one for one in found if one.use == use]
        cells = "".join(f"{mean(part, key):>11.3f}" for key in keys)
        doubts = [sum(values) / len(part) for values in zip(*((one.doubtful, one.warned) for one in part), strict=True)]
        print(f"{'mean':<24}{use:<9}{cells}{doubts[0]:>11.3f}{doubts[1]:>9.3f}")


if __name__ == "__main__":
    main()
