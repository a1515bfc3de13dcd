"""What is refused, in both languages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from zreport.faults import ReportError


@contextmanager
def refused(english: str = "", error: type[ReportError] = ReportError) -> Iterator[pytest.ExceptionInfo]:
    """Expect an error whose English words match, and which says the same in Chinese."""
    with pytest.raises(error) as caught:
        yield caught
    words = caught.value.words
    assert re.search(english, words.en), words.en
    assert re.search("[一-鿿]", words.zh) and not re.search("[一-鿿]{4}", words.en), words
