"""The workbench as an application: which address is answered by which screen."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from plangen.findings.finding import CannotGoOn
from plangen.resources import resource
from plangen.web.access import AccessGuard
from plangen.web.editor.routes import editor_routes
from plangen.web.office_words import office_words
from plangen.web.opening import NoSuchPaper
from plangen.web.plan_folder import ClassifiedPlan, NoSuchPlan
from plangen.web.visit import Desk, Visit, job_of, screen


def application(desk: Desk, token: str, port: int) -> AccessGuard:
    """The application that serves one folder at 127.0.0.1:`port` to who has the token."""
    app = Starlette(
        routes=[
            screen("/", "home"),
            screen("/new", "beginning", acts=True),
            screen("/import", "importing", acts=True),
            screen("/plans/{plan}/edit", "editor"),
            *editor_routes(),
            screen("/backup", "backup", acts=True),
            screen("/backup/file", "backup", "send"),
            screen("/manual", "manual"),
            screen("/plans/{plan}/questions", "questions", acts=True),
            screen("/plans/{plan}/check", "checking", acts=True),
            screen("/plans/{plan}/tasks", "tasks"),
            screen("/plans/{plan}/papers", "papers", acts=True),
            screen("/plans/{plan}/papers/files/{path:path}", "papers", "send"),
            screen("/plans/{plan}/lists", "lists", acts=True),
            screen("/plans/{plan}/lists/all", "lists", "send"),
            screen("/plans/{plan}/issue", "issuing", acts=True),
            screen("/plans/{plan}/issue/files/{path:path}", "issuing", "send"),
            screen("/plans/{plan}/corrections", "corrections", acts=True),
            screen("/plans/{plan}/returns", "returns", acts=True),
            screen("/plans/{plan}/ledger", "ledger", acts=True),
            screen("/plans/{plan}/ledger/table", "ledger", "send"),
            screen("/plans/{plan}/reminders", "reminding", acts=True),
            screen("/plans/{plan}/reminders/all", "reminding", "send"),
            screen("/plans/{plan}/reports", "reporting", acts=True),
            screen("/plans/{plan}/compare", "comparing"),
            screen("/plans/{plan}/compare/table", "comparing", "send_table"),
            screen("/plans/{plan}/compare/redline", "comparing", "send_redline"),
            screen("/plans/{plan}/versions", "versions", acts=True),
            screen("/plans/{plan}/draft", "drafting", acts=True),
            screen("/jobs/{job}", "watching"),
            screen("/plans/{plan}/jobs/{job}", "watching"),
            Route("/jobs/{job}/state", _job_state),
            Route("/jobs/{job}/cancel", _cancel, methods=["POST"]),
            Route("/alive", _alive),
            Route("/folder", _folder),
            Route("/assets/look.css", _look),
            Mount("/assets", StaticFiles(directory=resource("web/assets"))),
        ],
        exception_handlers={
            404: _not_found,
            NoSuchPlan: _not_found,
            NoSuchPaper: _not_found,
            ClassifiedPlan: _cannot_go_on,
            CannotGoOn: _cannot_go_on,
            Exception: _broken,
        },
    )
    app.state.desk = desk
    return AccessGuard(app, desk.windows.hear, token=token, port=port)


async def _look(request: Request) -> Response:
    """The style sheet that the static site has, too."""
    return FileResponse(resource("data/look.css"))


async def _job_state(request: Request) -> Response:
    """How a job stands, for the page that watches it."""
    return JSONResponse(job_of(request).state)


async def _cancel(request: Request) -> Response:
    """Ask a job to stop."""
    job = job_of(request)
    job.is_cancelled = not job.is_over
    return RedirectResponse(job.address, 303)


async def _alive(request: Request) -> Response:
    """Stay open as long as the browser has a window."""
    desk: Desk = request.app.state.desk
    return StreamingResponse(desk.windows.stream(), media_type="text/event-stream")


async def _folder(request: Request) -> Response:
    """Say which folder is served, to a second start that looks for the first."""
    desk: Desk = request.app.state.desk
    return JSONResponse({"folder": str(desk.folder.root)})


async def _not_found(request: Request, _fault: Exception) -> Response:
    why = "没有这一页，或者这份方案已经移走、改名了。"
    return await run_in_threadpool(_stopped, request, why, 404)


async def _cannot_go_on(request: Request, fault: Exception) -> Response:
    status = 403 if isinstance(fault, ClassifiedPlan) else 409
    why = f"{office_words(str(fault))}。"
    return await run_in_threadpool(_stopped, request, why, status)


async def _broken(request: Request, fault: Exception) -> Response:
    why = f"程序出了差错（{type(fault).__name__}），这一步没有做成；原来的文件没有动。"
    return await run_in_threadpool(_stopped, request, why, 500)


def _stopped(request: Request, why: str, status: int) -> Response:
    """A page that says why there is nothing to show; with the way to the plan's other screens."""
    visit = Visit(request, request.app.state.desk, FormData())
    try:
        return visit.page("stopped.html", status=status, why=why)
    except (CannotGoOn, NoSuchPlan):
        request.scope["path_params"] = {}
        return visit.page("stopped.html", status=status, why=why)
