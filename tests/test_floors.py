"""The floor law: a file imports only from lower floors, and rooms on one floor not each other.

A room is a module or a package of plangen; the files of a package may import each other.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import plangen

PACKAGE = Path(plangen.__file__).parent
FLOORS = (
    # 0: plain values, and what stands alone
    {"__init__", "nearest", "outline", "pages", "resources", "scalar", "typography", "workdays"},
    {"deadline", "findings", "schema"},  # 1: one thing of a plan each
    {"document", "files", "git"},  # 2: what a page says; files and git, their troubles said
    {"docx_file", "plan"},  # 3: a DOCX read without trust; what the bureau decided
    {"inspection", "language", "readers", "tasks"},  # 4: DOCX checked; prose known; a plan read
    {"assignments", "checklists", "comparison", "source", "workspace"},  # 5: a plan, seen whole
    {"compose", "merge", "rules", "writers"},  # 6: what is made of it, found in it
    {"delivery", "exports", "history"},  # 7: files for all; a plan's papers; a plan's past
    {"checking"},  # 8: all that is found in a plan file
    {"draft"},  # 9: next year's plan
    {"cli"},  # 10: the commands
    {"__main__"},  # 11: python -m plangen
)
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
