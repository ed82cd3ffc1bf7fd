"""What real plans hold: numbers that run on, words for who does it, sentences, sub-tasks, spans."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.checklists import checklists
from plangen.compose import compose
from plangen.document.model import DocumentTable, Heading
from plangen.findings.finding import Finding
from plangen.plan import UNIT_ROLES, Item, Plan, Responsibility
from plangen.readers.plan_file import PlanFile, read
from plangen.readers.role_words import named
from plangen.tasks import task_rows
from plangen.workdays import Workdays

REGISTER: dict[str, Any] = {
    "departments": [
        {"id": "office", "name": "办公室", "person": "孟宽", "lead_official": "韩拓"},
        {"id": "roads", "name": "道路科", "person": "白川", "lead_official": "韩拓"},
    ],
    "units": [
        {"id": "water", "name": "市水务局", "also": ["水务局"]},
        {"id": "parks", "name": "市园林局"},
        {"id": "works", "name": "市城管局、执法局"},
        {"id": "east", "name": "东城街道"},
        {"id": "west", "name": "西城街道"},
    ],
    "groups": [{"id": "streets", "name": "各街道", "units": ["east", "west"]}],
}


def reading(sections: list[Any], **more: Any) -> PlanFile:
    """Read a plan of these sections in which everything is the office's and due all year."""
    record = {
        "series": "rivers",
        "year": 2026,
        "title": "某某市2026年河道整治工作方案",
        "issuer": "某某市城乡建设局",
        "issue": {"form": "plan"},
        "register": REGISTER,
        "defaults": {"deadline": "全年", "responsible": {"department": "office"}},
        "sections": sections,
        **more,
    }
    return read(yaml.safe_dump(record, allow_unicode=True, sort_keys=False).encode(), "x.yaml")


def built(sections: list[Any], **more: Any) -> Plan:
    """The plan of these sections, which has no fault."""
    done = reading(sections, **more)
    assert done.findings == ()
    assert done.plan is not None
    return done.plan


def findings(sections: list[Any], **more: Any) -> tuple[Finding, ...]:
    return reading(sections, **more).findings


def printed(plan: Plan) -> list[str]:
    """The lines of the body as they are printed."""
    lines = []
    for block in compose(plan).body:
        run_in = f"{block.run_in}" if isinstance(block, Heading) and block.run_in else ""
        lines.append(f"{getattr(block, 'text', '')}{run_in}")
    return lines


def measures(*texts: str) -> list[dict[str, Any]]:
    return [{"text": text} for text in texts]


def clauses(plan: Plan) -> list[str]:
    return [item.clause for item in plan.entries()]


# --- Numbers

TWO = [
    {"title": "河道", "numbering": "（一）", "measures": measures("清淤。", "护岸。")},
    {"title": "桥梁", "numbering": "（一）", "measures": measures("检测。")},
]


def test_numbers_of_level_2_run_on_across_sections() -> None:
    assert clauses(built(TWO)) == ["一（一）", "一（二）", "二（一）"]
    plan = built(TWO, numbering={"level_2": "continue"})
    assert clauses(plan) == ["一（一）", "一（二）", "二（三）"]
    assert printed(plan) == ["一、河道", "（一）清淤。", "（二）护岸。", "二、桥梁", "（三）检测。"]


PARTS = [
    {
        "title": "河道",
        "parts": [
            {"title": "干流", "measures": measures("清淤。", "护岸。")},
            {"title": "支流", "measures": measures("清障。")},
        ],
    },
    {"title": "桥梁", "parts": [{"title": "检测", "measures": measures("巡查。", "加固。")}]},
]


@pytest.mark.parametrize(
    ("numbering", "wanted"),
    [
        ({}, ["一（一）1", "一（一）2", "一（二）1", "二（一）1", "二（一）2"]),
        ({"level_3": "restart"}, ["一（一）1", "一（一）2", "一（二）1", "二（一）1", "二（一）2"]),
        (
            {"level_3": "continue"},
            ["一（一）1", "一（一）2", "一（二）3", "二（一）4", "二（一）5"],
        ),
        (
            {"level_2": "continue"},
            ["一（一）1", "一（一）2", "一（二）1", "二（三）1", "二（三）2"],
        ),
        (
            {"level_2": "continue", "level_3": "continue"},
            ["一（一）1", "一（一）2", "一（二）3", "二（三）4", "二（三）5"],
        ),
    ],
)
def test_a_level_runs_on_beside_one_that_begins_anew(
    numbering: dict[str, str], wanted: list[str]
) -> None:
    plan = built(PARTS, **({"numbering": numbering} if numbering else {}))
    assert clauses(plan) == wanted


