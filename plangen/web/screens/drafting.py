"""起草下年: next year's plan out of this one; then its questions are worked off one by one."""

from datetime import date
from pathlib import Path

from starlette.responses import Response

from plangen.draft import draft
from plangen.files import read_bytes, save_edit
from plangen.findings.finding import CannotGoOn
from plangen.progress.ledger import NAME
from plangen.progress.reaching import results_of
from plangen.readers.decoding import encoded
from plangen.results import Results
from plangen.web.plan_folder import OpenPlan
from plangen.web.visit import Visit

_YEARS = 3
"""So many years are offered."""


def show(visit: Visit) -> Response:
    """Which years may be drafted, and those that there are already."""
    open_plan = visit.open_plan
    year = int(open_plan.plan.year)
    years = list(range(year + 1, year + 1 + _YEARS))
    taken = {}
    for later in years:
        target = beside(open_plan.path, year, later)
        if target.exists():
            taken[later] = target.name
    has_ledger = (visit.folder.ledgers / str(year) / NAME).is_file()
    return visit.page("drafting.html", years=years, taken=taken, has_ledger=has_ledger)


def beside(path: Path, old: int, year: int) -> Path:
    """The file of another year's plan: 防汛2025.yaml beside 防汛2024.yaml, else 2025.yaml."""
    stem = path.stem.replace(str(old), str(year)) if str(old) in path.stem else str(year)
    return path.with_name(f"{stem}.yaml")


def act(visit: Visit) -> Response:
    """Draft the year; what the draft asks is shown next."""
    open_plan = visit.open_plan
    said = visit.said("year")
    if not said.isdecimal():
        raise CannotGoOn("选好起草哪一年的")
    year = int(said)
    target = beside(open_plan.path, int(open_plan.plan.year), year)
    if target.exists():
        raise CannotGoOn(f"{year}年的方案（{target.name}）已经有了，没有改动")
    results = None
    if visit.said("progress") == "1":
        settings = open_plan.workspace.settings
        results = results_of(open_plan.plan, settings, date.today(), visit.folder.ledgers)
    remark = _drafted(open_plan, year, target, results)
    return visit.go(visit.address("questions", target.name), remark)


def _drafted(open_plan: OpenPlan, year: int, target: Path, results: Results | None) -> str:
    """Write the draft; what was done without a question."""
    made = draft(open_plan.path, open_plan.file.text, open_plan.plan, year, target, results)
    if made.file.plan is None:
        first = made.file.findings[0]
        raise CannotGoOn(f"推到{year}年就有错误，没有写出：{first.message}；{first.hint}")
    like = read_bytes(open_plan.path, "方案文件")
    save_edit(target, encoded(made.file.text, like=like), None)
    return f"{year}年的稿子拟好了：年份改了 {made.years} 处，发文时才填的空出来了，其余照旧。"
