"""What a screen is given of a request, and how it answers: a page, another address, a file."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from plangen.findings.finding import CannotGoOn, Finding
from plangen.history.committing import is_changed
from plangen.plan import Plan
from plangen.resources import resource
from plangen.web.editor.board import EditorBoard
from plangen.web.jobs import Job, JobBoard
from plangen.web.navigation import HAS_EDITOR, SCREENS, chapter_of
from plangen.web.office_words import office_words
from plangen.web.plan_folder import OpenPlan, PlanFolder
from plangen.web.presence import Presence
from plangen.web.windows import OpenWindows

MAX_FILES: Final = 2000
"""So many files are sent at once at most: the returned lists of a folder."""


class RefusedField(CannotGoOn):
    """What was typed into one field of a form cannot be taken."""

    def __init__(self, field: str, why: str) -> None:
        """`field` is the name of the field that it is told beside."""
        super().__init__(why)
        self.field = field


@dataclass
class Desk:
    """What all requests of one server share."""

    folder: PlanFolder
    jobs: JobBoard = field(default_factory=JobBoard)
    windows: OpenWindows = field(default_factory=OpenWindows)
    notices: dict[str, str] = field(default_factory=dict)
    """Said once on the next page: by key."""

    @cached_property
    def presence(self) -> Presence:
        """Who else has plans of the folder open."""
        return Presence(self.folder.state / "open")

    @cached_property
    def editors(self) -> EditorBoard:
        """The plans that are being edited."""
        return EditorBoard()

    @cached_property
    def scratch(self) -> Path:
        """A folder for what has been sent, until the server ends."""
        self._scratch = TemporaryDirectory(prefix="plangen-", ignore_cleanup_errors=True)
        return Path(self._scratch.name)

    @cached_property
    def pages(self) -> Environment:
        """The templates of the screens; whatever stands in them is escaped."""
        environment = Environment(
            loader=FileSystemLoader(resource("web/templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= FILTERS
        return environment


@dataclass(frozen=True)
class Visit:
    """One request."""

    request: Request
    desk: Desk
    form: FormData
    refusal: CannotGoOn | None = None
    """Why what was asked for could not be done, to be told on the page that asked."""

    @property
    def folder(self) -> PlanFolder:
        """The folder that is worked in."""
        return self.desk.folder

    @cached_property
    def open_plan(self) -> OpenPlan:
        """The plan that the address names. Raises NoSuchPlan, ClassifiedPlan."""
        return self.folder.open(self.request.path_params["plan"])

    def asked(self, name: str, otherwise: str = "") -> str:
        """A word of the address behind its ?."""
        return self.request.query_params.get(name, otherwise)

    def said(self, name: str) -> str:
        """A field of the form, without blanks around it; empty where it is not there."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def typed(self, name: str, otherwise: Any = "") -> Any:
        """What a form that was refused had in a field, to be shown again; else something else."""
        return self.said(name) if self.refusal and name in self.form else otherwise

    def all_said(self, name: str) -> list[str]:
        """Every value of a field of the form, such as those of ticked rows."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """The files that were chosen in a field; an empty choice is none."""
        files = [value for value in self.form.getlist(name) if isinstance(value, UploadFile)]
        return [file for file in files if file.filename]

    @property
    def job(self) -> Job | None:
        """The job whose result the address asks for."""
        return self.desk.jobs.of(self.asked("job"))

    def address(self, screen: str, plan: str = "") -> str:
        """The address of a screen of this plan, or of another."""
        return f"/plans/{_in_address(plan or self.open_plan.name)}/{screen}"

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A screen; those of a plan bear its title and the way to its other screens."""
        if "plan" in self.request.path_params:
            values.setdefault("open_plan", self.open_plan)
            values.setdefault("others", self._others())
            values.setdefault("changed_since", is_changed(self.open_plan.path))
        values.setdefault("open_plan", None)
        values.setdefault("here", self.request.url.path.rstrip("/").rpartition("/")[2])
        values.setdefault("of", self._in_papers)
        html = self.desk.pages.get_template(template).render(
            notice=self.desk.notices.pop(self.asked("notice"), ""),
            trouble=office_words(str(self.refusal or "")),
            refused=self.refusal.field if isinstance(self.refusal, RefusedField) else "",
            typed=self.typed,
            screens=SCREENS,
            has_editor=HAS_EDITOR,
            chapter=chapter_of(self.request.url.path),
            folder=self.folder,
            request_asked=self.asked,
            **values,
        )
        return HTMLResponse(html, 422 if self.refusal and status == 200 else status)

    def _in_papers(self, path: Path) -> str:
        """How a template writes the path of a paper: from their folder, with slashes."""
        return path.relative_to(self.folder.papers).as_posix()

    def _others(self) -> list[str]:
        return self.desk.presence.others(self.open_plan.name)

    def go(self, address: str, notice: str = "") -> Response:
        """Send the browser to another screen, and say there what was done."""
        if notice:
            key = token_urlsafe(9)
            self.desk.notices[key] = notice
            address += f"{'&' if '?' in address else '?'}notice={key}"
        return RedirectResponse(address, 303)

    def again(self, notice: str) -> Response:
        """Stay on the screen that asked, its filters as they are, and say what was done."""
        return self.go(self.here, notice)

    @property
    def here(self) -> str:
        """The address of this screen with its filters."""
        pairs = self.request.query_params.multi_items()
        kept = [(name, value) for name, value in pairs if name not in ("notice", "job")]
        return f"{self.request.url.path}{f'?{urlencode(kept)}' if kept else ''}"

    def start(self, job: Job, work: Callable[[Job], Any]) -> Response:
        """Begin long work and show how it goes."""
        self.desk.jobs.start(job, work)
        return RedirectResponse(job.address, 303)