def test_sections_without_a_title_are_numbered_through() -> None:
    """1. to 28. through the whole plan, cited by their number alone."""
    sections = [
        {"numbering": "1.", "measures": measures(*(f"办第{n}件事。" for n in range(first, last)))}
        for first, last in ((1, 11), (11, 29))
    ]
    plan = built(sections, numbering={"level_3": "continue"})
    assert clauses(plan) == [str(number) for number in range(1, 29)]
    assert printed(plan) == [f"{number}.办第{number}件事。" for number in range(1, 29)]


def test_a_paragraph_without_a_number_is_cited_after_what_it_follows() -> None:
    plan = built(
        [
            {
                "title": "措施",
                "measures": [
                    {"text": "先修堤。", "numbered": False},
                    {"text": "再清淤。", "numbered": False},
                    {"text": "三检查。"},
                    {"text": "另派人。", "numbered": False},
                    {"text": "又报数。\n\n留底。", "numbered": False},
                    {"text": "再派人。", "numbered": False},
                    {"text": "四总结。"},
                ],
            },
            {
                "title": "要求",
                "text": "一段话。",
                "requirements": [{"text": "做。", "numbered": False}],
            },
        ]
    )
    assert clauses(plan) == [
        *("一首段", "一第2段", "一（一）", "一（一）第2段", "一（一）第3段", "一（一）第5段"),
        *("一（二）", "二第2段"),
    ]


def test_a_run_in_heading_has_its_text_behind_it() -> None:
    sections = [{"title": "加快治理", "run_in": True, "text": "沿河各街道要动手。\n\n不得拖延。"}]
    assert printed(built(sections)) == ["一、加快治理。沿河各街道要动手。", "不得拖延。"]


# --- Contents in their order

MIXED = [
    {
        "title": "总体要求",
        "items": [
            {"kind": "text", "title": "指导思想", "text": "以治水为先。"},
            {"kind": "goal", "id": "clear", "text": "断面达标。"},
            {"kind": "text", "text": "为此提出以下措施。"},
            {
                "kind": "part",
                "title": "干流",
                "items": [{"kind": "measure", "text": "清淤。", "goals": ["clear"]}],
            },
            {"kind": "requirement", "text": "守安全。"},
        ],
    }
]


def test_items_and_parts_stand_in_the_documents_order() -> None:
    plan = built(MIXED, closing="各街道要抓紧。\n\n年底前报告。")
    assert printed(plan) == [
        *("一、总体要求", "（一）指导思想。以治水为先。", "（二）断面达标。", "为此提出以下措施。"),
        *("（三）干流", "1.清淤。", "（四）守安全。", "各街道要抓紧。", "年底前报告。"),
    ]
    kinds = [(entry.kind, entry.clause) for entry in plan.entries()]
    assert kinds == [
        *(("text", "一（一）"), ("goal", "一（二）"), ("text", "一（二）第2段")),
        *(("measure", "一（三）1"), ("requirement", "一（四）")),
    ]


def test_a_text_is_no_task_and_nobodys() -> None:
    plan = built(MIXED)
    texts = [entry for entry in plan.entries() if entry.kind == "text"]
    assert [bool(entry.responsible) for entry in texts] == [False, False]
    assert [row.text for row in task_rows(plan, Workdays())] == ["断面达标。", "清淤。", "守安全。"]
    assert findings([{"title": "话", "items": [{"kind": "text", "text": "无人负责。"}]}]) == ()


def test_a_text_has_nobody_responsible() -> None:
    entry = {"kind": "text", "text": "话。", "responsible": "（市水务局负责）"}
    assert {one.code for one in findings([{"title": "话", "items": [entry]}])} == {"not-allowed"}


# --- Who is responsible, in words

