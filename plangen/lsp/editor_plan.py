"""A plan as an editor has it open, its places counted as the editor counts them."""

from pathlib import Path

from lsprotocol.types import Position, Range, TextEdit
from pygls.workspace import PositionCodec

from plangen.editing.viewing import PlanView
from plangen.findings.finding import Mark


class EditorPlan(PlanView):
    """A plan file's text, saved or not."""

    def __init__(self, path: Path, codec: PositionCodec) -> None:
        """Begin with no text; `codec` counts the units in which the editor gives columns."""
        super().__init__(path, "")
        self._lines = [""]
        self._codec = codec

    def take(self, text: str) -> None:
        """Look at the text that the editor has now; half a character becomes a sign of its own."""
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.look_at("\n".join(self._lines))

    def position(self, row: int, column: int) -> Position:
        """A row and a column of characters, from 0, for the editor; the end for one behind it."""
        if row >= len(self._lines):
            row, column = len(self._lines) - 1, len(self._lines[-1])
        return Position(row, self._codec.client_num_units(self._lines[row][:column]))

    def offset(self, position: Position) -> int:
        """The offset in the text of a place in the editor; the line's end for one behind it."""
        before = sum(len(line) + 1 for line in self._lines[: position.line])
        left = position.character
        for char in self._lines[position.line] if position.line < len(self._lines) else "":
            if left > 0:
                before += 1
                left -= self._codec.client_num_units(char)
        return min(before, len(self.text))

    def range(self, mark: Mark, length: int) -> Range:
        """The characters of a line that begin at a mark."""
        row, column = mark.line - 1, mark.column - 1
        return Range(self.position(row, column), self.position(row, column + length))

    def span(self, start: int, stop: int) -> Range:
        """The characters from one offset of the text to another."""
        before = [self.text[:offset].split("\n") for offset in (start, stop)]
        return Range(*[self.position(len(lines) - 1, len(lines[-1])) for lines in before])

    def rewritten(self, text: str) -> list[TextEdit]:
        """The edit that makes this text of the one that is open; none where they are the same."""
        if text == self.text:
            return []
        return [TextEdit(self.span(0, len(self.text)), text)]

    def reads(self, text: str) -> bool:
        """Whether a text would be a plan if it stood in the file."""
        return self.workspace.read_plan(self.path, text.encode()).plan is not None
