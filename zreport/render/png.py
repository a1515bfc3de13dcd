"""PNG of flat colours, written without row filters.

Pillow tries a filter for every row, which takes as long as all the drawing and makes pictures of flat
colour larger, and it offers no way to leave that out. A PNG is four chunks, so they are written here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_LEVEL = 6


def png(picture: Image.Image, dpi: float, papers: Mapping[str, str]) -> bytes:
    r"""Write an RGB picture as PNG; the same picture gives the same bytes.

    Parameters
    ----------
    picture : PIL.Image.Image
        Of mode ``RGB``.
    dpi : float
    papers : mapping
        Texts that travel in the file, by keyword.

    Examples
    --------
    >>> from PIL import Image
    >>> png(Image.new("RGB", (2, 2), "white"), 72, {"Title": "肇源"})[:4]
    b'\x89PNG'
    """
    width, height = picture.size
    pixels = picture.tobytes()
    step = width * 3
    rows = b"".join(b"\0" + pixels[at : at + step] for at in range(0, height * step, step))
    metre = round(dpi / 0.0254)
    return b"".join((
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        *(_chunk(b"iTXt", key.encode() + bytes(5) + text.encode()) for key, text in papers.items()),
        _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        _chunk(b"IDAT", zlib.compress(rows, _LEVEL)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
