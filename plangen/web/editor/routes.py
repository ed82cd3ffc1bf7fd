"""The addresses behind the screen 方案: what its window asks for while one edits."""

import json
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from plangen.findings.finding import CannotGoOn
from plangen.web.office_words import office_words
from plangen.web.plan_folder import NoSuchPlan

if TYPE_CHECKING:
    from collections.abc import Callable

_BASE: Final = "/plans/{plan}/edit"
_MOST_BYTES: Final = 16 * 1024 * 1024


def editor_routes() -> list[Route]:
    """All of them; what they answer with is loaded when first asked for."""
    return [
        _route("state", "GET"),
        _route("pulse", "GET"),
        _route("part", "GET"),
        _route("source", "GET"),
        _route("references", "GET"),
        _route("states", "GET"),
        _route("style", "GET", "pages.css"),
        _route("pages", "POST"),
        _route("completions", "POST"),
        _route("act", "POST"),
    ]


def _route(name: str, method: str, path: str = "") -> Route:
    async def endpoint(request: Request) -> Response:
        said = await _said(request) if method == "POST" else dict(request.query_params)
        return await run_in_threadpool(_answered, name, request, said)

    return Route(f"{_BASE}/{path or name}", endpoint, methods=[method])


async def _said(request: Request) -> dict[str, Any]:
    """The JSON that a window sent; nothing where it is none."""
    body = await request.body()
    try:
        said = json.loads(body[:_MOST_BYTES])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _answered(name: str, request: Request, said: dict[str, Any]) -> Response:
    """Answer in JSON, whatever happens: a window keeps what is typed in it."""
    from plangen.web.editor import answers
    from plangen.web.editor.actions import ClashingEdits

    answer: Callable[..., Response] = getattr(answers, name)
    desk, plan = request.app.state.desk, request.path_params["plan"]
    try:
        editor = desk.editors.of(desk.folder.path_of(plan))
        with editor.lock:
            return answer(editor, said)
    except ClashingEdits as clash:
        return JSONResponse({"trouble": str(clash), "theirs": clash.theirs}, 409)
    except CannotGoOn as trouble:
        return JSONResponse({"trouble": office_words(str(trouble))}, 409)
    except NoSuchPlan:
        return JSONResponse({"trouble": "这份方案已经移走或改名了；回到首页再打开"}, 404)
    except Exception as fault:  # noqa: BLE001 - told to the window, which keeps what is typed
        kind = type(fault).__name__
        return JSONResponse({"trouble": f"程序出了差错（{kind}），这一步没有做成"}, 500)
