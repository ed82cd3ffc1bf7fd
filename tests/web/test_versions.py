"""In git a plan is committed with a message from its changes; without git all else works."""

import subprocess
from pathlib import Path

from support.workbench import client, folder_of

PLAN = "/plans/2022.yaml"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def repository(path: Path) -> Path:
    folder = folder_of(path, 2022)
    git(folder, "init", "-q")
    git(folder, "config", "user.name", "张三")
    git(folder, "config", "user.email", "a@example.com")
    (folder / "other.txt").write_text("x")
    return folder


def test_a_plan_is_committed_alone_with_a_message_from_its_changes(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    visitor = client(folder)
    assert 'value="2022年方案：新建"' in visitor.get(f"{PLAN}/versions").text
    git(folder, "add", "other.txt")
    visitor.post(f"{PLAN}/versions", data={"message": "初稿"})
    assert git(folder, "show", "--name-only", "--format=%s").split() == ["初稿", "plans/2022.yaml"]
    assert git(folder, "status", "--porcelain").startswith("A  other.txt")
    plan = folder / "plans/2022.yaml"
    plan.write_text(plan.read_text("utf-8").replace("在90%以上", "在92%以上", 1), "utf-8")
    page = visitor.get(f"{PLAN}/versions").text
    assert 'value="2022年方案：调整 1 项"' in page
    assert "提交…" in visitor.get(f"{PLAN}/check").text
    page = visitor.get(
        page.partition('href="compare?')[2].partition('"')[0].join([f"{PLAN}/compare?", ""])
    ).text
    assert "<ins>92</ins>" in page or "<ins>92%</ins>" in page
    assert "写一句" in visitor.post(f"{PLAN}/versions", data={"message": " "}).text


def test_without_git_nothing_is_missing_but_versions(tmp_path: Path) -> None:
    visitor = client(folder_of(tmp_path, 2022))
    assert "没有用 git 管" in visitor.get(f"{PLAN}/versions").text
    assert "提交…" not in visitor.get(f"{PLAN}/check").text


def test_a_classified_version_is_not_shown(tmp_path: Path) -> None:
    folder = repository(tmp_path)
    plan = folder / "plans/2022.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("issue:\n", "issue:\n  classification: 秘密★1年\n", 1), "utf-8")
    git(folder, "add", "plans")
    git(folder, "commit", "-qm", "密")
    plan.write_text(text, "utf-8")
    short = git(folder, "log", "-1", "--format=%h").strip()
    answer = client(folder).get(f"{PLAN}/compare", params={"with": f"version:{short}"})
    assert answer.status_code == 403
    assert "标有密级" in answer.text