KNOWN = (
    "市水务局",
    "水务局",
    "市园林局",
    "市城管局、执法局",
    "东城街道",
    "各街道",
    "办公室",
    "道路科",
)
WORDS = {
    "（市水务局牵头，市园林局配合）": {"leads": ["市水务局"], "supporting_units": ["市园林局"]},
    "（市水务局、市园林局牵头）": {"leads": ["市水务局", "市园林局"]},
    "（市水务局会同市园林局负责）": {"leads": ["市水务局"], "supporting_units": ["市园林局"]},
    "（市水务局指导，各街道落实）": {
        "guiding_units": ["市水务局"],
        "implementing_units": ["各街道"],
    },
    "（市水务局负责，市园林局参与）": {"units": ["市水务局"], "participating_units": ["市园林局"]},
    "（市水务局、市园林局按职责分工负责）": {"units": ["市水务局", "市园林局"]},
    "（牵头单位：市水务局；责任单位：市园林局、东城街道）": {
        "leads": ["市水务局"],
        "units": ["市园林局", "东城街道"],
    },
    "（责任单位：市城管局、执法局，市园林局）": {"units": ["市城管局、执法局", "市园林局"]},
    "市水务局": {"units": ["市水务局"]},
    "〔水务局牵头〕": {"leads": ["水务局"]},
    "（市水务局牵头，市园林局配合，各街道落实）": {
        "leads": ["市水务局"],
        "supporting_units": ["市园林局"],
        "implementing_units": ["各街道"],
    },
    "（责任科室：道路科；配合科室：办公室）": {
        "departments": ["道路科"],
        "supporting_departments": ["办公室"],
    },
    "（市水务局等负责，各街道等有关部门参与）": {
        "units": ["市水务局"],
        "participating_units": ["各街道"],
    },
    "（市水务局、市园林局和东城街道等单位配合）": {
        "supporting_units": ["市水务局", "市园林局", "东城街道"],
    },
}


@pytest.mark.parametrize("words", WORDS)
def test_words_say_the_roles(words: str) -> None:
    roles: dict[str, list[str]] = {}
    for one in named(words, KNOWN):
        assert not one.unknown
        assert words[one.start :].startswith(one.name)
        roles.setdefault(one.role, []).append(one.name)
    roles["departments"] = roles.get("departments", [])
    assert {role: names for role, names in roles.items() if names} == WORDS[words]


def of_words(words: str) -> tuple[Item, list[str]]:
    plan = built([{"title": "措施", "measures": [{"text": "清淤。", "responsible": words}]}])
    return next(plan.items()), printed(plan)


@pytest.mark.parametrize("brackets", ["（）", "〔〕"])
def test_words_in_brackets_are_printed_as_they_are_typed(brackets: str) -> None:
    words = f"{brackets[0]}水务局牵头，市园林局配合{brackets[1]}"
    item, lines = of_words(words)
    assert lines == ["一、措施", f"（一）清淤。{words}"]
    assert [unit.id for unit in item.responsible.leads] == ["water"]
    assert not item.responsible.departments


def test_words_without_brackets_are_not_printed() -> None:
    item, lines = of_words("市水务局、市园林局按职责分工负责")
    assert lines == ["一、措施", "（一）清淤。"]
    assert [unit.id for unit in item.responsible.units] == ["water", "parks"]


def test_an_unknown_name_in_words_is_found_at_its_column() -> None:
    source = [
        {"title": "措施", "measures": [{"text": "清淤。", "responsible": "（市水利局牵头）"}]}
    ]
    (finding,) = findings(source)
    assert (finding.code, finding.message) == (
        "dangling-reference",
        "名册里没有“市水利局”，不知道是谁",
    )
    text = yaml.safe_dump({"responsible": "（市水利局牵头）"}, allow_unicode=True)
    assert finding.mark.column == len("    ") + text.index("市") + 1
    assert finding.hint.startswith("是不是想写“市水务局”？")


