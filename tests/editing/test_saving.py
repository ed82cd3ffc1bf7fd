"""Saving: nothing that anybody wrote is lost, whoever wrote it when."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.editing import PLANS, copied

from plangen.editing.session import EditSession
from plangen.findings.finding import CannotGoOn


@pytest.fixture
def session(tmp_path: Path) -> EditSession:
    return copied("notice", tmp_path)


def elsewhere(session: EditSession, old: str, new: str) -> None:
    """Have somebody else change the file."""
    text = session.path.read_text("utf-8")
    assert old in text
    session.path.write_text(text.replace(old, new), "utf-8")


def value(session: EditSession, key: str, name: str) -> object:
    return next(field.value for field in session.fields(key) if field.name == name)


def test_a_plan_that_nobody_changed_is_not_written(session: EditSession) -> None:
    before = session.path.stat().st_mtime_ns
    assert not session.is_dirty
    assert session.save().text == session.text
    assert session.path.stat().st_mtime_ns == before
    assert session.saved_states() == []


def test_what_is_saved_is_in_the_file_and_both_states_can_be_had_back(
    session: EditSession,
) -> None:
    before = session.text
    session.change("@survey-coverage", "deadline", "7月底前")
    assert session.is_dirty
    session.save()
    assert not session.is_dirty
    assert session.path.read_text("utf-8") == session.text != before
    newest, oldest = session.saved_states()
    assert newest.saved >= oldest.saved
    session.restore(oldest.name)
    assert session.text == before
    assert session.is_dirty
    session.undo()
    assert value(session, "@survey-coverage", "deadline") == "7月底前"
    with pytest.raises(CannotGoOn, match="没有这个历史版本"):
        session.restore("../notice.yaml")


def test_a_state_saved_again_is_kept_once(session: EditSession) -> None:
    for deadline in ("7月底前", "8月底前", "7月底前", "8月底前"):
        session.change("@survey-coverage", "deadline", deadline)
        session.save()
    assert len(session.saved_states()) == 3


def test_edits_of_two_people_meet_in_the_file(session: EditSession) -> None:
    elsewhere(session, "evidence: 房屋体检报告", "evidence: 体检报告和照片")
    session.change("@survey-coverage", "deadline", "7月底前")
    result = session.save()
    assert result.merged
    assert result.conflicts == ()
    assert value(session, "@old-house-inspection", "evidence") == "体检报告和照片"
    assert value(session, "@survey-coverage", "deadline") == "7月底前"
    assert session.path.read_text("utf-8") == session.text
    session.undo()
    assert value(session, "@old-house-inspection", "evidence") == "房屋体检报告"


@pytest.mark.parametrize(("side", "deadline"), [("mine", "7月底前"), ("theirs", "8月底前")])
def test_what_both_changed_is_shown_side_by_side_and_decided(
    session: EditSession, side: str, deadline: str
) -> None:
    elsewhere(
        session,
        "        deadline: 6月底前\n        targets:",
        "        deadline: 8月底前\n        targets:",
    )
    theirs = session.path.read_bytes()
    session.change("@survey-coverage", "deadline", "7月底前")
    result = session.save()
    assert result.text is None
    assert session.path.read_bytes() == theirs
    (conflict,) = result.conflicts
    assert conflict.place.endswith("隐患底数全面摸清 › 完成时限")
    assert (conflict.base, conflict.mine, conflict.theirs) == ("6月底前", "7月底前", "8月底前")
    assert session.resolve([side]).merged  # type: ignore[list-item]
    assert value(session, "@survey-coverage", "deadline") == deadline
    assert session.path.read_text("utf-8") == session.text
    assert theirs in [
        (session.path.parent / ".plangen/历史/notice" / state.name).read_bytes()
        for state in session.saved_states()
    ]


def test_an_entry_that_one_side_deleted_and_the_other_edited(session: EditSession) -> None:
    elsewhere(session, "6月底前，全市城乡房屋", "6月30日前，全市城乡房屋")
    session.delete("@survey-coverage")
    result = session.save()
    (conflict,) = result.conflicts
    assert conflict.mine == "（删去了）"
    assert "6月30日前" in conflict.theirs
    assert "6月底前，全市" in conflict.base
    session.resolve(["theirs"])
    assert "6月30日前" in str(value(session, "@survey-coverage", "text"))


def test_a_record_moved_to_two_places_is_one_conflict(session: EditSession, tmp_path: Path) -> None:
    other = EditSession(session.path)
    other.move("@elevator-safety", "@gas-inspection")
    other.save()
    session.move("@elevator-safety", "@stage-review")
    result = session.save()
    assert len(result.conflicts) == 1
    session.resolve(["mine"])
    assert session.part("@elevator-safety").clause.startswith("四")


def test_a_file_that_is_broken_meanwhile_is_one_conflict(session: EditSession) -> None:
    elsewhere(session, "series: housing-safety", "series: [housing-safety")
    session.change("@survey-coverage", "deadline", "7月底前")
    result = session.save()
    (conflict,) = result.conflicts
    assert conflict.place == "整个文件"
    session.resolve(["mine"])
    assert session.path.read_text("utf-8") == session.text
    assert any(state.name for state in session.saved_states())


def test_the_file_changes_once_more_while_a_conflict_is_decided(session: EditSession) -> None:
    elsewhere(session, "deadline: 第四季度", "deadline: 11月底前")
    session.change("@elevator-safety", "deadline", "10月底前")
    assert session.save().conflicts
    elsewhere(session, "evidence: 房屋体检报告", "evidence: 照片")
    again = session.resolve(["mine"])
    assert again.text is None
    assert len(again.conflicts) == 1
    session.resolve(["mine"])
    assert value(session, "@old-house-inspection", "evidence") == "照片"
    assert value(session, "@elevator-safety", "deadline") == "10月底前"


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLANS["plan"].read_bytes().replace(b"\n", b"\r\n"))
    session = EditSession(path)
    session.change("@exam-site-patrol", "deadline", "6月9日前")
    session.save()
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert EditSession(path).text == session.text


def test_a_file_that_is_gone_is_written_anew(session: EditSession) -> None:
    session.path.unlink()
    session.change("@survey-coverage", "deadline", "7月底前")
    session.save()
    assert session.path.read_text("utf-8") == session.text


def test_broken_text_can_be_saved_and_had_back(session: EditSession) -> None:
    session.replace_text("series: [a\n")
    session.save()
    assert session.path.read_text("utf-8") == "series: [a\n"
    assert len(session.saved_states()) == 2


SAVES = """
import sys
from pathlib import Path
from plangen.editing.session import EditSession
session = EditSession(Path(sys.argv[1]))
print("open", flush=True)
for number in range(2000):
    session.change("@exam-site-patrol", "evidence", f"照片{number % 7}")
    session.save()
"""


def test_a_process_killed_amid_saves_leaves_a_whole_file(tmp_path: Path) -> None:
    session = copied("plan", tmp_path)
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVES, str(session.path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        states = len(session.saved_states())
        while len(session.saved_states()) < min(states + 1, 7):
            assert child.poll() is None
        child.kill()
        child.wait()
        again = EditSession(session.path)
        assert again.plan is not None
        assert again.saved_states()


@settings(max_examples=12)
@given(st.data())
def test_no_edit_of_two_people_is_lost(draw: st.DataObject) -> None:
    """Two change different items, in any order of saving: both stand in the file."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        one = copied("notice", Path(folder))
        two = EditSession(one.path)
        keys = [p.key for p in one.parts.values() if p.kind in ("goal", "measure")]
        first, second = draw.draw(
            st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
        )
        one.change(first, "evidence", "甲的材料")
        two.change(second, "evidence", "乙的材料")
        one.save()
        assert two.save().conflicts == ()
        last = EditSession(one.path)
        assert value(last, first, "evidence") == "甲的材料"
        assert value(last, second, "evidence") == "乙的材料"
