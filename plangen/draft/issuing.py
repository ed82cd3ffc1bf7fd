"""What was filled in when last year's plan went out is emptied: number, dates, names."""

import re
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode

from plangen.draft.years import Roll
from plangen.scalar import Text
from plangen.source.editing import Pair, TextEdits, entry, line_of, value

_GROUPS: Final = (
    (("copy_number",), "份号"),
    (("signatories",), "签发人"),
    (("signature", "signed_on", "sealed"), "署名和成文日期"),
    (("printed_by", "printed_on"), "印发机关和印发日期"),
)
"""The entries that go together, and what people call them."""
_DATES: Final = ("signed_on", "printed_on")
_OLD: Final = (*_DATES, "copy_number")
"""What last year's is told of in the question."""
_ASKED: Final = (
    ("classification", "核对密级和保密期限"),
    ("urgency", "核对紧急程度"),
    ("attendance", "照今年的会议写出席、请假、列席人员"),
)
_CONTACT: Final = re.compile("联系人|电话")
_SERIAL: Final = re.compile("(?<![0-9])[0-9]+(?=[号期次]?$)")
_YEAR: Final = re.compile(r"(?<=[〔\[［（(])(?:19|20)[0-9]{2}")


def empty_issue(sheet: TextEdits, issue: MappingNode, roll: Roll) -> None:
    """Make comments of the entries that are filled in on issue, and a blank of the number."""
    put_by: list[Pair] = []
    for keys, name in _GROUPS:
        pairs = [*filter(None, (entry(issue, key) for key in keys))]
        if pairs:
            _put_by(sheet, issue, pairs, name, roll)
        put_by += pairs
    if issue.flow_style:
        sheet.take_out(issue, put_by)
    _blank_number(sheet, value(issue, "doc_number"), roll)
    for key, question in _ASKED:
        if pair := entry(issue, key):
            sheet.ask(line_of(pair[0]), question)
    note = value(issue, "note")
    if note and _CONTACT.search(note.value):
        sheet.ask(line_of(note), "核对联系人和电话")


def _put_by(sheet: TextEdits, issue: MappingNode, pairs: list[Pair], name: str, roll: Roll) -> None:
    """Put the entries by until the plan is issued: as comments, or out of the braces."""
    last = _last(pairs)
    if issue.flow_style:
        words = ", ".join(f"{key.value}: {_new(key, node, roll)}" for key, node in pairs)
        sheet.write_above(line_of(issue) - 1, f"# 待定：发文时在 issue 里填上{name}：{words}{last}")
        return
    row = min(line_of(key) for key, _ in pairs) - 1
    sheet.write_above(row, f"# 待定：发文时填上{name}{last}")
    for key, node in pairs:
        if key.value in _DATES:
            sheet.put(node, _new(key, node, roll))
        sheet.comment_out((key, node))


def _last(pairs: list[Pair]) -> str:
    """What the first of the old entries said, for the question."""
    for key, node in pairs:
        if key.value in _OLD:
            return f"（上次是{node.value}）"
    return ""


def _new(key: ScalarNode, node: Node, roll: Roll) -> str:
    """An entry's value as it waits to be filled in."""
    if key.value in _DATES:
        return f"{roll.new}-月-日"
    if isinstance(node, ScalarNode):
        return str(node.value)
    return f"[{', '.join(name.value for name in node.value)}]"


def _blank_number(sheet: TextEdits, number: ScalarNode | None, roll: Roll) -> None:
    """南卫〔2022〕8号 becomes 南卫〔2023〕号; the mark that it is unfinished."""
    if number is None:
        return
    text = str(number.value)
    at = Text(text, line_of(number), number.start_mark.column + 1)
    for year in _YEAR.finditer(text):
        sheet.replace(at, year.start(), year[0], str(roll.year(int(year[0]))))
    for serial in _SERIAL.finditer(text):
        sheet.replace(at, serial.start(), serial[0], "")
    sheet.ask(line_of(number), f"填写发文字号的顺序号（上次是{text}）")
