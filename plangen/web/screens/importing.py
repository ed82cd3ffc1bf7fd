"""导入: a paper that the bureau has becomes a plan; what was read, and what is to be decided."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_urlsafe

from starlette.responses import Response

from plangen.checking.session import RuleChoice, examine_read
from plangen.files import save_edit
from plangen.findings.finding import CannotGoOn
from plangen.importing.drafting import Imported, imported
from plangen.importing.sources.source import SourceText, read_source
from plangen.plan import Plan
from plangen.web.jobs import Job
from plangen.web.plan_folder import ClassifiedPlan, PlanFolder, is_classified
from plangen.web.screens.beginning import free_place
from plangen.web.screens.returns import MOST_BYTES, file_name
from plangen.web.visit import Visit
from plangen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """A plan that was made of a file, and written."""

    name: str
    source: SourceText
    draft: Imported
    plan: Plan
    with_unit: int
    """How many items somebody is responsible for."""
    findings: int
    """How many things the check finds, the open questions aside."""


def show(visit: Visit) -> Response:
    """Where the file is dropped; or what became of it."""
    job = visit.job
    made = job.result if job and isinstance(job.result, ImportedPlan) else None
    return visit.page("importing.html", made=made)


def act(visit: Visit) -> Response:
    """Read the file that was sent."""
    files = visit.files("file")
    if not files:
        raise CannotGoOn("没有选文件；把去年的文件拖到框里，或按“选文件”")
    data = files[0].file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise CannotGoOn(f"{files[0].filename} 超过 64 MB，没有读")
    path = visit.desk.scratch / token_urlsafe(9) / file_name(files[0].filename)
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    proposes, folder = visit.said("tasks") == "1", visit.folder

    def work(job: Job) -> ImportedPlan:
        try:
            return _imported(path, folder, job, proposes=proposes)
        except CannotGoOn as trouble:
            raise CannotGoOn(str(trouble).replace(str(path), path.name)) from trouble

    return visit.start(Job(f"读 {path.name}", "/import"), work)


def _imported(path: Path, folder: PlanFolder, job: Job, *, proposes: bool) -> ImportedPlan:
    source = read_source(path)
    job.check()
    place = folder.plans / "未命名.yaml"
    place.parent.mkdir(exist_ok=True)
    draft = imported(source, place, date.today(), proposes=proposes)
    if is_classified(draft.file):
        raise ClassifiedPlan(path.name)
    plan = draft.file.plan
    if plan is None:
        first = draft.file.findings[0]
        raise CannotGoOn(f"{path.name} 读出来的方案有错误，没有写出：{first.message}；{first.hint}")
    job.check()
    target = free_place(folder.plans, int(plan.year))
    save_edit(target, draft.file.text.encode(), None)
    with_unit = 0
    for item in plan.items():
        with_unit += bool(item.responsible or any(task.responsible for task in item.tasks))
    return ImportedPlan(target.name, source, draft, plan, with_unit, _found(target, draft))


def _found(target: Path, draft: Imported) -> int:
    examined = examine_read(Workspace.of(target), draft.file, RuleChoice((), ()))
    return sum(finding.code != "open-question" for finding in examined.findings)
