"""What runs in the browser: scripts put together, and a widget that answers what they ask in JupyterLab."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from zreport.faults import ReportError
from zreport.language import Text

ASK = Path(__file__).with_name("ask.js")


def scripts(*paths: Path) -> str:
    """Return scripts, which declare functions and nothing else, as one."""
    return "\n".join(path.read_text("utf-8") for path in paths)


def module_of(function: str, *paths: Path) -> str:
    """Return an ES module for a widget: the function is called with its place, its content and what asks Python."""
    call = f"{function}(el, model.get('content'), zreportAsker(model))"
    return f"{scripts(ASK, *paths)}\nexport default {{ render({{ model, el }}) {{ return {call}; }} }};\n"


class Front(anywidget.AnyWidget):
    """A widget of a content that its script shows, and of answers to what the script asks.

    A subclass has ``_esm`` by `module_of`, and `answer`.
    """

    content = traitlets.Dict().tag(sync=True)

    def __init__(self, content: Mapping[str, Any]):
        super().__init__(content=dict(content))
        self.on_msg(self._asked)

    def answer(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
        """Return the answer to a message, and the bytes that go with it."""
        raise NotImplementedError

    def _asked(self, _: Any, message: Any, buffers: Any) -> None:
        said, content = answered(self.answer, message)
        self.send(said | {"asked": message.get("asked")}, [content] if content else None)


def answered(answer: Any, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    """Return what `answer` says of a message; an error is told, as ``error``, in both languages."""
    try:
        return answer(message)
    except ReportError as error:
        return {"error": [error.words.zh, error.words.en]}, None
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        words = Text(f"意外的错误（{said}）", f"an unforeseen error ({said})")
        return {"error": [words.zh, words.en]}, None
