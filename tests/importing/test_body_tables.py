"""Task tables that stand in a notice's text, or beside it as an annex, are tasks."""

from plangen.importing.drafting import Imported
from plangen.plan import Plan
from plangen.tasks import task_rows
from plangen.workdays import OFFICIAL
from tests.support.task_tables import Wide, import_blocks, placed, printed_tables, table

TITLE = "青石县2026年河道清洁工作方案"
TASKS = table(
    ["项次", "重点工作", "主要内容", "责任部门", "时间要求"],
    ["1", Wide("清淤", rows=2), "摸底", "县水利局", "3月底前"],
    ["2", "施工", "县水利局、各乡镇", "6月底前"],
    ["3", "绿化", "种树", "县林业局", "9月底前"],
)
LAYERED = table(
    [
        Wide("序号", 2),
        Wide("工作任务", 2),
        Wide("责任分工", columns=2),
        Wide("完成时限", 2),
        Wide("备注", 2),
    ],
    ["牵头单位", "配合单位"],
    ["1", "清淤5公里", "县水利局", "各乡镇", "6月底前", ""],
    ["2", "种树300棵", "县林业局", "", "9月底前", "分两批"],
)
CHECK = table(["序号", "任务", "责任单位"], ["1", "年底考核", "县考核办"])
BOATS = table(["项目", "数量"], ["船", "3"])


def _plan(made: Imported) -> Plan:
    assert made.file.plan is not None, made.file.findings
    assert made.account is not None
    assert made.account.missing == ()
    return made.file.plan


def _tasks(plan: Plan) -> list[tuple[str, list[str], str]]:
    """What is to be done, by whom, by when."""
    tasks = []
    for row in task_rows(plan, OFFICIAL):
        who = row.responsible
        names = [str(body.name) for body in (*who.leads, *who.units, *who.supporting_units)]
        tasks.append((str(row.text), names, str(row.deadline.text) if row.deadline else ""))
    return tasks


def test_a_table_below_a_heading_is_its_section() -> None:
    made = import_blocks(TITLE, "一、工作任务", TASKS, "二、工作要求", "各乡镇要上心。")
    plan = _plan(made)
    assert made.account is not None
    assert made.account.is_equal
    assert [str(section.title) for section in plan.sections] == ["工作任务", "工作要求"]
    assert _tasks(plan)[:3] == [
        ("摸底", ["县水利局"], "3月底前"),
        ("施工", ["县水利局", "各乡镇"], "6月底前"),
        ("种树", ["县林业局"], "9月底前"),
    ]
    assert [placed(each) for each in printed_tables(made)] == [placed(TASKS)]


def test_a_head_that_says_that_the_first_leads() -> None:
    head = "责任单位（首位为牵头单位）"
    first = table(["任务", head, "时限"], ["清淤", "县水利局、县财政局", "6月底前"])
    made = import_blocks(TITLE, "一、工作任务", first)
    (item,) = _plan(made).items()
    assert [str(unit.name) for unit in item.responsible.leads] == ["县水利局"]
    assert [str(unit.name) for unit in item.responsible.units] == ["县财政局"]
    assert [placed(each) for each in printed_tables(made)] == [placed(first)]


def test_a_table_among_paragraphs_prints_where_it_stood() -> None:
    made = import_blocks(
        TITLE,
        "一、主要任务",
        "各项任务分工如下：",
        LAYERED,
        "上述任务每月调度。",
        "二、工作要求",
        "（一）加强领导。各乡镇要上心。",
        "（二）严格考核",
        CHECK,
        "（三）加强宣传。每月宣传。",
    )
    plan = _plan(made)
    assert made.account is not None
    assert made.account.is_equal
    assert ("清淤5公里", ["县水利局", "各乡镇"], "6月底前") in _tasks(plan)
    assert ("年底考核", ["县考核办"], "全年") in _tasks(plan)
    assert [item.number for item in plan.entries() if item.number] == ["（一）", "（二）", "（三）"]
    assert [placed(each) for each in printed_tables(made)] == [placed(LAYERED), placed(CHECK)]
    assert "原文这张表读成了2条，还印成表；“备注”是自定栏目" in made.file.text


def test_a_table_without_headings_around_it() -> None:
    lines = ["各乡镇人民政府：", "现将2026年河道清洁任务下达给你们，请抓好落实，按时完成各项任务。"]
    made = import_blocks("关于下达2026年河道清洁任务的通知", *lines, TASKS, "每月报送进展。")
    plan = _plan(made)
    assert str(plan.preamble) == lines[1]
    assert len(_tasks(plan)) == 3
    assert [placed(each) for each in printed_tables(made)] == [placed(TASKS)]


def test_a_table_that_assigns_nothing_is_an_annex() -> None:
    made = import_blocks(TITLE, "一、工作任务", "清淤。", BOATS)
    assert [str(annex.title) for annex in _plan(made).annexes] == ["附表"]
    assert "放到了附件；核对" in made.file.text


def test_a_table_in_the_words_of_a_notice_is_not_lost() -> None:
    made = import_blocks(
        f"青石县水利局关于印发《{TITLE}》的通知",
        "各乡镇人民政府：",
        "现将方案印发给你们。船只分配如下：",
        BOATS,
        "青石县水利局",
        "2026年3月1日",
        TITLE,
        "一、工作任务",
        "清淤。",
    )
    assert len(_plan(made).annexes) == 1


def test_the_rows_of_an_annex_are_tasks_and_the_annex_stays() -> None:
    made = import_blocks(
        "青石县水利局关于做好2026年河道清洁工作的通知",
        "各乡镇人民政府：",
        "一、提高认识。各乡镇要上心。",
        "二、落实任务。按照附件的分工抓落实。",
        "三、种树。沿河栽种。",
        "附件：任务分工表",
        "青石县水利局",
        "2026年3月1日",
        "附件",
        "任务分工表",
        TASKS,
    )
    plan = _plan(made)
    assert made.account is not None
    assert made.account.is_equal
    assert _tasks(plan) == [
        ("各乡镇要上心。", [], "全年"),
        ("清淤：摸底", ["县水利局"], "3月底前"),
        ("清淤：施工", ["县水利局", "各乡镇"], "6月底前"),
        ("沿河栽种。", ["县林业局"], "9月底前"),
    ]
    assert [placed(each) for each in printed_tables(made)] == [placed(TASKS)]
    assert "1 行对上了正文的条目，2 行放在正文条目下面作任务" in made.remarks[0]
    assert "分解表里有、方案里没有的任务，放在了这一条下面；核对" in made.file.text
