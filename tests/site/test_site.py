"""`plangen site`: a folder of plans as a site that needs no server and nothing from outside."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.ledgers import PLAN, office, reported
from support.program import ROOT, run
from support.registers import many, tree
from support.repositories import PLAN as DRILLS
from support.repositories import Sandbox
from support.webpages import addresses, faults, page, words

from plangen.delivery.folder import Local
from plangen.site import duties
from plangen.site import ledger as ledger_pages

LINES = (
    reported("poles", "east", "已完成", done_on="2026-06-10", note="全部查完", problem="缺车"),
    reported("cables", "west", "进行中", value="70"),
    reported("patrol", "north", "已完成", "2026Q1", done_on="2026-03-20", decision="销号"),
)
DAY = ("--as-of", "2026-07-05")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with a plan, last year's, the plan as issued, and a ledger."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    office(tmp_path, LINES)
    earlier = PLAN.replace("2026", "2025").replace("200", "150")
    (tmp_path / "plans/2025.yaml").write_text(earlier, "utf-8")
    assert run("issue", "plans/2026.yaml").code == 0
    revised = PLAN.replace("9月底前改造电缆", "10月底前改造电缆")
    (tmp_path / "plans/2026.yaml").write_text(revised, "utf-8")
    return tmp_path


def made(*arguments: str) -> str:
    outcome = run("site", ".", *DAY, *arguments)
    assert outcome.code == 0, outcome
    return outcome.out


def read(name: str) -> str:
    return words(page(Path(name).read_bytes()))


def test_is_whole_and_leads_nowhere_else(folder: Path) -> None:
    assert made().startswith("2 份方案 → site（新写 ")
    assert not faults(folder / "site")
    names = {path.relative_to("site").as_posix() for path in Path("site").rglob("*.html")}
    chapters = ["index", "pages", "tasks", "units", "duties"]
    later = ["ledger", "comparison", "revision", "history"]
    assert names == {
        *("index.html", "search.html"),
        *(f"2025/{name}.html" for name in chapters),
        *(f"2026/{name}.html" for name in (*chapters, *later)),
    }
    for path in Path("site/assets").iterdir():
        assert not re.search(
            r"https?:|//[a-z]|@import|url\(|fetch|import\(", path.read_text("utf-8")
        )


def test_says_what_there_is(folder: Path) -> None:
    made()
    index = read("site/index.html")
    assert index.index("2026年") < index.index("2025年")
    assert "逾期 7" in index
    assert "西片管护站10月底前改造电缆" in read("site/2026/index.html")
    assert "东片管护站的任务，共 3 项" in read("site/2026/duties.html")
    ledger = read("site/2026/ledger.html")
    assert "截至 2026-07-05" in ledger
    assert "实际 70" in ledger
    assert "没有报的" in ledger
    assert "150" in read("site/2026/comparison.html")
    assert "和 2026-01-09 印发的比" in read("site/2026/revision.html")
    assert "2026-01-09 印发" in read("site/2026/history.html")


def test_lights_have_words(folder: Path) -> None:
    made()
    for path in Path("site").rglob("*.html"):
        for light in re.finditer(
            r'<span class="light [a-z]+"[^>]*></span>(.)', path.read_text("utf-8")
        ):
            assert light[1] in "逾落快正不"


def test_names_of_the_bureau_are_shown_only_where_asked(folder: Path) -> None:
    made()
    shown = "".join(data.decode() for data in tree(folder / "site").values())
    made("--internal", "-o", "inside")
    inside = "".join(data.decode() for data in tree(folder / "inside").values())
    for words_of_the_bureau in ("钱一", "east@example.org", "全部查完", "缺车"):
        assert words_of_the_bureau not in shown
        assert words_of_the_bureau in inside


def test_people_of_a_notice_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "plans/2018.yaml", tmp_path)
    outcome = run("site", ".", *DAY)
    assert outcome.code == 0
    assert "公文本身印着责任人或责任领导" in outcome.err
    assert "责任人" not in read("site/2018/tasks.html")
    assert not Path("site/2018/officials.html").exists()
    assert not run("site", ".", *DAY, "--internal").err
    assert "责任人" in read("site/2018/tasks.html")
    assert Path("site/2018/officials.html").exists()


def test_history_of_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Sandbox(tmp_path / "office", monkeypatch)
    repository.commit("起草方案", {"plans/2026.yaml": DRILLS})
    changed = DRILLS.replace("85", "90").replace("王立明", "赵小川")
    repository.commit("按王局意见提高", {"plans/2026.yaml": changed})
    made()
    history = read("site/2026/history.html")
    assert "2026-02-01 修改" in history
    assert "调整 1 项" in history
    shown = "".join(data.decode() for data in tree(repository.root / "site").values())
    for inside in ("李四", "按王局意见", "王立明", "赵小川"):
        assert inside not in shown
    made("--internal")
    history = read("site/2026/history.html")
    assert "按王局意见提高（李四" in history
    assert "赵小川" in history


@pytest.mark.parametrize("single", [(), ("--single",)])
def test_refuses_what_is_classified(folder: Path, single: tuple[str, ...]) -> None:
    secret = PLAN.replace(
        "form: plan,", "form: plan, copy_number: '000001', classification: 秘密★1年,"
    )
    Path("plans/2024.yaml").write_text(secret.replace("2026", "2024"), "utf-8")
    outcome = run("site", ".", *DAY, *single)
    assert outcome.code == 2
    assert "plans/2024.yaml:6:" in outcome.err
    assert "标了密级“秘密★1年”，涉密的方案不能做成网页传阅" in outcome.err
    assert not Path("site").exists()


def test_leaves_out_versions_that_were_classified(folder: Path) -> None:
    issued = Path("issued/2026-01-09.yaml")
    mark = "form: plan, copy_number: '000001', classification: 秘密★1年,"
    issued.write_text(PLAN.replace("form: plan,", mark).replace("灯杆", "暗杆"), "utf-8")
    made()
    assert not Path("site/2026/revision.html").exists()
    assert "暗杆" not in "".join(data.decode() for data in tree(folder / "site").values())


def test_same_plans_same_bytes(folder: Path) -> None:
    made()
    first = tree(folder / "site")
    assert "新写 0 个文件" in made()
    made("-o", "again")
    assert tree(folder / "again") == first == tree(folder / "site")


def test_keeps_what_others_edited(folder: Path) -> None:
    made()
    edited = Path("site/2025/tasks.html")
    edited.write_text("改过", "utf-8")
    stranger = Path("site/notes.html")
    stranger.write_text("别人的", "utf-8")
    Path("plans/2025.yaml").unlink()
    outcome = run("site", ".", *DAY)
    assert outcome.code == 1
    assert f"{edited} 用不着了，可是有人改过，没有删" in outcome.err
    assert "删去旧的" in outcome.out
    left = {path.name for path in Path("site/2025").iterdir()}
    assert left == {"tasks.html"}
    Path("site/index.html").write_text("改过", "utf-8")
    outcome = run("site", ".", *DAY)
    assert outcome.code == 1
    assert "site/index.html 有人改过，或者不是 plangen 生成的，没有动它" in outcome.err
    assert Path("site/index.html").read_text("utf-8") == "改过"
    made("--overwrite")
    assert Path("site/index.html").read_text("utf-8") != "改过"
    assert stranger.read_text("utf-8") == "别人的"


def test_does_not_touch_a_folder_of_others(folder: Path) -> None:
    Path("site").mkdir()
    Path("site/index.html").write_text("别人的网站", "utf-8")
    assert run("site", ".", *DAY).code == 1
    assert Path("site/index.html").read_text("utf-8") == "别人的网站"


def test_goes_on_after_a_stop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    whole = tree(folder / "site")
    shutil.rmtree("site")
    put_all, calls = Local.put_all, []

    def stopped(self: Local, files: Any) -> None:
        calls.append(files)
        if len(calls) == 2:
            put_all(self, dict(list(files.items())[:5]))
            raise OSError(28, "No space left on device")
        put_all(self, files)

    monkeypatch.setattr(Local, "put_all", stopped)
    outcome = run("site", ".", *DAY)
    assert outcome.code == 2
    assert "写不了 site" in outcome.err
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    made()
    assert tree(folder / "site") == whole


def test_a_record_that_leads_outside_is_refused(folder: Path) -> None:
    made()
    record = json.loads(Path("site/plangen-site.json").read_text("utf-8"))
    record["files"]["../plans/2025.yaml"] = ["x"]
    Path("site/plangen-site.json").write_text(json.dumps(record), "utf-8")
    outcome = run("site", ".", *DAY)
    assert outcome.code == 2
    assert "plangen-site.json 读不懂" in outcome.err


@pytest.mark.parametrize("name", ["notice", "plan", "order", "letter", "minutes", "running"])
def test_every_kind_of_document(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / f"examples/{name}.yaml", tmp_path)
    made()
    assert not faults(tmp_path / "site")
    made("--single", "-o", "single")
    assert not faults(tmp_path / "single")


def test_one_file_holds_everything(folder: Path) -> None:
    assert made("--single", "-o", "single").startswith("2 份方案 → single")
    assert not faults(folder / "single")
    single = Path("single/2026/某某市2026年路灯管护工作实施方案.html")
    root = page(single.read_bytes())
    assert all(address.startswith("#") or address == "data:," for address in addresses(root))
    said = words(root)
    for part in ("10月底前改造电缆", "截至 2026-07-05", "和 2026-01-09 印发的比", "任务分解表"):
        assert part in said
    assert "钱一" not in said


PAYLOAD = "\"'><script>pwned()</script><img src=x onerror=pwned()>]]></style></title>&lt;b&gt;"
KEPT = ("deadline", "suffix", "size", "column", "merge", "group_by", "width")


def poisoned(value: Any, key: str = "") -> Any:
    """A plan with the payload behind every free text: Chinese, and no keyword."""
    if isinstance(value, dict):
        return {name: poisoned(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [poisoned(entry, key) for entry in value]
    free = isinstance(value, str) and re.search("[\u4e00-\u9fff]", value) and key not in KEPT
    return value + PAYLOAD if free else value


@pytest.mark.parametrize("name", ["support", "examples/notice.yaml", "plans/2018.yaml"])
def test_no_field_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = PLAN if name == "support" else (ROOT / name).read_text("utf-8")
    plan = yaml.safe_load(text)
    office(tmp_path, [line._replace(value=PAYLOAD, note=PAYLOAD, name=PAYLOAD) for line in LINES])
    plans = {2026: poisoned(plan), 2025: poisoned({**plan, "year": plan["year"] - 1})}
    for number, record in plans.items():
        Path(f"plans/{number}.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    for options in ((), ("--internal",), ("--single", "--internal", "-o", "single")):
        outcome = run("site", ".", *DAY, *options, "--overwrite")
        assert outcome.code == 0, outcome
    seen = 0
    for path in tmp_path.rglob("*.html"):
        root = page(path.read_bytes())
        seen += words(root).count("pwned()")
        for element in root.iter():
            assert element.tag != "img"
            assert not [name for name in element.attrib if name.startswith("on")]
            if element.tag in ("script", "style"):
                assert "pwned" not in (element.text or "")
    assert seen > 50
    for path in tmp_path.rglob("search-*.js"):
        data = path.read_text("utf-8").removeprefix("plangenSearch.add(").removesuffix(");\n")
        assert json.loads(data)["passages"]


def test_many_units_make_no_great_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(many(2500), "utf-8")
    made()
    assert not faults(tmp_path / "site")
    assert max(len(data) for data in tree(tmp_path / "site").values()) < 400_000
    assert {path.name for path in Path("site/2026-plan").glob("units*.html")} == {
        *("units.html", "units-2.html", "units-3.html")
    }
    assert "第0卫生院、第1卫生院、第2卫生院等 100 家的任务，共 3 项" in read(
        "site/2026-plan/duties.html"
    )
    assert "第2499卫生院" in Path("site/assets/search-2026-plan.js").read_text("utf-8")
    made("--single", "-o", "single")
    assert not faults(tmp_path / "single")
    monkeypatch.setattr(duties, "MOST_ROWS", 30)
    outcome = run("site", ".", *DAY)
    assert "有 1500 个单位没有列出任务" in outcome.err
    assert not faults(tmp_path / "site")


def test_a_long_ledger_shows_what_is_late(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_pages, "MOST_LINES", 7)
    outcome = run("site", ".", *DAY)
    assert "另有 10 行" in outcome.err
    shown = read("site/2026/ledger.html")
    assert "另有 10 条没有列出" in shown
    assert shown.rpartition("进展 逾期")[2].count("逾期") == 6
    assert not faults(folder / "site")
    monkeypatch.setattr(ledger_pages, "MOST_COUNTED", 16)
    outcome = run("site", ".", *DAY)
    assert "行，网页上没有；看 plangen status" in outcome.err
    assert not Path("site/2026/ledger.html").exists()
    assert not faults(folder / "site")


def test_names_are_plain_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("路灯 管护#1%", "con", "2026路灯 管护 1"):
        Path(f"{name}.yaml").write_text(PLAN.replace("lamps", f"lamps-{len(name)}"), "utf-8")
    made()
    folders = {path.name for path in Path("site").iterdir() if path.is_dir()}
    assert folders == {
        *("assets", "2026-con", "2026-lu-deng-guan-hu-1", "2026-lu-deng-guan-hu-1-2")
    }
    assert not faults(tmp_path / "site")


def test_a_small_site_whole(folder: Path, golden: Any) -> None:
    made()
    parts = []
    for name, data in tree(folder / "site").items():
        if name.endswith(".html") and "pages" not in name:
            parts.append(f"<!-- {name} -->\n{data.decode()}")
    golden("\n".join(parts), ROOT / "tests/expected/site.html")


def test_plans_may_be_named(folder: Path) -> None:
    outcome = run("site", "plans/2026.yaml", *DAY)
    assert outcome.code == 0
    assert outcome.out.startswith("1 份方案 → site（")
    assert "逾期 7" in read("site/index.html")
    assert not faults(folder / "site")
    assert run("site", "plans/2062.yaml", *DAY).code == 2


def test_says_where_there_is_nothing_to_show(tmp_path: Path) -> None:
    outcome = run("site", tmp_path, "-o", tmp_path / "site")
    assert outcome.code == 2
    assert "没有方案（*.yaml）" in outcome.err
    (tmp_path / "2026.yaml").write_text("series: [", "utf-8")
    assert run("site", tmp_path, "-o", tmp_path / "site").code == 1
    assert not (tmp_path / "site").exists()


def test_day_is_today_unless_told(folder: Path) -> None:
    before = date.today()
    assert run("site", ".").code == 0
    told = read("site/2026/ledger.html")
    assert any(f"截至 {day}" in told for day in (before, date.today()))
