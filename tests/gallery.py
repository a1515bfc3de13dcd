"""A contact sheet of every kind of chart in every format, language and size: ``make gallery``.

It writes pictures and one page, out/gallery/index.html, to be looked at. Slides and workbooks are
drawn by LibreOffice, pages by Chromium; where these are not installed their cells say so.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from programs import CHROMIUM, FLAGS, OFFICE, TO_PNG, converted
from samples import SAMPLES, sample

from zreport.charts.backends import draw
from zreport.faults import ChartError
from zreport.language import LANGUAGES
from zreport.page.size import SIZES

OUT = Path("out/gallery")


def main(names: list[str]) -> None:
    """Draw the charts named, or all."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    cells: dict[tuple, str] = {}
    files: list[tuple[tuple, Path]] = []
    for name in names or SAMPLES:
        for lang in LANGUAGES:
            for size in SIZES:
                for form in ("png", "html", "pptx", "xlsx"):
                    key = (name, form, lang, size)
                    path = OUT / f"{name}-{lang}-{size}.{form}"
                    try:
                        path.write_bytes(draw(sample(name, size), form, lang, size))
                    except ChartError as error:
                        cells[key] = f"<em>{html.escape(str(error))}</em>"
                        continue
                    if form == "png":
                        cells[key] = _picture(path)
                    else:
                        files.append((key, path))
    pages = [path for key, path in files if key[1] == "html"]
    books = [path for key, path in files if key[1] != "html"]
    for made in (_browse(pages), _office(books)):
        cells |= {key: _picture(made[path]) for key, path in files if path in made}
    (OUT / "index.html").write_text(_index(names or list(SAMPLES), cells), "utf-8")
    print(OUT / "index.html")


def _picture(path: Path) -> str:
    return f'<a href="{path.name}"><img src="{path.name}" loading="lazy" alt="{path.stem}"></a>'


def _browse(paths: list[Path]) -> dict[Path, Path]:
    """Take a picture of the chart on each page."""
    if not CHROMIUM or not paths:
        return {}
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 960, "height": 900})
        for path in paths:
            page.goto(path.resolve().as_uri())
            page.wait_for_selector(".js-plotly-plot .main-svg")
            page.evaluate("document.fonts.ready")
            target = path.with_name(f"{path.stem}-plotly.png")
            page.locator(".js-plotly-plot .svg-container").screenshot(path=target)
            path.unlink()
            found[path] = target
        browser.close()
    return found


def _office(paths: list[Path]) -> dict[Path, Path]:
    """Turn slides and workbooks into pictures of their first pages."""
    if not OFFICE or not TO_PNG or not paths:
        return {}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        # Both have the same stem, so each gets a folder of its own.
        for form in ("pptx", "xlsx"):
            own, to = [path for path in paths if path.suffix == f".{form}"], Path(folder) / form
            to.mkdir()
            for start in range(0, len(own), 40):
                converted(own[start : start + 40], to)
            for path in own:
                target = path.with_name(f"{path.stem}-{form}")
                first = ["-png", "-r", "96", "-f", "1", "-l", "1", "-singlefile"]
                subprocess.run([TO_PNG, *first, to / f"{path.stem}.pdf", target], check=True, capture_output=True)
                found[path] = target.with_name(target.name + ".png")
    return found


def _index(names: list[str], cells: dict[tuple, str]) -> str:
    parts = []
    forms = {"png": "matplotlib", "html": "plotly", "pptx": "PowerPoint", "xlsx": "Excel"}
    for name in names:
        for lang in LANGUAGES:
            for size in SIZES:
                row = "".join(
                    f"<figure><figcaption>{title}</figcaption>"
                    f"{cells.get((name, form, lang, size), '<em>not drawn here</em>')}</figure>"
                    for form, title in forms.items()
                )
                parts.append(f"<h2>{name} | {lang} | {size}</h2><div class=row>{row}</div>")
    style = (
        "body{font:14px sans-serif;background:#ddd;margin:16px}.row{display:grid;"
        "grid-template-columns:repeat(4,1fr);gap:12px}figure{margin:0}img{width:100%;"
        "background:#fff}h2{font-size:15px;margin:18px 0 6px}"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{style}</style><body>{''.join(parts)}</body></html>\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
