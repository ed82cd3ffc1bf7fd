"""手册: the manual in a window of its own, its script and style let in by their digests alone."""

import base64
import re
from functools import cache
from hashlib import sha256
from typing import Final

from starlette.responses import HTMLResponse, Response

from plangen.handbook import handbook
from plangen.web.visit import Visit

_INLINE: Final = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def show(_visit: Visit) -> Response:
    """The manual."""
    html, policy = _page()
    return HTMLResponse(html, headers={"Content-Security-Policy": policy})


@cache
def _page() -> tuple[str, str]:
    """The manual, and the policy under which its own script and style run and no other."""
    html = handbook()
    digests: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _INLINE.findall(html):
        digest = base64.b64encode(sha256(text.encode()).digest()).decode()
        digests[kind].append(f"'sha256-{digest}'")
    rules = ["default-src 'none'", "img-src data:", "frame-ancestors 'none'", "base-uri 'none'"]
    rules += [f"{kind}-src {' '.join(listed)}" for kind, listed in digests.items()]
    return html, "; ".join(rules)
