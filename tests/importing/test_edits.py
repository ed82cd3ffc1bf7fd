"""`plangen import --edits`: what a director changed in Word comes back to the plan's own words."""

import io
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx.oxml.ns import qn
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.edited_documents import (
    WordEdit,
    add_behind,
    edit,
    paragraph,
    remove,
    texts,
    type_over,
)
from support.office import office
from support.program import ROOT, Outcome, run
from support.rendering import needs_office

PLANS = sorted([*(ROOT / "plans").glob("*.yaml"), *(ROOT / "examples").glob("*.yaml")])
KEYS = ("title", "text", "preamble", "body", "recipients", "note", "cc", "closing")
WORDS = (
    "切实",
    "并做好记录",
    "市直各单位",
    "A级",
    "12次",
    "，并逐一登记",
    "；不留死角",
    "“双随机”",
)


def scalars(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """The scalars of a plan file in its order, each with its key."""
    if isinstance(node, yaml.ScalarNode):
        yield key, node
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from scalars(value, name.value)
    else:
        for value in node.value:
            yield from scalars(value, key)


def read(text: str) -> list[tuple[str, Any]]:
    return [*scalars(yaml.compose(text, Loader=yaml.BaseLoader))]


def lines_of(value: str) -> list[str]:
    """A value as it is printed, a paragraph a line."""
    return ["".join(part.split("\n")) for part in value.strip().split("\n\n")]


def made(plan: Path, folder: Path) -> tuple[Path, Path]:
    """A copy of a plan, and its notice."""
    shutil.copytree(plan.parent, folder / plan.parent.name, dirs_exist_ok=True)
    copy, notice = folder / plan.parent.name / plan.name, folder / "公文.docx"
    assert run("notice", copy, "-o", notice, "--overwrite").code == 0
    return copy, notice


def take(plan: Path, notice: Path, *options: str) -> Outcome:
    return run("import", "--edits", notice, "--into", plan, *(options or ("--yes",)))


@pytest.fixture
def drugs(tmp_path: Path) -> tuple[Path, Path]:
    """The plan of 2022 and its notice."""
    return made(ROOT / "plans/2022.yaml", tmp_path)


def choices(plan: Path) -> list[tuple[int, str]]:
    """The paragraphs of values that stand once in the notice: the number of the value, and it."""
    copy = plan.read_text("utf-8")
    return [
        (at, line)
        for at, (key, node) in enumerate(read(copy))
        if key in KEYS
        for line in lines_of(node.value)
        if len(line) > 4 and not any(char.isspace() for char in line)
    ]


@settings(max_examples=12, report_multiple_bugs=False)
@given(st.data())
def test_words_edited_at_random_come_back_to_their_values(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    plan = data.draw(st.sampled_from(PLANS))
    copy, notice = made(plan, tmp_path_factory.mktemp("edits"))
    before = copy.read_text("utf-8")
    printed = "\n".join(texts(notice.read_bytes()))
    able = [one for one in choices(copy) if printed.count(one[1]) == 1]
    chosen = data.draw(
        st.lists(st.sampled_from(able), min_size=1, max_size=4, unique_by=lambda one: one[0])
    )
    tracked = data.draw(st.booleans())
    expected = {}
    for at, line in chosen:
        start = data.draw(st.integers(1, len(line) - 2))
        stop = data.draw(st.integers(start, min(len(line) - 1, start + 5)))
        new = data.draw(st.sampled_from([*WORDS, ""]))
        assume(line[start:stop] != new)
        wanted = WordEdit(line, start, stop, new)
        edit(notice, partial(type_over, wanted=wanted, tracked=tracked))
        expected[at] = wanted
    outcome = take(copy, notice)
    after = copy.read_text("utf-8")
    assert outcome.code == 0, outcome
    old, now = read(before), read(after)
    assert len(old) == len(now)
    for at, ((_, was), (_, is_now)) in enumerate(zip(old, now, strict=True)):
        if at in expected:
            wanted = expected[at]
            lines = [wanted.result if one == wanted.text else one for one in lines_of(was.value)]
            assert lines_of(is_now.value) == lines
        else:
            assert is_now.value == was.value
    assert outside(before, [old[at][1] for at in sorted(expected)]) == outside(
        after, [now[at][1] for at in sorted(expected)]
    )


def outside(text: str, nodes: list[Any]) -> str:
    """A file's text without some of its values and the blanks around them."""
    pieces, end = [], 0
    for node in nodes:
        pieces.append(text[end : node.start_mark.index].strip())
        end = node.end_mark.index
    return "…".join([*pieces, text[end:].strip()])


HEADING, TEXT = "加强学习", "各医疗卫生单位要及时传达学习"


def over(text: str, new: str) -> WordEdit:
    return WordEdit(text, 0, len(text), new)


def test_each_kind_of_field_takes_its_words(drugs: tuple[Path, Path]) -> None:
    plan, notice = drugs
    before = plan.read_text("utf-8")
    changes = {
        "加强学习": "加强学习和宣传",
        "各医疗卫生单位要及时传达学习": "各单位要马上传达学习",
        "2022年3月7日": "2022年3月10日",
        "此件主动公开": "此件不公开",
        "现印发给你们": "现发给你们",
        "滨海医院、康宁医院": "滨海医院",
    }
    for old, new in changes.items():
        edit(notice, partial(type_over, wanted=over(old, new)))
    shown = take(plan, notice, "--dry-run")
    assert shown.code == 1
    assert "二（一）1 段首标题：加强学习{+和宣传+}" in shown.out
    assert plan.read_text("utf-8") == before
    assert take(plan, notice).code == 0
    expected = before.replace("signed_on: 2022-03-07", "signed_on: 2022-03-10", 1)
    for old, new in changes.items():
        if not old[0].isdigit():
            expected = expected.replace(old, new, 1)
    assert plan.read_text("utf-8") == expected
    assert run("notice", plan, "-o", notice) == (
        0,
        f"已生成 {notice}\n",
        f"提示：{notice} 另存过，文字没有改，重新生成了；手工调过的版面不保留\n",
    )


def test_what_is_not_a_value_s_is_listed_and_nothing_written(drugs: tuple[Path, Path]) -> None:
    plan, notice = drugs
    before = plan.read_bytes()
    edit(notice, lambda body: type_over(body, over("（二）认真履行", "（三）认真履行")))
    edit(notice, lambda body: add_behind(body, "（七）强化美沙酮", "（八）开展一次回头看。"))
    outcome = take(plan, notice)
    assert outcome.code == 1
    assert "放得进" not in outcome.out
    assert "没有放进去的 2 处" in outcome.out
    assert "序号由 plangen 编排" in outcome.out
    assert "{+（八）开展一次回头看。+}（新加的段落" in outcome.out
    assert plan.read_bytes() == before


def test_names_of_the_register_are_not_edited_in_one_bracket(tmp_path: Path) -> None:
    plan, notice = made(ROOT / "examples/letter.yaml", tmp_path)
    before = plan.read_bytes()
    bracket = "责任单位：各级各类学校（幼儿园）；配合单位：市公安局、市交通运输局"
    edit(
        notice,
        lambda body: type_over(body, over(bracket, bracket.replace("市交通运输局", "市城管局"))),
    )
    outcome = take(plan, notice)
    assert outcome.code == 1
    assert "责任按名册印出" in outcome.out
    assert plan.read_bytes() == before


def test_a_bracket_in_words_takes_its_words(tmp_path: Path) -> None:
    plan, notice = made(ROOT / "examples/running.yaml", tmp_path)
    before = plan.read_text("utf-8")
    words, other = "（市住建局牵头，各区政府落实）", "（市自然资源局牵头，各区政府落实）"
    edit(notice, lambda body: type_over(body, over(words, other)))
    outcome = take(plan, notice)
    assert plan.read_text("utf-8") == before.replace(words, other, 1)
    assert "没有放进去的 1 处" in outcome.out  # the table made from the tasks names who leads
    assert "市[-自然资源-]{+住建+}局" in outcome.out
    assert "方案改了以后，这里印出来和公文不一样" in outcome.out


def test_an_item_that_is_gone_goes_from_the_plan(drugs: tuple[Path, Path]) -> None:
    plan, notice = drugs
    edit(notice, lambda body: remove(body, "健全处方管理制度"))
    outcome = take(plan, notice)
    assert (outcome.code, outcome.err) == (0, "")
    assert "整条删去：[-2.健全处方管理制度。" in outcome.out
    after = plan.read_text("utf-8")
    assert "prescription-rules" not in after
    assert run("check", plan, "--select", "structure").code == 0


def test_an_item_that_others_need_stays(drugs: tuple[Path, Path]) -> None:
    plan, notice = drugs
    before = plan.read_bytes()
    edit(notice, lambda body: remove(body, "（三）广泛开展禁毒"))
    outcome = take(plan, notice)
    assert outcome.code == 1
    assert "删了这一条，方案就读不通了" in outcome.out
    assert plan.read_bytes() == before


def test_an_item_that_has_moved_is_not_taken_for_gone(drugs: tuple[Path, Path]) -> None:
    plan, notice = drugs
    before = plan.read_bytes()

    def move(body: Any) -> None:
        paragraph(body, "1.做好艾滋病预防").addprevious(paragraph(body, "2.健全处方管理制度"))

    edit(notice, move)
    outcome = take(plan, notice)
    assert outcome.code == 1
    assert outcome.out.count("整段挪了位置；在方案里把这一条挪过去") == 2
    assert plan.read_bytes() == before


def test_rows_and_cells_of_a_table(tmp_path: Path) -> None:
    plan, notice = made(ROOT / "examples/notice.yaml", tmp_path)
    before = plan.read_text("utf-8")

    def take_row(body: Any) -> None:
        row = next(paragraph(body, "组建房屋安全专家库").iterancestors(qn("w:tr")))
        row.getparent().remove(row)

    edit(notice, take_row)
    edit(notice, lambda body: type_over(body, over("房屋体检报告", "房屋体检报告、台账")))
    assert take(plan, notice).code == 0
    row = next(line for line in before.splitlines(True) if '["3", 部署动员' in line)
    expected = before.replace(row, "")
    at = expected.index('["11", 老旧住宅')
    cell = expected[at:].replace("房屋体检报告", "房屋体检报告、台账", 1)
    assert plan.read_text("utf-8") == expected[:at] + cell


def test_paragraphs_of_one_value_are_parted_joined_added_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    plan, notice = folder / "2026.yaml", tmp_path / "公文.docx"
    text = (ROOT / "plans/2022.yaml").read_text("utf-8").replace("preamble: 为深入", PARAGRAPHS, 1)
    plan.write_text(text, "utf-8")
    assert run("notice", plan, "-o", notice).code == 0
    edit(notice, lambda body: remove(body, "第二段，逐户走访登记。"))
    edit(notice, lambda body: add_behind(body, "第三段，逐项核对台账。", "又一段，逐级上报情况。"))
    outcome = take(plan, notice)
    assert outcome.code == 0, outcome
    assert plan.read_text("utf-8") == text.replace("  第二段，逐户走访登记。\n\n", "").replace(
        "  第三段，逐项核对台账。\n", "  第三段，逐项核对台账。\n\n  又一段，逐级上报情况。\n"
    )


PARAGRAPHS = """preamble: | # 引言
  第一段，逐村开展排查。
  摸清底数。

  第二段，逐户走访登记。

  第三段，逐项核对台账。

  为深入"""


def test_one_wording_printed_twice_and_edited_twice_in_two_ways_stays(tmp_path: Path) -> None:
    plan, notice = made(ROOT / "examples/letter.yaml", tmp_path)
    before = plan.read_bytes()
    title = "校园安全防范检查要点"
    hits = [text for text in texts(notice.read_bytes()) if text.endswith(title)]
    assert len(hits) == 2
    edit(
        notice,
        lambda body: type_over(body, WordEdit(hits[0], len(hits[0]) - 2, len(hits[0]), "事项")),
    )
    outcome = take(plan, notice, "--dry-run")
    assert "方案改了以后，这里印出来和公文不一样" in outcome.out
    edit(notice, lambda body: type_over(body, over(title, "校园安全检查清单")))
    outcome = take(plan, notice)
    assert "同一处文字印在几个地方，改得不一样" in outcome.out
    assert plan.read_bytes() == before


def test_a_plan_that_has_changed_since_is_not_changed_back_unasked(
    drugs: tuple[Path, Path],
) -> None:
    plan, notice = drugs
    edit(notice, lambda body: type_over(body, over(HEADING, "加强学习和宣传")))
    now = plan.read_text("utf-8").replace("此件主动公开", "此件依申请公开")
    plan.write_text(now, "utf-8")
    outcome = take(plan, notice)
    assert outcome.code == 1
    assert "照写会把方案后来的改动改回去" in outcome.err
    assert "没有写：公文不是照现在的方案生成的" in outcome.err
    assert plan.read_text("utf-8") == now


def test_without_an_answer_nothing_is_written(
    drugs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    plan, notice = drugs
    before = plan.read_bytes()
    edit(notice, lambda body: type_over(body, over(HEADING, "加强学习和宣传")))
    outcome = run("import", "--edits", notice, "--into", plan)
    assert outcome.code == 2
    assert "已中断" in outcome.err
    assert plan.read_bytes() == before


def test_what_cannot_be_read_is_said_in_one_line(drugs: tuple[Path, Path], tmp_path: Path) -> None:
    plan, notice = drugs
    other, _ = made(ROOT / "examples/order.yaml", tmp_path / "other")
    wrong = take(other, notice)
    assert wrong.code == 2
    assert (
        wrong.err == f"错误：{notice}：和这份方案生成的公文大半对不上；核对是不是这份方案的公文\n"
    )
    notice.write_bytes(b"PK\x03\x04")
    broken = take(plan, notice)
    assert (broken.code, broken.out) == (2, "")
    assert broken.err.startswith(f"错误：{notice}：文件损坏")
    assert take(plan, tmp_path / "没有.docx").code == 2
    assert take(tmp_path / "没有.yaml", notice).code == 2


def test_a_plan_with_windows_line_ends_keeps_them(drugs: tuple[Path, Path]) -> None:
    plan, notice = drugs
    before = plan.read_bytes().replace(b"\n", b"\r\n")
    plan.write_bytes(before)
    edit(notice, lambda body: type_over(body, over(HEADING, "加强学习和宣传"), tracked=True))
    assert take(plan, notice).code == 0
    assert plan.read_bytes() == before.replace(HEADING.encode(), "加强学习和宣传".encode(), 1)


def test_saving_in_another_program_edits_nothing(tmp_path: Path) -> None:
    needs_office()
    copies = [made(plan, tmp_path / plan.stem) for plan in PLANS]
    folder = tmp_path / "saved"
    folder.mkdir()
    for plan, notice in copies:
        shutil.copy(notice, folder / f"{plan.stem}.docx")
    office(
        tmp_path,
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "new"),
        *map(str, folder.glob("*.docx")),
    )
    for plan, notice in copies:
        shutil.copy(tmp_path / "new" / f"{plan.stem}.docx", notice)
        assert take(plan, notice) == (0, f"{notice} 和 {plan} 生成的公文没有出入。\n", "")
        assert "另存过，文字没有改" in run("notice", plan, "-o", notice).err
