"""One state of a plan's text, and what is read out of it when asked: plan, parts, findings."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from yaml.nodes import MappingNode, Node

from plangen.checking.session import RuleChoice, examine_read
from plangen.compose import compose as compose_document
from plangen.document.model import Document
from plangen.editing.parts import PlanParts
from plangen.findings.finding import CannotGoOn, Finding, Severity
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile
from plangen.readers.yaml_text import compose
from plangen.source.locating import Source
from plangen.source.reading import parse
from plangen.source.tree import SourceFile
from plangen.workspace import Workspace

_OF_NAMES: Final = ("dangling-reference", "ambiguous-name", "unreadable-file")
"""Errors that leave a plan to be shown: who is named is not known, or is one of several."""


@dataclass(frozen=True, eq=False)
class TextState:
    """A plan's text as it stands after some edit."""

    text: str
    path: Path
    workspace: Workspace

    @cached_property
    def file(self) -> PlanFile:
        """What reading the text gives."""
        return self.workspace.read_plan(self.path, self.text.encode())

    @property
    def plan(self) -> Plan | None:
        """The plan; None where the text has errors."""
        return self.file.plan

    @cached_property
    def shown(self) -> Plan | None:
        """The plan to show: that, or one in which nothing but names is wrong, as they stand."""
        for finding in self.file.findings:
            if finding.severity is Severity.ERROR and finding.code not in _OF_NAMES:
                return None
        return self.file.partial

    @cached_property
    def root(self) -> Node | None:
        """The nodes of the text; None where it is no YAML even with slips of the pen mended."""
        return compose(self.text, str(self.path))[0]

    @cached_property
    def parts(self) -> PlanParts | None:
        """The parts of the plan; None where the text is no plan's YAML."""
        if not isinstance(self.root, MappingNode) or self.tree_fault:
            return None
        return PlanParts(self.root)

    @cached_property
    def tree_fault(self) -> Finding | None:
        """Why no tree can be made of the text; None where one can."""
        faults = self._parsed[1]
        return faults[0] if faults else None

    @cached_property
    def _parsed(self) -> tuple[SourceFile | None, list[Finding]]:
        return parse(self.text, str(self.path))

    def tree(self) -> SourceFile:
        """A tree of the text, the caller's to edit; raises CannotGoOn where it has YAML errors."""
        file, faults = self._parsed
        del self.__dict__["_parsed"]
        if file is None:
            fault = faults[0]
            raise CannotGoOn(
                f"文本第 {fault.mark.line} 行要先改正：{fault.message}；改好了再在这里编辑"
            )
        return file

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that `plangen check` finds, by place."""
        choice = RuleChoice((), ())
        return examine_read(self.workspace, self.file, choice, self._notice).findings

    def _notice(self) -> Document:
        """The document of a text that has a plan, composed once."""
        if self.document is None:
            raise ValueError("a text with errors has no document")
        return self.document

    @cached_property
    def document(self) -> Document | None:
        """The document that the plan to show makes; None where there is none."""
        if self.shown is None:
            return None
        return compose_document(self.shown, self.workspace.templates)

    def about(self, row: int, column: int) -> tuple[int, int]:
        """The row and column that a place is about: what stands below a comment on its own line."""
        lines = self.text.split("\n")
        if not lines[row].lstrip().startswith("#"):
            return row, column
        while row + 1 < len(lines) and _says_nothing(lines[row]):
            row += 1
        return row, len(lines[row]) - len(lines[row].lstrip(" -"))

    @cached_property
    def source(self) -> Source:
        """The text, in which words are located."""
        return Source(self.text)


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
