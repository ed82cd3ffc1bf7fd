"""A plan file being edited: each edit a new text, undone and redone, saved without losing any."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from plangen.checking.mending import mended
from plangen.checking.session import identified
from plangen.editing import changing, listing, references, splitting
from plangen.editing.columns import ColumnEdit, edit_columns
from plangen.editing.fields import schema_at
from plangen.editing.findings import PartFinding, correct, waivable, waive_in
from plangen.editing.parts import ITEMS, ROOT, PlanPart
from plangen.editing.questions import answered
from plangen.editing.reading import TextState
from plangen.editing.registering import REGISTERED_AS, new_entry, register, told_of_entry
from plangen.editing.saving import FileOnDisk, SaveResult, Side
from plangen.editing.snapshots import SavedState
from plangen.editing.tree_paths import node_at, path_of
from plangen.editing.values import Value, tidy
from plangen.editing.viewing import PlanView
from plangen.findings.finding import CannotGoOn
from plangen.findings.grouping import told_as
from plangen.source.tree import Mapping, Node
from plangen.source.writing import write

_TIDIED: Final = "文件的排版照统一的格式整理了一遍，内容和注释没有动"
_MOST_UNDONE: Final = 500
"""How many edits can be undone."""


@dataclass(frozen=True, slots=True)
class PlanEdit:
    """What an edit did."""

    key: str
    """The key of the part that was edited, as it is now."""
    revision: int
    told: tuple[str, ...] = ()
    """What a person should know of it, in Chinese."""


class EditSession(PlanView):
    """One plan file being edited by one person; not for several threads at once.

    Every edit gives a new text, canonical in layout; what cannot be done raises CannotGoOn, with
    the reason in Chinese, and changes nothing.
    """

    def __init__(self, path: Path) -> None:
        """Open a plan file; raises CannotGoOn where it cannot be read as a text at all."""
        self._disk = FileOnDisk(path)
        super().__init__(path, self._disk.text)
        self._past: list[str] = []
        """The texts before, without what was read out of them."""
        self._future: list[str] = []
        self._saved_text = self.text
        self._is_tidy = False
        """Whether the text is known to be in the canonical layout."""
        self._is_named = False
        """Whether a plan that is out is known to bear its ids."""

    @property
    def is_dirty(self) -> bool:
        """Whether there is something to save."""
        return self.text != self._saved_text

    def change(self, key: str, name: str, value: Value) -> PlanEdit:
        """Write a value into a field of a part; None, or nothing, takes the field away."""
        part = self.part(key)
        if name == "kind" and part.kind in ITEMS:
            return self._edit(lambda root: changing.change_kind(root, part, str(value)))
        tidied = tidy(value, schema_at(part, name) if name else part.schema)
        if name == "id" and tidied:
            return self._edit(lambda root: references.rename(root, part, str(tidied)))
        follows = name == "name" and self.plan and not self.workspace.is_out(self.plan)

        def write_it(root: Mapping) -> Node:
            node = changing.change(root, part, name, tidied)
            if follows and part.kind in REGISTERED_AS:
                references.follow_name(root, part, part.word("name"))
            return node

        return self._edit(write_it)

    def accept(self, key: str, values: dict[str, Value]) -> PlanEdit:
        """Write what a proposal holds: several fields at once, undone at once."""
        part = self.part(key)

        def write_all(root: Mapping) -> Node:
            node: Node = root
            for name, value in values.items():
                tidied = tidy(value, schema_at(part, name))
                node = changing.change(root, part, name, tidied)
            return node

        return self._edit(write_all)

    def add(self, key: str, kind: str, where: str = "after", words: str = "") -> PlanEdit:
        """Add a part of a kind "before" or "after" a part or "into" it; it says some words."""
        target = self.part(key)
        return self._edit(lambda root: listing.add(root, target, where, kind, words.strip()))

    def move(self, key: str, to: str, where: str = "after") -> PlanEdit:
        """Move a part "before" or "after" another, or "into" it at its end."""
        part, target = self.part(key), self.part(to)
        return self._edit(lambda root: listing.move(root, part, target, where))

    def edit_columns(self, key: str, name: str, edit: ColumnEdit) -> PlanEdit:
        """Edit one column of a list of them; see `editing/columns`."""
        part, told = self.part(key), list[str]()

        def edit_tree(root: Mapping) -> Node:
            told.extend(edit_columns(root, part, name, edit))
            node: Node = node_at(root, part.path)
            return node

        made = self._edit(edit_tree)
        return replace(made, told=(*made.told, *told))

    def split(self, key: str, at: int) -> PlanEdit:
        """Part an item, a task or a sentence in two at a character of its words; the second."""
        part = self.part(key)
        return self._edit(lambda root: splitting.split(root, part, at))

    def merge(self, key: str) -> PlanEdit:
        """Put the entry that follows a part into it."""
        part = self.part(key)
        siblings = [entry for entry in self.parts.values() if entry.path[:-1] == part.path[:-1]]
        following = [entry for entry in siblings if part.path and entry.index == part.index + 1]
        if not following or not part.list_name:
            raise CannotGoOn("后面没有同一级的条目，没有可以合并的")
        told: list[str] = []

        def join(root: Mapping) -> Node:
            node, lost = splitting.merge(root, part, following[0])
            told.extend(lost)
            return node

        merged = self._edit(join)
        return replace(merged, told=(*merged.told, *told, *self._referring(following[0])))

    def delete(self, key: str, *, forget: bool = False) -> PlanEdit:
        """Take a part away; what refers to it is told, or with `forget` taken away too."""
        part = self.part(key)
        told = [] if forget else self._referring(part)

        def take(root: Mapping) -> Node:
            if forget:
                references.forget(root, [*references.references(root, part)])
            return listing.take_out(root, part)

        taken = self._edit(take)
        return replace(taken, told=(*taken.told, *told))

    def _referring(self, part: PlanPart) -> list[str]:
        told = []
        for key in self.references(part.key) if part.key in self.parts else ():
            other = self.parts[key]
            told.append(f"{other.clause} {other.name[:20]} 还写着“{part.name[:20]}”".strip())
        return told

    def mend(self, number: int) -> PlanEdit:
        """Put in the mend of a finding, by its number in `findings`."""
        finding = self._finding(number)
        if finding.finding.mend is None:
            raise CannotGoOn("这一处要人来定，没有现成的改法")
        return self._take(self._state(mended(self.text, [finding.finding])), finding.key)

    def correct(self, number: int) -> PlanEdit:
        """Write the registered name that a finding, by its number, takes to be meant."""
        finding = self._finding(number)
        if not finding.meant:
            raise CannotGoOn("这一处要人来定，没有现成的改法")
        return self._edit(lambda root: correct(root, self.part(finding.key), finding))

    def register(self, number: int, *, name: str = "", kind: str = "", group: str = "") -> PlanEdit:
        """Enter whom a finding, by its number, misses in the register: as a kind, into a group.

        Named otherwise than the plan names them, they bear that as another name; see NewEntry.
        """
        finding = self._finding(number)
        entry = new_entry(finding.words, finding.kinds, name.strip(), kind, group)
        path, told = self.part(finding.key).path, told_of_entry(entry, self.plan)
        made = self._edit(lambda root: register(root, entry, self.plan))
        return replace(made, key=self.parts.at(path).key, told=(*made.told, told))

    def waive(self, number: int, reason: str, *, everywhere: bool = False) -> PlanEdit:
        """Waive a finding, by its number, for a reason: it is written where it holds.

        `everywhere` waives whatever says the same in other places too.
        """
        finding = self._finding(number)
        chosen = [finding]
        if everywhere:
            chosen = [other for other in self.findings() if _is_alike(other, finding)]
        holders: dict[str, list[PartFinding]] = {}
        for other in chosen:
            holders.setdefault(waivable(other, self.parts, reason).key, []).append(other)

        def write_all(root: Mapping) -> Node:
            node: Node = root
            for key, waived in holders.items():
                holder = self.part(key)
                there = [other for other in self.findings() if self.part(other.key).is_in(holder)]
                node = waive_in(root, holder, waived, there, reason.strip())
            return node

        return self._edit(write_all)

    def _finding(self, number: int) -> PartFinding:
        findings = self.findings()
        if not 0 <= number < len(findings):
            raise CannotGoOn("这一处已经不在了；刷新后再看")
        return findings[number]

    def answer(self, number: int) -> PlanEdit:
        """Close a question, by its number in `questions`: its comment goes."""
        questions = self.questions()
        if not 0 <= number < len(questions):
            raise CannotGoOn("这个问题已经定了；刷新后再看")
        left = self._state(answered(self.text, questions[number]))
        return self._take(left, questions[number].key)

    def replace_text(self, text: str) -> PlanEdit:
        """Take a text as somebody typed it, whatever is wrong with it."""
        return self._take(self._state(text.replace("\r\n", "\n").replace("\r", "\n")), ROOT)

    def _edit(self, edit: Callable[[Mapping], Node]) -> PlanEdit:
        """Edit the tree, and take the text that it makes."""
        file = self._named().tree()
        told = () if self._is_tidy or write(file) == self.text else (_TIDIED,)
        node = edit(file.root)
        path = path_of(file.root, node)
        state = self._state(write(file))
        if fault := state.tree_fault:
            raise CannotGoOn(f"这样改，文件就读不出来了：{fault.message}；{fault.hint}")
        self._take(state, "")
        self._is_tidy = True
        return PlanEdit(self.parts.at(path).key, self.revision, told)

    def _named(self) -> TextState:
        """The text; of a plan that is out, with the ids that lists bear, before words change."""
        if not self._is_named and self._now.plan and self.workspace.is_out(self._now.plan):
            named = self._state(identified(self.path, self.text))
        else:
            named = self._now
        self._is_named = True
        return named

    def _take(self, state: TextState, key: str) -> PlanEdit:
        self._is_tidy = False
        if state.text != self.text:
            self._past = [*self._past, self.text][-_MOST_UNDONE:]
            self._future = []
            self._stand_at(state)
        return PlanEdit(key, self.revision)

    # Undone and redone

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return bool(self._future)

    def undo(self) -> None:
        """Go back to the text before the last edit; nothing where there is none."""
        if self._past:
            self._future.append(self.text)
            self._stand_at(self._state(self._past.pop()))

    def redo(self) -> None:
        """Do again what was undone last; nothing where there is nothing."""
        if self._future:
            self._past.append(self.text)
            self._stand_at(self._state(self._future.pop()))

    # On the disk

    def save(self) -> SaveResult:
        """Write the file; what others changed in it meanwhile is merged in, part by part.

        Where both changed one thing nothing is written: the result has what `resolve` asks for.
        """
        result = self._disk.save(self.text)
        return self._settled(result)

    def resolve(self, sides: Iterable[Side]) -> SaveResult:
        """Save with these sides of the conflicts that `save` returned, one each."""
        return self._settled(self._disk.resolve(list(sides)))

    def _settled(self, result: SaveResult) -> SaveResult:
        if result.text is not None:
            self._take(self._state(result.text), "")
            self._saved_text = self.text
        return result

    def saved_states(self) -> list[SavedState]:
        """Every state of the file that was saved, the newest first."""
        return self._disk.snapshots.states()

    def restore(self, name: str) -> PlanEdit:
        """Take the text of a saved state; it is not saved yet, and can be undone."""
        return self._take(self._state(self._disk.snapshots.text(name)), ROOT)


def _is_alike(other: PartFinding, finding: PartFinding) -> bool:
    return told_as(other.finding) == told_as(finding.finding)