def test_several_leads_and_departments() -> None:
    who = {
        "department": ["roads", "office"],
        "lead_unit": ["water", "parks"],
        "guiding_units": "works",
    }
    plan = built([{"title": "措施", "measures": [{"text": "清淤。", "responsible": who}]}])
    responsible = next(plan.items()).responsible
    assert [one.id for one in responsible.departments] == ["roads", "office"]
    assert responsible.persons == ("白川", "孟宽")
    assert responsible.lead_officials == ("韩拓",)
    assert [one.id for one in responsible.leads] == ["water", "parks"]
    assert [one.id for one in responsible.guiding_units] == ["works"]


# --- Sentences

SENTENCES = [
    {
        "title": "措施",
        "measures": [
            {
                "title": "清淤",
                "sentences": [
                    "河道要畅通。",
                    {
                        "text": "清理干流。",
                        "responsible": "（市水务局牵头）",
                        "deadline": "6月底前",
                    },
                    {"text": "栽种水草。", "responsible": "（市园林局负责）"},
                ],
            }
        ],
    }
]


def test_a_sentence_is_typed_once_printed_with_its_bracket_and_a_task() -> None:
    plan = built(SENTENCES)
    whole = "（一）清淤。河道要畅通。清理干流。（市水务局牵头）栽种水草。（市园林局负责）"
    assert printed(plan) == ["一、措施", whole]
    rows = task_rows(plan, Workdays())
    # What names nobody else is still the office's, which the item inherits.
    assert [(row.heading, row.text) for row in rows if not row.responsible.departments] == [
        ("清淤", "清理干流。"),
        ("清淤", "栽种水草。"),
    ]
    assert [unit.id for row in rows for unit in row.responsible.parts] == ["water", "parks"]


# --- Tasks


def test_milestones_are_one_deadline_in_steps() -> None:
    steps = [{"by": "3月底前", "do": "制定方案"}, {"by": "9月底前", "do": "完成清淤"}]
    plan = built([{"title": "措施", "measures": [{"text": "清淤。", "milestones": steps}]}])
    (row,) = task_rows(plan, Workdays())
    assert [day.isoformat() for day in row.due] == ["2026-03-31", "2026-09-30"]
    assert row.deadline is not None
    assert row.deadline.text == "3月底前制定方案，9月底前完成清淤"


NESTED = [
    {
        "title": "措施",
        "measures": [
            {
                "title": "修桥",
                "text": "修好南桥。",
                "evidence": "验收单",
                "targets": [{"name": "完工率", "at_least": 90, "unit": "%"}],
                "tasks": [
                    {"do": "招标", "tasks": [{"do": "发公告"}, {"do": "评标", "evidence": "纪要"}]},
                    {"do": "施工", "responsible": {"lead_unit": "works"}},
                ],
            }
        ],
    }
]


def test_subtasks_show_the_task_above_them() -> None:
    rows = task_rows(built(NESTED), Workdays())
    told = [(row.heading, row.text, row.evidence, row.target) for row in rows]
    whole = "整项：完工率≥90%"
    assert told == [
        *(("招标", "发公告", "验收单", whole), ("招标", "评标", "纪要", whole)),
        ("修桥", "施工", "验收单", whole),
    ]
    assert len({row.id for row in rows}) == 3


# --- Fields

FIELDS = [
    {"name": "任务来源", "choices": ["会议议定", "领导批示"]},
    {"name": "分值", "type": "number"},
    {"name": "交办日期", "type": "date"},
]


def with_fields(values: dict[str, Any]) -> list[Any]:
    return [{"title": "措施", "measures": [{"text": "清淤。", "fields": values}]}]


def test_fields_that_a_bureau_declares_come_with_the_task() -> None:
    values = {"任务来源": "会议议定", "分值": "2.5", "交办日期": "2026年3月7日"}
    (row,) = task_rows(built(with_fields(values), fields=FIELDS), Workdays())
    assert row.fields == values


@pytest.mark.parametrize(
    ("values", "code", "said"),
    [
        ({"任务来原": "5"}, "unknown-field", "是不是想写“任务来源”？"),
        ({"分值": "五分"}, "not-allowed", "写数字，不带单位"),
        ({"交办日期": "三月"}, "not-allowed", "写作 2026-03-07 或 2026年3月7日"),
        ({"任务来源": "听说"}, "not-allowed", "可以写：会议议定、领导批示"),
    ],
)
def test_fields_are_held_to_what_is_declared(values: dict[str, str], code: str, said: str) -> None:
    (finding,) = findings(with_fields(values), fields=FIELDS)
    assert finding.code == code
    assert finding.hint.startswith(said)


