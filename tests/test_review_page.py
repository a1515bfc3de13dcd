"""The review of a draft as a person meets it: one page, real keys, and a server that answers nobody else."""

import contextlib
import csv
import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from zreport.cli import main
from zreport.draft.new import new_report
from zreport.explore.review import Reviewer
from zreport.explore.serve import ReviewServer
from zreport.proof.check import check
from zreport.tables.package import data_folder

NAME = "anguo-2021"
EVIL = "<img src=x onerror=document.title='run'>"
TEXT = f"""政府工作报告
——2021年1月20日在安国市第八届人民代表大会第一次会议上
各位代表：
一、2020年工作回顾
过去的一年，我们迎难而上{EVIL}。全市地区生产总值增长4.2%，社会消费品零售总额增长3%，固定资产投资增长15%。药材仓储面积达到40万平方米。
二、2021年工作安排
确保地区生产总值增长6%以上，社会消费品零售总额增长8%，药材仓储面积达到45万平方米，力争新建蜂蜜车间3座。
"""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> Path:
    """A data folder with one report, in draft."""
    data = tmp_path_factory.mktemp("drafted") / "data"
    for part in ("schemas", "vocabulary"):
        shutil.copytree(data_folder() / part, data / part)
    (data / "reports").mkdir()
    file = data.parent / "text.txt"
    file.write_text(TEXT, "utf-8")
    new_report(NAME, file, "河北省保定市安国市", "2021-01-20", data)
    return data


@contextlib.contextmanager
def serving(data: Path) -> Iterator[ReviewServer]:
    """A server of the review of a data folder."""
    with ReviewServer(Reviewer(NAME, data, "zh")) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def data(drafted, tmp_path) -> Path:
    return shutil.copytree(drafted, tmp_path / "data")


def rows(data: Path, table: str = "observations") -> list[dict[str, str]]:
    with (data / f"reports/{NAME}/{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Screen:
    """A page of the review, and the real keys of a person before it."""

    def __init__(self, browser, address: str, **more):
        self.page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, **more})
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda line: line.type == "error" and self.problems.append(line.text))
        self.page.goto(address)
        self.page.wait_for_selector(".zreport-review-head h1")

    def keys(self, *keys: str) -> None:
        """Press keys one by one, each when the last is done with; words of several signs are typed."""
        for key in keys:
            named = (len(key) == 1 and key.isascii()) or re.fullmatch("[A-Z][A-Za-z]+|(?:Shift|Control)\\+.+", key)
            (self.page.keyboard.press if named else self.page.keyboard.insert_text)(key)
            self.page.locator(".zreport-review:not([aria-busy])").wait_for()

    def to(self, words: str) -> None:
        """Go to the row whose words in the list hold some words."""
        self.page.locator(".zreport-review-side li button", has_text=words).first.click()

    @property
    def row(self) -> str:
        # What comes into sight has words once a frame was drawn.
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return " ".join(self.page.locator(".zreport-review-side [aria-current]").inner_text().split())

    @property
    def said(self) -> str:
        return self.page.locator(".zreport-review-live").inner_text()

    @property
    def marked(self) -> str:
        return self.page.locator("mark").inner_text()

    def found(self) -> list[str]:
        return self.page.locator("[role=option]").all_inner_texts()


@pytest.fixture(scope="module")
def screen(browser, drafted, tmp_path_factory) -> Iterator[Screen]:
    """A review that the tests below go on with, and the data that it writes as `data`."""
    data = shutil.copytree(drafted, tmp_path_factory.mktemp("screen") / "data")
    with serving(data) as server:
        shown = Screen(browser, server.address)
        shown.data, shown.server = data, server
        yield shown
        shown.page.close()


def cells(screen: Screen, quote: str) -> dict[str, str]:
    """The row of the table that quotes some words."""
    (row,) = [row for row in rows(screen.data) if quote in row["quote"]]
    return row


def test_the_page_shows_a_row_beside_its_sentence_and_keeps_its_token_to_itself(screen):
    assert screen.page.url == f"http://127.0.0.1:{screen.server.server_port}/"
    screen.keys("a")
    assert screen.row == "○ 地区生产总值 4.2%"
    assert screen.marked == "4.2%"
    sentence = screen.page.locator(".zreport-review-sentence").inner_text()
    assert EVIL in sentence and "药材仓储面积" in sentence, "what stands before and after is there too"
    assert screen.page.title() != "run" and screen.page.locator("img").count() == 0
    assert screen.problems == []


