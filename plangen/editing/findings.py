"""Findings by the part and the field that they are about, and a waiver written where it holds."""

from dataclasses import dataclass, replace
from typing import Any, Final, cast

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.editing.fields import FLAT
from plangen.editing.parts import ROOT, Path, PlanPart, PlanParts
from plangen.editing.reading import TextState
from plangen.editing.registering import kinds_for
from plangen.editing.tree_paths import node_at
from plangen.editing.values import value_of
from plangen.findings.finding import CannotGoOn, Finding, Severity
from plangen.nearest import meant_by
from plangen.rules.registry import BY_CODE
from plangen.source.tree import Mapping, Scalar, Sequence
from plangen.source.tree import Node as TreeNode

_LONGEST_WORD: Final = 20
"""Characters of a word by which a waiver is kept to one place."""


@dataclass(frozen=True, slots=True)
class PartFinding:
    """A finding, and where in the plan it is."""

    number: int
    """By which it is mended or waived while the text stays."""
    finding: Finding
    key: str = ROOT
    """The part that it is about."""
    field: str = ""
    """The field of the part; empty where it is about no field."""
    inner: Path = ()
    """The keys and indices within the field, as of a target in a list of them."""
    start: int = 0
    """The first character of the value that it is about, counted from 0 …"""
    stop: int = 0
    """… and the one behind the last; 0 where it is about no words of a value."""
    may_be_waived: bool = False
    words: str = ""
    """The words themselves."""
    kinds: tuple[str, ...] = ()
    """What they may be registered as, the likeliest first, where they name nobody registered."""
    meant: str = ""
    """The registered name that is nearest to them then; empty where none is near."""


def located(state: TextState, name: str) -> list[PartFinding]:
    """The findings of a text with the parts that they are about; `name` is its file's."""
    parts = state.parts
    located = []
    for number, finding in enumerate(state.findings):
        placed = PartFinding(number, finding, may_be_waived=may_be_waived(finding, name))
        if parts is not None and finding.mark.file == name:
            placed = _placed(placed, state, parts)
        located.append(placed)
    return located


def correct(root: Mapping, part: PlanPart, finding: PartFinding) -> TreeNode:
    """Write the name that was meant in the place of the words of a finding; the part."""
    path = (*part.path, *finding.field.split("."), *finding.inner)
    scalar = node_at(root, path)
    value = scalar.value
    scalar.value = f"{value[: finding.start]}{finding.meant}{value[finding.stop :]}"
    return cast("TreeNode", node_at(root, part.path))


def may_be_waived(finding: Finding, file: str) -> bool:
    """Whether a finding may be right as it stands, so that the plan of a file may waive it.

    What a rule calls an error is to be mended, unless the rule's own page says otherwise.
    """
    rule = BY_CODE.get(finding.code)
    if rule is None or finding.code == "open-question" or finding.mark.file != file:
        return False
    return rule.severity is not Severity.ERROR or "豁免" in rule.docstring


def _placed(placed: PartFinding, state: TextState, parts: PlanParts) -> PartFinding:
    finding = placed.finding
    row, column = state.about(finding.mark.line - 1, finding.mark.column - 1)
    part = parts.around(row, column)
    path, node, schema = _within(part, row, column)
    start, stop, words = 0, 0, ""
    kinds: tuple[str, ...] = ()
    if isinstance(node, ScalarNode):
        value = value_of(node, schema)
        if isinstance(value, str):
            start, stop = _range(state, node, value, finding)
            words = value[start:stop]
        if words and finding.code == "dangling-reference":
            kinds = kinds_for(schema, words)
    field, inner = _field([*map(str, path)], path)
    meant = meant_by(finding.hint) if kinds else ""
    at = replace(placed, key=part.key, field=field, inner=inner, meant=meant)
    return replace(at, start=start, stop=stop, words=words, kinds=kinds)


