"""The floor law: a file imports only from lower floors, and rooms on one floor not each other.

A room is a module or a package of plangen; the files of a package may import each other.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import plangen

PACKAGE = Path(plangen.__file__).parent
FLOORS = (
    {
        "__init__",
        "finding",
        "resources",
        "scalar",
        "gbt9704",
        "typography",
        "nearest",
        "workdays",
    },  # 0: plain values
    {"deadline", "outline", "title", "document"},  # 1: one thing of a notice each
    {"plan", "report", "document_xml"},  # 2: what the bureau decided; what is said about it
    {"readers", "pages", "tasks"},  # 3: text into a plan; a DOCX as pages; a plan into tasks
    {"checklists", "comparison", "layout"},  # 4: what each is asked; two plans; a file as text
    {"assignments", "rules"},  # 5: all tasks as a table; what a careful office looks for
    {"compose", "writers", "inspection", "chinese_click"},  # 6: a plan into pages, pages into bytes
    {"disk", "papers", "repository"},  # 7: files read and written whole; a plan's papers; git
    {"delivery", "checking", "history"},  # 8: files for all; all that is found; a plan's past
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