# --- Years


def test_a_plan_across_years_is_due_within_its_span() -> None:
    sections = [{"title": "措施", "measures": [{"text": "清淤。", "deadline": "2028年6月底前"}]}]
    plan = built(sections, span="2026-01—2028-12")
    (row,) = task_rows(plan, Workdays())
    assert [day.isoformat() for day in row.due] == ["2028-06-30"]
    assert plan.span is not None
    assert [day.isoformat() for day in plan.span] == ["2026-01-01", "2028-12-31"]


# --- Tables


def annexed(table: dict[str, Any]) -> tuple[Finding, ...]:
    return findings(TWO, annexes=[{"title": "表", "table": table}])


CELLS = {
    "columns": [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}],
    "rows": [
        [{"text": "高", "rows": 2}, "一", ""],
        [{"text": "宽", "columns": 2}],
        [{"text": "全", "columns": 3}],
    ],
}


def test_cells_reach_over_rows_and_columns() -> None:
    plan = built(TWO, annexes=[{"title": "表", "table": CELLS}])
    (table,) = [one for one in compose(plan).annexes[0].body if isinstance(one, DocumentTable)]
    assert [list(row) for row in table.rows] == [["高", "一", ""], ["", "宽", ""], ["全", "", ""]]
    spans = [(span.row, span.column, span.rows, span.columns) for span in table.spans]
    assert spans == [(0, 0, 2, 1), (1, 1, 1, 2), (2, 0, 1, 3)]


@pytest.mark.parametrize(
    "row",
    [["一", "二"], ["一", "二", "三", "四"], [{"text": "宽", "columns": 4}]],
    ids=["too few", "too many", "too wide"],
)
def test_a_row_fills_its_columns(row: list[Any]) -> None:
    (finding,) = annexed({**CELLS, "rows": [row]})
    assert finding.code == "table-row"


def test_a_row_leaves_room_for_what_reaches_into_it() -> None:
    rows = [[{"text": "高", "rows": 2}, "一", "二"], ["三", "四", "五"]]
    (finding,) = annexed({**CELLS, "rows": rows})
    assert finding.message == "这一行有 3 格（上面跨行的占 1 格），表有 3 列"


def test_an_annex_is_made_from_the_tasks() -> None:
    columns = ["序号", {"column": "工作事项", "name": "事项"}, "工作任务", "佐证材料"]
    plan = built(NESTED, annexes=[{"title": "分工表", "tasks": {"columns": columns}}])
    (table,) = [one for one in compose(plan).annexes[0].body if isinstance(one, DocumentTable)]
    assert [list(row) for row in table.headers] == [["序号", "事项", "工作任务", "佐证材料"]]
    assert [list(row) for row in table.rows] == [
        ["1", "招标", "发公告", "验收单"],
        ["2", "", "评标", "纪要"],
        ["3", "修桥", "施工", "验收单"],
    ]
    assert [(span.row, span.column, span.rows) for span in table.spans] == [(0, 1, 2)]


# --- Identities

DUTY = st.sampled_from([f"办{word}事" for word in "甲乙丙丁戊己庚辛壬癸"])


def ids_of(duties: list[str]) -> dict[str, str]:
    """The identity of each task of one item, by its words."""
    tasks = [{"do": duty} for duty in duties]
    plan = built([{"title": "措施", "measures": [{"title": "办事", "tasks": tasks}]}])
    return {row.text: row.id for row in task_rows(plan, Workdays())}


@settings(max_examples=40, deadline=None)
@given(st.lists(DUTY, min_size=1, unique=True), st.lists(DUTY, min_size=1, unique=True))
def test_whatever_else_changes_a_task_keeps_its_identity(old: list[str], new: list[str]) -> None:
    """Tasks are inserted, taken away and put in another order."""
    before, after = ids_of(old), ids_of(new)
    assert len(set(before.values())) == len(old)
    assert all(before[duty] == after[duty] for duty in set(old) & set(new))


# --- Lists


