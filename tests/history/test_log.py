"""`plangen log`: what each commit, and each year, changed of a plan or of one item of it."""

import json
from pathlib import Path

import pytest
from support.program import ROOT, run
from support.repositories import PLAN, Sandbox

PLACE = "plans/2026.yaml"
RAISED = PLAN.replace("85", "90")


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    return Sandbox(tmp_path / "work", monkeypatch)


def log(*words: object) -> str:
    done = run("log", *words)
    assert (done.code, done.err) == (0, "")
    return done.out


def steps(text: str) -> list[str]:
    """The steps that a history tells, each with all its lines."""
    return [block for block in text.split("\n\n") if "  " in block.split("\n")[0]]


def test_an_item_through_the_commits(sandbox: Sandbox) -> None:
    first = sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.commit("别的条目", {PLACE: PLAN.replace("当日上报", "次日上报")})
    raised = sandbox.commit("提高", {PLACE: RAISED})
    for word in ("drills", "一（一）", "一(一)"):
        text = log(PLACE, word)
        assert text.startswith("一（一） 各中队演练合格率达到90%以上 [drills]\n")
        began, changed = steps(text)
        assert began.startswith(f"2026-02-01  {first}  李四  写成方案  {PLACE}\n")
        assert "指标：演练合格率≥85%" in began
        assert changed.startswith(f"2026-02-03  {raised}  李四  提高  {PLACE}\n")
        assert "85" in changed
        assert "90" in changed
        assert "提高" in changed
        assert "上报" not in text


def test_who_answers_for_an_item_by_the_register(sandbox: Sandbox) -> None:
    groups = "  groups:\n    - {id: all, name: 各中队, units: [a]}\nsections:"
    plan = PLAN.replace("sections:", groups).replace("units: [a, b]", "units: [all]")
    sandbox.commit("写成方案", {PLACE: plan})
    sandbox.commit("换人", {PLACE: plan.replace("王立明", "周正")})
    sandbox.commit("二中队也参加", {PLACE: plan.replace("units: [a]}\nsec", "units: [a, b]}\nsec")})
    _, succeeded, joined = steps(log(PLACE, "drills"))
    assert "办公室责任人" in succeeded
    assert "周正" in succeeded
    assert "二中队" in joined
    assert len(steps(log(PLACE, "inspect"))) == 1


def test_a_register_beside_the_plan(sandbox: Sandbox) -> None:
    units = "编码,名称\na,一中队\nb,二中队\n"
    listed = "  units:\n    - {id: a, name: 一中队}\n    - {id: b, name: 二中队}\n"
    plan = PLAN.replace(listed, "").replace("register:\n", "register:\n  from: 名册.csv\n")
    sandbox.commit("先有名册", {"plans/名册.csv": units})
    sandbox.commit("写成方案", {PLACE: plan})
    sandbox.commit("改名", {"plans/名册.csv": (renamed := units.replace("二中队", "特勤中队"))})
    sandbox.commit("加空行", {"plans/名册.csv": renamed + "\n"})
    sandbox.commit("提高", {PLACE: plan.replace("85", "90")})
    (sandbox.root / "plans/名册.csv").unlink()
    sandbox.commit("删了名册")
    sandbox.write("plans/名册.csv", renamed)
    began, called, raised, broken = steps(log(PLACE))
    assert "写成方案" in began
    assert "改名  plans/名册.csv\n" in called
    assert "特勤中队" in called
    assert "指标" in raised
    assert "中队" not in raised.partition("指标")[2]
    assert broken.endswith("删了名册  plans/名册.csv\n  这一版读不出方案\n")
    assert [step.split("  ")[3] for step in steps(log(PLACE, "drills"))] == [
        "写成方案",
        "改名",
        "提高",
    ]


def test_the_whole_plan(sandbox: Sandbox) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.commit("提高", {PLACE: RAISED})
    sandbox.commit("加一句说明", {PLACE: "# 说明\n" + RAISED})
    began, raised, noted = steps(log(PLACE))
    assert "新增 3 项" in began
    assert "drills" not in began
    assert "调整 1 项" in raised
    assert "方案的内容没有变" in noted


def test_not_committed(sandbox: Sandbox) -> None:
    path = sandbox.write(PLACE, PLAN)
    assert steps(log(path))[-1].startswith(f"未提交  {path}\n")
    sandbox.commit("写成方案")
    assert "未提交" not in log(PLACE)
    sandbox.write(PLACE, PLAN.replace("\n", "\r\n"))
    assert "未提交" not in log(PLACE)
    sandbox.write(PLACE, RAISED)
    assert steps(log(PLACE))[-1].startswith(f"未提交  {PLACE}\n  调整 1 项")
    sandbox.write(PLACE, "甲: [\n")
    assert steps(log(PLACE))[-1] == f"未提交  {PLACE}\n  这一版读不出方案\n"


