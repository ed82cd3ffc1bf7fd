"""The floor law: a file imports only from lower floors, and rooms on one floor not each other.

A room is a module or a package of plangen; the files of a package may import each other.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from support.floors import FLOORS

import plangen

PACKAGE = Path(plangen.__file__).parent
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def imported(tree: ast.AST) -> Iterator[str]:
    """The rooms that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: an import names its module in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "plangen":
                room = rest.partition(".")[0]
                yield room if room in FLOOR else "__init__"


def test_floors() -> None:
    faults = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        assert room in FLOOR, f"{room} has no floor"
        for other in set(imported(ast.parse(path.read_text("utf-8")))) - {room}:
            if FLOOR.get(other, len(FLOORS)) >= FLOOR[room]:
                faults.append(f"{path.relative_to(PACKAGE)} imports {other}")
    assert not faults


def test_tests_mirror_the_source() -> None:
    """A folder of tests is named after a room, and no test module imports another."""
    tests = Path(__file__).parent
    folders = {path.name for path in tests.iterdir() if any(path.glob("**/test_*.py"))}
    assert folders - set(FLOOR) == set()
    for path in tests.rglob("*.py"):
        assert not re.search(
            r"^(?:from|import) \S*\b(?:test_|conftest)", path.read_text("utf-8"), re.MULTILINE
        )
