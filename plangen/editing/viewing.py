"""What is shown of a plan while it is edited: its parts, fields, findings, questions, document."""

from dataclasses import replace
from pathlib import Path

from plangen.document.model import Document
from plangen.editing.completing import Completion, completions
from plangen.editing.explaining import Explanation, explained
from plangen.editing.fields import PartField, fields_of, schema_at
from plangen.editing.findings import PartFinding, located
from plangen.editing.kept_workspace import KeptWorkspace
from plangen.editing.outlining import OutlineEntry, outlined
from plangen.editing.parts import ROOT, PlanPart, PlanParts
from plangen.editing.pick_lists import with_choices
from plangen.editing.printed_places import place_of, printed_part
from plangen.editing.questions import OpenQuestion, open_questions
from plangen.editing.reading import TextState
from plangen.editing.references import references
from plangen.editing.understanding import Understanding, understood
from plangen.editing.values import Value, tidy, value_of
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile


class PlanView:
    """A plan's text as it is now, and the last good plan and parts where it is broken now."""

    def __init__(self, path: Path, text: str) -> None:
        """Look at a text of the plan file at a path."""
        self.path = path
        self.workspace = KeptWorkspace.of(path)
        self._now = self._good = self._outlined = self._state(text)
        self.revision = 0
        """Rises with each change of the text."""

    def _state(self, text: str) -> TextState:
        return TextState(text, self.path, self.workspace)

    def _stand_at(self, state: TextState) -> None:
        """Look at another text."""
        self._now = state
        self.revision += 1
        if self._now.shown is not None:
            self._good = self._now
        if self._now.parts is not None:
            self._outlined = self._now

    def look_at(self, text: str) -> None:
        """Look at the text as somebody typed it, whatever is wrong with it."""
        self._stand_at(self._state(text))

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._now.text

    @property
    def file(self) -> PlanFile:
        """What reading that text gives."""
        return self._now.file

    @property
    def plan(self) -> Plan | None:
        """The plan as it was when it could last be shown; None where it never could."""
        return self._good.shown

    @property
    def document(self) -> Document | None:
        """The document of that plan."""
        return self._good.document

    @property
    def is_current(self) -> bool:
        """Whether plan and document are those of the text as it is now."""
        return self._good is self._now

    @property
    def parts(self) -> PlanParts:
        """The parts of the plan, as they were when the text last was YAML."""
        if self._outlined.parts is None:
            fault = self._now.tree_fault
            raise CannotGoOn(f"{fault.message}；{fault.hint}" if fault else "文件里没有方案的内容")
        return self._outlined.parts

    def part(self, key: str) -> PlanPart:
        """A part by its key; raises CannotGoOn where it is gone."""
        part = self.parts.get(key)
        if part is None:
            raise CannotGoOn("这一条已经不在了，可能刚被移走或删去；刷新后再改")
        return part

    def outline(self) -> OutlineEntry:
        """The plan with all its parts, for the list at the left."""
        return outlined(self.parts, self.findings())

    def fields(self, key: str) -> list[PartField]:
        """The fields of a part with what the program understands, those always shown first."""
        part = self.part(key)
        fields = [
            with_choices(field, part, self.parts, self._good.shown) for field in fields_of(part)
        ]
        explained = []
        for field in fields:
            told = self._understood(part, field, field.value)
            explained.append(replace(field, understood=told.words, proposals=told.proposals))
        return explained

    def understand(self, key: str, name: str, value: Value) -> Understanding:
        """What a value would mean in a field, while it is being typed."""
        part = self.part(key)
        for field in fields_of(part):
            if field.name == name:
                return self._understood(part, field, tidy(value, schema_at(part, name)))
        return Understanding()

    def _understood(self, part: PlanPart, field: PartField, value: Value) -> Understanding:
        holder = value_of(part.node, part.schema)
        plan, settings = self._good.shown, self.workspace.settings
        return understood(field, value, plan, settings, holder if isinstance(holder, dict) else {})

    def printed_part(self, place: str) -> tuple[str, str]:
        """The key of the part that a place of the document prints, and the field."""
        if self._good.shown is None or self._good.parts is None:
            return ROOT, ""
        return printed_part(place, self._good.parts, self._good.shown)

    def place_of(self, key: str) -> str:
        """Where the document prints a part, or what holds it: the beginning of its places."""
        parts = self._good.parts
        if self._good.shown is None or parts is None or key not in parts:
            return ""
        return place_of(parts[key], parts, self._good.shown)

    def findings(self) -> list[PartFinding]:
        """What is found in the text as it is now, by place, each with its part and field."""
        return located(self._now, str(self.path))

    def questions(self) -> list[OpenQuestion]:
        """The questions that are still to be decided (待定), in the file's order."""
        return open_questions(self._now)

    def completions(self, text: str, offset: int) -> list[Completion]:
        """What may be typed at an offset of a text that is being typed."""
        return completions(text, offset, self._outlined.parts, self._good.shown)

    def explain(self, offset: int) -> Explanation | None:
        """What the key, name or deadline at an offset of the text means; None for other words."""
        parts, settings = self._outlined.parts, self.workspace.settings
        return explained(self.text, offset, parts, self._good.shown, settings)

    def references(self, key: str) -> list[str]:
        """The keys of the parts that refer to a part."""
        part = self.part(key)
        root = self._outlined.tree().root
        found = [self.parts.at(slot.path) for slot in references(root, part)]
        owners = []
        for referring in found:
            while not referring.opens and referring.parent is not None:
                referring = referring.parent
            owners.append(referring.key)
        return [*dict.fromkeys(owners)]