def test_a_version_that_is_no_plan(sandbox: Sandbox) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.commit("写坏了", {PLACE: PLAN.replace("year: 2026", "year: 今年")})
    sandbox.commit("改好并提高", {PLACE: RAISED})
    _, broken, mended = steps(log(PLACE))
    assert "这一版读不出方案" in broken
    assert "提高" in mended
    assert len(steps(log(PLACE, "drills"))) == 2


def test_renamed_removed_and_back(sandbox: Sandbox) -> None:
    at = PLAN.index("      - id: teach")
    without, teach = PLAN[:at], PLAN[at:]
    sandbox.commit("写成方案", {"fire.yaml": PLAN})
    (sandbox.root / "plans").mkdir()
    sandbox.git("mv", "fire.yaml", PLACE)
    sandbox.commit("改名")
    sandbox.commit("删一条", {PLACE: without})
    _, renamed, removed = steps(log(PLACE))
    assert f"改名：fire.yaml → {PLACE}" in renamed
    assert "删除 1 项" in removed
    began, gone = steps(log(PLACE, "teach"))
    assert began.split("\n")[0].endswith("fire.yaml")
    assert "删除" in gone
    sandbox.commit("放回去", {PLACE: PLAN})
    assert len(steps(log(PLACE, "teach"))) == 3
    sandbox.commit("删前一条", {PLACE: PLAN[: PLAN.index("      - id: inspect")] + teach})
    assert log(PLACE, "二（一）").startswith("二（一） 宣传教育")
    sandbox.git("rm", "--quiet", PLACE)
    sandbox.commit("全删")
    assert "删除了这个文件" in steps(log(PLACE))[-1]
    sandbox.commit("恢复", {PLACE: PLAN})
    assert "新增 3 项" in steps(log(PLACE))[-1]


def test_through_the_years(sandbox: Sandbox) -> None:
    last_year = PLAN.replace("2026", "2025").replace("85", "80")
    sandbox.commit("去年", {"plans/2025.yaml": last_year})
    sandbox.commit("去年改", {"plans/2025.yaml": last_year.replace("80", "82")})
    sandbox.commit("别的系列", {"plans/other.yaml": last_year.replace("fire-safety", "roads")})
    sandbox.commit("今年", {PLACE: PLAN.replace("id: drills", "id: drill-rate")})
    told = steps(log(PLACE, "drill-rate"))
    heads = [step.split("\n")[0].split("  ", 3)[3] for step in told]
    assert heads == ["去年  plans/2025.yaml", "去年改  plans/2025.yaml", f"今年  {PLACE}"]
    assert "82" in told[1]
    assert "82" in told[2]
    assert "85" in told[2]
    assert len(steps(log("plans/2025.yaml"))) == 2


def test_an_item_that_was_split_goes_on_to_its_parts(sandbox: Sandbox) -> None:
    at = PLAN.index("      - id: teach")
    both = "宣传教育进机关进学校进社区，发放宣传手册。建立消防档案，逐户登记消防设施和责任人。"
    whole = PLAN[:at] + f"      - {{id: teach, text: {both}}}\n"
    first, second = (f"{text}。" for text in both.split("。")[:2])
    halves = [f"{{id: teach, text: {first}}}", f"{{id: files, text: {second}}}"]
    split = PLAN[:at] + "".join(f"      - {half}\n" for half in halves)
    sandbox.commit("写成方案", {PLACE: whole})
    sandbox.commit("拆开", {PLACE: split})
    sandbox.commit("换编号", {PLACE: (renamed := split.replace("id: files", "id: archive"))})
    checked = renamed.replace("逐户登记", "逐户核对登记")
    sandbox.commit("改档案", {PLACE: checked})
    sandbox.commit("改宣传", {PLACE: checked.replace("进社区", "进村居")})

    def names(word: str) -> list[str]:
        return [step.split("\n")[0].split("  ")[3] for step in steps(log(PLACE, word))]

    assert names("teach") == ["写成方案", "拆开", "改档案", "改宣传"]
    assert "拆分" in steps(log(PLACE, "teach"))[1]
    assert names("archive") == ["写成方案", "拆开", "改档案"]