def test_each_usual_change_takes_the_keys_that_stand_beside_it(screen):
    before = (screen.data / f"reports/{NAME}/observations.csv").read_bytes()
    for keys, changed in {
        ("4",): {"status": "target"},
        ("6",): {"commitment": "strive"},
        (".",): {"qualifier": "at_least"},
        ("m", "d"): {"measure": "decline"},
        ("p", "a"): {"period": "2021", "status": "target"},
        ("p", "2019", "Enter"): {"period": "2019"},
        ("v", "4~5", "Enter"): {"value": "4", "value_high": "5", "qualifier": "range"},
        ("n", "‰", "Enter"): {"unit": "‰"},
        ("o", "城区", "Enter", "urban", "Enter"): {"scope": "城区", "scope_en": "urban"},
    }.items():
        screen.keys(*keys)
        had = cells(screen, "全市地区生产总值增长【")
        assert {column: had[column] for column in changed} == changed, keys
        screen.keys("u")
        assert (screen.data / f"reports/{NAME}/observations.csv").read_bytes() == before, keys
    screen.keys("4", "Escape", "Control+z")
    assert (screen.data / f"reports/{NAME}/observations.csv").read_bytes() == before
    screen.keys("m", "Escape", "p", "Escape", "i", "gdp", "Escape", "q", "ArrowRight", "Escape")
    assert (screen.data / f"reports/{NAME}/observations.csv").read_bytes() == before, "Esc leaves all as it was"


def test_what_is_not_proven_stays_and_is_said_in_the_language_of_the_screen(screen):
    screen.keys("4", "Enter")
    assert screen.row == "? 地区生产总值 4.2%", "the row stays"
    assert "状态" in screen.said and "“已实现”" in screen.said
    assert "状态" in screen.page.locator(".zreport-review-faults").inner_text()
    screen.keys("l")
    assert screen.page.locator(".zreport-review").get_attribute("lang") == "en"
    assert "Status: " in screen.page.locator(".zreport-review-faults").inner_text()
    assert "GDP" in screen.row
    screen.keys("l", "u")
    assert screen.page.locator(".zreport-review-faults").count() == 0


def test_an_indicator_is_found_by_chinese_english_and_initials(screen):
    for typed in ("社会消费品", "retail sal", "shxfplsze", "sxplsze"):
        screen.keys("i", typed)
        shown = screen.found()
        assert ("社会消费品零售总额" in shown[0]) == (typed != "sxplsze"), (typed, shown)
        screen.keys("Escape")
    screen.keys("i", "retail sal", "Enter")
    assert cells(screen, "全市地区生产总值增长【")["indicator"] == "retail_sales"
    screen.keys("u")


def test_a_proposed_indicator_is_renamed_and_a_new_one_made_in_place(screen):
    screen.to("40万平方米")
    screen.keys("i", "药材仓库面积")
    assert [line.split("：")[0] for line in screen.found()] == ["改名（2 行）", "新指标"]
    screen.keys("Enter")
    assert screen.row.startswith("○ 药材仓库面积"), "its rows are as proven as before"
    screen.keys("u")
    screen.keys("i", "ccmj")
    assert any(line.endswith("仓储面积") for line in screen.found()), "words of the sentence by their initials"
    screen.keys("Escape", "i", "药材仓储总面积", "ArrowDown", "Enter")
    box = screen.page.locator(".zreport-review-box")
    assert box.locator("[name=name_zh]").input_value() == "药材仓储总面积"
    assert box.locator("[name=aliases]").input_value() == "药材仓储", "words by which the sentence calls it"
    screen.keys("Enter", "Storage of herbs", "Enter")
    assert box.locator("[aria-pressed=true]").count() == 1, "a sector is proposed"
    screen.keys("Enter")
    own = {row["name_zh"]: row for row in rows(screen.data, "vocabulary/indicators")}
    assert own["药材仓储总面积"]["name_en"] == "Storage of herbs"
    screen.keys("u")


def test_an_input_method_is_left_alone(screen):
    """The Enter that ends a composition takes nothing, and its letters are no keys."""
    screen.keys("i")
    client = screen.page.context.new_cdp_session(screen.page)
    client.send("Input.imeSetComposition", {"text": "zong", "selectionStart": 4, "selectionEnd": 4})
    for key, code in (("Enter", 13), ("x", 88), ("Process", 229)):
        given = {"key": key, "windowsVirtualKeyCode": 229 if key != "Enter" else code}
        client.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **given})
        client.send("Input.dispatchKeyEvent", {"type": "keyUp", **given})
        assert screen.page.locator(".zreport-review-box [role=combobox]").count() == 1
    client.send("Input.insertText", {"text": "总面积"})
    assert screen.page.locator("[role=combobox]").input_value() == "总面积"
    screen.keys("Escape")
    assert screen.said == ""


