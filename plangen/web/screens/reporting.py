"""通报: how a period went in figures, and the paper that says so to everybody."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from starlette.responses import Response

from plangen.exports import paper_path
from plangen.fingerprint import save_paper
from plangen.progress.bulletin.making import Bulletin
from plangen.progress.bulletin.ordering import BulletinWish, keep_record, ordered
from plangen.progress.bulletin.papers import BULLETIN_WRITERS
from plangen.progress.bulletin.period import ReportPeriod, report_period
from plangen.web.jobs import Job
from plangen.web.made_papers import PaperEntry, open_paper, paper_entry
from plangen.web.visit import Visit
from plangen.web.year_plans import YearLedgers


def show(visit: Visit) -> Response:
    """The figures of the period, and the papers of this period and of others."""
    periods = _begun(int(visit.open_plan.plan.year), date.today())
    wish = _wish(visit, periods)
    year = YearLedgers(visit)
    made = _counted(visit, year, wish) if wish else None
    papers = []
    if made:
        papers = [_paper(visit, made), *_earlier(visit, made)]
    job = visit.job
    return visit.page(
        "reporting.html",
        here="ledger",
        periods=[(period, period.name or "全年") for period in periods],
        wish=wish,
        made=made,
        papers=papers,
        result=job.result if job else "",
        year=year,
    )


def _begun(year: int, today: date) -> list[ReportPeriod]:
    """The periods of a year that have begun: quarters, halves, the year, months."""
    written = [f"{year}Q{number}" for number in range(1, 5)]
    written += [f"{year}H1", f"{year}H2", str(year)]
    written += [f"{year}-{month:02}" for month in range(1, 13)]
    periods = map(report_period, written)
    return [period for period in periods if period.start <= today]


def _wish(visit: Visit, periods: list[ReportPeriod]) -> BulletinWish | None:
    """What is asked for; unless told the last quarter that is over, or the first that has begun."""
    if not periods:
        return None
    period = periods[0]
    for quarter in periods[:4]:
        if quarter.months == 3 and quarter.end < date.today():
            period = quarter
    if visit.asked("period"):
        period = report_period(visit.asked("period"))
    shown = {
        "ranking": visit.asked("ranking") != "no",
        "behind_only": visit.asked("annex") == "behind",
    }
    return BulletinWish.of(period, None, **shown)


def _counted(visit: Visit, year: YearLedgers, wish: BulletinWish) -> Bulletin:
    settings = visit.open_plan.workspace.settings
    return ordered(wish, year.pairs, year.strays, settings, visit.folder.ledgers)


def _path(visit: Visit, made: Bulletin) -> Path:
    return paper_path(visit.open_plan.plan, made.title, "docx", visit.folder.papers)


def _paper(visit: Visit, made: Bulletin) -> PaperEntry:
    return paper_entry("report", "这一期的通报", _path(visit, made))


def _earlier(visit: Visit, made: Bulletin) -> Iterator[PaperEntry]:
    """The reports of other periods, and of other plans of the year."""
    path = _path(visit, made)
    for other in sorted(path.parent.glob("*进展情况的通报.docx")):
        if other != path:
            yield paper_entry("", other.stem, other)


def act(visit: Visit) -> Response:
    """Write the report of the period, or open one."""
    if visit.said("do") == "open":
        return open_paper(visit)
    wish = _wish(visit, _begun(int(visit.open_plan.plan.year), date.today()))
    if wish is None:
        return visit.again("这一年还没有开始，没有可以通报的。")
    made = _counted(visit, YearLedgers(visit), wish)
    entry, overwrite = _paper(visit, made), visit.said("overwrite") == "1"
    entry.refuse_edited(overwrite=overwrite)
    templates = visit.open_plan.workspace.templates

    def work(job: Job) -> str:
        data = BULLETIN_WRITERS["docx"](made, templates)
        job.check()
        remark = save_paper(entry.path, data, overwrite=overwrite)
        keep_record(made, visit.folder.ledgers)
        said = remark.replace(f"{entry.path} ", "")
        return f"已生成《{made.title}》。{said}"

    return visit.start(Job("写通报", visit.here), work)
