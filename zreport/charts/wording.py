"""How charts put words together: parts of a subtitle, units, remarks and whom they concern."""

from __future__ import annotations

from collections.abc import Iterable

from zreport.figures.datum import Datum
from zreport.language import NOTHING, Text


def said_of(remarks: Iterable[tuple[Text, Text]]) -> tuple[Text, ...]:
    """Write each remark once, with the names that it holds for, or does not, unless it holds for all.

    Parameters
    ----------
    remarks : iterable of (name, remark)
        `NOTHING` as the remark says that the name has none.
    """
    holders: dict[Text, list[Text]] = {}
    names = []
    for name, remark in remarks:
        names.append(name)
        holders.setdefault(remark, []).append(name)
    said = []
    for remark, held in holders.items():
        if remark == NOTHING:
            continue
        own = list(dict.fromkeys(held))
        others = [name for name in dict.fromkeys(names) if name not in own]
        named = Text("、", ", ").join(own)
        if others and len(others) < len(own):
            rest = Text("、", ", ").join(others)
            named = Text(f"除{rest.zh}外", f"Except {rest.en}")
        said.append(Text("：", ": ").join([named, remark]) if others else remark)
    return tuple(said)


def unit_name(figure: Datum, lang: str) -> str:
    """Return the unit in which labels are written."""
    return figure.unit if lang == "zh" or figure.unit == "%" else figure.base_unit.en


def unit_counted(figure: Datum) -> Text:
    """Return the base unit with what it counts: 户 are firms or households."""
    return Text.of(f"{figure.base_unit.zh} ({figure.base_unit.en})")


def capital(parts: Iterable[str]) -> str:
    """Set the parts of a subtitle side by side, the first with a capital."""
    words = " | ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def each_once(parts: Iterable[str]) -> str:
    """Join what is not empty, each once."""
    return " / ".join(dict.fromkeys(part for part in parts if part))
