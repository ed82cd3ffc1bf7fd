"""`plangen init`: a workspace to begin with."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.chinese_click import four_digit_year
from plangen.cli.program import program
from plangen.cli.terminal import tell
from plangen.files import save
from plangen.findings.finding import CannotGoOn


@program.command(short_help="新建一个工作文件夹。")
@click.argument("folder", metavar="文件夹")
@click.option("--year", type=four_digit_year, metavar="年度", help="不写，就是今年。")
def init(folder: str, year: int | None) -> None:
    """新建一个单位的工作文件夹：一份可以照着填的方案、编辑器设置、说明。已有的文件不会改动。"""
    from plangen.history.setup import ATTRIBUTES

    year = year or date.today().year
    root = Path(folder)
    starter = {
        f"plans/{year}.yaml": _dated("starter/plan.yaml", year),
        "schema/plan.schema.json": _starter("schema/plan.schema.json"),
        ".vscode/settings.json": _starter("starter/settings.json"),
        "README.md": _dated("starter/README.md", year),
        ".gitattributes": f"{ATTRIBUTES}\n",
    }
    if taken := [name for name in starter if (root / name).exists()]:
        raise CannotGoOn(f"{root} 里已经有 {'、'.join(taken)}，没有改动；换一个文件夹")
    for name, text in starter.items():
        save(root / name, text.encode())
        tell(f"已生成 {root / name}")
    plan = root / "plans" / f"{year}.yaml"
    tell(f"下一步：改 {plan}，再运行 plangen check 和 plangen notice。")


def _dated(name: str, year: int) -> str:
    """A starter file, written of 2026 and 2027, for a year and the next."""
    return _starter(name).replace("2027", str(year + 1)).replace("2026", str(year))


def _starter(name: str) -> str:
    from plangen.resources import resource

    return resource(name).read_text("utf-8")
