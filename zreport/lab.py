"""JupyterLab with this package's font, so that Chinese shows on a machine that has no Chinese font."""

from __future__ import annotations

from pathlib import Path

from zreport import font

STYLE = Path(__file__).parent / "fonts"


def launch(arguments: list[str]) -> None:
    """Start JupyterLab on localhost, with its token, and serve the font to the browser.

    Parameters
    ----------
    arguments : list of str
        As for ``jupyter lab``.
    """
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp
    from traitlets import default

    class Server(ServerApp):
        @default("static_custom_path")
        def _custom(self) -> list[str]:
            return [str(STYLE), *self._default_static_custom_path()]

    class Lab(LabApp):
        serverapp_class = Server

    assert font.path().parent == STYLE
    Lab.launch_instance(["--ServerApp.ip=127.0.0.1", "--LabApp.custom_css=True", *arguments])
