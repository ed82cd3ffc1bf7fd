"""README and manual tell the truth: what they show is run, what they list is complete."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path

import pytest
from support.floors import FLOORS

from plangen.cli import program
from plangen.cli.program import COMMANDS
from plangen.deadline import parse
from plangen.rules.registry import RULES

ROOT = Path(__file__).parent.parent
README, MANUAL = ROOT / "README.md", ROOT / "docs" / "手册.md"
DOCUMENTS = (README, MANUAL)
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "@@ next command"


def blocks(document: Path, language: str) -> list[str]:
    found = _FENCE.findall(document.read_text("utf-8"))
    return [text for kind, _, text in found if kind == language]


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A checkout whose virtual environment is the one that runs the tests."""
    ignored = shutil.ignore_patterns(".*", "build", "dist", "__pycache__")
    shutil.copytree(ROOT, tmp_path, ignore=ignored, dirs_exist_ok=True)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(sysconfig.get_path("scripts"))
    for stamp in ("installed", "installed-dev"):
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


def run(commands: list[str], folder: Path) -> list[str]:
    """What each command prints, run one after another in one shell."""
    script = "".join(f"echo '{_MARK}'\n{command}\n" for command in commands)
    ours = ("MAKE", "COLUMNS", "LINES")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    scripts = sysconfig.get_path("scripts")
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        env={**clean, "PATH": f"{scripts}{os.pathsep}{clean['PATH']}"},
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.split(f"{_MARK}\n")[1:]


def session(document: Path, folder: Path) -> list[str]:
    """The console blocks as they come out when a reader does it all, from the top.

    A YAML block that opens with a file's name, and a block that has one beside its language, is
    written to that file, where the reader is.
    """
    commands: list[tuple[int, str]] = []
    for number, (language, file, text) in enumerate(_FENCE.findall(document.read_text("utf-8"))):
        if language == "console":
            commands += [(number, line[2:]) for line in text.splitlines() if line.startswith("$ ")]
        elif language == "yaml" and (name := re.match(r"# (\S+\.yaml)\n", text)):
            commands.append((-1, f"cat > {name[1]} <<'---'\n{text}---"))
        elif file:
            commands.append((-1, f"cat > {file} <<'---'\n{text}---"))
    printed = run([command for _, command in commands], folder)
    assert "Traceback" not in "".join(printed)
    turns: dict[int, str] = {}
    for (number, command), output in zip(commands, printed, strict=True):
        if number >= 0:
            turns[number] = f"{turns.get(number, '')}$ {command}\n{output}"
    return list(turns.values())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_commands_print_what_is_shown(
    document: Path, scratch: Path, request: pytest.FixtureRequest
) -> None:
    printed = session(document, scratch)
    if request.config.getoption("refresh"):
        fresh = iter(printed)
        pattern = re.compile(r"^```console\n.*?^```$", re.MULTILINE | re.DOTALL)
        text = document.read_text("utf-8")
        text = pattern.sub(lambda _: f"```console\n{next(fresh)}```", text)
        document.write_text(text, "utf-8")
    assert blocks(document, "console") == printed


def test_every_command_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in (*DOCUMENTS, ROOT / "docs" / "architecture.md"):
        quoted = re.findall(r"`([^`\n]+)`", document.read_text("utf-8"))
        named = [words for text in quoted if (words := text.split())]
        made = {words[1] for words in named if words[0] == "make"}
        assert made <= targets
        called = {words[1] for words in named if words[0] == "plangen" and len(words) > 1}
        assert called <= set(program.list_commands())
    listed = re.findall(r"^\| `plangen ([\w-]+)", README.read_text("utf-8"), re.MULTILINE)
    assert set(listed) == set(program.list_commands())
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_windows_set_up() -> None:
    """What cannot run here is held to lines that the wheel test has done in its own way."""
    own = "py -m venv .venv\n.venv\\Scripts\\pip install .\n.venv\\Scripts\\plangen build\n"
    assert blocks(README, "bat") == [own]
    offline = 'py -m pip install --no-index --find-links . "plangen[web]"\n'
    assert blocks(MANUAL, "bat") == [offline, "py -m pip install .\nplangen --version\n"]


