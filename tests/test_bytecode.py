"""Templates compiled once: what is kept is used, holds for one text alone, and may be missing."""

import sys
from pathlib import Path

import pytest
from jinja2 import BytecodeCache, Environment, FileSystemLoader

from plangen import bytecode
from plangen.bytecode import TemplateBytecode


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates, where Python keeps bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "compiler.py").write_text("first", "utf-8")
    return write(tmp_path / "templates", "{{ 1 + 1 }}")


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "x.j2").write_text(text, "utf-8")
    return folder


def rendered(folder: Path, kept: BytecodeCache, *, goes_on: bool = False) -> tuple[str, int]:
    """What the template says in a new process, or in one that goes on, and how many compiled."""
    if not goes_on:
        bytecode._compiled.clear()
    environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=kept, autoescape=True)
    compiled = []
    compile_ = environment.compile

    def counted(source: str, name: str | None = None, filename: str | None = None) -> object:
        compiled.append(name)
        return compile_(source, name, filename)

    environment.compile = counted  # type: ignore[method-assign, assignment]
    return environment.get_template("x.j2").render(), len(compiled)


def keeper(folder: Path) -> TemplateBytecode:
    return TemplateBytecode(folder.resolve(), [str(folder.parent / "compiler.py")])


def kept_file(folder: Path) -> Path:
    (path,) = (folder / "__pycache__").iterdir()
    return path


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert rendered(folder, keeper(folder)) == ("2", 1)
    assert rendered(folder, keeper(folder)) == ("2", 0)


def test_another_text_or_compiler_is_compiled_anew(folder: Path) -> None:
    rendered(folder, keeper(folder))
    write(folder, "{{ 2 + 1 }}")
    assert rendered(folder, keeper(folder)) == ("3", 1)
    (folder.parent / "compiler.py").write_text("second", "utf-8")
    assert rendered(folder, keeper(folder)) == ("3", 1)
    assert rendered(folder, keeper(folder)) == ("3", 0)


@pytest.mark.parametrize("kept", [0, 20, 100, -1])
def test_a_damaged_file_is_made_anew(kept: int, folder: Path) -> None:
    rendered(folder, keeper(folder))
    path = kept_file(folder)
    path.write_bytes(path.read_bytes()[:kept])
    assert rendered(folder, keeper(folder)) == ("2", 1)
    assert rendered(folder, keeper(folder)) == ("2", 0)


def test_nothing_is_kept_of_another_folder(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", "{{ 1 + 2 }}")
    assert rendered(other, keeper(folder)) == ("3", 1)
    assert rendered(other, keeper(folder)) == ("3", 1)
    assert not [*tmp_path.rglob("*.pyc")]


def test_a_process_compiles_a_template_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    other = write(tmp_path / "other", "{{ 1 + 2 }}")
    for place, text in ((folder, "2"), (other, "3")):
        assert rendered(place, keeper(folder)) == (text, 1)
        assert rendered(place, keeper(folder), goes_on=True) == (text, 0)
    write(other, "{{ 1 + 3 }}")
    assert rendered(other, keeper(folder), goes_on=True) == ("4", 1)


def test_a_folder_that_cannot_be_written_does_no_harm(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file", "utf-8")
    assert rendered(folder, keeper(folder)) == ("2", 1)
    assert {path.name for path in folder.iterdir()} == {"x.j2", "__pycache__"}


def test_nothing_is_written_where_python_writes_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(folder, keeper(folder))
    assert not (folder / "__pycache__").exists()
