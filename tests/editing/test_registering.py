"""Whom a plan names and nobody has registered: entered from the finding, the pages shown before."""

import re
from pathlib import Path

import pytest

from plangen.editing.session import EditSession
from plangen.findings.finding import CannotGoOn

PLAN = """format: 2
series: study
year: 2026
title: 某局2026年学习工作方案
issuer: 某局
issue: {form: plan}
register:
  # 科室照三定方案
  departments:
    - {id: office, name: 办公室}
  units:
    - {id: station, name: 工作站}  # 去年新设
  groups:
    - {id: halls, name: 各展馆, units: [station]}
sections:
  - title: 工作措施
    measures:
      - id: lessons
        title: 办好讲座
        text: 每季度办一次讲座。
        responsible: {units: [展览馆], department: [财务科]}
        deadline: 每季度末
      - id: reading
        title: 组织读书
        text: 组织读书活动（展览馆牵头，各街道配合）。
        responsible: 展览馆牵头，各街道配合
        deadline: 9月25日前
"""


def session_of(folder: Path, text: str = PLAN) -> EditSession:
    path = folder / "2026.yaml"
    path.write_text(text, "utf-8")
    return EditSession(path)


def number_of(session: EditSession, word: str) -> int:
    """The number of the first finding that misses a word."""
    for placed in session.findings():
        if placed.kinds and placed.words == word:
            return placed.number
    raise AssertionError(word)


def test_the_kind_is_told_by_place_and_name(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    kinds = {placed.words: placed.kinds for placed in session.findings() if placed.kinds}
    assert kinds["财务科"] == ("department",)
    assert kinds["展览馆"][0] == "unit"
    assert kinds["各街道"][0] == "group"


def test_all_are_entered_one_after_another_and_comments_stay(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    for word in ("财务科", "展览馆", "各街道"):
        session.register(number_of(session, word))
    assert session.file.plan is not None
    assert [str(unit.name) for unit in session.file.plan.register.units] == ["工作站", "展览馆"]
    assert "{id: cwk, name: 财务科}" in session.text
    assert "# 科室照三定方案" in session.text
    assert "# 去年新设" in session.text
    session.undo()
    assert "{id: gjd, name: 各街道}" not in session.text


def test_a_full_name_a_group_and_another_name(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    number = number_of(session, "展览馆")
    session.register(number, name="某市展览馆", kind="unit", group="halls")
    assert "{id: mszlg, name: 某市展览馆, also: [展览馆]}" in session.text
    assert "units: [station, mszlg]" in session.text
    made = session.register(number_of(session, "各街道"), name="各展馆", kind="group")
    assert made.told[-1] == "“各街道”记作“各展馆”的简称了"
    assert re.search(r"name: 各展馆,.*also: \[各街道\]", session.text)
    session.register(number_of(session, "财务科"), name="办公室")
    assert session.file.plan is not None


def test_a_group_within_a_group_is_entered_before_it(tmp_path: Path) -> None:
    session = session_of(tmp_path, PLAN.replace("units: [station]", "units: [station, 各街道]"))
    for word in ("各街道", "财务科", "展览馆"):
        session.register(number_of(session, word))
    assert session.file.plan is not None
    assert [str(group.name) for group in session.file.plan.register.groups] == ["各街道", "各展馆"]


def test_a_slip_of_the_pen_is_put_right(tmp_path: Path) -> None:
    slip = PLAN.replace("units: [展览馆], department: [财务科]", "units: [station, 工作战]")
    session = session_of(tmp_path, slip.replace("展览馆牵头，各街道配合", "工作占牵头，办公室配合"))
    meant = {placed.words: placed.meant for placed in session.findings() if placed.kinds}
    assert meant == {"工作战": "工作站", "工作占": "工作站"}
    session.correct(number_of(session, "工作战"))
    assert "responsible: {units: [station, 工作站]}" in session.text
    session.correct(number_of(session, "工作占"))
    assert "responsible: 工作站牵头，办公室配合" in session.text
    with pytest.raises(CannotGoOn):
        session.correct(0)


def test_what_it_cannot_be_is_refused(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    before = session.text
    number = number_of(session, "财务科")
    with pytest.raises(CannotGoOn, match="登记不了"):
        session.register(number, kind="unit")
    with pytest.raises(CannotGoOn, match="“工作站”登记的是单位"):
        session.register(number, name="工作站")
    assert session.text == before


def test_a_name_of_the_file_beside_is_not_entered_twice(tmp_path: Path) -> None:
    (tmp_path / "单位.csv").write_text("编码,名称\nzlg,市展览馆\n", "utf-8")
    text = re.sub(r"(?s)register:.*?sections:", "register: {from: 单位.csv}\nsections:", PLAN)
    session = session_of(tmp_path, text)
    number = number_of(session, "展览馆")
    with pytest.raises(CannotGoOn, match=r"单位\.csv"):
        session.register(number, name="市展览馆")
    told = session.register(number).told
    assert "名册文件“单位.csv”没有动" in told[-1]
    assert "{id: zlg-2, name: 展览馆}" in session.text


def test_pages_are_shown_with_names_that_nobody_has_registered(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    assert session.file.plan is None
    assert session.document is not None
    assert session.is_current
    session.change("@lessons", "text", "每月办一次讲座。")
    assert session.is_current
    session.replace_text(session.text.replace("year: 2026", "year: 二〇二六年度"))
    assert not session.is_current


def test_pages_are_shown_without_the_file_of_the_register(tmp_path: Path) -> None:
    text = re.sub(r"(?s)register:.*?sections:", "register: {from: 单位.csv}\nsections:", PLAN)
    session = session_of(tmp_path, text)
    assert session.file.plan is None
    assert session.document is not None
    assert not any(placed.kinds for placed in session.findings())


def test_the_id_of_a_new_unit_follows_its_name_until_it_is_used(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    for word in ("财务科", "展览馆", "各街道"):
        session.register(number_of(session, word))
    added = session.add("register", "unit", "into").key
    session.change("@reading", "responsible", {"units": [session.part(added).word("id")]})
    session.change(added, "name", "市")
    assert "{id: s, name: 市}" in session.text
    assert "responsible: {units: [s]}" in session.text
    session.change("@reading", "responsible", {"units": ["station"]})
    session.change(added, "name", "市图书馆")
    assert "{id: stsg, name: 市图书馆}" in session.text
    session.change("@reading", "responsible", {"units": ["stsg"]})
    session.change(added, "name", "市少儿图书馆")
    assert "{id: stsg, name: 市少儿图书馆}" in session.text


def test_an_id_that_was_chosen_or_went_out_stays(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    for word in ("财务科", "展览馆", "各街道"):
        session.register(number_of(session, word))
    session.change("register/departments/0", "name", "综合科")
    assert "{id: office, name: 综合科}" in session.text
    session.save()
    (tmp_path / "progress/2026").mkdir(parents=True)
    (tmp_path / "progress/2026/台账.csv").write_text("", "utf-8")
    session.change("register/units/1", "name", "市展览馆")
    assert "{id: zlg, name: 市展览馆" in session.text
