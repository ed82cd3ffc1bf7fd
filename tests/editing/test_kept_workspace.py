"""What an edited plan is held to is read once, and again when its file changes."""

import shutil
from pathlib import Path

import pytest

import plangen.workspace
from plangen.editing.session import EditSession

PLAN = """series: study
year: {year}
title: 某局{year}年学习工作方案
issuer: 某局
issue: {{form: plan}}
register: {{from: 名册.csv}}
sections:
  - title: 工作目标
    goals:
      - id: turnout
        text: 参学率不低于{rate}%。
        targets: [{{name: 参学率, at_least: {rate}, unit: "%"}}]
        responsible: {{units: [工作站]}}
        deadline: 全年
"""
REGISTER = "编码,名称\nstation,工作站\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two years' plans with a register, the second one issued."""
    plans = tmp_path / "plans"
    plans.mkdir()
    for year, rate in ((2025, 90), (2026, 95)):
        (plans / f"{year}.yaml").write_text(PLAN.format(year=year, rate=rate), "utf-8")
    (plans / "名册.csv").write_text(REGISTER, "utf-8")
    kept = tmp_path / "issued/2026_2026-01-09"
    kept.mkdir(parents=True)
    shutil.copy(plans / "2026.yaml", kept.with_suffix(".yaml"))
    shutil.copy(plans / "名册.csv", kept)
    return tmp_path


@pytest.fixture
def session(folder: Path) -> EditSession:
    return EditSession(folder / "plans/2026.yaml")


def codes(session: EditSession) -> set[str]:
    return {found.finding.code for found in session.findings()}


def typed(session: EditSession, old: str, new: str) -> None:
    assert old in session.text
    session.replace_text(session.text.replace(old, new))


def test_an_edit_reads_no_plan_but_its_own(
    session: EditSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.findings()
    read, real = [], plangen.workspace.read

    def reading(data: bytes, name: str, *more: object) -> object:
        read.append(Path(name).name)
        return real(data, name, *more)

    monkeypatch.setattr(plangen.workspace, "read", reading)
    typed(session, "全年", "12月底前")
    session.findings()
    assert read == ["2026.yaml"]


def test_last_years_plan_is_read_again_when_it_changes(session: EditSession, folder: Path) -> None:
    assert "lower-than-last-year" not in codes(session)
    path = folder / "plans/2025.yaml"
    path.write_text(PLAN.format(year=2025, rate=98), "utf-8")
    typed(session, "全年", "12月底前")
    assert "lower-than-last-year" in codes(session)
    path.unlink()
    typed(session, "12月底前", "全年")
    assert "lower-than-last-year" not in codes(session)


def test_a_plan_that_is_issued_meanwhile_is_known(session: EditSession, folder: Path) -> None:
    typed(session, "id: turnout", "id: other")
    assert "issued-id" in codes(session)
    later = folder / "issued/2026_2026-02-09.yaml"
    later.write_text(session.text, "utf-8")
    shutil.copytree(folder / "issued/2026_2026-01-09", later.with_suffix(""))
    typed(session, "全年", "12月底前")
    assert "issued-id" not in codes(session)


def test_a_plan_is_read_again_when_its_register_changes(folder: Path) -> None:
    session = EditSession(folder / "plans/2026.yaml")
    earlier = session.workspace.read_plan(folder / "plans/2025.yaml")
    assert session.workspace.read_plan(folder / "plans/2025.yaml") is earlier
    (folder / "plans/名册.csv").write_text(f"{REGISTER}hall,展览馆\n", "utf-8")
    again = session.workspace.read_plan(folder / "plans/2025.yaml").plan
    assert again is not None
    assert [unit.name for unit in again.register.units] == ["工作站", "展览馆"]