def test_a_number_becomes_a_figure_and_back_and_a_mark_is_moved(screen):
    screen.keys("a")
    screen.to("一次")
    screen.keys("2")
    assert "一次" in screen.row and "为何不是指标" in screen.said, "what no words show is not taken for looked at"
    screen.keys("7")
    assert "一次" not in screen.row, "what they show is, and the next row comes"
    screen.keys("/", "序数 一次", "Enter")
    assert "一次" in screen.row and screen.page.locator("[data-focus='chip 7'][aria-pressed=true]").count() == 1
    inside = "(l, r) => r.top >= l.top && r.bottom <= l.bottom"
    boxes = "document.querySelector('.zreport-review-side ol'), document.querySelector('.zreport-review-side [aria-current]')"
    sizes = f"({inside})(...[{boxes}].map((one) => one.getBoundingClientRect()))"
    assert screen.page.evaluate(sizes), "the list goes along with the row"
    screen.keys("a", "a", "a")
    screen.to("3座")
    screen.keys("x")
    assert screen.page.locator(".zreport-review-box [aria-pressed]").count() > 5
    screen.keys("2")
    assert not any("蜂蜜车间" in row["quote"] for row in rows(screen.data))
    screen.keys("u")
    assert cells(screen, "蜂蜜车间【3座】")["value"] == "3"
    screen.to("≥6%")
    screen.keys("q", "ArrowLeft", "Enter")
    assert "不是指标数字" in screen.said and cells(screen, "增长【6%】"), "a mark that cannot be read is not written"
    screen.keys("ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    assert screen.marked == "6%以上" and cells(screen, "增长【6%以上】")["qualifier"] == "at_least"
    screen.keys("u")
    assert cells(screen, "增长【6%】")


def test_nothing_is_found_by_axe_and_nothing_is_cut_off_on_a_phone(browser, screen):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def wrong(page) -> list[str]:
        return [one["id"] for one in axe.run(page).response["violations"]]

    screen.to("≥6%")
    for scheme in ("light", "dark"):
        screen.page.emulate_media(color_scheme=scheme)
        assert wrong(screen.page) == []
    screen.keys("?", "i")
    assert wrong(screen.page) == []
    screen.keys("Escape", "m")
    assert wrong(screen.page) == []
    screen.keys("Escape")
    screen.page.set_viewport_size({"width": 360, "height": 740})
    screen.page.get_by_role("button", name="各行").click()
    assert screen.page.locator(".zreport-review-side").is_visible()
    width = "document.documentElement.scrollWidth + document.querySelector('.zreport-review-card').scrollWidth"
    assert screen.page.evaluate(width) == 720
    screen.page.get_by_role("button", name="各行").click()
    screen.page.get_by_role("button", name="目标").click()
    assert screen.page.locator("[aria-pressed=true]", has_text="目标").count() == 1
    screen.page.set_viewport_size({"width": 1280, "height": 800})
    assert screen.problems == []


def test_two_tabs_see_the_same_and_a_server_that_is_gone_is_said(browser, data):
    with serving(data) as server:
        first, second = (Screen(browser, server.address) for _ in range(2))
        second.keys("Enter")
        first.page.wait_for_timeout(1600)
        first.page.evaluate("window.dispatchEvent(new Event('focus'))")
        first.page.locator(".zreport-review-side .zreport-done").first.wait_for()
        done = first.page.locator(".zreport-review-progress").inner_text()
        assert done == second.page.locator(".zreport-review-progress").inner_text() and "已核 1 /" in done
        first.keys("j")
    before, held = first.row, (data / f"reports/{NAME}/sections.csv").read_bytes()
    first.keys("Enter")
    assert "没有丢失" in first.said and first.row == before
    assert (data / f"reports/{NAME}/sections.csv").read_bytes() == held
    for one in (first, second):
        one.page.close()


def test_a_report_is_reviewed_by_enter_from_its_first_row_to_its_last_and_is_then_sound(browser, data):
    with serving(data) as server:
        screen = Screen(browser, server.address)
        total = len(screen.page.locator(".zreport-review-side li").all())
        pressed = 0
        while not screen.page.locator(".zreport-review-done").count():
            beside = screen.page.locator(".zreport-review-beside > button").count()
            screen.keys("Shift+Enter" if beside and "%" not in screen.row else "Enter")
            pressed += 1
            assert pressed <= total
        done = screen.page.locator(".zreport-review-done").inner_text()
        assert "zreport check" in done and f"zreport notebook {NAME}" in done
        assert not any(row["doubt"] for name in ("observations", "sections") for row in rows(data, name))
        screen.keys("e")
        names = screen.page.locator(".zreport-review-box label")
        assert "药材仓储面积" in names.all_inner_texts()
        for at in range(names.count()):
            screen.keys(f"Name {at}", "Enter")
        assert screen.page.locator(".zreport-review-box").count() == 0
        assert screen.problems == []
        screen.page.close()
    assert check(data) == []


# The server


def asked(server: ReviewServer, method: str = "POST", path: str = "/do", body: str = '{"do": "state"}', **headers):
    """The status and the content of an answer; a header that is empty is not sent."""
    host = f"127.0.0.1:{server.server_port}"
    sound = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/json"}
    sound["Cookie"] = f"{server.cookie}={server.token}"
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {**sound, "Content-Length": str(len(body)), **given}.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body.encode() if method == "POST" else None)
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


