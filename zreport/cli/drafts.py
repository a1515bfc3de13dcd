"""The commands that make a report of a text, in draft until a person has looked at it."""

from __future__ import annotations

from pathlib import Path

from zreport.cli.parser import FORCE, CommandParser, show, tell


def _new(accept: CommandParser) -> None:
    """由文本新建一份报告（草稿）和第一个笔记本。 Make a report of a text, in draft, and its first notebook.

    zreport new anguo-2022 --text report.docx --place 河北省保定市安国市 --date 2022-01-27
    zreport new anguo-2023 --text report.pdf
    """
    accept("name", metavar="NAME", help="名字，如 anguo-2022 how it is called")
    accept("--text", type=Path, required=True, metavar="FILE", help="原文 .txt | .docx | .html | .pdf")
    accept(
        "--place",
        default="",
        metavar="PLACE",
        help="全名，如 河北省保定市安国市；原文写明的可省 unless the text says it",
    )
    accept("--date", default="", metavar="DATE", help="报告日期 day of delivery, 2022-01-27；原文写明的可省")
    accept("--data", type=Path, metavar="FOLDER", help="数据文件夹 data folder")
    accept(
        "--notebooks", type=Path, metavar="FOLDER", help="笔记本文件夹 folder of notebooks (数据文件夹旁的 notebooks)"
    )
    accept("--force", action="store_true", help="原文自称是别处的也要 even if the text says it is of another place")
    options = accept.read()
    from zreport.draft.new import new_report
    from zreport.tables.package import data_folder

    folder = options.data or data_folder()
    about = (options.name, options.text, options.place, options.date, folder, options.lang, options.force)
    made = new_report(*about, options.notebooks)
    show(made.folder, *([made.notebook] if made.notebook else []), *(one[options.lang] for one in made.told))


def _notebook(accept: CommandParser) -> None:
    """按现在的数据重写第一个笔记本；或写一个文件夹的行的笔记本。 Write the first notebook of a report, or of a folder of rows, anew.

    zreport notebook anguo-2022
    zreport notebook rows/
    """
    accept(
        "name",
        metavar="NAME",
        help="报告的名字，或 zreport scan 写的文件夹 a report, or a folder that zreport scan wrote",
    )
    accept("--data", type=Path, metavar="FOLDER", help="数据文件夹 data folder")
    accept("--notebooks", type=Path, metavar="FOLDER", help="笔记本文件夹 folder of notebooks")
    options = accept.read()
    # A report's name is no path.
    if "/" in options.name or "\\" in options.name or Path(options.name, "scan.json").is_file():
        from zreport.corpus.notebook import notebook_of_rows

        show(notebook_of_rows(options.name, options.notebooks, options.data))
        return
    from zreport.draft.new import notebook_of
    from zreport.tables.package import data_folder

    show(notebook_of(options.name, options.data or data_folder(), options.notebooks))


def _review(accept: CommandParser) -> None:
    """在浏览器里逐行核对一份草稿，一行一键。 Look over the rows of a draft in the browser, a key each.

    zreport review anguo-2022
    zreport review anguo-2022 --lang en --no-browser --port 8899
    """
    accept("name", metavar="NAME", help="报告的名字 how the report is called")
    accept("--data", type=Path, metavar="FOLDER", help="数据文件夹 data folder")
    accept("--port", type=int, default=0, metavar="PORT", help="端口 port of the page (任选 any)")
    accept("--no-browser", action="store_true", help="只打印地址 only print its address")
    options = accept.read()
    from zreport.explore.review import Reviewer
    from zreport.explore.serve import serve

    zh, en = "核对的页面（Ctrl-C 结束）", "The review is at (Ctrl-C ends it)"
    reviewer = Reviewer(options.name, options.data, options.lang)
    serve(reviewer, options.port, not options.no_browser, lambda at: tell(options.lang, f"{zh}：{at}", f"{en}: {at}"))


def _draft(accept: CommandParser) -> None:
    """读出文本中的每个数字，写成一行行待核的数据。 Propose a row for each figure of a text.

    zreport draft report.txt --date 2022-01-27 -o rows.csv
    """
    accept("text", type=Path, metavar="FILE", help="原文 .txt | .docx | .html | .pdf")
    accept("--date", default="", metavar="DATE", help="报告日期 day of delivery, 2022-01-27；原文写明的可省")
    accept("-o", "--output", type=Path, required=True, metavar="ROWS.csv", help="写到 where to write")
    accept("--force", **FORCE)
    options = accept.read()
    from zreport.draft.new import draft_rows

    made, told = draft_rows(options.text, options.date, options.output, options.lang, options.force)
    show(made, told[options.lang])
