"""A table's rows against those that it had before."""

from copy import deepcopy
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plangen.comparison.wording import Sign
from plangen.document import gbt9704
from plangen.writers.docx.redline.alignment import Key, aligned
from plangen.writers.docx.redline.runs import WRAPPERS, Merge, merged_runs, steps
from plangen.writers.docx.units import mm, twips

_WIDEST: Final = twips(mm(gbt9704.TYPE_AREA_WIDTH_MM))


def alike(old: Any, new: Any) -> bool:
    """Whether the rows of two tables fit the same columns; merged cells only as they are."""
    if len(_columns(old)) != len(_columns(new)):
        return False
    merges = old.xpath(".//w:vMerge") or new.xpath(".//w:vMerge")
    return not merges or list(map(_texts, old.tr_lst)) == list(map(_texts, new.tr_lst))


def merged_table(old: Any, new: Any, merge: Merge) -> Any:
    """Track the changes of a table; None is one that was not, or is no more, there."""
    if new is None:
        return _struck(old)
    table = deepcopy(new)
    for row in table.tr_lst:
        table.remove(row)
    before, after = _rows(old), _rows(new)
    columns = _columns(table)
    for was, now in aligned(list(map(_key, before)), list(map(_key, after))):
        table.append(_row(_at(before, was), _at(after, now), merge, columns))
    return table


def _rows(table: Any) -> list[Any]:
    if table is None:
        return []
    return list(table.tr_lst)


def _at(rows: list[Any], index: int | None) -> Any:
    if index is None:
        return None
    return rows[index]


def _struck(old: Any) -> Any:
    """A table that is no more there, as wide as the page at most."""
    table = deepcopy(old)
    for row in table.tr_lst:
        _track(row, "-")
    width = sum(_columns(table))
    for part in table.iter(qn("w:tblW"), qn("w:gridCol"), qn("w:tcW")):
        wide = int(part.get(qn("w:w")))
        part.set(qn("w:w"), str(wide * min(width, _WIDEST) // width))
    return table


def _columns(table: Any) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in table.tblGrid.gridCol_lst]


def _key(row: Any) -> Key:
    text = "\n".join(_texts(row))
    if row.xpath("./w:trPr/w:tblHeader"):
        return Key("head", text)
    return Key("row", text)


def _texts(row: Any) -> list[str]:
    return list(map(_text, row.tc_lst))


def _text(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter(qn("w:t")))


def _row(old: Any, new: Any, merge: Merge, columns: list[int]) -> Any:
    row = deepcopy(old if new is None else new)
    if old is None:
        _track(row, "+")
    elif new is None:
        _track(row, "-")
        for cell, width in zip(row.tc_lst, columns, strict=False):
            cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(width))
    else:
        for cell, was, now in zip(row.tc_lst, old.tc_lst, new.tc_lst, strict=True):
            cell[:] = [cell.tcPr, *merge(was, now)]
    return row


def _track(row: Any, sign: Sign) -> None:
    """Let a row come or go, with all that is in it."""
    properties = row.get_or_add_trPr()
    if not len(properties):  # the schema asks for one beside the change
        properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement(WRAPPERS[sign]))
    for paragraph in row.iter(qn("w:p")):
        old, new = (None, paragraph) if sign == "+" else (paragraph, None)
        runs = merged_runs(steps(old, new), lambda _, now: list(now))
        for run in paragraph.iterchildren(qn("w:r")):
            paragraph.remove(run)
        paragraph.extend(runs)