def test_a_body_that_is_department_and_unit_has_one_list() -> None:
    """What it does as either, whether it leads or supports, stands on that list."""
    works = {"id": "works-office", "name": "市园林局", "person": "白川"}
    register = {**REGISTER, "departments": [*REGISTER["departments"], works]}
    who = [
        {"department": "works-office"},
        {"units": ["parks"]},
        {"department": "office", "supporting_departments": ["works-office"]},
    ]
    tasks = [{"do": f"办第{number}件", "responsible": one} for number, one in enumerate(who)]
    plan = built(
        [{"title": "措施", "measures": [{"title": "办事", "tasks": tasks}]}],
        register=register,
        defaults={"deadline": "全年"},
    )
    lists = [one for one in checklists(plan, task_rows(plan, Workdays())) if one.name == "市园林局"]
    assert [len(one.lines) for one in lists] == [3]


UNITS = st.lists(st.sampled_from(["water", "parks", "east", "west", "streets"]), unique=True)
ROLES = [role if role != "leads" else "lead_unit" for role in UNIT_ROLES]


@st.composite
def responsibilities(draw: st.DrawFn) -> dict[str, list[str]]:
    roles = {role: draw(UNITS) for role in draw(st.sets(st.sampled_from(ROLES), min_size=1))}
    return {role: units for role, units in roles.items() if units} or {"units": ["water"]}


def leaf_ids(who: Responsibility) -> set[str]:
    members = {"streets": {"east", "west"}}
    return {leaf for one in who.parts for leaf in members.get(str(one.id), {str(one.id)})}


@settings(max_examples=40, deadline=None)
@given(st.lists(responsibilities(), min_size=1, max_size=4))
def test_every_duty_is_in_exactly_the_lists_of_its_units(who: list[dict[str, Any]]) -> None:
    """Each with the item it is a task of."""
    tasks = [{"do": f"办第{number}件", "responsible": one} for number, one in enumerate(who)]
    plan = built(
        [{"title": "措施", "measures": [{"title": "办事", "tasks": tasks}]}],
        defaults={"deadline": "全年"},
    )
    rows = {row.text: row for row in task_rows(plan, Workdays())}
    told: dict[str, set[str]] = {text: set() for text in rows}
    for checklist in checklists(plan, list(rows.values())):
        for line in checklist.lines:
            assert line.heading == "办事"
            told[line.text.split("\n")[0]].add(checklist.id)
    assert told == {text: leaf_ids(row.responsible) for text, row in rows.items()}


@pytest.mark.parametrize(
    "who", [{"lead_unit": "水务局", "units": ["west"]}, "水务局牵头，责任单位：西城街道"]
)
def test_an_alias_prints_as_it_is_typed(who: Any) -> None:
    """Lists of those who do it say the name that is registered."""
    item = {"text": "清淤。", "responsible": who}
    table = {"columns": ["牵头单位", "责任单位"]}
    plan = built(
        [{"title": "措施", "measures": [item]}],
        defaults={"deadline": "全年", "print_responsible": "inline"},
        annexes=[{"title": "分工表", "tasks": table}],
    )
    assert printed(plan)[1] == "（一）清淤。（牵头单位：水务局；责任单位：西城街道）"
    (made,) = (block for block in compose(plan).annexes[0].body if isinstance(block, DocumentTable))
    assert made.rows[0][0] == "水务局"
    names = {each.name for each in checklists(plan, task_rows(plan, Workdays()))}
    assert names == {"市水务局", "西城街道"}


@pytest.mark.parametrize(
    ("notes", "lines"),
    [
        ("标★的当日上报。", ["注：标★的当日上报。"]),
        ("注释：甲。\n\n乙。", ["注释：甲。", "乙。"]),
        (None, []),
    ],
)
def test_notes_stand_under_the_table_of_an_annex(notes: str | None, lines: list[str]) -> None:
    annex = {"title": "分工表", "tasks": {"columns": ["工作任务"]}, "notes": notes}
    annex = {key: value for key, value in annex.items() if value}
    plan = built([{"title": "措施", "measures": measures("清淤。")}], annexes=[annex])
    table, *below = compose(plan).annexes[0].body
    assert isinstance(table, DocumentTable)
    assert [getattr(block, "text", "") for block in below] == lines
