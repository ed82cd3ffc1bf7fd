"""`plangen init`: a workspace to begin with."""

from datetime import date
from pathlib import Path

import click

from plangen.cli.chinese_click import four_digit_year
from plangen.cli.program import program
from plangen.cli.terminal import tell
from plangen.files import save
from plangen.findings.finding import CannotGoOn
from plangen.samples import dated, sample_plan, starter


@program.command(short_help="新建一个工作文件夹。")
@click.argument("folder", metavar="文件夹")
@click.option("--year", type=four_digit_year, metavar="年度", help="不写，就是今年。")
def init(folder: str, year: int | None) -> None:
    """新建一个单位的工作文件夹：一份可以照着填的方案、编辑器设置、说明。已有的文件不会改动。"""
    from plangen.history.setup import ATTRIBUTES

    year = year or date.today().year
    root = Path(folder)
    files = {
        f"plans/{year}.yaml": sample_plan(year),
        "schema/plan.schema.json": starter("schema/plan.schema.json"),
        ".vscode/settings.json": starter("starter/settings.json"),
        "README.md": dated("starter/README.md", year),
        ".gitattributes": f"{ATTRIBUTES}\n",
    }
    if taken := [name for name in files if (root / name).exists()]:
        raise CannotGoOn(f"{root} 里已经有 {'、'.join(taken)}，没有改动；换一个文件夹")
    for name, text in files.items():
        save(root / name, text.encode())
        tell(f"已生成 {root / name}")
    plan = root / "plans" / f"{year}.yaml"
    tell(f"下一步：改 {plan}，再运行 plangen check 和 plangen notice。")
