"""CONTRIBUTING.md and its like name files, make targets and limits that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    ".github/pull_request_template.md",
)
_FOLDERS = sorted(
    path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in (".venv", "build")
)
_PATH = re.compile(
    rf"(?<![\w./{{-])(?:(?:{'|'.join(map(re.escape, _FOLDERS))})/[\w./-]*[\w/]|[A-Z]+\.md)"
)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_TARGET = re.compile(r"(?:`|^|&& )make ([a-z-]+)", re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_is_there(name: str) -> None:
    document = ROOT / name
    text = document.read_text("utf-8")
    named = {ROOT / path for path in _PATH.findall(text)}
    linked = {document.parent / path for path in _LINK.findall(text)}
    assert not [str(path) for path in named | linked if not path.exists()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_named_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(_TARGET.findall((ROOT / name).read_text("utf-8"))) <= targets
