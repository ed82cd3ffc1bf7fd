"""新建: a plan from the sample, or an empty one."""

from datetime import date
from pathlib import Path

from starlette.responses import Response

from plangen.beginning import empty_plan
from plangen.files import save_edit
from plangen.samples import sample_plan
from plangen.web.visit import RefusedField, Visit

_FIRST, _LAST = 1949, 2999


def show(visit: Visit) -> Response:
    """What an empty plan has to be told."""
    return visit.page("beginning.html", year=visit.typed("year", date.today().year))


def act(visit: Visit) -> Response:
    """Write the plan and open it."""
    year = visit.said("year") or str(date.today().year)
    if not year.isdecimal() or not _FIRST <= int(year) <= _LAST:
        raise RefusedField("year", "年度写四位数字，如 2027")
    if visit.said("start") == "sample":
        text = sample_plan(int(year))
    else:
        title, issuer = visit.said("title"), visit.said("issuer")
        for field, value in (("title", title), ("issuer", issuer)):
            if not value:
                raise RefusedField(field, "标题和发文机关都要写")
        text = empty_plan(int(year), title, issuer)
    target = free_place(visit.folder.plans, year)
    target.parent.mkdir(parents=True, exist_ok=True)
    save_edit(target, text.encode(), None)
    return visit.go(visit.address("questions", target.name), f"{year}年的方案建好了。")


def free_place(folder: Path, year: str | int) -> Path:
    """A file for a year's plan that is not there yet: 2026.yaml, 2026-2.yaml …"""
    number, target = 1, folder / f"{year}.yaml"
    while target.exists():
        number += 1
        target = folder / f"{year}-{number}.yaml"
    return target