@pytest.fixture(scope="module")
def server(drafted) -> Iterator[ReviewServer]:
    with serving(drafted) as server:
        yield server


def test_a_server_answers_the_page_that_it_served(server):
    assert server.server_address[0] == "127.0.0.1"
    status, page, headers = asked(server, "GET", f"/?token={server.token}", Cookie="", Origin="", Content_Length="")
    assert status == 200 and server.token.encode() not in page
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and not re.search(
        "https?:|[*]|unsafe-eval|script-src[^;]*inline", policy
    )
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert not re.search(rb"(?:src|href)=[\"']?(?:https?:)?//", page)
    status, content, _ = asked(server)
    assert status == 200 and json.loads(content)["report"]["name"] == NAME
    assert json.loads(asked(server, body='{"do": "fly"}')[1])["done"] is False


def test_a_server_refuses_whoever_else_asks(server):
    port = server.server_port
    evil, own = f"http://evil.example:{port}", {"Content_Length": "", "Origin": ""}
    for (status, why), words in {
        (403, "a name that leads here"): {"Host": f"evil.example:{port}"},
        (403, "no name"): {"Host": ""},
        (403, "another origin"): {"Origin": evil},
        (403, "another port of this machine"): {"Origin": "http://127.0.0.1:1"},
        (403, "no origin"): {"Origin": ""},
        (403, "no cookie"): {"Cookie": ""},
        (403, "another cookie"): {"Cookie": f"{server.cookie}={'x' * 43}"},
        (403, "a cookie that is none"): {"Cookie": f'{server.cookie}="\\777\x7f; ;;='},
        (415, "a form, which any page can send"): {"Content_Type": "text/plain"},
        (413, "too much"): {"Content_Length": "100001"},
        (413, "no length"): {"Content_Length": "-1"},
        (404, "another place"): {"path": "/etc/passwd"},
        (404, "a place above"): {"path": "/../do"},
        (400, "no JSON"): {"body": "{"},
        (400, "no step"): {"body": "[1]"},
        (403, "a page without a token"): {"method": "GET", "path": "/", "Cookie": "", **own},
        (403, "a page with another token"): {"method": "GET", "path": "/?token=%C3%A9%00", "Cookie": "", **own},
        (404, "another page"): {"method": "GET", "path": "/favicon.ico", **own},
        (501, "another method"): {"method": "PUT", **own},
        (501, "what a page asks before"): {"method": "OPTIONS", **own},
    }.items():
        assert asked(server, **words)[0] == status, why


def test_the_command_ends_by_an_interrupt_with_a_sentence_and_takes_no_port_of_others(data, capsys):
    command = [sys.executable, "-m", "zreport", "review", NAME, "--data", str(data), "--no-browser", "--lang", "en"]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, Ctrl-C is ignored by all that they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    address = running.stdout.readline().split()[-1]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", address)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130 and said.count("\n") == 1 and "Interrupted" in said
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for words, told in {
            (NAME, "--port", port): port,
            (NAME, "--port", "70000"): "70000",
            ("nobody",): "nobody",
        }.items():
            with pytest.raises(SystemExit) as stop:
                main(["review", *words, "--data", str(data), "--no-browser", "--lang", "en"])
            said = capsys.readouterr().err
            assert stop.value.code == 1 and said.count("\n") == 1 and told in said
