"""What became of a paper's numbers: those that print otherwise, and those kept as text."""

from collections.abc import Iterator
from typing import Final

from plangen.importing.outlining import Clause
from plangen.outline import numeral
from plangen.typography import blankless

_SHOWN: Final = 3
"""So many different numbers are shown."""


def numbering_remarks(root: Clause) -> Iterator[str]:
    """What a person must know of the numbers of a paper's clauses, a sentence each."""
    changed: dict[int, str] = {}
    own: dict[str, str] = {}
    changes = kept = 0
    for clause in root.walk():
        if clause.own_number:
            kept += 1
            own.setdefault(_form(clause.own_number), clause.own_number.strip())
        elif change := _change(clause):
            changes += 1
            changed.setdefault(clause.level, change)
    if changes:
        yield f"序号照公文的写法改了 {changes} 处：{'，'.join(changed.values())}；号没有变。"
    if kept:
        shown = "”“".join(list(own.values())[:_SHOWN])
        yield (
            f"“{shown}”这样的序号方案编不出来，{kept} 处照原文写在条目开头，一个没有改；"
            "以后增删条目，这些序号和文中提到它们的话（如“见第三条”）要自己改。"
        )


def _change(clause: Clause) -> str:
    """How the numeral of a clause prints, where it is written otherwise; empty for alike."""
    if not (clause.number and clause.line and clause.line.numeral):
        return ""
    written, printed = clause.line.numeral.numeral, numeral(clause.level, clause.number)
    if blankless(written) == blankless(printed):
        return ""
    return f"“{written.strip()}”印成“{printed}”"


def _form(own_number: str) -> str:
    """What numbers of one form have in common: 第章, ..."""
    plain = own_number.strip()
    return plain[:1] + plain[-1:] if plain.startswith("第") else "." * plain.count(".")
