"""A returned list → a list for each unit that it tells of, where its rows say whose they are."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from plangen.checklists import Audience
from plangen.progress.asked import AskedPlan
from plangen.progress.judging_rows import Mail
from plangen.progress.returned.columns import ListColumn
from plangen.progress.returned.labels import SEALED
from plangen.progress.returned.tables import ReturnedRow, ReturnedTable

_NUMBER: Final = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*")
"""What people put before the name of each unit: 二、康宁医院."""


def under_names(table: ReturnedTable, plan: AskedPlan) -> list[ReturnedTable]:
    """A list as one for each unit whose name stands alone above its rows.

    A name below all of them, or with a seal, signs the list. Where nothing says who has filled in
    the first rows, a name at the top, that of the sheet or the signature does, if it is one.
    """
    parts = [replace(table, rows=[])]
    signed: dict[str, None] = {}
    for row in table.rows:
        text = _alone(row)
        name = SEALED.sub("", text) if text else ""
        if name and _is_of_a_unit(plan.who(name), plan):
            if name != text:
                signed[name] = None
            else:
                parts.append(replace(table, said={**table.said, "填报单位": name}, rows=[]))
        parts[-1].rows.append(row)
    if len(parts) > 1 and all(map(_alone, parts[-1].rows)):
        last = parts.pop()
        signed[last.who] = None
        parts[-1].rows += last.rows
    if not parts[0].who:
        parts[0].said = {**table.said, **(_named(table, plan) or _signature(signed))}
    return [part for part in parts if part.rows] or parts


def _alone(row: ReturnedRow) -> str:
    """The only text of a row, without a number; empty where there is more."""
    if len(row.cells) != 1:
        return ""
    (text,) = row.cells.values()
    return _NUMBER.sub("", text)


def _signature(names: Mapping[str, None]) -> Mapping[str, str]:
    return {"填报单位": next(iter(names))} if len(names) == 1 else {}


def _is_of_a_unit(holders: frozenset[str], plan: AskedPlan) -> bool:
    if len(holders) != 1:
        return False
    asked = plan.of(next(iter(holders)))
    return asked is not None and asked.audience is Audience.UNIT


def _named(table: ReturnedTable, plan: AskedPlan) -> Mapping[str, str]:
    """Who has filled in a list by what may be a name, the surest place first."""
    for texts in table.may_name:
        names: dict[str, str] = {}
        for text in texts:
            holders = plan.who(text) if text != plan.plan.issuer else frozenset[str]()
            for holder in holders:
                names.setdefault(holder, text)
        if names:
            return {"填报单位": next(iter(names.values()))} if len(names) == 1 else {}
    return {}


def parted(table: ReturnedTable, plan: AskedPlan, mail: Mail) -> list[ReturnedTable]:
    """A list with a column of units as one list for each of them, in the order they come in.

    Of the members of a group that share a list, any name may stand there. 责任单位 says who does
    the task, which is who has reported only where nothing else says that.
    """
    marked = plan.of(mail.book.facts.get("id", ""))
    is_told = marked is not None or bool(plan.who(table.who))
    column = ListColumn.WHO
    if column not in table.columns and not is_told:
        column = ListColumn.RESPONSIBLE
    if mail.unit or column not in table.columns:
        return [table]
    is_shared = marked is not None and marked.audience is Audience.GROUP
    is_once = not is_told and _is_written_once(table, column)
    parts: dict[str, ReturnedTable] = {}
    name = ""
    for row in table.rows:
        if row[column] or not is_once:
            name = row[column]
        if not is_shared and len(plan.who(name)) != 1:
            name = ""
        if name not in parts:
            said = {**table.said, "填报单位": name} if name else table.said
            parts[name] = replace(table, said=said, rows=[])
        parts[name].rows.append(row)
    return list(parts.values())


def _is_written_once(table: ReturnedTable, column: ListColumn) -> bool:
    """Whether each name stands in the first of its rows alone, as merged cells leave it."""
    names = [row[column] for row in table.rows if row[column]]
    return bool(table.rows and table.rows[0][column]) and len(set(names)) == len(names)
