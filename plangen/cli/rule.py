"""`plangen rule`: the page of a rule, or the index of them."""

import click

from plangen.cli.program import program
from plangen.cli.terminal import tell


@program.command(short_help="打印检查规则的说明。")
@click.argument("code", metavar="[编号]", required=False)
@click.option("--all", "every", is_flag=True, help="打印全部规则的目录。")
@click.pass_context
def rule(ctx: click.Context, code: str | None, every: bool) -> None:
    """打印一条检查规则的说明：说什么、为什么、依据、例子、怎么改。"""
    from plangen.checking.selection import described, index, rule_of

    if bool(code) == every:
        raise click.UsageError("写一条规则的编号，如 plangen rule rest-day；或写 --all 看目录", ctx)
    tell(described(rule_of(code)) if code else index())
