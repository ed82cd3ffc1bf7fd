"""A source → a plan file's text, read again and laid out again before anybody sees it."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from plangen.checking.identities import with_identities
from plangen.docx_file.stream import read_stream
from plangen.exports import notice_docx
from plangen.findings.finding import CannotGoOn
from plangen.importing.accounting import Account, account
from plangen.importing.annex_tasks import joined_annexes
from plangen.importing.assembling import Assembled, assemble
from plangen.importing.dividing import divide
from plangen.importing.likeness import with_ids_of
from plangen.importing.lines import Line, lines_of
from plangen.importing.nodes import node
from plangen.importing.registering import Registry, names_of
from plangen.importing.sources.source import SourceText
from plangen.importing.table_annexes import with_made_annexes
from plangen.importing.table_likeness import columns_unlike
from plangen.importing.table_plans import TableSource, assemble_tables, table_source
from plangen.plan import Plan, Section
from plangen.readers.plan_file import PlanFile
from plangen.source.formatting import formatted
from plangen.source.tree import Mapping, SourceFile
from plangen.source.writing import write
from plangen.typography import UNSEEN
from plangen.workspace import Workspace

_HEADER: Final = "# 由 plangen import 从“{name}”导入；写着待定的注释，定下来一处，删去一条。"


_UNPRINTED: Final = re.compile(rf"[\t\n]|{UNSEEN.pattern}")
"""What may stand in the name of a file, and in no comment of a plan."""
_BARE: Final = (
    "{{series: x, year: 2000, title: x, issuer: x, issue: {{form: plan}},"
    " register: {{from: {name}}}, sections: [{{title: x, text: x}}]}}"
)
"""A plan that says nothing but where its register is."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan made of a source."""

    file: PlanFile
    """As it is read again, its text with it."""
    unplaced: tuple[str, ...]
    """What of the source the plan has no place for, each with where it stands."""
    account: Account | None
    """How the notice laid out again differs from the source; None where none could be made."""
    remarks: tuple[str, ...] = ()
    """What was done to the source's numbers, a sentence each."""


def imported(
    source: SourceText,
    target: Path,
    today: date,
    like: Plan | None = None,
    register: Path | None = None,
    *,
    proposes: bool = False,
) -> Imported:
    """Make a plan of a source, to stand in `target`.

    `like` is another year's plan, whose ids the same items take; `register` a file of units, which
    the plan refers to; with `proposes`, sentences that say who must do something become tasks.
    Raises CannotGoOn for a register that cannot be read.
    """
    name = os.path.relpath(register, target.parent) if register else ""
    known = _names(name, target) if name else frozenset()
    workspace = Workspace.of(target)

    def read(assembled: Assembled) -> PlanFile:
        words = map(told, assembled.unplaced)
        text = plan_text(assembled.record, source.path.name, words)
        return workspace.read_plan(target, with_identities(text, str(target)).encode())

    if tables := table_source(source.blocks):
        assembled, file = _of_tables(tables, known, today, source.path.stem, name, read)
    else:
        parts = divide(lines_of(source.blocks))
        write = partial(
            assemble, parts, today=today, name=source.path.stem, register=name, proposes=proposes
        )
        registry, assembled, file = _of_text(write, known, read)
        if file.plan is None:  # it numbers more levels than a plan has
            registry, assembled, file = _of_text(partial(write, official=True), known, read)
        if file.plan is not None and assembled.tables:
            made = with_made_annexes(
                assembled, file.plan, registry, lambda changed: read(changed).plan
            )
            file = file if made is assembled else read(made)
            assembled = made
            file = _with_annex_tasks(assembled, file, workspace, target)
    unplaced = [told(line) for line in assembled.unplaced]
    if like is not None and file.plan is not None:
        file = workspace.read_plan(target, with_ids_of(file.text, file.plan, like).encode())
    again = _laid_out_again(source, file, target)
    return Imported(file, tuple(unplaced), again, tuple(assembled.remarks))