BENCHES = {  # the order in which the README shows their tables; the rounds of a real measurement
    "run.py": (["--rounds", "1"], ["--rounds", "15"]),
    "scale.py": (["--units", "200", "--rounds", "1"], []),
}


@pytest.mark.parametrize("place", range(len(BENCHES)), ids=list(BENCHES))
def test_the_bench_prints_the_table_shown(place: int, request: pytest.FixtureRequest) -> None:
    """Line for line, whatever the figures and however many units."""

    def form(table: str) -> str:
        table = re.sub(r" +\d+(\.\d+)? (ms|×|MB|B)", r" N \2", table.replace("  BROKEN", ""))
        return re.sub(r" +N", " N", re.sub(r"\d+ units", "N units", table))

    refresh = request.config.getoption("refresh")
    name, (quick, real) = list(BENCHES.items())[place]
    printed = subprocess.run(
        [sys.executable, ROOT / "bench" / name, *(real if refresh else quick)],
        capture_output=True,
        encoding="utf-8",
    ).stdout
    tables = blocks(README, "text")
    assert len(tables) == len(BENCHES)
    if refresh:
        fresh = iter([*tables[:place], printed, *tables[place + 1 :]])
        pattern = re.compile(r"^```text\n.*?^```$", re.MULTILINE | re.DOTALL)
        text = pattern.sub(lambda _: f"```text\n{next(fresh)}```", README.read_text("utf-8"))
        README.write_text(text, "utf-8")
    assert form(tables[place]) == form(printed) or refresh


def test_the_map_has_every_room_on_its_floor() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = re.findall(r"^\| (\d+) \| `(\w+)` \|", text, re.MULTILINE)
    rows = [(int(floor), room) for floor, room in table]
    assert rows == sorted(rows, key=lambda row: row[0])
    law = {(floor, room) for floor, rooms in enumerate(FLOORS) for room in rooms}
    assert set(rows) == law - {(0, "__init__")}


def test_links_lead_somewhere() -> None:
    for document in (*DOCUMENTS, ROOT / "docs" / "architecture.md"):
        text = document.read_text("utf-8")
        links = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^"]+)"', text)
        for link in links:
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_the_manual_explains_every_key() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "manual.py", "--check"])
    assert done.returncode == 0, "run make manual"


def test_the_rules_manual_is_fresh() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "rules.py", "--check"])
    assert done.returncode == 0, "run make manual"


def test_the_readme_counts_the_rules() -> None:
    (count,) = re.findall(r"\[(\d+) rules\]", README.read_text("utf-8"))
    assert int(count) == len(RULES)


def test_the_manual_explains_every_finding() -> None:
    section = MANUAL.read_text("utf-8").partition("## 检查的提示怎么看")[2]
    explained = re.findall(r"^\| `([a-z0-9-]+)` \|", section, re.MULTILINE)
    package = ROOT / "plangen"
    sources = [
        package / "files.py",
        package / "exports.py",
        package / "page_findings.py",
        package / "workspace.py",
        *package.glob("checking/*.py"),
        *package.glob("cli/*.py"),
        *package.glob("deadline/*.py"),
        *package.glob("delivery/*.py"),
        *package.glob("readers/**/*.py"),
    ]
    constants = {
        node.value
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {text for text in constants if re.fullmatch(r"(?!utf-|x-)[a-z]+(-[a-z0-9]+)+", text)}
    assert explained == sorted(codes - set(COMMANDS) - {"open-question"})


def test_the_manual_dates_deadlines_as_the_program_does() -> None:
    text = MANUAL.read_text("utf-8").partition("## 时限怎么写")[2].partition("\n## ")[0]
    rows = [re.split(r" *\| *", line)[1:4] for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) > 20
    for said, _, shown in rows[1:]:
        read = parse(said, 2026, date(2026, 1, 15))
        days = [f"{day.month}月{day.day}日" for day in read.due]
        if any(day.year != 2026 for day in read.due):
            days = [f"{day.year}年{day.month}月{day.day}日" for day in read.due]
        dated = f"全年{len(days)}次" if len(days) > 4 else "、".join(days)
        assert (dated or ("无，年底看" if read.ongoing else "无")) == shown, said
