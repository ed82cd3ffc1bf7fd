"""`plangen schema`: the plan format as JSON Schema."""

from plangen.cli.program import program
from plangen.cli.terminal import emit


@program.command(short_help="打印方案格式的 JSON Schema。")
def schema() -> None:
    """打印方案格式的 JSON Schema，供编辑器和别的程序用。"""
    from plangen.resources import resource

    emit(resource("schema/plan.schema.json").read_text("utf-8"))
