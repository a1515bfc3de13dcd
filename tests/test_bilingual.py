"""Notebooks say everything twice; their pages, and the index, say it once."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from zreport.charts.chart import MIME
from zreport.export import pages as pages_module
from zreport.export.bilingual import in_one, question
from zreport.export.export import export
from zreport.export.notebook import notebook_bytes, read_notebook
from zreport.export.pages import notebook_page
from zreport.language import LANGUAGES, Text

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
HAN = re.compile("[\u4e00-\u9fff]")
# Names of commands, files and columns, and what is between quotation marks or brackets, are of no language.
NAMES = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|“[^”]*”|\([^)]*\)", re.S)


def markdown(path: Path) -> list[str]:
    return [cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_of_a_notebook_says_all_in_both_languages(path):
    for source in markdown(path):
        zh, en = (in_one(source, lang, lambda name: "A title") for lang in LANGUAGES)
        assert zh and en, f"no English beside the Chinese, or not as notebooks have it: {source}"
        chinese = [line for line in NAMES.sub("", en).splitlines() if len(HAN.findall(line)) > 5]
        assert chinese == []
        english = [line for line in NAMES.sub("", zh).splitlines() if re.search(r"([A-Za-z]{2,} ){4}", line)]
        assert english == []
        assert zh.count("\n#") == en.count("\n#") == source.count("\n#")


def test_a_notebook_asks_one_question_in_each_language():
    for path in NOTEBOOKS:
        zh, en = (question(read_notebook(path), lang) for lang in LANGUAGES)
        assert zh.endswith("？") and HAN.search(zh), path
        assert en.endswith("?") and not HAN.search(en), path


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        ("# 一 / One", "# 一", "# One"),
        ("## 2. 二 · Two", "## 2. 二", "## 2. Two"),
        ("增长。\n*It grew.*", "增长。", "It grew."),
        ("增长。\n\n下降。\n\n*It grew.*\n\n*It fell.*", "增长。\n\n下降。", "It grew.\n\nIt fell."),
        ("**多少？** 七。\n*How many? Seven.*", "**多少？** 七。", "**How many?** Seven."),
        ("- 一。*One.*\n- 二。*Two.*", "- 一。\n- 二。", "- One.\n- Two."),
        ("| 名 name | 一 · one |\n| --- | --- |", "| 名 | 一 |\n| --- | --- |", "| name | one |\n| --- | --- |"),
        (
            "看 · Next: [甲](1.ipynb)；回 · Back: [乙](2.ipynb)",
            "看：[甲](1.ipynb)；回：[乙](2.ipynb)",
            "Next: [T](1.ipynb); Back: [T](2.ipynb)",
        ),
        ("运行：\n\n```\n中文 *x*\n```\n\n*Run it.*", "运行：\n\n```\n中文 *x*\n```", "```\n中文 *x*\n```\n\nRun it."),
        ("Only *English* here.", "Only *English* here.", "Only *English* here."),
        # A place that has no English name yet.
        (
            "# 某县2022年报告 / Government work report of 某县, 2022",
            "# 某县2022年报告",
            "# Government work report of 某县, 2022",
        ),
    ],
)
def test_a_cell_is_told_in_one_language(source, zh, en):
    assert [in_one(source, lang, lambda name: "T") for lang in LANGUAGES] == [zh, en]


@pytest.mark.parametrize(
    "source",
    [
        "只有中文。",
        "# 只有中文",
        "- 一。*One.*\n- 二。",
        "*English first.*\n\n中文在后。",
        "一。\n*One.*\n\n二，没有英文。",
        "一。\n\n## 二 · Two\n\n三。\n*Three.*",
        "| 甲 | 乙 |\n| --- | --- |",
        "一、*强调的中文词*。",
    ],
)
def test_a_cell_that_does_not_say_all_twice_is_left_whole(source):
    assert in_one(source, "zh") is None and in_one(source, "en") is None


def said(page: str) -> list[str]:
    """What stands in the words of a page, apart from code, charts, and what is marked as the report's own Chinese."""
    tree = etree.fromstring("<html><body>" + page.partition("<body>")[2], etree.HTMLParser(huge_tree=True))
    for hidden in tree.xpath("//script | //details | //figure | //*[@lang='zh-CN']"):
        tail = hidden.tail
        hidden.clear()
        hidden.tail = tail
    return ["".join(one.itertext()).strip() for one in tree.xpath("//h1|//h2|//p|//li|//td|//th|//a|//pre")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The page of a notebook with many tables, in each language; its charts, which take long, are left out."""
    book = read_notebook(ROOT / "notebooks/16_puzzles.ipynb")
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if MIME not in output.get("data", {})]
    path = tmp_path_factory.mktemp("pages") / "tables.ipynb"
    for linked in ("15_promises", "17_data"):
        shutil.copy(ROOT / f"notebooks/{linked}.ipynb", path.parent)
    path.write_bytes(notebook_bytes(book))
    return {lang: notebook_page(path, lang) for lang in LANGUAGES}


def test_a_page_and_its_tables_are_in_one_language(pages):
    zh, en = (said(pages[lang]) for lang in LANGUAGES)
    assert [words for words in en if HAN.search(words)] == []
    assert [words for words in zh if re.search(r"([A-Za-z]{2,},? ){3}", words)] == []
    assert not [words for words in zh + en if "¶" in words]
    assert "规上企业总产值" in zh and "Gross output, designated-size firms" in en
    assert '">The data behind it</a>' in pages["en"] and '">数据本身</a>' in pages["zh"]


@pytest.fixture(scope="module")
def bare_pages(tmp_path_factory):
    """The pages of all notebooks by names and languages, without what takes long: charts, fonts and code."""
    folder = tmp_path_factory.mktemp("bare")
    sources = {Text("《报告》（2020-12-29）", "The Report (2020-12-29)"): None}
    for path in NOTEBOOKS:
        book = read_notebook(path)
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if MIME not in output.get("data", {})]
                cell.source = "1"
        (folder / path.name).write_bytes(notebook_bytes(book))
    readers = {"zhaoyuan-2020": "../reader.html"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages_module, "web_page", lambda title, body, *more, **others: f"<body>{body}</body>")
        return {
            (path.stem, lang): notebook_page(folder / path.name, lang, True, readers, sources)
            for path in NOTEBOOKS
            for lang in LANGUAGES
        }


# Signs of Chinese sentences, and what a program writes that has nothing to say.
CHINESE_SIGNS = re.compile("[\uff01-\uff5e\u3001-\u3015]")
NOTHING_SAID = re.compile(r"^(?:nan|NaN|None|NaT)$|<NA>|\bText\(|\bdtype:", re.M)
IDENTIFIER = re.compile(r"\b[a-z]+(_[a-z]+)+\b|zhaoyuan-2020:")


def test_no_page_says_what_is_not_meant_for_readers(bare_pages):
    for (name, lang), page in bare_pages.items():
        tree = etree.fromstring("<html><body>" + page.partition("<body>")[2], etree.HTMLParser(huge_tree=True))
        # A page names columns and commands as such, and cites a figure by its identifier.
        for named in tree.xpath("//script | //details | //code | //pre | //*[@lang='zh-CN']"):
            tail = named.tail
            named.clear()
            named.tail = tail
        words = "\n".join(tree.itertext())
        wrong = [*NOTHING_SAID.findall(words), *re.findall("[<>]{2,}|</?[a-z]+[ >]|¶|\\{|\\}|!\\[|\\*\\*", words)]
        wrong += [found[0] for found in IDENTIFIER.finditer(words) if name != "17_data"]
        if lang == "en":
            wrong += CHINESE_SIGNS.findall(words)
        assert wrong == [], (name, lang)


def test_every_page_has_the_same_head_and_foot_and_its_links_lead_somewhere(bare_pages):
    heads = {lang: set() for lang in LANGUAGES}
    for (name, lang), page in bare_pages.items():
        tree = etree.fromstring(page.partition("<body>")[2], etree.HTMLParser(huge_tree=True))
        (head,), (foot,) = tree.xpath("//nav"), tree.xpath("//footer")
        heads[lang].add(etree.tostring(head))
        assert "2020-12-29" in "".join(foot.itertext())
        ways = {href.partition("#")[0] for href in tree.xpath("//a/@href") if "://" not in href}
        assert ways <= {"index.html", "../reader.html", *(f"{path.stem}.html" for path in NOTEBOOKS)}, name
        titles = ["".join(one.itertext()) for one in tree.xpath("//h1 | //h2 | //h3")]
        assert len(set(titles)) == len(titles) > 1, name
        assert all(image.get("alt") for image in tree.iter("img"))
    assert all(len(each) == 1 for each in heads.values())
    assert (
        "<strong>报告</strong>" in bare_pages["17_data", "zh"]
        and "<strong>The Report</strong>" in bare_pages["17_data", "en"]
    )


def test_a_wide_table_of_words_names_in_each_cell_its_column(pages):
    tables = etree.HTML(pages["en"]).xpath("//main//table[.//thead]")
    stacked = [table for table in tables if table.get("class") == "zreport-stacked"]
    assert len(tables) > len(stacked) > 3, "what is narrow, or counts, stays a table"
    for table in stacked:
        heads = ["".join(head.itertext()) for head in table.iter("th")]
        assert "Value" in heads
        for row in table.iter("tr"):
            assert [cell.get("data-head") for cell in row.iter("td")] in (heads, [])


def test_a_notebook_without_charts_has_a_page_and_no_deck(tmp_path):
    from zreport.faults import ReportError

    path = ROOT / "notebooks/17_data.ipynb"
    assert [file.name for file in export([path], tmp_path / "pages", "zh", ["html"])] == ["17_data.html"]
    with pytest.raises(ReportError, match="没有图表"):
        export([path], tmp_path / "deck.pptx", "zh")
