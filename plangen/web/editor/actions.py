"""What a window asks for: each request one edit of the session, or the reason why it is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from plangen.editing.columns import ColumnEdit
from plangen.editing.session import PlanEdit
from plangen.findings.finding import CannotGoOn
from plangen.web.editor.open_editor import PAUSE, PAUSE_IN_TEXT, OpenEditor
from plangen.web.editor.shown import Told, part, state

_CHANGED: Final = "别的窗口刚改过这份方案，这一步没有做；看过新的样子，再做一次"


@dataclass(frozen=True)
class Wish:
    """A request of a window: what to do, of which revision, with what."""

    editor: OpenEditor
    said: dict[str, Any]
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.word("key"))

    @property
    def is_late(self) -> bool:
        """Whether the plan has changed since the window was told of it."""
        return bool(self.said.get("revision") != self.editor.session.revision)

    def word(self, name: str) -> str:
        """A text of the request; empty where there is none."""
        given = self.said.get(name, "")
        return given if isinstance(given, str) else ""

    def number(self, name: str) -> int:
        """A number of the request; -1 where there is none."""
        given = self.said.get(name, -1)
        return given if isinstance(given, int) else -1


class ClashingEdits(CannotGoOn):
    """Two windows changed one value."""

    def __init__(self, theirs: Any) -> None:
        self.theirs = theirs
        super().__init__("别的窗口把这一处改成了别的")


def act(editor: OpenEditor, said: dict[str, Any]) -> Told:
    """Do what a window asks for and tell how the plan is then. Raises CannotGoOn, ClashingEdits."""
    wish = Wish(editor, said)
    action = ACTIONS.get(wish.word("action"))
    if action is None:
        raise CannotGoOn("没有这个操作；刷新后再做")
    if wish.is_late and action not in _ANY_TIME:
        raise CannotGoOn(_CHANGED)
    session = editor.session
    before = session.revision
    made = action(wish)
    if session.revision != before:
        _keep(wish)
    told = state(editor) | {"key": made.key, "told": made.told}
    if told["outline"] is not None and made.key in session.parts:
        told["part"] = part(session, made.key, light=action is _change)
    return told


def _keep(wish: Wish) -> None:
    """Have an edit saved soon; a classification that it brings in is taken out again."""
    try:
        wish.editor.refuse_classified()
    except CannotGoOn:
        wish.editor.session.undo()
        raise
    typed = wish.word("action") == "text"
    wish.editor.save_soon(PAUSE_IN_TEXT if typed else PAUSE)


def _change(wish: Wish) -> PlanEdit:
    """Write a value into a field, if it is still what the window took it to be."""
    session, name = wish.editor.session, wish.word("name")
    key = wish.key
    if wish.is_late:
        key = _still_there(wish, name)
    return session.change(key, name, wish.said.get("value"))


def _still_there(wish: Wish, name: str) -> str:
    """The part whose field has the value that a late window knows. Raises ClashingEdits."""
    session, was = wish.editor.session, wish.said.get("was")
    theirs = _value_at(wish, wish.key, name)
    if wish.key in session.parts and theirs == was:
        return wish.key
    kind, alike = wish.word("kind"), []
    for key, shown in session.parts.items():
        if was is not None and shown.kind == kind and _value_at(wish, key, name) == was:
            alike.append(key)
    if len(alike) != 1:
        raise ClashingEdits(theirs)
    return alike[0]


def _value_at(wish: Wish, key: str, name: str) -> Any:
    session = wish.editor.session
    for known in session.fields(key) if key in session.parts else ():
        if known.name == name:
            return known.value
    return None


def _accept(wish: Wish) -> PlanEdit:
    values = wish.said.get("values")
    if not isinstance(values, dict):
        raise CannotGoOn("没有可以写的")
    return wish.editor.session.accept(wish.key, values)


def _add(wish: Wish) -> PlanEdit:
    where, words = wish.word("where"), wish.word("words")
    return wish.editor.session.add(wish.key, wish.word("kind"), where, words)


def _move(wish: Wish) -> PlanEdit:
    return wish.editor.session.move(wish.key, wish.word("to"), wish.word("where"))


def _delete(wish: Wish) -> PlanEdit:
    forget = wish.said.get("forget") is True
    return wish.editor.session.delete(wish.key, forget=forget)


def _column(wish: Wish) -> PlanEdit:
    """Add, change, move or take away one column of a list of them."""
    values = wish.said.get("values")
    said = values if isinstance(values, dict) else {}
    edit = ColumnEdit(wish.word("do"), wish.number("at"), max(wish.number("to"), 0), said)
    return wish.editor.session.edit_columns(wish.key, wish.word("name"), edit)


def _register(wish: Wish) -> PlanEdit:
    said = {name: wish.word(name) for name in ("name", "kind", "group")}
    return wish.editor.session.register(wish.number("number"), **said)


def _text(wish: Wish) -> PlanEdit:
    wish.editor.session.replace_text(wish.word("text"))
    return PlanEdit(wish.key, wish.editor.session.revision)


def _restore(wish: Wish) -> PlanEdit:
    wish.editor.session.restore(wish.word("name"))
    return PlanEdit(wish.key, wish.editor.session.revision)


def _undo(wish: Wish) -> PlanEdit:
    wish.editor.session.undo()
    return PlanEdit(wish.key, wish.editor.session.revision)


def _redo(wish: Wish) -> PlanEdit:
    wish.editor.session.redo()
    return PlanEdit(wish.key, wish.editor.session.revision)


def _save(wish: Wish) -> PlanEdit:
    wish.editor.save()
    return PlanEdit(wish.key, wish.editor.session.revision)


def _resolve(wish: Wish) -> PlanEdit:
    sides = wish.said.get("sides")
    if not isinstance(sides, list) or not {*sides} <= {"mine", "theirs"}:
        raise CannotGoOn("每一处都要选定一种写法")
    wish.editor.resolve(sides)
    return PlanEdit(wish.key, wish.editor.session.revision)


ACTIONS: Final[dict[str, Callable[[Wish], PlanEdit]]] = {
    "change": _change,
    "accept": _accept,
    "add": _add,
    "column": _column,
    "move": _move,
    "split": lambda wish: wish.editor.session.split(wish.key, wish.number("at")),
    "merge": lambda wish: wish.editor.session.merge(wish.key),
    "delete": _delete,
    "mend": lambda wish: wish.editor.session.mend(wish.number("number")),
    "correct": lambda wish: wish.editor.session.correct(wish.number("number")),
    "register": _register,
    "waive": lambda wish: wish.editor.session.waive(wish.number("number"), wish.word("reason")),
    "answer": lambda wish: wish.editor.session.answer(wish.number("number")),
    "text": _text,
    "restore": _restore,
    "undo": _undo,
    "redo": _redo,
    "save": _save,
    "resolve": _resolve,
}
_ANY_TIME: Final = (_change, _undo, _redo, _save, _resolve)
"""What may be done to a plan that has changed since the window was told of it."""
