"""A plan of a thousand items, as full as a real one: long texts, targets, tasks, deadlines."""

from itertools import chain, cycle, islice

ITEMS = 1000
_GOALS, _PARTS, _MEASURES, _REQUIREMENTS = 200, 35, 20, 100
_UNITS = 60

_SENTENCES = (
    "各级医疗卫生机构要严格落实首诊负责制，对发现的可疑情况及时登记、及时报告、及时处置；",
    "充分利用广播、电视、报刊、网络和宣传栏等多种形式，广泛宣传有关法律法规和防治知识，",
    "进一步健全部门之间、上下之间的信息通报与会商机制，形成齐抓共管、协同推进的工作格局。",
    "按照《中华人民共和国传染病防治法》和《突发公共卫生事件应急条例》的要求完善各项预案，",
    "确保重点人群随访管理率达到95%以上，服务对象满意度不低于90%，不发生重大责任事故。",
    "对工作进展缓慢、问题整改不到位的单位予以通报，并督促其限期改正、举一反三。",
    "要把专项经费纳入年度预算，做到专款专用，并自觉接受财政、审计等部门的监督检查。",
)
_DEADLINES = (
    *(f"{month}月底前" for month in range(1, 13)),
    *(f"2026年{month}月{day}日前" for month in range(1, 13) for day in (5, 10, 20)),
    *(f"{month}月—{month + 2}月" for month in range(1, 11)),
    *("每季度末25日前", "每月25日前", "每半年", "上半年", "第三季度", "年底前", "全年"),
    *("常态化", "6·26国际禁毒日", "12·1世界艾滋病日", "禁毒宣传月", "印发后3个月内"),
)


def plan() -> str:
    """The plan's text; the same every time."""
    deadlines, sentences = cycle(_DEADLINES), cycle(_SENTENCES)

    def text(count: int, indent: int) -> str:
        lines = f"\n{' ' * indent}".join(islice(sentences, count))
        return f"{lines[:-1]}。"

    def tasks(number: int, indent: int) -> str:
        written = (
            f"- do: 组织开展第{number}项工作的第{index}次专项检查，检查情况报某某市卫生健康局\n"
            f"  responsible: {{lead_unit: unit-{(number + index) % _UNITS}, "
            f"units: [unit-{(number + index + 1) % _UNITS}], "
            f"supporting_units: [单位{(number + index + 2) % _UNITS}]}}\n"
            f"  deadline: {next(deadlines)}\n"
            "  targets: [{name: 专项检查, at_least: 1, unit: 次}]\n"
            "  evidence: 检查记录、整改通知书、照片\n"
            for index in (1, 2)
        )
        lines = "".join(written).splitlines()
        return "".join(f"{' ' * indent}{line}\n" for line in lines)

    def goal(number: int) -> str:
        return (
            f"      - id: goal-{number}\n        text: |\n          {text(3, 10)}\n"
            f"        responsible: {{department: office-{number % 9}, units: [all-units]}}\n"
            "        deadline: 年底前\n        targets:\n"
            f"          - {{name: 第{number}项管理率, at_least: 95.5, unit: '%'}}\n"
            f"          - {{name: 第{number}项责任事故, exactly: 0, unit: 起}}\n"
            "        evidence: 年度统计报表\n"
        )

    def measure(number: int, indent: int) -> str:
        body = (
            f"- id: item-{number}\n  title: 落实第{number}项重点工作任务\n"
            f"  text: |\n    {text(5, 4)}\n\n    {text(2, 4)}\n"
            f"  goals: [goal-{number % _GOALS}, goal-{(number + 1) % _GOALS}]\n"
            f"  responsible: {{department: office-{number % 9}, "
            f"units: [unit-{number % _UNITS}, all-units]}}\n"
            f"  deadline: {next(deadlines)}\n  tasks:\n{tasks(number, 4)}"
        )
        return "".join(f"{' ' * indent}{line}".rstrip() + "\n" for line in body.splitlines())

    parts = (
        f"      - title: 第{part}类重点工作\n        defaults: {{deadline: {next(deadlines)}}}\n"
        "        measures:\n"
        + "".join(measure(part * _MEASURES + number, 10) for number in range(_MEASURES))
        for part in range(_PARTS)
    )
    first = _PARTS * _MEASURES
    return "".join(
        chain(
            [_HEAD],
            (f"    - {{id: office-{n}, name: 科室{n}, person: 张三}}\n" for n in range(9)),
            ["  units:\n"],
            (f"    - {{id: unit-{n}, name: 第{n}医院, also: [单位{n}]}}\n" for n in range(_UNITS)),
            [f"  groups:\n    - {{id: all-units, name: 各单位, units: [{_ALL}]}}\n"],
            ["preamble: |\n  ", text(6, 2), "\nsections:\n"],
            ["  - title: 工作目标\n    defaults: {print_responsible: block}\n    goals:\n"],
            map(goal, range(_GOALS)),
            ["  - title: 工作措施\n    parts:\n"],
            parts,
            ["  - title: 工作要求\n    requirements:\n"],
            (measure(first + number, 6) for number in range(_REQUIREMENTS)),
            [_ANNEX],
        )
    )


_ALL = ", ".join(f"unit-{number}" for number in range(_UNITS))
_HEAD = """\
series: thousand
year: 2026
title: |
  某某市卫生健康局2026年
  重点工作实施方案
issuer: 某某市卫生健康局
issue:
  form: notice
  copy_number: "000001"
  classification: 秘密★1年
  urgency: 加急
  issuer_mark: {names: [某某市卫生健康局], suffix: 文件}
  doc_number: 某卫〔2026〕1号
  title: 关于印发2026年重点工作实施方案的通知
  recipients: 各县（区）卫生健康局，各直属单位
  body: 现印发给你们，请认真贯彻执行。
  signature: [某某市卫生健康局]
  signed_on: 2026-01-15
  sealed: true
  cc: 市委办公室，市人大常委会办公室
  printed_by: 某某市卫生健康局办公室
  printed_on: 2026年1月15日
defaults: {deadline: 年底前}
register:
  departments:
"""
_ANNEX = """\
annexes:
  - title: 领导小组名单
    roster:
      - {role: 组长, names: [张三]}
      - {role: 成员, names: [李四, 王五, 赵六]}
"""
