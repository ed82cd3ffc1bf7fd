"""Who may ask: the window that holds the token, on this computer, for pages of this server."""

import hmac
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS: Final = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer; the manual alone brings a content policy of its own, as strict.

With `no-referrer`, a browser would call the origin of a form `null`.
"""
_HARMLESS: Final = ("GET", "HEAD")
_MOST_BYTES: Final = 256 * 1024 * 1024
"""So large is the largest request: a folder of returned lists."""


class AccessGuard:
    """Lets nobody in but the browser that was opened with the token."""

    def __init__(
        self, application: ASGIApp, hear: Callable[[], object], *, token: str, port: int
    ) -> None:
        """`hear` is called for every request that is let in."""
        self._application = application
        self._hear = hear
        self._token = token
        self._host = f"127.0.0.1:{port}"
        self._cookie = f"plangen-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, words in _HEADERS.items():
                    headers[name] = words
                headers.setdefault("Content-Security-Policy", _POLICY)
            await send(message)

        answer = self._answer(scope) or self._application
        await answer(scope, receive, send_guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered in the application's place; None where it may answer."""
        headers = Headers(scope=scope)
        if headers.get("host") != self._host:
            return _refused("这个地址不是工作台的地址。")
        if not self._is_own(scope, headers):
            return _refused("这个请求是别的网页发来的，没有照办。")
        if _length(headers) > _MOST_BYTES:
            return PlainTextResponse("文件太大，没有收。", 413)
        if scope["method"] in _HARMLESS and self._opens(scope):
            return self._opened(scope["path"])
        if not self._knows(_cookie(headers, self._cookie)):
            return _refused("没有这个窗口的钥匙；请从启动 plangen serve 时给出的地址打开。")
        self._hear()
        return None

    def _is_own(self, scope: Scope, headers: Headers) -> bool:
        """Whether one of our own pages asks, or somebody who types the address."""
        origin = headers.get("origin")
        if origin is None:
            return scope["method"] in _HARMLESS
        return origin == f"http://{self._host}"

    def _opens(self, scope: Scope) -> bool:
        """Whether the address bears the token."""
        words = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
        return self._knows(words[0])

    def _opened(self, path: str) -> Response:
        """Give the browser the token for good, and an address without it."""
        answer = RedirectResponse(path if path.startswith("/plans/") else "/", 303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return answer

    def _knows(self, word: str) -> bool:
        return hmac.compare_digest(word.encode(), self._token.encode())


def _refused(why: str) -> Response:
    return PlainTextResponse(why, 403)


def _length(headers: Headers) -> int:
    words = headers.get("content-length", "0")
    return int(words) if words.isdecimal() else _MOST_BYTES + 1


def _cookie(headers: Headers, name: str) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return cookie.value if cookie else ""