def _within(part: PlanPart, row: int, column: int) -> tuple[Path, Node, Any]:
    """The path from a part to the innermost value that a place is in or at, and that value."""
    node, schema = part.node, part.schema
    path: Path = ()
    while True:
        step = _step(node, row, column)
        if step is None:
            return path, node, schema
        name, node = step
        schema = schema.at(name) if isinstance(name, str) else schema.entry
        path = (*path, name)


def _step(node: Any, row: int, column: int) -> tuple[str | int, Node] | None:
    """The last entry of a node that begins at a place or before it."""
    found = None
    if isinstance(node, MappingNode):
        for key, child in node.value:
            if _begins(key, row, column):
                found = key.value, child
    elif isinstance(node, SequenceNode):
        for index, child in enumerate(node.value):
            if _begins(child, row, column):
                found = index, child
    return found


def _begins(node: Any, row: int, column: int) -> bool:
    mark = node.start_mark
    return (mark.line, mark.column) <= (row, column)


def _field(names: list[str], path: Path) -> tuple[str, Path]:
    """The name of the field that a path leads into, and the rest of the path."""
    if len(path) > 1 and names[0] in FLAT and isinstance(path[1], str):
        return ".".join(names[:2]), path[2:]
    return (names[0] if names else ""), path[1:]


def _range(state: TextState, node: Any, value: str, finding: Finding) -> tuple[int, int]:
    """The characters of a value that a finding underlines; 0 and 0 where that is none of them."""
    mark = node.start_mark
    line, column = mark.line + 1, mark.column + 1
    begin = finding.mark.line, finding.mark.column
    end = finding.mark.line, finding.mark.column + finding.length
    covered = []
    for offset, char in enumerate(value):
        if char.isspace():
            continue
        span = state.source.find(line, column, value, offset, 1)
        if span is None:
            return 0, 0
        if begin <= (span.line, span.column) < end:
            covered.append(offset)
        elif covered:
            break
    if not covered:
        return 0, 0
    return covered[0], covered[-1] + 1


def waivable(finding: PartFinding, parts: PlanParts, reason: str) -> PlanPart:
    """The part in which a finding can be waived for a reason; raises CannotGoOn."""
    if not finding.may_be_waived:
        raise CannotGoOn("这一处不能豁免：要么改正，要么把待定的定下来")
    if not reason.strip():
        raise CannotGoOn("豁免要写理由")
    part = parts.get(finding.key)
    while part is not None and "waive" not in part.schema.keys:
        part = part.parent
    if part is None or not isinstance(part.node, MappingNode):
        raise CannotGoOn("这里写不下豁免；到文本里写")
    return part


def waive_in(
    root: Mapping,
    holder: PlanPart,
    waived: list[PartFinding],
    there: list[PartFinding],
    reason: str,
) -> TreeNode:
    """Write waivers into a part, in which `there` are found: one where they are all of its rule."""
    code = waived[0].finding.code
    if sum(other.finding.code == code for other in there) == len(waived):
        return _with_waiver(root, holder, waived[0], reason, alone=True)
    node: TreeNode = root
    for other in {other.words: other for other in waived}.values():
        node = _with_waiver(root, holder, other, reason, alone=False)
    return node


def _with_waiver(
    root: Mapping, holder: PlanPart, finding: PartFinding, reason: str, *, alone: bool
) -> TreeNode:
    """Write a waiver into a part; where the rule finds more, of the one word if that is short."""
    node: Mapping = node_at(root, holder.path)
    waiver = Mapping({"rule": Scalar(finding.finding.code)})
    if not alone and 0 < len(finding.words) <= _LONGEST_WORD and "\n" not in finding.words:
        waiver.entries["word"] = Scalar(finding.words)
    waiver.entries["reason"] = Scalar(" ".join(reason.split()))
    waivers = node.entries.setdefault("waive", Sequence([]))
    if not isinstance(waivers, Sequence):
        raise CannotGoOn("这里的豁免写法不对；到文本里改")
    waivers.entries.append(waiver)
    return node
