"""One meaning a word: no two public classes of the package share a name."""

import ast
from collections import defaultdict
from pathlib import Path

import plangen

PACKAGE = Path(plangen.__file__).parent
TWINS: frozenset[str] = frozenset()
"""Names that several classes may bear, because they are one thing in several formats."""


def test_no_two_public_classes_share_a_name() -> None:
    files = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                files[node.name].append(str(path.relative_to(PACKAGE)))
    shared = {name: where for name, where in files.items() if len(where) > 1}
    assert {name: where for name, where in shared.items() if name not in TWINS} == {}
    assert shared.keys() >= TWINS, "a twin that is none any more"
