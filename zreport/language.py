"""Text in Chinese and English, and the choice between them."""

from __future__ import annotations

import os
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
VARIABLE = "ZREPORT_LANG"


@dataclass(frozen=True)
class Text:
    """The same words in both languages.

    Examples
    --------
    >>> growth = Text("年均增速", "average annual growth")
    >>> growth["en"]
    'average annual growth'
    """

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return getattr(self, language(lang))

    @property
    def both(self) -> list[str]:
        """The words as scripts of pages take them: in Chinese, then in English."""
        return [self.zh, self.en]

    @classmethod
    def of(cls, words: Text | str | dict) -> Text:
        """Take a `Text`, its JSON form, or a string that serves for both languages."""
        if isinstance(words, str):
            return cls(words, words)
        return cls(**words) if isinstance(words, dict) else words

    def join(self, parts: list[Text]) -> Text:
        """Join `parts` with this text between them, as `str.join` does."""
        return Text(*(self[lang].join(part[lang] for part in parts) for lang in LANGUAGES))


NOTHING = Text("", "")


def text(zh: str, en: str) -> Text:
    """Write something in both languages.

    Examples
    --------
    >>> text("电商增速领先", "E-commerce grew fastest")["zh"]
    '电商增速领先'
    """
    return Text(zh, en)


def language(lang: str | None = None) -> str:
    """Return the language to show: `lang`, else the variable ZREPORT_LANG, else Chinese.

    Raises
    ------
    ValueError
        If it is neither ``zh`` nor ``en``.
    """
    chosen = lang or os.environ.get(VARIABLE) or LANGUAGES[0]
    if chosen not in LANGUAGES:
        raise ValueError(f"no such language: {chosen!r}; choose zh or en / 语言只能是 zh 或 en")
    return chosen


def tag(lang: str) -> str:
    """Name a language as office programs do."""
    return "zh-CN" if lang == "zh" else "en-US"
