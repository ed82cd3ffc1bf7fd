"""Waivers are carried over where the new text still calls for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from yaml.nodes import MappingNode, Node, SequenceNode

from plangen.checking.session import RuleChoice, examine_file
from plangen.readers.yaml_text import compose
from plangen.scalar import Text
from plangen.source.editing import TextEdits, entry, mappings, value

EVERY_RULE: Final = RuleChoice((), ())
"""Those that the workspace chooses."""


def without_idle_waivers(text: str, path: Path) -> tuple[str, list[Text]]:
    """The text of a plan without waivers that waive nothing, and the rules they were of.

    `path` is where the plan will stand; the rules are those that are looked at there.
    """
    findings = examine_file(path, EVERY_RULE, text.encode()).findings
    idle: set[tuple[int, int]] = set()
    """The line and column of the rule of each waiver that waives nothing."""
    for finding in findings:
        if finding.code == "unused-waiver" and finding.mark.file == str(path):
            idle.add((finding.mark.line, finding.mark.column))
    root, _ = compose(text, str(path))
    if not idle or not isinstance(root, MappingNode):
        return text, []
    sheet = TextEdits(text, root)
    gone: list[Text] = []
    for mapping in mappings(root):
        gone += _take_out(sheet, mapping, idle)
    return sheet.written(), gone


def _take_out(sheet: TextEdits, mapping: MappingNode, idle: set[tuple[int, int]]) -> Iterator[Text]:
    """Take the idle waivers out of a mapping; where they are all that is in it they stay."""
    pair = entry(mapping, "waive")
    if pair is None or not isinstance(pair[1], SequenceNode):
        return
    doomed = {}
    for waiver in pair[1].value:
        if rule := _rule(waiver, idle):
            doomed[waiver] = rule
    if len(doomed) < len(pair[1].value):
        if doomed:
            sheet.take_out_of(pair[1], list(doomed))
    elif len(mapping.value) > 1:
        sheet.take_out(mapping, [pair])
    else:
        return
    yield from doomed.values()


def _rule(waiver: Node, idle: set[tuple[int, int]]) -> Text | None:
    """The rule that an idle waiver is of."""
    node = value(waiver, "rule")
    if node is None:
        return None
    at = node.start_mark.line + 1, node.start_mark.column + 1
    if at not in idle:
        return None
    return Text(node.value, *at)
