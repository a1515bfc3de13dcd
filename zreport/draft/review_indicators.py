"""The indicators of a report's own: new ones, their English names, and what known ones have besides in this report."""

from __future__ import annotations

from collections.abc import Mapping

from zreport.draft.names import Names
from zreport.draft.review_desk import Desk, Refused
from zreport.draft.review_reading import wider_quote
from zreport.draft.review_sheet import Sheet
from zreport.language import Text
from zreport.reading.folding import as_read
from zreport.reading.indicator import PERCENT
from zreport.reading.sentence import sentence

# What a person may say of a new indicator.
INDICATOR_CELLS = ("indicator", "name_zh", "name_en", "sector", "better", "measures", "units", "counted_en", "aliases")
NAME_CELLS = ("name_zh", "name_en", "sector", "better", "counted_en")
# What an indicator may lack that a figure of it has.
_LACKS = {"indicator-unit", "measure-unknown", "measure-differs"}


def _own(desk: Desk) -> Sheet:
    """The report's own indicators.csv; a new one if it has none."""
    if "indicators" not in desk.sheets:
        package = desk.before.package
        columns = [field["name"] for field in package.schema("indicators")["fields"]]
        place = f"reports/{desk.before.report}/vocabulary/indicators.csv"
        desk.sheets["indicators"] = Sheet.empty(place, columns)
    return desk.sheets["indicators"]


def _record(desk: Desk, indicator: str) -> str:
    """The key of the row of an own indicator; empty if it has none."""
    records = desk.sheets["indicators"].records if "indicators" in desk.sheets else ()
    return next((one.key for one in records if one["indicator"] == indicator), "")


def _add(desk: Desk, key: str, cells: Mapping[str, str]) -> None:
    """Add a row where those of a report stand: in the order in which its figures first need them."""
    sheet, place = _own(desk), {one["indicator"]: at for at, one in enumerate(_own(desk).records)}
    above = 0
    for record in desk.sheets["observations"].records:
        if record.key == key:
            break
        above = max(above, place.get(record["indicator"], -1) + 1)
    desk.sheets["indicators"], _ = sheet.inserted(above, cells, desk.taken)


def _base(desk: Desk, row: Mapping[str, str]) -> str:
    """The unit in which amounts of a row are counted; empty where it is no amount."""
    document = desk.before.evidence.document
    base = document.rows("units").get(row["unit"], {}).get("base_unit", row["unit"])
    relative = base in (*PERCENT, "个百分点", "倍", "位") or row["measure"] == "rank"
    return "" if relative else base


def new_indicator(desk: Desk, key: str, cells: Mapping[str, str]) -> None:
    """Make an indicator for a row, or add words to a known one for it; the row is then of that indicator."""
    document, row = desk.before.evidence.document, desk.row(key).cells
    known, name = document.rows("indicators"), cells.get("name_zh", "")
    aliases = [word for word in cells.get("aliases", "").split("|") if word]
    if cells.get("indicator") in known:
        _refuse_unsaid(desk, key, aliases)
        extend(desk, key, cells["indicator"], row, aliases)
        desk.put(key, {"indicator": cells["indicator"]})
        return
    if not name:
        raise Refused("新指标要有中文名称", "a new indicator must have a Chinese name")
    if same := next((one for one, had in known.items() if as_read(had["name_zh"]) == as_read(name)), ""):
        raise Refused(f"已有这个指标：{same}；请直接选它", f"there is this indicator: {same}; choose it")
    proposed = Names(known, document.rows("sectors")).new(name)
    quoted = desk.proof().quoted.get(key)
    said = [one.name for one in desk.before.evidence.read(quoted) if one.name] if quoted else []
    aliases = aliases or [word for word in (name, *said[:1]) if _stands(desk, key, word)][:1]
    _refuse_unsaid(desk, key, aliases or [name])
    made = {"indicator": proposed.key, "sector": proposed.sector, "better": proposed.better}
    made |= {"measures": row["measure"], "units": _base(desk, row)}
    made |= {column: cell for column, cell in cells.items() if cell} | {"aliases": "|".join(aliases)}
    _add(desk, key, made)
    desk.put(key, {"indicator": made["indicator"]})


def extend(desk: Desk, key: str, indicator: str, row: Mapping[str, str], aliases: list[str]) -> None:
    """Let an indicator have, in this report, the measure and the unit of a row, and some names more."""
    known = desk.proof().evidence.document.rows("indicators")[indicator]
    wanted = {"measures": [row["measure"]], "units": [_base(desk, row)], "aliases": aliases}
    more = {name: [one for one in words if one and one not in known[name].split("|")] for name, words in wanted.items()}
    if not any(more.values()):
        return
    if own := _record(desk, indicator):
        had = desk.row(own)
        lists = {name: "|".join(filter(None, [had[name], *words])) for name, words in more.items()}
        desk.put(own, lists, own=False)
        return
    # A row that adds to a known one may leave no list empty.
    lists = {name: "|".join(words) or known[name].split("|")[0] for name, words in more.items()}
    _add(desk, key, {**known, **lists})


def adapt(desk: Desk, key: str) -> None:
    """Quote the words of a measure, and let an indicator have it, if the row is then proven; else leave all as it is."""
    codes = {one.code for one in desk.faults(key)}
    if not codes or not codes <= _LACKS or key not in desk.proof().places:
        return
    kept, row = dict(desk.sheets), desk.row(key).cells
    if quote := wider_quote(desk.proof(), key, row):
        desk.put(key, {"quote": quote})
        if not desk.faults(key):
            return
        desk.sheets = dict(kept)
    extend(desk, key, row["indicator"], row, [])
    if desk.faults(key):
        desk.sheets = kept
        return
    zh = f"{row['indicator']} 在本报告中可用度量 {row['measure']}、单位 {row['unit']}"
    desk.said.append(Text(zh, f"in this report {row['indicator']} may have {row['measure']} in {row['unit']}"))


def name_indicator(desk: Desk, indicator: str, cells: Mapping[str, str]) -> None:
    """Give an own indicator its names."""
    if not (own := _record(desk, indicator)):
        raise Refused(f"本报告没有自己的指标 {indicator}", f"the report has no indicator of its own: {indicator}")
    desk.put(own, cells)


def retire(desk: Desk, indicator: str) -> None:
    """Take out an indicator that was proposed for this report, that has no English name and that no row needs now."""
    if any(one["indicator"] == indicator for one in desk.sheets["observations"].records):
        return
    if (own := _record(desk, indicator)) and not desk.row(own)["name_en"]:
        desk.remove(own)
        zh = f"没有一行再用的新指标 {indicator} 已去掉"
        desk.said.append(Text(zh, f"the new indicator {indicator}, which no row needs any more, was taken out"))


def _stands(desk: Desk, key: str, words: str) -> bool:
    proof = desk.proof()
    text = proof.evidence.document.text
    return key in proof.places and as_read(words) in text[slice(*sentence(text, *proof.places[key]))]


def _refuse_unsaid(desk: Desk, key: str, words: list[str]) -> None:
    """Words that do not stand in the sentence of a row name nothing there."""
    if missing := [word for word in words if len(word) < 2 or not _stands(desk, key, word)]:
        names = "、".join(missing)
        zh = f"这一句里没有“{names}”；请写明这句话里叫它什么"
        raise Refused(zh, f"the sentence does not have “{names}”; say what the sentence calls it", ("aliases",))
