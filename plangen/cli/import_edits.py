"""`plangen import --edits`: the corrections of a printed notice, shown, asked about and written."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, FAULTY, plan_of
from plangen.cli.terminal import colours, emit, say, tell
from plangen.files import read_bytes, save_edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangen.comparison.report.lines import ChangeLine
    from plangen.importing.edits import ImportedEdits, Leftover, PlacedEdit
    from plangen.plan import Plan

_SHOWN = 30
"""So many characters show a paragraph that another stands behind."""


def take_edits(edited: str, into: str, *, yes: bool, dry_run: bool) -> int:
    """Take what was edited in a notice into its plan; the exit code."""
    from plangen.docx_file.archive import Unusable, read_docx
    from plangen.exports import notice_docx
    from plangen.importing.edits import import_edits
    from plangen.readers.decoding import encoded
    from plangen.workspace import Workspace

    path = Path(into)
    workspace = Workspace.of(path)
    before = read_bytes(path, "方案文件")
    file = workspace.read_plan(path, before)
    plan = plan_of(file)
    docx = read_docx(Path(edited))

    def write(plan: "Plan") -> bytes:
        return notice_docx(plan, workspace.templates)

    def read(text: str) -> "Plan | None":
        return workspace.read_plan(path, text.encode()).plan

    try:
        if isinstance(docx, Unusable):
            raise docx
        imported = import_edits(plan, file.text, docx, write, read)
    except Unusable as error:
        raise Unusable(f"{edited}：{error}") from error
    _tell(imported, edited, into)
    if not imported.placed or dry_run:
        return FAULTY if imported.leftovers or imported.placed else CLEAN
    if not _may_write(imported, into, yes=yes):
        return FAULTY
    save_edit(path, encoded(imported.text, like=before), before)
    tell(f"已写进 {into}。下一步：plangen check {into}，看数字、时限和正文是不是还对得上。")
    return FAULTY if imported.leftovers else CLEAN


def _may_write(imported: "ImportedEdits", into: str, *, yes: bool) -> bool:
    """Whether the plan is to be changed: a notice of an older plan needs a person's answer."""
    if yes and imported.made_from_this is False:
        say(
            "没有写：公文不是照现在的方案生成的，核对上面各处；要写，去掉 --yes，再运行一次，答 y。"
        )
        return False
    return yes or click.confirm(f"要写进 {into} 吗？")


def _tell(imported: "ImportedEdits", edited: str, into: str) -> None:
    """Say what will be changed, and what could not be placed."""
    if not imported.placed and not imported.leftovers:
        tell(f"{edited} 和 {into} 生成的公文没有出入。")
        return
    if imported.placed:
        if imported.made_from_this is False:
            say(
                f"注意：{edited} 不是照现在的 {into} 生成的，后来方案也改过；"
                "下面分不出是谁改的，照写会把方案后来的改动改回去。"
            )
        tell(f"{edited} 上改动的地方，放得进方案的 {len(imported.placed)} 处：")
        _show(map(_placed_line, imported.placed))
    if imported.leftovers:
        tell(f"没有放进去的 {len(imported.leftovers)} 处：")
        _show(map(_left_line, imported.leftovers))


def _show(lines: "Iterable[ChangeLine]") -> None:
    from plangen.writers.comparison.terminal import as_changes

    emit("".join(f"{line}\n" for line in as_changes(lines, colour=colours())), color=colours())


def _placed_line(edit: "PlacedEdit") -> "ChangeLine":
    from plangen.comparison.report.lines import ChangeLine
    from plangen.comparison.wording import pieces

    return ChangeLine(f"第{edit.line}行 {edit.label}", pieces=pieces(edit.before, edit.after))


def _left_line(left: "Leftover") -> "ChangeLine":
    """A leftover, with the paragraph that it stands behind."""
    from plangen.comparison.report.lines import ChangeLine
    from plangen.comparison.wording import pieces

    behind = left.behind[:_SHOWN] + ("…" if len(left.behind) > _SHOWN else "")
    label = f"“{behind}”之后" if behind else "公文开头"
    return ChangeLine(label, pieces=pieces(left.before, left.after), note=left.reason)