def screen(path: str, module: str, show: str = "show", *, acts: bool = False) -> Route:
    """The route of a screen: `show` draws it, its `act` does what its forms ask.

    The module, one of `screens`, is loaded when somebody first asks for it. What stands in the
    way of `act` is told on the screen itself.
    """

    def answer(visit: Visit, name: str) -> Response:
        screens = import_module(f"plangen.web.screens.{module}")
        response: Response = getattr(screens, name)(visit)
        return response

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        if request.method != "POST":
            return await run_in_threadpool(answer, Visit(request, desk, FormData()), show)
        async with request.form(max_files=MAX_FILES, max_fields=100_000) as form:
            try:
                return await run_in_threadpool(answer, Visit(request, desk, form), "act")
            except CannotGoOn as trouble:
                again = Visit(request, desk, form, trouble)
                return await run_in_threadpool(answer, again, show)

    return Route(path, endpoint, methods=["GET", "POST"] if acts else ["GET"])


def job_of(request: Request) -> Job:
    """The job that an address names."""
    job: Job | None = request.app.state.desk.jobs.of(request.path_params["job"])
    if job is None:
        raise HTTPException(404)
    return job


def attachment(data: bytes, name: str) -> Response:
    """A file to download that is made as it is asked for."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{_in_address(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _in_address(name: str) -> str:
    return quote(name, safe="")


def place_of(finding: Finding) -> str:
    """How a button names the finding that it mends."""
    return f"{finding.mark.line}.{finding.mark.column}.{finding.code}.{finding.mend}"


def short_title(plan: Plan) -> str:
    """A plan's title where there is little room: without its year, and that it is a plan."""
    title = plan.name.replace(f"{plan.year}年", "", 1)
    return _WHAT_IT_IS.sub("", title) or plan.name


_WHAT_IT_IS: Final = re.compile("(?:实施)?方案$")
FILTERS: Final = {
    "in_address": _in_address,
    "office": office_words,
    "place": place_of,
    "short": short_title,
}
"""What templates make of values."""
