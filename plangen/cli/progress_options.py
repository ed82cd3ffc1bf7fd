"""What the commands for returned lists share: the day they hold for, the plans they are about."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from plangen.cli.program import CLEAN, UNUSABLE, code, show
from plangen.cli.terminal import tell
from plangen.findings.finding import CannotGoOn

if TYPE_CHECKING:
    from plangen.progress.asked import AskedPlan
    from plangen.progress.ledger import Lines
    from plangen.workspace import Workspace

_PLANS: Final = Path("plans")
LEDGERS: Final = Path("progress")
"""Where the years' ledgers are unless told."""


def _day(_ctx: click.Context, _param: click.Parameter, said: str | None) -> date:
    try:
        return date.fromisoformat(said) if said else date.today()
    except ValueError as error:
        raise click.BadParameter("日期写作 2026-06-30，并核对有没有这一天") from error


def later_day(_ctx: click.Context, _param: click.Parameter, said: str | None) -> date | None:
    """The day that an option says; None where it is not given."""
    return _day(_ctx, _param, said) if said else None


as_of_option: Final = click.option(
    "--as-of", metavar="日期", callback=_day, help="按哪一天算，如 2026-06-30；不写，就是今天。"
)
extend_option: Final = click.option(
    "--extend", metavar="日期", callback=later_day, help="延期到哪一天，如 2026-09-30。"
)
folder_option: Final = click.option(
    "--ledger",
    "folder",
    metavar="文件夹",
    default=LEDGERS,
    type=click.Path(path_type=Path),
    help="台账在哪个文件夹；不写，就是 progress，里面一年一个文件夹。",
)


def asked_plans(ctx: click.Context, names: tuple[str, ...]) -> "tuple[Workspace, list[AskedPlan]]":
    """Read the plans, all of the folder `plans` where none is named; exits where one is faulty."""
    from plangen.progress.asked import AskedPlan
    from plangen.workspace import Workspace

    paths = [Path(name) for name in names] or sorted(_PLANS.glob("*.y*ml"))
    if not paths:
        raise CannotGoOn("文件夹 plans 里没有方案；用 --plan 写出方案的文件名")
    workspace = Workspace.of(paths[0])
    files = [workspace.read_plan(path) for path in paths]
    if code(files) != CLEAN:
        show(files, err=True)
        ctx.exit(UNUSABLE)
    asked: dict[Any, AskedPlan] = {}
    for file in files:
        if file.plan is not None:
            plan = AskedPlan(file.plan, file.name, workspace.settings.workdays)
            if plan.name in asked:
                other = asked[plan.name].file
                said = f"{file.name}：和 {other} 是同一系列、同一年度的方案；只写一份"
                raise CannotGoOn(said)
            asked[plan.name] = plan
    return workspace, list(asked.values())


class Ledgers(NamedTuple):
    """Plans, each with the ledger of its year."""

    plans: "list[tuple[AskedPlan, Lines]]"
    strays: int
    """How many lines none of the plans asks for any more."""


def ledgers_of(asked: "list[AskedPlan]", folder: Path) -> Ledgers:
    """The ledgers of plans; says where there is none, or what no plan asks for."""
    from plangen.progress.ledger import NAME, read_ledger
    from plangen.progress.stray_lines import stray_lines

    count = 0
    ledgers = []
    for plan in asked:
        path = folder / str(plan.name[1]) / NAME
        lines = read_ledger(path)
        if not lines:
            tell(f"提示：{plan.file}：还没有台账（{path}），任务都按没有报送算")
        strays = list(stray_lines(plan, lines.values()))
        for line in strays[:_SHOWN]:
            said = f"{line.name or line.unit}，{line.wording or line.task}"
            tell(f"提示：{path}：方案里已经没有这一条，没有算进去：{said}")
        if len(strays) > _SHOWN:
            tell(f"提示：{path}：这样的一共 {len(strays)} 行，只列了 {_SHOWN} 行")
        count += len(strays)
        ledgers.append((plan, lines))
    return Ledgers(ledgers, count)


_SHOWN = 5
"""How many lines of the ledger that no plan asks for are listed."""
