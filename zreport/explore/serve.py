"""The review as a page on this machine: a server that answers nobody but the page it served."""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import threading
import webbrowser
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import parse_qs, urlsplit

from zreport.explore.review import Reviewer
from zreport.faults import ReportError
from zreport.language import Text

_HOST = "127.0.0.1"
_LARGEST = 100_000  # bytes of a step
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_POLICY = (
    "default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_REFUSED = Text(
    "这个地址只对打开它的人有效：请用 zreport review 打印的完整地址。",
    "This address is for whoever opened it: use the whole address that zreport review printed.",
)


class ReviewServer(ThreadingHTTPServer):
    """A server of one review, on this machine alone.

    Attributes
    ----------
    address : str
        The page's address, with the token that lets one in.
    """

    daemon_threads = True
    # On Windows a second server could else take the port of the first, unseen.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, reviewer: Reviewer, port: int = 0):
        self.reviewer, self.token = reviewer, secrets.token_urlsafe(32)
        try:
            super().__init__((_HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            said = getattr(error, "strerror", None) or error
            zh, en = f"端口 {port} 不能用（{said}）", f"port {port} cannot be used ({said})"
            raise ReportError(
                Text(f"{zh}；换一个，或不写 --port", f"{en}; choose another, or leave --port out")
            ) from None
        self.hosts = {f"{name}:{self.server_port}" for name in (_HOST, "localhost")}
        self.address = f"http://{_HOST}:{self.server_port}/?token={self.token}"

    def server_bind(self) -> None:
        """Take the port, and ask no network what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    @property
    def cookie(self) -> str:
        """The name of the cookie: those of other ports are sent here as well."""
        return f"zreport-{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version, sys_version = "zreport", ""
    timeout = 60

    def do_GET(self) -> None:
        """Serve the page, to whoever has the token."""
        url = urlsplit(self.path)
        given = parse_qs(url.query).get("token", [""])[0]
        if not self._host():
            return
        if url.path != "/":
            self._send(404, b"")
        elif not (self._is_token(given) or self._has_cookie()):
            self._send(403, "\n".join((_REFUSED.zh, _REFUSED.en)).encode(), "text/plain; charset=utf-8")
        else:
            page, script = self.server.reviewer.page()
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            cookie = f"{self.server.cookie}={self.server.token}; HttpOnly; SameSite=Strict; Path=/"
            more = {"Content-Security-Policy": _POLICY.format(digest), "Set-Cookie": cookie}
            self._send(200, page.encode(), "text/html; charset=utf-8", **more)

    def do_POST(self) -> None:
        """Do a step that the page asks for."""
        origin, length = self.headers.get("Origin", ""), self.headers.get("Content-Length", "")
        known = {f"http://{host}" for host in self.server.hosts}
        if not self._host():
            return
        if self.path != "/do":
            self._refuse(404)
        elif origin not in known or not self._has_cookie():
            self._refuse(403)
        elif self.headers.get_content_type() != "application/json":
            self._refuse(415)
        elif not length.isdecimal() or len(length) > 9 or int(length) > _LARGEST:
            self._refuse(413)
        else:
            self._step(self.rfile.read(int(length)))

    def _step(self, content: bytes) -> None:
        try:
            message = json.loads(content)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict):
            self._refuse(400)
            return
        told = json.dumps(self.server.reviewer.answered(message), ensure_ascii=False)
        self._send(200, told.encode(), "application/json; charset=utf-8")

    def _host(self) -> bool:
        """Whether the page was asked for by this machine's own name: no other may be made to stand for it."""
        if self.headers.get("Host", "") in self.server.hosts:
            return True
        self._refuse(403)
        return False

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.server.token.encode())

    def _has_cookie(self) -> bool:
        try:
            held = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            return False
        return held is not None and self._is_token(held.value)

    def _refuse(self, status: int) -> None:
        self._send(status, b"{}", "application/json")

    def _send(self, status: int, content: bytes, kind: str = "text/plain", **headers: str) -> None:
        self.send_response(status)
        for name, value in (_HEADERS | headers | {"Content-Type": kind, "Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet."""


def serve(reviewer: Reviewer, port: int, browser: bool, tell: Callable[[str], object]) -> None:
    """Serve a review until the person interrupts it; `tell` is given its address.

    Raises
    ------
    ReportError
        If the port cannot be used.
    """
    with ReviewServer(reviewer, port) as server:
        tell(server.address)
        if browser:
            threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
        try:
            server.serve_forever()
        finally:
            # A step that has begun is written; none begins after it.
            reviewer.lock.acquire()
