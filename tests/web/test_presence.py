"""On a shared folder, who has a plan open is shown, and is forgotten after a while."""

import json
import os
import time
from pathlib import Path

from support.workbench import client, folder_of

PLAN = "/plans/2022.yaml/check"


def sign(folder: Path, user: object, plan: str = "2022.yaml", age: float = 0) -> None:
    """What a colleague's workbench leaves in the folder."""
    place = folder / ".plangen/open"
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{user}.json"
    path.write_text(json.dumps({"user": user, "host": "pc-3", "plan": plan}), "utf-8")
    then = time.time() - age
    os.utime(path, (then, then))


def test_a_colleague_is_shown(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2018, 2022)
    sign(folder, "张三")
    visitor = client(folder)
    assert "张三（电脑 pc-3）也开着这份方案" in visitor.get(PLAN).text
    assert "张三" not in visitor.get("/plans/2018.yaml/check").text


def test_who_has_left_is_not(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2022)
    sign(folder, "张三", age=600)
    sign(folder, "李四", plan="2018.yaml")
    assert "也开着这份方案" not in client(folder).get(PLAN).text


def test_others_are_told_and_git_is_not(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2022)
    client(folder).get(PLAN)
    (own,) = (folder / ".plangen/open").glob("*.json")
    assert json.loads(own.read_text("utf-8"))["plan"] == "2022.yaml"
    assert (folder / ".plangen/.gitignore").read_text() == "*\n"


def test_a_broken_sign_is_passed_over(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2022)
    for words in ("{", "[]", "null", '{"plan": "2022.yaml"}', "x" * 9999):
        sign(folder, len(words))
        (folder / f".plangen/open/{len(words)}.json").write_text(words)
    assert client(folder).get(PLAN).status_code == 200
