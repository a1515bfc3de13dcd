"""JupyterLab with this package's font, so that Chinese shows on a machine that has no Chinese font."""

import os
from pathlib import Path

from zreport.language import VARIABLE
from zreport.page import font

STYLE = font.path().parent


def launch(arguments: list[str], lang: str) -> None:
    """Start JupyterLab on localhost, with its token, and serve the font to the browser.

    It asks the network for nothing: no news, no updates, no list of extensions. `arguments` are those
    of ``jupyter lab``; the notebooks show their charts in `lang`.
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

        @classmethod
        def get_extension_package(cls) -> str:
            return "jupyterlab"

    # From here on the process is JupyterLab's, and its environment that of the kernels. labconfig/
    # beside this file answers the question whether to fetch news, which would pop up.
    paths = (str(Path(__file__).parent), os.environ.get("JUPYTER_CONFIG_PATH", ""))
    os.environ.update({VARIABLE: lang, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))})
    settings = (
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={Path.cwd()}",
        "--LabApp.custom_css=True",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    )
    Lab.launch_instance([*settings, *arguments])
