"""印发: a plan as it is issued, kept for good; every earlier issue, and whether it is untouched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import FileResponse, Response

from plangen.checking.session import RuleChoice, examine_file
from plangen.exports import unfilled_number
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn, Finding, Severity
from plangen.issuing import altered, issue
from plangen.web.opening import paper_in
from plangen.web.screens.tasks import day_of
from plangen.web.visit import Visit
from plangen.workspace import ISSUED

_WHAT = "印发过的方案；从备份里找回来"


@dataclass(frozen=True, slots=True)
class IssuedVersion:
    """A plan as it was issued."""

    stem: str
    files: tuple[Path, ...]
    trouble: str
    """What of it is no more as it was issued."""


def show(visit: Visit) -> Response:
    """What issuing would do or what stands in its way; what has been issued."""
    open_plan = visit.open_plan
    earlier = open_plan.workspace.issued(open_plan.plan)
    signed = open_plan.plan.issue.signed_on or open_plan.plan.issue.printed_on
    versions = list(_versions(visit))
    return visit.page(
        "issuing.html",
        here="papers",
        faults=_faults(visit),
        versions=versions,
        is_revision=bool(earlier),
        is_same=bool(earlier) and _is_same(earlier[-1], open_plan.path),
        day=visit.typed("day", "" if earlier else (signed or "")),
        kept=_kept(visit),
    )


def _faults(visit: Visit) -> list[Finding]:
    """What stands in the way of issuing, the document number's serial included."""
    open_plan = visit.open_plan
    examined = examine_file(open_plan.path, RuleChoice((), (), issuing=True))
    faults = [finding for finding in examined.findings if finding.severity is Severity.ERROR]
    unfilled = unfilled_number(open_plan.plan, open_plan.name)
    known = {finding.code for finding in faults}
    return faults + [finding for finding in unfilled if finding.code not in known]


def _is_same(issued: Path, path: Path) -> bool:
    return read_bytes(issued, _WHAT) == read_bytes(path, "方案文件")


def _kept(visit: Visit) -> Path:
    """The folder of what is issued."""
    return visit.open_plan.workspace.root / ISSUED


def _versions(visit: Visit) -> Iterator[IssuedVersion]:
    """What was issued of the plan, the latest first."""
    workspace = visit.open_plan.workspace
    troubles = {listed.stem: trouble for listed, trouble in altered(workspace.root)}
    for path in reversed(workspace.issued(visit.open_plan.plan)):
        files = tuple(sorted(path.with_suffix("").glob("*.*")))
        trouble = troubles.get(path.stem, "校验码不见了")
        yield IssuedVersion(path.stem, files, trouble)


def act(visit: Visit) -> Response:
    """Issue the plan on the day that was said. Raises CannotGoOn where that cannot be."""
    if faults := _faults(visit):
        raise CannotGoOn(f"还有 {len(faults)} 处要先改正，没有印发")
    path, day = visit.open_plan.path, day_of(visit.said("day"))
    kept = issue(path, read_bytes(path, "方案文件"), visit.open_plan.plan, day)
    if not kept:
        return visit.again("方案和最后印发的一样，没有新的要留存。")
    return visit.again(f"已经印发留存：方案、公文、分解表和校验码，一共 {len(kept)} 个文件。")


def send(visit: Visit) -> Response:
    """A paper as it was issued."""
    path = paper_in(_kept(visit), visit.request.path_params["path"])
    return FileResponse(path, filename=path.name)
