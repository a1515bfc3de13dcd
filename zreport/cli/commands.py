"""The commands on sound data: what each accepts, and what it does; its docstring is its help.

What a command needs is imported when it is called, so that help is there at once.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from zreport.cli.parser import FOLDER, FORCE, CommandParser, joined, known, show, tell, usage_error


def _check(accept: CommandParser) -> int:
    """核对数据与原文；有错误则退出码为1。 Prove the data from the report's own words; exits 1 if there is a fault.

    zreport check my-data --lang en
    zreport check --open
    zreport check --format github
    zreport check --explain cell-differs
    """
    from zreport.proof.reporters import REPORTERS, listing

    accept("folder", **FOLDER)
    form = {"type": partial(known, "--format", REPORTERS), "default": REPORTERS[0], "metavar": "FORMAT"}
    accept("--format", help=f"{' | '.join(REPORTERS)} (github: 在行上标注 annotates lines)", **form)
    accept("--full", action="store_true", help="另用 Frictionless 核对 by Frictionless as well")
    accept("--open", action="store_true", help="列出草稿中未核的行 list the rows of drafts that nobody has looked at")
    accept("--explain", metavar="CODE", help="解释一种错误 explain a kind of fault")
    options = accept.read()
    from zreport.faults import explain
    from zreport.page import font
    from zreport.proof.check import examine
    from zreport.proof.notes import notes
    from zreport.tables.package import data_folder

    if options.explain:
        show(explain(options.explain, options.lang))
        return 0
    folder = options.folder or data_folder()
    faults, drafts = examine(folder, full=options.full)
    width = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else None
    more = (notes(folder, font.missing), drafts, options.open)
    told = listing(faults, options.format, folder, width, options.lang, *more)
    show(told, file=sys.stderr if faults and options.format not in ("json", "github") else sys.stdout)
    return int(bool(faults))


def _describe(accept: CommandParser) -> None:
    """按文件夹的内容重写 datapackage.json。 Write datapackage.json anew from what the folder holds.

    zreport describe
    zreport describe my-data
    """
    accept("folder", **FOLDER)
    options = accept.read()
    from zreport.files import write
    from zreport.tables.describe import DESCRIPTION, describe
    from zreport.tables.package import data_folder

    folder = options.folder or data_folder()
    show(write(folder / DESCRIPTION, describe(folder)))


def _tables(accept: CommandParser) -> None:
    """把各表写成一个 Excel 工作簿。 Write all tables as a workbook for Excel.

    zreport tables
    zreport tables my-data -o my-tables.xlsx
    """
    accept("folder", **FOLDER)
    accept("-o", "--output", type=Path, default=Path("out/tables.xlsx"), metavar="FILE", help="out/tables.xlsx")
    accept("--force", **FORCE)
    options = accept.read()
    from zreport.export.export import export_tables
    from zreport.tables.package import data_folder

    show(export_tables(options.folder or data_folder(), options.output, force=options.force))


def _run(accept: CommandParser) -> None:
    """并行运行笔记本，并以规范形式保存。 Run notebooks side by side and store them in normal form.

    zreport run
    zreport run notebooks/02_growth.ipynb --lang en
    """
    accept("notebooks", nargs="*", metavar="NOTEBOOK", help="笔记本 notebooks (notebooks/*.ipynb)")
    options = accept.read()
    from zreport.export.notebook import named_notebooks
    from zreport.export.progress import bars
    from zreport.export.run import run

    paths = named_notebooks(options.notebooks)
    with bars() as progress:
        changed = run(paths, options.lang, progress)
    for path in changed:
        tell(options.lang, f"已更新 {path}", f"updated {path}")
    if not changed:
        count = len(paths)
        tell(options.lang, f"{count} 个笔记本已运行，输出无变化", f"{count} notebooks ran; no output changed")


def _export(accept: CommandParser) -> None:
    """由已保存的输出生成幻灯片、工作簿、PDF、图片、网页。 Make decks, workbooks, prints, pictures, pages; nothing is run.

    zreport export notebooks/*.ipynb -o out/brief.pptx --lang zh
    zreport export notebooks/briefing.md -o brief.pptx --template company.potx --layout finding=仅标题
    zreport export notebooks/briefing.md -o brief.png
    zreport export --only average-growth -o growth.svg --size half
    zreport export notebooks/*.ipynb -o out/charts/ --format svg png
    zreport export notebooks/*.ipynb --into theirs.pptx
    """
    from zreport.charts.backends import BACKENDS
    from zreport.page.size import RATIOS, SIZES

    accept("notebooks", nargs="*", metavar="NOTEBOOK", help="笔记本或提纲 or an outline.md (notebooks/*.ipynb)")
    whither = "brief.pptx .xlsx .pdf；长图 a tall picture: brief.png .jpg；"
    whither += "单张图 one chart: growth.svg .png .html .json；文件夹 a folder"
    accept("-o", "--output", type=Path, metavar="FILE", help=whither)
    one = partial(known, "--format", BACKENDS)
    form = {"type": lambda names: [one(name) for name in names.split(",")], "action": "extend", "default": []}
    accept("--format", metavar="FORMAT …", help=" | ".join(BACKENDS), **form)
    accept("--only", default="", metavar="NAME,…", help="只取这些（名称的一部分） these alone: parts of names")
    accept("--template", type=Path, metavar="FILE", help="公司模板 a template: company.pptx | .potx | .ppsx | .potm")
    uses = "模板版式 its layout for cover | agenda | section | finding (可重复 repeatable)"
    accept("--layout", metavar="USE=NAME", help=uses, action="append", default=[], type=_layout)
    sizes = f"幻灯片 of a deck: {' | '.join(RATIOS)}; 单张图 of one chart: {' | '.join(SIZES)}; "
    sizes += "一页长图 of a .pdf that is one tall page: phone"
    accept("--size", metavar="SIZE", help=sizes)
    accept("--into", type=Path, metavar="FILE", help="更新这份幻灯片里的图 renew the charts in this deck (-o: a copy)")
    accept("--force", **FORCE)
    accept.words = joined(accept.words, BACKENDS)
    options = accept.read()
    from zreport.export.export import export, renew
    from zreport.export.notebook import named_notebooks
    from zreport.export.progress import bars

    paths = named_notebooks(options.notebooks)
    if options.into:
        if options.only or options.template or options.format or options.size or options.layout:
            raise usage_error(
                "--into 只更新图表，不与 --only、--template、--format、--size 同用",
                "--into renews charts where they are: without --only, --template, --format, --size",
            )
        done = renew(paths, options.into, options.output, force=options.force)
        show(options.output or options.into, *done.summary(options.lang))
        return
    if options.layout and not options.template:
        raise usage_error("--layout 要与 --template 同用", "--layout goes with --template")
    only = [part.strip() for part in options.only.split(",") if part.strip()]
    what = {"only": only, "template": options.template, "size": options.size, "force": options.force}
    what |= {"layouts": dict(options.layout), "tell": lambda said: show(said[options.lang], file=sys.stderr)}
    to = options.output or Path("out/brief.pptx")
    with bars() as progress:
        made = export(paths, to, options.lang, options.format, progress, **what)
    show(*made)


def _layout(words: str) -> tuple[str, str]:
    """Read which layout is to serve for what."""
    use, equals, name = words.partition("=")
    if not (use and equals and name):
        zh, en = "写作 用途=版式名，如 finding=仅标题", "write USE=NAME, such as finding=Title Only"
        raise usage_error(f"--layout {words}：{zh}", f"--layout {words}: {en}", 2)
    return use.strip(), name


def _diff(accept: CommandParser) -> int:
    """两份幻灯片里哪些数字变了；有变化退出码为1，有读不出的为2。 Say which figures differ; exits 1, or 2 if some are unread.

    zreport diff last-year.pptx this-year.pptx
    """
    accept("older", type=Path, metavar="OLD.pptx", help="旧 the older deck")
    accept("newer", type=Path, metavar="NEW.pptx", help="新 the newer deck")
    options = accept.read()
    from zreport.export.notebook import bytes_of
    from zreport.office.slides.diff import changes

    found = changes(*((bytes_of(path), str(path)) for path in (options.older, options.newer)))
    for change in found:
        show(change.sentence(options.lang))
    if not found:
        tell(options.lang, "数字相同", "the figures are the same")
    return 2 if any(change.unread for change in found) else int(bool(found))


def _build(accept: CommandParser) -> None:
    """核对、运行、导出。 Check, run and export everything.

    zreport build
    zreport build -o out --lang en
    """
    accept("-o", "--output", type=Path, default=Path("out"), metavar="FOLDER", help="输出文件夹 output folder (out)")
    options = accept.read()
    from zreport.export.build import build, summary
    from zreport.export.notebook import named_notebooks
    from zreport.export.progress import bars

    with bars() as progress:
        made = build(named_notebooks([]), options.output, options.lang, progress)
    show(*summary(options.output, made, options.lang))


def _read(accept: CommandParser) -> None:
    """把一份报告做成一页可读的网页，草稿也可。 Make a report, or a draft, a page on which every figure can be looked up.

    zreport read -o reader.html
    zreport read anguo-2022 -o anguo.html --lang en
    """
    from zreport.report.loading import DEFAULT

    accept("name", nargs="?", default=DEFAULT, metavar="NAME", help=f"报告的名字 how the report is called ({DEFAULT})")
    accept("-o", "--output", type=Path, required=True, metavar="PAGE.html", help="写到 where to write")
    accept("--data", type=Path, metavar="FOLDER", help="数据文件夹 data folder")
    accept("--force", **FORCE)
    options = accept.read()
    from zreport.export.readers import export_reader

    show(export_reader(options.name, options.output, options.lang, options.data, force=options.force))


def _lab(accept: CommandParser) -> None:
    """打开 JupyterLab（自带中文字体）；其他选项交给它。 Open JupyterLab, with a Chinese font; it gets all other options.

    zreport lab
    zreport lab --no-browser --port 8899
    """
    options = accept.read(others=True)
    from zreport.export.lab import launch
    from zreport.export.notebook import named_notebooks

    if not any(word.endswith(".ipynb") for word in options.others):
        options.others += map(str, named_notebooks([])[:1])
    launch(options.others, options.lang)
