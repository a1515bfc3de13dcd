"""Names of shapes on slides, by which a later export finds its own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from zreport.office.drawingml import EmuBox
from zreport.office.xml import NAMESPACES

_NAME = re.compile(r"zreport:(?P<chart>[^:]+):(?P<role>[a-z0-9]+)(?::(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True)
class ShapeName:
    """What the name of a shape says.

    Attributes
    ----------
    chart : str
        The name of the chart that it belongs to, or ``appendix``.
    role : str
        ``title``, ``subtitle``, ``source``, ``notes``, ``chart``, ``table``.
    rest : str
        Of words digests, which tell whether someone has changed or moved them; of a chart its frame.
    """

    chart: str
    role: str
    rest: str = ""

    def __str__(self) -> str:
        return f"zreport:{self.chart}:{self.role}" + (f":{self.rest}" if self.rest else "")

    @classmethod
    def read(cls, name: str | None) -> ShapeName | None:
        """Read a name; None if it is no name of ours.

        Examples
        --------
        >>> ShapeName.read("zreport:02_growth-rates:title:3f2a91c0").role
        'title'
        >>> ShapeName.read("Title 1")
        """
        found = _NAME.fullmatch(name or "")
        return cls(found["chart"], found["role"], found["rest"] or "") if found else None


def about(shape: Any) -> Any:
    """Return the element that holds the name of a shape, its number and its alternative text."""
    return shape.find(".//p:cNvPr", NAMESPACES)


def name_of(shape: Any) -> ShapeName | None:
    """Return the name of a shape; None if it is no name of ours."""
    found = about(shape)
    return None if found is None else ShapeName.read(found.get("name"))


def digest(words: str) -> str:
    """Return a short digest of words, whatever their spaces and line ends."""
    plain = "\n".join(line.strip() for line in words.replace("\v", "\n").split("\n"))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]


def place_digest(place: EmuBox) -> str:
    """Return a digest of where something stands."""
    return digest(str(tuple(place)))


def words_digest(words: str, place: EmuBox | None = None) -> str:
    """Return the digest of words and, after a point, that of where they stand."""
    return digest(words) + (f".{place_digest(place)}" if place else "")
