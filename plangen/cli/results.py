"""What was reached of a plan's tasks, for the commands that look back at a year."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from plangen.cli.progress_options import LEDGERS, as_of_option, folder_option

if TYPE_CHECKING:
    from plangen.plan import Plan
    from plangen.results import Results
    from plangen.workspace import Workspace

_PROGRESS: Final = click.option(
    "--progress", is_flag=True, help="按台账写上完成情况；和 --as-of、--ledger 一起用。"
)


def progress_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --progress, and with it the day and the folder of the ledger."""
    return _PROGRESS(as_of_option(folder_option(command)))


def results_of(plan: "Plan", workspace: "Workspace", as_of: date, folder: Path) -> "Results | None":
    """What a plan's ledger says was reached of it on a day; see `progress.reaching`."""
    if not (folder / str(plan.year)).is_dir():
        return None
    from plangen.progress.reaching import results_of as reached

    return reached(plan, workspace.settings, as_of, folder)


def no_ledger(folder: Path, *years: int) -> str:
    """The line that says that there is no ledger of the plan in these years' folders."""
    places = "、".join(str(folder / str(year)) for year in sorted(set(years)))
    return f"{places} 里没有这份方案的台账，没有写完成情况。"


def last_years_results(workspace: "Workspace", plan: "Plan") -> "Results | None":
    """What was reached of last year's plan at its end, or until now, by the workspace's ledger."""
    as_of = min(date.today(), date(int(plan.year) + 1, 1, 1))
    for folder in workspace.folders:
        if (folder / LEDGERS).is_dir():
            return results_of(plan, workspace, as_of, folder / LEDGERS)
    return None
