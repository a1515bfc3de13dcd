"""Names of shapes on slides, by which a later export finds its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAME = re.compile(r"zreport:(?P<chart>[^:]+):(?P<role>[a-z0-9]+)(?::(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True)
class Name:
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
    def read(cls, name: str | None) -> Name | None:
        """Read a name; None if it is no name of ours.

        Examples
        --------
        >>> Name.read("zreport:02_growth-rates:title:3f2a91c0").role
        'title'
        >>> Name.read("Title 1")
        """
        found = _NAME.fullmatch(name or "")
        return cls(found["chart"], found["role"], found["rest"] or "") if found else None


def digest(words: str) -> str:
    """Return a short digest of words, whatever their spaces and line ends."""
    plain = "\n".join(line.strip() for line in words.replace("\v", "\n").split("\n"))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]


def signed(words: str, edges: Sequence[int] | None = None) -> str:
    """Return the digest of words and, after a point, that of where they stand."""
    return digest(words) + (f".{digest(str(tuple(edges)))}" if edges else "")
