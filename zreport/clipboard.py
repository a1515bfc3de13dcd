"""Put a picture on the clipboard with what the machine has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from zreport.faults import ReportError
from zreport.language import language

# Reads a file and puts the picture on the clipboard of Windows; the path is no part of the script.
_WINDOWS = (
    "Add-Type -AssemblyName System.Windows.Forms, System.Drawing; "
    "$picture = [System.Drawing.Image]::FromFile($env:ZREPORT_PICTURE); "
    "[System.Windows.Forms.Clipboard]::SetImage($picture)"
)
_MAC = (
    'set the clipboard to (read (POSIX file (system attribute "ZREPORT_PICTURE")) as «class PNGf»)'
)


def command() -> tuple[list[str], bool] | None:
    """Return the command that takes a PNG, and whether it reads it from standard input.

    None if the machine has none.
    """
    if sys.platform == "win32":
        return ["powershell", "-NoProfile", "-STA", "-Command", _WINDOWS], False
    if sys.platform == "darwin":
        return ["osascript", "-e", _MAC], False
    if os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-copy"):
        return ["wl-copy", "--type", "image/png"], True
    if os.environ.get("DISPLAY") and shutil.which("xclip"):
        return ["xclip", "-selection", "clipboard", "-target", "image/png"], True
    return None


def copy(png: bytes) -> None:
    """Put a PNG on the clipboard.

    Raises
    ------
    ReportError
        If the machine has no clipboard, or its command fails; says what to install or do instead.
    """
    found = command()
    if found is None:
        raise ReportError(
            "没有可用的剪贴板：请安装 wl-clipboard 或 xclip，或用 -o chart.png 存为文件"
            if language() == "zh"
            else "there is no clipboard: install wl-clipboard or xclip, or write a file with -o chart.png"
        )
    words, piped = found
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chart.png"
        file.write_bytes(png)
        try:
            subprocess.run(
                words, input=png if piped else None, check=True, timeout=30,
                env=os.environ | {"ZREPORT_PICTURE": str(file)},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            raise ReportError(
                f"{words[0]}: 复制失败（{error}）；可用 -o chart.png 存为文件"
                if language() == "zh"
                else f"{words[0]}: copying failed ({error}); write a file with -o chart.png"
            ) from None
