"""The wheel carries all it needs: installed alone, it makes a notice from an empty folder."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import plangen

ROOT = Path(__file__).parent.parent
CARRIED = ("schema", "templates", "starter", "data", "web", "site")


def run(*command: str | Path, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_carries_its_files(wheel: Path) -> None:
    sources = [
        f"plangen/{path.relative_to(folder.parent).as_posix()}"
        for name in CARRIED
        for folder in (ROOT / name, ROOT / "plangen" / name)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    ]
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[1] for name in sources} == set(CARRIED)
    assert not set(sources) - set(names)
    assert not [name for name in names if name.endswith(".pyc")]
    assert all(name.startswith(("plangen/", "plangen-")) for name in names)


def test_carries_every_picture_of_the_manual(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    manual = archive.read("plangen/docs/手册.md").decode()
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", manual)
    assert len(pictures) >= 9
    names = archive.namelist()
    for picture in pictures:
        assert f"plangen/docs/{picture}" in names


def test_works_alone(wheel: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    venv.create(tmp_path / "venv", with_pip=False)
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "--no-cache-dir")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=empty)
    purelib = run(
        *(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"),
        cwd=empty,
    )
    Path(purelib.strip(), "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    program = scripts / "plangen"
    assert run(program, "--version", cwd=empty) == f"plangen {plangen.__version__}\n"
    run(program, "init", "本局", "--year", "2026", cwd=empty)
    run(program, "check", "本局/plans/2026.yaml", cwd=empty)
    run(program, "notice", "本局/plans/2026.yaml", cwd=empty)
    (notice,) = empty.glob("build/2026/*.docx")
    assert zipfile.is_zipfile(notice)
    assert "law-title" in run(program, "rule", "--all", cwd=empty)
    run(program, "tasks", "本局/plans/2026.yaml", "-o", "任务.docx", cwd=empty)
    run(program, "checklist", "本局/plans/2026.yaml", "-o", "清单", cwd=empty)
    assert {path.suffix for path in empty.glob("清单/单位/*")} == {".docx", ".xlsx", ".ics", ".md"}
    run(program, "manual", "--print", "手册.html", cwd=empty)
    assert "data:image/png;base64," in (empty / "手册.html").read_text("utf-8")
    run(program, "fmt", "--check", "本局/plans/2026.yaml", cwd=empty)
    run(program, "draft", "2027", "--from", "本局/plans/2026.yaml", cwd=empty)
    draft = empty / "本局" / "plans" / "2027.yaml"
    run(program, "notice", draft, cwd=empty)
    for suffix in ("docx", "html"):
        run(program, "diff", draft, draft, "-o", f"对照表.{suffix}", cwd=empty)
        assert (empty / f"对照表.{suffix}").stat().st_size
    where = "import plangen; print(plangen.__file__)"
    assert run(scripts / "python", "-c", where, cwd=empty).startswith(purelib.strip())
