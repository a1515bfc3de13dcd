"""Who looks on: nobody, or somebody in JupyterLab."""

import os

# A Jupyter server marks a session so, by the whole path of its notebook.
_SESSION = "JPY_SESSION_NAME"


def open_session() -> bool:
    """Whether a notebook is open somewhere: pictures beside its charts would keep these from being drawn."""
    return _SESSION in os.environ


def live() -> bool:
    """Whether somebody looks on in JupyterLab: only there are widgets made, whose identifiers are random.

    What compares notebooks opens sessions too, and names them otherwise than by a path.
    """
    return os.path.isabs(os.environ.get(_SESSION, ""))
