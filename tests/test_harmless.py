"""Pages of notebooks: nothing that a cell brings hides, runs or fetches anything."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from zreport.charts.chart import MIME
from zreport.export import pages
from zreport.export.export import export
from zreport.export.harmless import _TAGS, harmless
from zreport.export.notebook import NotebookError, Story
from zreport.export.pages import index_page, notebook_page
from zreport.language import Text

ROOT = Path(__file__).parent.parent
# What takes all that follows with it, where it is not closed.
OPEN = ["<script>", "<textarea>", "<title>", "<style>", "<plaintext>", "<xmp>", "<!--", "<![CDATA[", "<template>"]
OPEN += ["<iframe>", "<noscript>", "<svg><style>", "<math><mtext>", "<select>", "<details>", "<table><tr>", "<b>" * 60]
OPEN += ['<a href="', "<p title='", "</div></div></div></details>", "<!--<script>", "<frameset>", "<object>"]
ADDRESS = "http://127.0.0.1:9/x"
FETCHING = [
    f'<img src="{ADDRESS}">',
    f'<img src="//127.0.0.1:9/x" srcset="{ADDRESS} 2x">',
    '<img src="x.png">',
    f'<p style="background:url({ADDRESS})">',
    f'<p style="cursor:url({ADDRESS}),auto;color:red">',
    rf'<p style="background-color:u\72l({ADDRESS})">',
    f'<style>@import "{ADDRESS}";</style>',
    f'<link rel=stylesheet href="{ADDRESS}">',
    f'<svg><image href="{ADDRESS}"/></svg>',
    f'<video poster="{ADDRESS}"><source src="{ADDRESS}"></video>',
    f'<object data="{ADDRESS}"></object><embed src="{ADDRESS}"><iframe src="{ADDRESS}"></iframe>',
    f'<table background="{ADDRESS}"></table>',
    f'<base href="{ADDRESS}"><meta http-equiv=refresh content="0;url={ADDRESS}">',
    f'<input type=image src="{ADDRESS}">',
    '<img src="data:text/html;base64,AAAA"><img src="data:image/svg+xml,<svg/>">',
]


def elements(markup: str) -> list:
    """The elements of HTML, as a parser that forgives reads it."""
    parser = etree.HTMLParser(huge_tree=True)
    return [one for one in etree.fromstring(f"<html><body>{markup}<i></i></body></html>", parser).iter() if one.attrib]


@pytest.mark.parametrize("markup", OPEN)
def test_what_is_left_open_ends_with_its_piece(markup):
    made = harmless(f"<div>{markup} after")
    assert "after" in made
    inner = re.findall(r"<(/?)([a-z0-9]+)", made)
    opened: list[str] = []
    for closes, tag in inner:
        assert re.fullmatch(_TAGS, tag)
        if closes:
            assert opened.pop() == tag
        elif tag not in ("br", "hr", "img"):
            opened.append(tag)
    assert opened == []


@pytest.mark.parametrize("markup", FETCHING)
def test_nothing_of_a_piece_is_fetched(markup):
    for one in elements(harmless(markup)):
        assert {"src", "srcset", "data", "poster", "background", "content"}.isdisjoint(one.attrib)
        assert "(" not in one.get("style", "")


def test_what_shows_words_tables_and_pictures_stays():
    picture = '<img src="data:image/png;base64,AA==" alt="图">'
    table = '<table class="dataframe"><tr><th colspan="2" style="text-align:right">1</th></tr></table>'
    for kept in (
        picture,
        table,
        "<p>5 &lt; 6 &amp; 好</p>",
        '<a href="02.html#a">x</a>',
        '<a href="https://a.cn">b</a>',
    ):
        assert harmless(kept) == kept
    assert harmless("<p>一<p>二") == "<p>一</p><p>二</p>"
    assert harmless("<td><b>1</td>2</b>") == "<td><b>1</b></td>2"


@pytest.mark.parametrize(
    "link", ["javascript:x", "java\nscript:x", "&#106;avascript:x", " data:text/html,x", "file:///x"]
)
def test_a_link_leads_to_a_page_or_nowhere(link):
    assert harmless(f'<a href="{link}">x</a>') == "<a>x</a>"


_PIECES = st.lists(
    st.sampled_from([*OPEN, *FETCHING, "<p>", "</p>", "<td onclick=x>", "a", "&lt;", "<", ">", '"', "\x00"])
)


@given(_PIECES)
def test_a_piece_is_clean_and_cleaning_it_again_changes_nothing(pieces):
    made = harmless("".join(pieces))
    assert harmless(made) == made
    for one in elements(made):
        assert not [name for name in one.attrib if name.startswith("on")]


def test_cleaning_takes_as_long_as_the_text_is():
    for bad in ("<a ", '<a "', "<!--", "<style", "<b>", "</b>", "&lt", "<p a='", "a="):
        harmless(bad * 30_000)


# Pages of notebooks


@pytest.fixture
def hostile(tmp_path):
    """Writes a notebook: the one of two charts, with markup before and after each chart."""

    def write(markup: str, name: str = "hostile.ipynb") -> Path:
        book = json.loads((ROOT / "notebooks/02_growth.ipynb").read_text("utf-8"))
        data = {"text/html": markup, "text/plain": ""}
        words = {"output_type": "display_data", "metadata": {}, "data": data}
        for cell in book["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = f"{''.join(cell['source'])}\n\n{markup}\n\n正文 {markup}"
            elif any(MIME in output.get("data", {}) for output in cell["outputs"]):
                cell["outputs"] = [words, *cell["outputs"], words]
        path = tmp_path / name
        path.write_text(json.dumps(book), "utf-8")
        return path

    return write


def test_no_cell_hides_the_charts_after_it(hostile):
    page = notebook_page(hostile("\n\n".join(OPEN)), "en")
    body = page.partition("<body>")[2]
    figures = etree.fromstring(f"<html><body>{body}", etree.HTMLParser(huge_tree=True)).iter("figure")
    placed = [figure for figure in figures if figure.get("class") == "zreport-chart"]
    assert len(placed) == 2
    assert all(figure.find("script").text.startswith("zreport(") for figure in placed)


def test_a_chart_whose_words_are_markup_of_scripts_ends_with_its_script(hostile):
    path = hostile("")
    path.write_bytes(re.sub(rb'("title": \{\s*"en": ")', rb"\1<!--<script>", path.read_bytes()))
    body = notebook_page(path, "en").partition("<body>")[2]
    (first, *_) = re.findall(r"<script>zreport\((.*?)\)</script>", body)
    assert "<" not in first
    assert "!--" in json.dumps(json.loads(first))


def test_a_chart_that_has_no_place_is_an_error_and_no_page(hostile, monkeypatch):
    monkeypatch.setattr(pages, "_exporter", pages._exporter.__wrapped__)
    monkeypatch.setattr(pages, "harmless", lambda markup: harmless(markup.replace("-1.", "")))
    with pytest.raises(NotebookError) as error:
        notebook_page(hostile(""), "en")
    assert "hostile.ipynb: not each chart has its place" in error.value.words.en
    assert "不是每张图" in error.value.words.zh


def test_a_page_is_found_whatever_its_name_has_in_it(hostile):
    path = hostile("", "a#1 %41&\"'<b>.ipynb")
    page = index_page([Story(path.stem, Text("题", "title"), (), path, ())], "en")
    assert 'href="a%231%20%2541%26%22%27%3Cb%3E.html"' in page


def test_a_notebook_called_index_is_refused_where_a_page_leads_to_all(hostile, tmp_path):
    paths = [hostile("", "Index.ipynb"), hostile("", "other.ipynb")]
    with pytest.raises(NotebookError) as error:
        export(paths, tmp_path / "pages", "en", ["html"])
    assert "Index.ipynb: its page would overwrite the index" in error.value.words.en
    assert "会覆盖目录页" in error.value.words.zh
    assert not (tmp_path / "pages").exists()
    assert export(paths[:1], tmp_path / "pages", "en", ["html"]) == [tmp_path / "pages/Index.html"]