def test_what_a_merge_decided(sandbox: Sandbox) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.git("checkout", "--quiet", "-b", "other")
    sandbox.commit("甲", {PLACE: RAISED})
    sandbox.git("checkout", "--quiet", "main")
    sandbox.commit("乙", {PLACE: PLAN.replace("当日上报", "次日上报")})
    sandbox.git("merge", "--quiet", "--no-edit", "other")
    assert len(steps(log(PLACE))) == 3
    sandbox.git("checkout", "--quiet", "-b", "third")
    sandbox.commit("丙", {PLACE: RAISED.replace("90", "92")})
    sandbox.git("checkout", "--quiet", "main")
    sandbox.commit("丁", {PLACE: RAISED.replace("90", "94")})
    sandbox.git("merge", "--quiet", "third", fails=True)
    sandbox.commit("商定九十三", {PLACE: RAISED.replace("90", "93")})
    decided = steps(log(PLACE, "drills"))[-1]
    assert "商定九十三" in decided
    assert "93" in decided


def test_a_merge_of_other_files_is_no_step(sandbox: Sandbox) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.git("checkout", "--quiet", "-b", "other")
    sandbox.commit("甲", {"notes.txt": "甲"})
    sandbox.git("checkout", "--quiet", "main")
    sandbox.commit("乙", {"more.txt": "乙"})
    sandbox.git("merge", "--quiet", "--no-edit", "other")
    assert len(steps(log(PLACE))) == 1


def test_without_git(tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2025.yaml").write_text(PLAN.replace("2026", "2025").replace("85", "80"), "utf-8")
    path = tmp_path / "2026.yaml"
    path.write_text(PLAN, "utf-8")
    for why in ("不是 git 仓库", "没有找到 git"):
        text = log(path, "drills")
        assert why in text
        assert "只比较了各年的文件" in text
        assert len(steps(text)) == 2
        assert "80" in steps(text)[1]
        monkeypatch.setenv("PATH", "")


def test_in_a_hook_of_another_worktree(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    beside = tmp_path / "另 一处"
    sandbox.git("worktree", "add", "--quiet", "--detach", str(beside))
    monkeypatch.chdir(beside)
    monkeypatch.setenv("GIT_DIR", sandbox.git("rev-parse", "--absolute-git-dir").strip())
    assert "写成方案" in log(PLACE, "drills")


def test_in_a_bare_repository(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    monkeypatch.chdir(tmp_path / "bare")
    assert "没有工作文件夹的裸仓库" in run("log", PLACE).err


def test_a_shallow_clone(tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    sandbox.commit("提高", {PLACE: RAISED})
    copy = tmp_path / "copy"
    sandbox.git("clone", "--quiet", "--depth", "1", sandbox.root.as_uri(), str(copy))
    monkeypatch.chdir(copy)
    assert "git fetch --unshallow" in log(PLACE)
    assert "git fetch --unshallow" in run("diff", f"HEAD~1:{PLACE}", PLACE).err


def test_no_such_item_or_plan(sandbox: Sandbox) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    done = run("log", PLACE, "drill")
    assert (done.code, done.out) == (2, "")
    assert "是不是想写“drills”" in done.err
    assert "找不到这个文件" in run("log", "plans/2027.yaml").err


def test_json(sandbox: Sandbox) -> None:
    sandbox.commit("写成方案", {PLACE: PLAN})
    raised = sandbox.commit("提高", {PLACE: RAISED})
    sandbox.write(PLACE, RAISED.replace("6月底前", "5月底前"))
    record = json.loads(log(PLACE, "--format", "json"))
    assert record["item"] is None
    _, changed, pending = record["events"]
    assert changed["commit"].startswith(raised)
    assert changed["date"] == "2026-02-02T09:00:00+08:00"
    (entry,) = changed["comparison"]["entries"]
    assert entry["new"]["id"] == "drills"
    assert "target" in {change["kind"] for change in entry["changes"]}
    assert pending["commit"] is None
    alone = json.loads(log(PLACE, "teach", "--format", "json"))
    assert alone["item"]["id"] == "teach"
    assert [event["file"] for event in alone["events"]] == [PLACE, PLACE]
    kinds = alone["events"][-1]["comparison"]["entries"][0]["changes"]
    assert kinds[0]["direction"] == "earlier"


def test_two_hundred_commits(sandbox: Sandbox) -> None:
    plan = (ROOT / "plans/2022.yaml").read_text("utf-8")
    stream = []
    for number in range(200):
        text = plan.replace("at_least: 90", f"at_least: {(number + 1) / 2}").encode()
        head = "commit refs/heads/main\ncommitter 李四 <li@example.org> 1700000000 +0800\n"
        subject = f"第{number}次".encode()
        stream += [
            f"{head}data {len(subject)}\n".encode() + subject,
            f"\nM 100644 inline plans/2022.yaml\ndata {len(text)}\n".encode() + text + b"\n",
        ]
    sandbox.git("fast-import", "--quiet", data=b"".join(stream))
    sandbox.git("reset", "--quiet", "--hard")
    assert len(steps(log("plans/2022.yaml", "methadone-retention"))) == 200