def _with_annex_tasks(
    assembled: Assembled, file: PlanFile, workspace: Workspace, target: Path
) -> PlanFile:
    """The plan with the rows of its annexes as tasks; as it was, where it could not be read so."""
    joined = joined_annexes(assembled, file.plan, file.text) if file.plan else None
    if joined is None or joined.text == file.text:
        return file
    text = formatted(joined.text.encode(), str(target)).after
    changed = workspace.read_plan(target, with_identities(text, str(target)).encode())
    if changed.plan is None:
        return file
    left = f"，{len(joined.left)} 行没有放处，没有成为任务" if joined.left else ""
    assembled.remarks.append(
        f"附件里的任务表照原样印；{joined.matches} 行对上了正文的条目，"
        f"{joined.added} 行放在正文条目下面作任务{left}；核对。"
    )
    return changed


def _of_text(
    write: Callable[..., Assembled],
    known: frozenset[str],
    read: Callable[[Assembled], PlanFile],
) -> tuple[Registry, Assembled, PlanFile]:
    """Make a plan of a text; a task table in it that would print otherwise is kept as it stands."""
    as_text: dict[int, set[int] | None] = {}
    while True:
        registry = Registry(known=known)
        assembled = write(registry, as_text=as_text)
        file = read(assembled)
        if file.plan is None or not assembled.grids:
            return registry, assembled, file
        changed = False
        sections = list(_printed_as_tables(file.plan.sections))
        for section, (place, grid) in zip(sections, assembled.grids.items(), strict=True):
            unlike = columns_unlike(file.plan, section.table, grid, section)
            kept = as_text.get(place) or set()
            if unlike:
                as_text[place] = None if unlike <= kept else kept | unlike
                changed = True
        if not changed:
            return registry, assembled, file


def _printed_as_tables(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections and parts of a plan that print as tables, in its order."""
    for section in sections:
        if section.table:
            yield section
        yield from _printed_as_tables(section.parts)


def _of_tables(
    tables: TableSource,
    known: frozenset[str],
    today: date,
    name: str,
    register: str,
    read: Callable[[Assembled], PlanFile],
) -> tuple[Assembled, PlanFile]:
    """Make a plan of task tables; columns that it would print in other words are kept as text."""
    as_text: list[set[int]] = [set() for _ in tables.grids]
    while True:
        registry = Registry(known=known)
        assembled = assemble_tables(tables, registry, today, name, register, as_text)
        file = read(assembled)
        if file.plan is None:
            return assembled, file
        differing = []
        for grid, section in zip(tables.grids, file.plan.sections, strict=True):
            differing.append(columns_unlike(file.plan, section.table, grid, section))
        if all(new <= old for new, old in zip(differing, as_text, strict=True)):
            return assembled, file
        as_text = [old | new for new, old in zip(differing, as_text, strict=True)]


def _names(register: str, target: Path) -> frozenset[str]:
    """The names in a register's file, as a plan beside it reads them."""
    text = _BARE.format(name=json.dumps(register, ensure_ascii=False))
    file = Workspace.of(target).read_plan(target, text.encode())
    if file.plan is None:
        first = file.findings[0]
        raise CannotGoOn(f"{register}：{first.message}；{first.hint}")
    return names_of(file.plan.register)


def plan_text(record: dict[str, Any], name: str, unplaced: Iterable[str]) -> str:
    """The text of a plan's file, what has no place in it as comments at its end."""
    root = node(record)
    if not isinstance(root, Mapping):
        raise TypeError(record)
    root.notes.before.append(_HEADER.format(name=_UNPRINTED.sub("�", name)))
    tail = ["# 没有放进去的：", *(f"#   {words}" for words in unplaced)]
    return write(SourceFile(root, tail if len(tail) > 1 else []))


def told(line: Line) -> str:
    """A line of the source with where it stands: 第3段 打印."""
    page = f"第{line.page}页" if line.page else ""
    words = line.text or "（一张表）"
    return f"{page}第{line.index}段  {words}"


def _laid_out_again(source: SourceText, file: PlanFile, target: Path) -> Account | None:
    if file.plan is None:
        return None
    made = notice_docx(file.plan, Workspace.of(target).templates)
    return account(source.blocks, read_stream(made))
