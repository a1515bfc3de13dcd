"""Invented rows of invented counties, made from a row of the real report: a panel over years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import zreport as zr

PLACES = {f"{zh}县": f"County {en}" for zh, en in zip("甲乙丙丁戊己庚辛壬癸子丑寅", "ABCDEFGHIJKLM", strict=True)}
# How a report prints a bound, and what a row of it says.
_BOUNDS = {"以上": "at_least", "以内": "at_most", "左右": "about"}
_STATUSES = {"target": ("目标", "target"), "achieved": ("已实现", "achieved"), "expected": ("预计", "expected")}
_TARGET = zr.load().select(indicator="gdp", measure="growth", status="target").iloc[0]


def row(place: str, year: int, printed: str, status: str = "target", **more: object) -> pd.Series:
    """A row of a county's report: what it prints, such as 6.5%以上 or 6%—6.5%; nothing, if it is not there."""
    made, en = _TARGET.copy(), PLACES[place]
    later = status == "achieved"
    made["place_zh"], made["place_en"] = place, en
    made["report"] = f"{en.lower().replace(' ', '-')}-{year + later}"
    made["delivered"] = f"{year + later}-01-10"
    made["source_zh"], made["source_en"] = f"《{place}政府工作报告》（{made['delivered']}）", f"{en} Work Report"
    made["period"], made["status"] = f"{year}", status
    made["status_zh"], made["status_en"] = _STATUSES[status]
    made["section_zh"], made["section_en"] = ("工作回顾", "Review") if later else ("主要预期目标", "Main targets")
    made["caution_zh"] = made["caution_en"] = ""
    made["state"], made["doubt"] = "stated", ""
    if printed in ("not_stated", "no_report"):
        made["state"], made["quote"] = printed, ""
        made[["value", "value_base"]] = float("nan")
    else:
        bound = next((words for words in _BOUNDS if printed.endswith(words)), "")
        numbers = [float(one.removesuffix("%")) for one in printed.removesuffix(bound).split("—")]
        made["value"] = made["value_base"] = numbers[0]
        made["value_high"] = made["value_high_base"] = numbers[1] if len(numbers) > 1 else float("nan")
        made["qualifier"] = "range" if len(numbers) > 1 else _BOUNDS.get(bound, "exact")
        made["quote"] = f"地区生产总值增长【{printed}】"
    for column, cell in more.items():
        made[column] = cell
    made.name = f"{made['report']}:gdp/growth/{year}/{status}"
    return made


def rows(printed: Mapping[str, Mapping[int, str]], status: str = "target", **more: object) -> pd.DataFrame:
    """Rows of several counties, year by year."""
    made = [row(place, year, said, status, **more) for place, own in printed.items() for year, said in own.items()]
    return pd.DataFrame(made).rename_axis("id")


def years(first: int, *printed: str) -> dict[int, str]:
    """What is printed for one year after another; nothing for a year without a row."""
    return {first + at: said for at, said in enumerate(printed) if said}


TARGETS = rows(
    {
        "甲县": years(2016, "8%", "7.5%左右", "7%以上", "6.5%", "not_stated", "6%"),
        "乙县": years(2016, "9%", "8.5%", "no_report", "8%—8.5%", "7.5%", "7%以上"),
    }
)
GROWTH = rows({"甲县": years(2016, "8.2%", "7.1%", "6.9%", "6.4%", "2.3%")}, "achieved")
EXPECTED = rows({"甲县": {2021: "5.8%"}}, "expected")
