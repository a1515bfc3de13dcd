"""The lines of a PDF file with a text layer, without the headers, footers and numbers of its pages."""

import re
from collections import Counter
from io import BytesIO

from zreport.draft.intake_furniture import Removed, SourceLine
from zreport.faults import ReportError
from zreport.language import Text
from zreport.reading.folding import signs

_EDGE = 3  # lines of a page, at its top and at its foot, that a header or footer may take
_PAGE = re.compile(r"[-—~·]{1,3}[0-9]{1,4}[-—~·]{1,3}|第[0-9]{1,4}页(?:/?共[0-9]{1,4}页)?|[0-9]{1,4}/[0-9]{1,4}")
_HAN = re.compile("[\u2e80-\u9fff]")
_LARGEST = 1_000_000  # signs
_REFUSED = {
    "scan": Text(
        "PDF 没有文字层（多半是扫描件），或其文字读不出来；请先做文字识别（OCR），或找到网页、Word 版的文本",
        "the PDF has no text layer (a scan), or one that cannot be read; run OCR, or find the text as a web page or .docx",
    ),
    "password": Text("PDF 有密码；请打开后另行打印为 PDF", "the PDF has a password; open it and print it without one"),
    "damaged": Text("PDF 已损坏，打不开；请重新下载或另存", "the PDF is damaged; download or save it anew"),
}


def pdf_lines(content: bytes) -> tuple[list[SourceLine], list[Removed]]:
    """Return the lines of all pages, and what every page repeats.

    Raises
    ------
    ReportError
        If the file is damaged, has a password, or has no text layer.
    """
    pages = _pages(content)
    if not any(_HAN.search(line) for page in pages for line in page):
        raise ReportError(_REFUSED["scan"])
    removed = [Removed("blank_page", number, "") for number, page in enumerate(pages, 1) if not page]
    lines = []
    for number, (page, (top, foot)) in enumerate(zip(pages, _edges(pages), strict=True), 1):
        for index, words in enumerate(page):
            if top <= index < len(page) - foot:
                lines.append(SourceLine(words, number))
            else:
                removed.append(Removed("page" if _numbers(words) else "header", number, words.strip()))
    return lines, sorted(removed, key=lambda one: one.place)


def _pages(content: bytes) -> list[list[str]]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is said here
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        pages, size = [], 0
        for page in reader.pages:
            words = page.extract_text()
            pages.append([line for line in words.splitlines() if line.strip()])
            if (size := size + len(words)) > _LARGEST:
                break
        return pages
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReportError(_REFUSED["password"]) from error
    except Exception as error:  # a damaged file breaks the library in many ways
        raise ReportError(_REFUSED["damaged"]) from error


def _edges(pages: list[list[str]]) -> list[tuple[int, int]]:
    """For each page how many lines at its top and at its foot are the page's, and not the report's."""
    peeled = []
    for place in (1, -1):
        outer = [page[::place][:_EDGE] for page in pages]
        often = Counter(key for lines in outer for key in {_key(line) for line in lines})
        # Left and right pages may have headers of their own.
        repeated = {key for key, count in often.items() if count >= max(3, 0.3 * len(pages)) and _own(key)}
        bare = [_bare_number(lines) for lines in outer]
        steps = Counter(number - page for page, number in enumerate(bare) if number is not None)
        step, agreeing = max(steps.items(), key=lambda item: item[1], default=(0, 0))
        counted = agreeing > 1 or len(pages) == 1
        for page, lines in enumerate(outer):
            own = 0
            for line in lines:
                numbered = counted and line.strip().isdecimal() and int(line) == page + step
                if not (
                    numbered
                    or _numbers(line, dressed=True)
                    or (_key(line) in repeated and not line.strip().isdecimal())
                ):
                    break
                own += 1
            peeled.append(own)
    return list(zip(peeled[: len(pages)], peeled[len(pages) :], strict=True))


def _own(key: str) -> bool:
    """Whether what several pages have at their edge is theirs, and no line that reports repeat, or the end of one."""
    return len(key) > 3 and "各位代表" not in key


def _key(line: str) -> str:
    return re.sub("[0-9]+", "0", re.sub(r"\s+", "", signs(line)))


def _numbers(line: str, dressed: bool = False) -> bool:
    words = re.sub(r"\s+", "", signs(line))
    return bool(_PAGE.fullmatch(words)) or (not dressed and words.isdecimal())


def _bare_number(lines: list[str]) -> int | None:
    return next((int(line) for line in lines if line.strip().isdecimal() and len(line.strip()) < 5), None)
