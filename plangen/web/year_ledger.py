"""What a plan asks of whom, and what its year's ledger says of that on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import NAME, Lines, read_ledger
from plangen.progress.standing import StandingDay, StandingLine, standing_day, standings
from plangen.progress.status_table import StatusTable, status_table
from plangen.web.plan_folder import OpenPlan, PlanFolder


@dataclass(frozen=True)
class YearLedger:
    """A plan with the ledger of its year."""

    open_plan: OpenPlan
    root: Path
    """Where the years' ledgers are."""

    @classmethod
    def of(cls, open_plan: OpenPlan, folder: PlanFolder) -> "YearLedger":
        """The ledger of a plan of a folder."""
        return cls(open_plan, folder.ledgers)

    @property
    def folder(self) -> Path:
        """The folder of the year."""
        return self.root / str(self.asked.name[1])

    @cached_property
    def asked(self) -> AskedPlan:
        """What the plan asks of whom. Raises CannotGoOn."""
        open_plan = self.open_plan
        return AskedPlan(open_plan.plan, open_plan.name, open_plan.workspace.settings.workdays)

    @cached_property
    def lines(self) -> Lines:
        """What was reported and decided. Raises CannotGoOn for a ledger that is none."""
        return read_ledger(self.folder / NAME)

    def day(self, as_of: date) -> StandingDay:
        """A day in the terms of the settings."""
        return standing_day(as_of, self.open_plan.workspace.settings)

    def table(self, as_of: date) -> StatusTable:
        """How everything stands on a day."""
        lines: list[StandingLine] = list(standings(self.asked, self.lines, self.day(as_of)))
        return status_table(as_of, [self.open_plan.plan.name], lines)
