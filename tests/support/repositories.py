"""Git repositories for tests: nobody's own settings, the same names and dates everywhere."""

import subprocess
from pathlib import Path

import pytest

PLAN = """\
series: fire-safety
year: 2026
title: 城东区2026年消防安全工作方案
issuer: 城东区应急管理局
issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-10}
register:
  departments:
    - {id: office, name: 办公室, person: 王立明}
  units:
    - {id: a, name: 一中队}
    - {id: b, name: 二中队}
sections:
  - title: 工作目标
    goals:
      - id: drills
        text: 各中队演练合格率达到85%以上。
        responsible: {department: office, units: [a, b]}
        targets: [{name: 演练合格率, at_least: 85, unit: "%"}]
  - title: 工作措施
    measures:
      - id: inspect
        title: 排查隐患
        text: 每季度排查一次火灾隐患。发现的隐患当日上报。
        responsible: {units: [a]}
        deadline: 每季度
      - id: teach
        title: 宣传教育
        text: 进社区讲消防课。
        responsible: {units: [b]}
        deadline: 6月底前
"""


class Sandbox:
    """A repository in a folder of its own, driven by git's own commands."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._days = 0
        self._monkeypatch = monkeypatch
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)
        settings = {
            "HOME": str(root.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(root.parent / "none"),
            "GIT_CEILING_DIRECTORIES": str(root.parent),
            "GIT_PAGER": "cat",
        }
        for role in ("AUTHOR", "COMMITTER"):
            settings |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.org"}
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        root.mkdir()
        monkeypatch.chdir(root)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *words: str, fails: bool = False, data: bytes = b"") -> str:
        """What a git command prints."""
        done = subprocess.run(["git", *words], capture_output=True, input=data)
        assert bool(done.returncode) == fails, done.stderr.decode()
        return done.stdout.decode()

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the repository."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def commit(self, subject: str, files: dict[str, str | bytes] | None = None) -> str:
        """Commit all there is, a day after the last commit; its short hash."""
        for name, content in (files or {}).items():
            self.write(name, content)
        self._days += 1
        for role in ("AUTHOR", "COMMITTER"):
            self._monkeypatch.setenv(f"GIT_{role}_DATE", f"2026-02-{self._days:02}T09:00:00+08:00")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "--short", "HEAD").strip()
