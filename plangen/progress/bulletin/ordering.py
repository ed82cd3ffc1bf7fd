"""A report ordered by its plans, its period and its day; the record that it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plangen.files import save
from plangen.findings.finding import CannotGoOn
from plangen.progress.asked import AskedPlan
from plangen.progress.bulletin.changes import last_report, record_path
from plangen.progress.bulletin.making import Bulletin, BulletinOrder, bulletin
from plangen.progress.bulletin.period import ReportPeriod
from plangen.progress.bulletin.records import as_json
from plangen.progress.ledger import LedgerKey, LedgerLine
from plangen.progress.standing import standing_day
from plangen.readers.settings import Settings


@dataclass(frozen=True, slots=True)
class BulletinWish:
    """What is asked of a report."""

    period: ReportPeriod
    as_of: date
    ranking: bool = True
    behind_only: bool = False

    @classmethod
    def of(cls, period: ReportPeriod, as_of: date | None, **shown: bool) -> "BulletinWish":
        """A report as of a day; unless told its period's last, or today. Raises CannotGoOn."""
        day = as_of or min(period.end, date.today())
        if day < period.start:
            said = f"--period {period.key}：{day}还没有到这一期；核对 --period 和 --as-of"
            raise CannotGoOn(said)
        return cls(period, day, **shown)


def ordered(
    wish: BulletinWish,
    ledgers: Sequence[tuple[AskedPlan, Mapping[LedgerKey, LedgerLine]]],
    strays: int,
    settings: Settings,
    folder: Path,
) -> Bulletin:
    """Count a report, held to the record that the last one left in the ledgers' folder."""
    plans = [plan for plan, _ in ledgers]
    record = record_path(folder, wish.period.year, wish.period.key, [p.name[0] for p in plans])
    order = BulletinOrder(
        ledgers=ledgers,
        period=wish.period,
        day=standing_day(wish.as_of, settings),
        last=last_report(record, wish.as_of),
        strays=strays,
        ranking=wish.ranking,
        answer_by=settings.workdays.after(wish.as_of, settings.answer_days),
        contact=settings.contact,
        mail=settings.mail,
        behind_only=wish.behind_only,
    )
    return bulletin(order)


def keep_record(made: Bulletin, folder: Path) -> None:
    """Leave what the next report is held to."""
    series = [str(plan.series) for plan in made.plans]
    save(record_path(folder, made.period.year, made.period.key, series), as_json(made))
