"""What a returned list says of who has filled it in: 填报单位：滨海医院 填报时间：3月5日."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from plangen.progress.returned.columns import column_of
from plangen.typography import blankless

_LABELS: Final = {
    **dict.fromkeys(("填报单位", "填表单位", "报送单位", "上报单位", "单位名称"), "填报单位"),
    **dict.fromkeys(("填报科室", "填表科室"), "填报科室"),
    "责任领导": "责任领导",
    **dict.fromkeys(("填报人", "填表人", "制表人", "经办人"), "填报人"),
    **dict.fromkeys(("联系电话", "联系方式", "手机号码", "电话"), "电话"),
    "审核人": "审核人",
    **dict.fromkeys(("填报日期", "填报时间", "填表日期", "填表时间", "报送日期"), "填报日期"),
    **dict.fromkeys(("单位负责人", "主要负责人", "分管领导", "负责人", "联系人", "报送时间"), ""),
    **dict.fromkeys(("审核", "手机", "时间", "日期", "邮箱", "传真"), ""),
    "责任单位": "责任单位",
    "单位": "单位",
}
"""What stands before what a unit says of itself, and what it is called here, if it is kept."""
_LABEL: Final = rf"(?P<label>{'|'.join(_LABELS)})(?:[（(][^（()）]{{1,6}}[)）])?"
_LABELLED: Final = re.compile(rf"{_LABEL}\s*[:：]")
_ALONE: Final = re.compile(rf"{_LABEL}[:：]?")
SEALED: Final = re.compile(r"\s*[（(](?:加?盖|签|公)?公?章[）)]$")
"""What people leave behind a name: 滨海医院（盖章）."""
WEAK: Final = ("单位", "责任单位")
"""What stands before a unit's name as well as before other things: 单位：万元. Surest first."""
_BEFORE: Final = " ，,；;）)"
"""What may stand before a label within a cell."""
_ENDS: Final = " _，,；;。【】“”‘’\"'"
"""What people put around a name."""


def labels_of(cells: Sequence[str]) -> dict[str, str]:
    """What a row beside the list says of who has filled it in: 填报人：张三, or 填报人 | 张三.

    A label with an empty cell right of it says nothing, and tells such a row all the same.
    """
    said = {}
    for place, cell in enumerate(cells):
        if not cell:
            continue
        said.update(labelled(cell))
        alone = _ALONE.fullmatch(blankless(cell))
        if alone:
            beside = cells[place + 1] if place + 1 < len(cells) else ""
            said.setdefault(_label_of(alone), "" if _is_heading(beside) else beside.strip(_ENDS))
    return said


def _is_heading(cell: str) -> bool:
    """Whether a cell is a label itself, or heads a column."""
    text = blankless(cell)
    is_label = _ALONE.fullmatch(text) or _LABELLED.match(text)
    return is_label is not None or column_of(cell) is not None


@lru_cache(maxsize=8192)  # thousands of lists have the same cells
def labelled(cell: str) -> dict[str, str]:
    """What a cell says after labels: 填报单位：滨海医院（盖章） 填报时间：3月5日 says both."""
    text = " ".join(cell.split())
    places: list[tuple[str, int, int]] = []
    for match in _LABELLED.finditer(text):
        if match["label"] in WEAK and match.start():
            continue
        begins = not match.start() or bool(places)
        if begins or (_LABELS[match["label"]] and text[match.start() - 1] in _BEFORE):
            places.append((_label_of(match), match.start(), match.end()))
    said = {}
    for index, (label, _, start) in enumerate(places):
        end = places[index + 1][1] if index + 1 < len(places) else len(text)
        value = text[start:end].strip(_ENDS)
        if value:
            said[label] = value
    return said


def is_alone(cell: str) -> bool:
    """Whether a cell is a label of what is kept, and nothing else."""
    alone = _ALONE.fullmatch(blankless(cell))
    return alone is not None and bool(_LABELS[alone["label"]])


def _label_of(match: re.Match[str]) -> str:
    return _LABELS[match["label"]] or match["label"]
