"""What the rules of law and form leave alone, and what they do find, word by word."""

import re
from datetime import date

import pytest
from support.program import ROOT

from plangen.findings.finding import Finding
from plangen.language.bodies import bodies
from plangen.language.laws import laws
from plangen.readers.plan_file import read
from plangen.rules.judging import judge
from plangen.rules.manual import BASE
from plangen.rules.registry import BY_CODE, RULES, Rule
from plangen.rules.subject import Subject

ISSUE = "issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}\n"
OURS = tuple(rule for rule in RULES if rule.family in ("law", "form"))


def words(rule: Rule, text: str) -> list[str]:
    """What a rule underlines in a plan, each with what is put in its place."""
    file = read(text.encode(), "x.yaml")
    assert file.plan is not None, [str(each) for each in file.findings]
    lines = text.split("\n")
    return [
        lines[each.mark.line - 1][each.mark.column - 1 :][: each.length]
        + (f" → {right}" if (right := offered(each)) is not None else "")
        for each in judge(Subject(file.plan), "x.yaml", text, (rule,))
    ]


def offered(finding: Finding) -> str | None:
    """What is put in a word's place, or what the hint says to write instead."""
    said = re.fullmatch("改为《?([^《》，]+)》?(?:，并核对引用的条文)?", finding.hint)
    return finding.mend if finding.mend is not None else said and said[1]


def said(rule: Rule, preamble: str) -> list[str]:
    """What a rule underlines in a sentence."""
    return words(rule, BASE + f'preamble: "{preamble}"\n')


def issued(rule: Rule, issue: str) -> list[str]:
    """What a rule underlines in the page's elements."""
    return words(rule, BASE.replace(ISSUE, f"issue: {{{issue}}}\n"))


def test_every_law_on_file_is_found_under_its_names() -> None:
    known = laws()
    assert len({law.title for law in known.named.values()}) > 1200
    for law in set(known.named.values()):
        for name in filter(None, (law.title, law.full, *law.also)):
            assert known.find(name) is not None
        assert law.kind in {"法律", "行政法规", "部门规章", "规范性文件", "党内法规", "标准"}
        assert law.full in ("", f"中华人民共和国{law.title}")
        assert not re.search(r"\s|中华人民共和国\Z", law.title) or law.kind == "标准"
        assert not law.since or not law.until or law.since < law.until
        assert not law.by or law.by in known.named or law.by in known.numbered or law.kind == "标准"


def test_what_took_the_place_was_there_in_time() -> None:
    known = laws()
    for law in set(known.named.values()):
        if law.until and law.by in known.named:
            heir = known.named[law.by]
            assert heir.since is None or heir.since <= law.until, law.title


def test_no_law_on_file_is_taken_for_another() -> None:
    """Taken off the file, a real title must not be mistaken for one that is like it.

    Two pairs are alike indeed: 海岸工程 and 海洋工程; a title that lost its 、 when revised.
    """
    known = laws()
    mistaken = set()
    for name, law in known.named.items():
        like = [each for each in known.loosely.values() if each.title != law.title]
        others = type(known)({each.title: each for each in like}, {})
        mistaken |= {law.title} if others.near(name) else set()
    assert mistaken == {
        "防治海岸工程建设项目污染损害海洋环境管理条例",
        "防治海洋工程建设项目污染损害海洋环境管理条例",
        "家用汽车产品修理、更换、退货责任规定",
    }


FORMS = (
    "《{0}》",
    "《{0}（2018年修正）》",
    "《{0}（2018年修订）（试行）》",
    "《{0}(试行)》",
    "新修订的《{0}》第十二条",
)


def test_laws_in_force_are_left_alone_in_every_form() -> None:
    """Every law on file that is in force, by each of its names, in the forms plans use."""
    held = [law for law in set(laws().named.values()) if law.until is None and law.kind != "标准"]
    names = sorted({name for law in held for name in (law.title, law.full, *law.also) if name})
    assert len(names) > 1500
    forms = [form.format(name) for name in names for form in FORMS]
    preamble = "宣传" + "、".join(forms) + "。"
    assert [
        said(rule, preamble)
        for rule in (BY_CODE["law-title"], BY_CODE["law-unknown"], BY_CODE["law-repealed"])
    ] == [[], [], []]


def test_laws_out_of_force_are_named_with_what_took_their_place() -> None:
    day = date(2026, 1, 15)
    gone = [
        law
        for law in set(laws().named.values())
        if law.until and law.until <= day and law.kind != "标准" and laws().find(law.title) == law
    ]
    assert len(gone) > 100
    right = sorted(f"{law.title} → {law.by}" if law.by else law.title for law in gone)
    sentence = "".join(f"依据《{law.title}》检查。" for law in gone)
    assert sorted(said(BY_CODE["law-repealed"], sentence)) == right


def test_a_bureau_adds_laws_of_its_own() -> None:
    known = laws("- {title: 某某市养犬管理条例, kind: 地方性法规, from: 2020-01-01}".encode())
    assert known.find("某某市养犬管理条例")
    assert known.find("禁毒法")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "按照《中华人民共和国戒毒条例》执行。",
            "中华人民共和国戒毒条例 → 戒毒条例",
        ),
        (
            "按照《机关团体企业事业单位消防安全管理规定》执行。",
            "机关团体企业事业单位消防安全管理规定 → 机关、团体、企业、事业单位消防安全管理规定",
        ),
        (
            "按照《城市生活无着流浪乞讨人员救助管理办法》执行。",
            "城市生活无着流浪乞讨人员救助管理办法 → 城市生活无着的流浪乞讨人员救助管理办法",
        ),
        (
            "按照《中华人民共和国个人所得税实施条例(2018年修订)》执行。",
            "中华人民共和国个人所得税实施条例(2018年修订) → 中华人民共和国个人所得税法实施条例",
        ),
        (
            "按照《消防安全责任制实施方法》《大型群众活动安全管理条例》执行。",
            "大型群众活动安全管理条例 → 大型群众性活动安全管理条例",
        ),
        (
            "按照《中小学教育惩戒规则》《中小学和幼儿园安全管理办法（修订）》执行。",
            "中小学和幼儿园安全管理办法（修订） → 中小学幼儿园安全管理办法",
        ),
    ],
)
def test_titles_nearly_right(sentence: str, found: str) -> None:
    assert said(BY_CODE["law-title"], sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《禁毒法》《中华人民共和国禁毒法》《宪法》《民法典》，制定本方案。",
        "贯彻《福建省消防条例》《宁夏回族自治区禁毒条例》《深圳经济特区安全生产监督管理条例》。",
        "落实《南安市校车安全管理条例实施细则》《城东区易制毒化学品管理办法》。",
        "按照市禁毒委《关于印发2026年全市禁毒工作要点的通知》《消防安全专项整治实施方案》。",
        "学习《处方管理办法》（卫生部令第53号）《中小学教育惩戒规则（试行）》。",
        "执行《职业病防治法（2018年修正）》《食品生产经营风险分级管理办法（试行）》。",
        "修订《值班值守管理办法》《会议制度》《内部消防安全管理规定》。",
        "参照《医疗机构管理办法》《物业管理办法》《学校管理标准》。",
        "宣传《信访工作条例》《公安机关信访工作规定》。",
        "落实《建设工程消防设计审查验收管理暂行规定》。",
        "推进《国家学生体质健康标准》《基本公共卫生服务规范》的落实。",
    ],
)
def test_titles_that_are_right_or_others_own(sentence: str) -> None:
    assert said(BY_CODE["law-title"], sentence) == []
    assert said(BY_CODE["law-unknown"], sentence) == []
    assert said(BY_CODE["law-repealed"], sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "依据《中华人民共和国合同法》《物权法》处理。",
            ["中华人民共和国合同法 → 民法典", "物权法 → 民法典"],
        ),
        ("根据《环境噪声污染防治法》处罚。", ["环境噪声污染防治法 → 噪声污染防治法"]),
        ("依据《中华人民共和国危险化学品安全法》处罚。", ["中华人民共和国危险化学品安全法"]),
        ("宣传将于5月1日起施行的《中华人民共和国危险化学品安全法》。", []),
        ("学习《危险化学品安全法》，做好施行准备。", []),
        ("原《合同法》的有关规定并入《民法典》。", []),
        ("《信访条例》废止后，依照《信访工作条例》办理。", []),
        (
            "依照《印花税暂行条例》《外国人入境出境管理法》。",
            ["印花税暂行条例 → 印花税法", "外国人入境出境管理法 → 出境入境管理法"],
        ),
        ("2019年依据《合同法》订立的，继续履行。", []),
        ("2023年以来，依据《合同法》处理纠纷。", ["合同法 → 民法典"]),
        ("清查依据《合同法》订立的协议。", []),
        ("1990年《城市规划法》施行前建成的，予以登记。", []),
        ("《城市规划法》实施以前建成的，予以登记。", []),
    ],
)
def test_laws_no_longer_or_not_yet_in_force(sentence: str, found: list[str]) -> None:
    assert said(BY_CODE["law-repealed"], sentence) == found


def test_a_law_is_judged_by_the_day_of_issue() -> None:
    text = BASE.replace("year: 2026", "year: 2021").replace("2026-01-15", "2021-01-15")
    text += "preamble: 依据《执业医师法》《信访条例》。\n"
    assert words(BY_CODE["law-repealed"], text) == []


def test_a_law_nobody_knows() -> None:
    assert said(BY_CODE["law-unknown"], "根据《中华人民共和国禁烟法》。") == [
        "中华人民共和国禁烟法"
    ]
    assert said(
        BY_CODE["law-unknown"], "根据《中华人民共和国科技成果转化法（2015年修正）》第三条。"
    ) == ["中华人民共和国科技成果转化法（2015年修正）"]
    assert said(BY_CODE["law-unknown"], "根据《中华人民共和国进出口商品检验法》第十二条。") == []
    assert said(BY_CODE["law-unknown"], "根据《中华人民共和国母婴保健法实施办法》。") == []
    assert said(BY_CODE["law-unknown"], "参照《美国联邦食品法》《德国劳动法》《工作方法》。") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("水质执行GB 5749-2006。", ["GB 5749-2006"]),
        ("水质执行GB5749—2022，公文执行GB/T 9704—2012、GB/T 9704。", []),
        ("GB 9704-2012规定了公文格式。", ["GB 9704-2012 → GB/T 9704-2012"]),
        ("用GB 5749-2022代替GB 5749-2006。", []),
        ("执行DB35/T 1234-2018、GBZ 188-2014、GB 99999-2001和SGB 5749-2006。", []),
    ],
)
def test_standards(sentence: str, found: list[str]) -> None:
    assert said(BY_CODE["standard-number"], sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("由区环保局会同区工商局检查。", ["环保局", "工商局"]),
        ("由国家卫生计生委部署。", ["国家卫生计生委 → 国家卫生健康委员会"]),
        ("区农业部门、企业文化部、农业农村部、文化和旅游部配合。", []),
        ("推进环保局面持续好转，全面推进扶贫办法创新。", []),
        ("按照原国家安全生产监督管理总局和原卫生部的规定。", []),
        ("执行《国家食品药品监督管理总局关于加强监管的通知》。", []),
        ("按照卫生部《处方管理办法》和国家食品药品监督管理总局令第36号。", []),
        ("2017年，区环保局开展检查。", []),
        ("由国家矿山安监局督办。", []),
        ("原则上由区安监局负责。", ["安监局"]),
        ("由区农业局、区国土局、区地税局负责。", ["农业局", "国土局", "地税局"]),
        ("维护国土局域稳定，区农业农村局、区税务局配合。", []),
        ("由区卫生健康局、区应急管理局、区生态环境局负责。", []),
    ],
)
def test_bodies_that_are_no_more(sentence: str, found: list[str]) -> None:
    assert said(BY_CODE["old-name"], sentence) == found


def test_bodies_are_named_once() -> None:
    assert len(bodies()) > 40
    assert all(body.source for body in bodies().values())


REGISTER = """\
    - {id: cdc, name: 市疾病预防控制中心, also: [市疾控中心]}
    - {id: market, name: 市市场监督管理局}
    - {id: housing, name: 市住房和城乡建设局}
    - {id: east, name: 东街街道社区卫生服务中心}
    - {id: first, name: 市第一人民医院}
    - {id: order, name: 市教育局机关服务中心}
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("由市疾病控制预防中心牵头。", ["市疾病控制预防中心"]),
        (
            "由市住房与城乡建设局、市住房城乡建设局牵头。",
            ["市住房与城乡建设局", "市住房城乡建设局"],
        ),
        ("由市市场监督理局牵头。", ["市市场监督理局"]),
        ("由市疾病预防控制中心、市疾控中心和县疾病预防控制中心负责。", []),
        ("由省疾病预防控制中心指导，自治区住房和城乡建设厅督办。", []),
        ("由市第二人民医院、市人民医院、市第三人民医院负责。", []),
        ("由西街街道社区卫生服务中心、东街社区卫生服务中心负责。", []),
        ("由市市场监管局、全市场监督管理局面负责。", []),
    ],
)
def test_names_of_units_written_otherwise(sentence: str, found: list[str]) -> None:
    text = BASE.replace("  groups:\n", REGISTER + "  groups:\n") + f"preamble: {sentence}\n"
    assert words(BY_CODE["name-variant"], text) == found


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("东应急[2026]8号", "东应急〔2026〕8号"),
        ("东应急（2026）第08号", "东应急〔2026〕8号"),
        ("东应急〔2026年〕8号", "东应急〔2026〕8号"),
        ("东应急〔2026〕8", "东应急〔2026〕8号"),
        ("东应急 〔２０２６〕 １２号", "东应急〔2026〕12号"),
        ("东应急〔26〕8号", None),
        ("东应急〔2026〕8号", ""),
        ("东应急函〔2026〕108号", ""),
        ("闽卫办发明电〔2026〕3号", ""),
    ],
)
def test_numbers(number: str, right: str | None) -> None:
    found = issued(BY_CODE["doc-number-form"], f'form: plan, doc_number: "{number}"')
    assert found == {"": [], None: [number]}.get(right, [f"{number} → {right}"])


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("此件主动公开", ["主动公开"]),
        ("此件公开发布", ["公开发布"]),
        ("此件不予公开", []),
        ("不得公开发布", []),
        ("此件依申请公开", []),
    ],
)
def test_what_is_secret_is_not_public(note: str, found: list[str]) -> None:
    issue = f'form: plan, copy_number: "000001", classification: 秘密★1年, note: {note}'
    assert issued(BY_CODE["classified-and-public"], issue) == found


@pytest.mark.parametrize(
    ("signature", "found"),
    [
        ("城东区应急管理局", []),
        ("城东区应急局", []),
        ("城东区人民政府应急管理局", []),
        ("城西区应急管理局", ["城西区应急管理局"]),
        ("北街消防站", ["北街消防站"]),
    ],
)
def test_who_signs(signature: str, found: list[str]) -> None:
    issue = f"form: plan, signature: [{signature}], signed_on: 2026-01-15"
    assert issued(BY_CODE["signature-not-issuer"], issue) == found


def test_quotes_within_a_text_are_its_own() -> None:
    assert said(BY_CODE["whole-quoted"], "“双随机、一公开”") == ["“双随机、一公开”"][:0]
    assert said(BY_CODE["whole-quoted"], "“六进”和“双减”，同时推进。“百日攻坚”") == []
    assert said(BY_CODE["whole-quoted"], "“根据上级要求，制定本方案。”") == [
        "“根据上级要求，制定本方案。” → 根据上级要求，制定本方案。"
    ]


def test_the_real_plans() -> None:
    """What stands in two plans as they were issued, and nothing else."""
    found = []
    for name in ("2018", "2022"):
        text = (ROOT / f"plans/{name}.yaml").read_text(encoding="utf-8")
        plan = read(text.encode(), name).plan
        assert plan is not None
        lines = text.split("\n")
        for each in judge(Subject(plan), name, text, OURS):
            word = lines[each.mark.line - 1][each.mark.column - 1 :][: each.length]
            found.append((name, each.code, word))
    assert found == [
        ("2018", "name-variant", "中卫市卫生计划生育局"),
        ("2018", "law-title", "戒毒药物维持治疗工作的管理办法"),
        ("2018", "law-title", "戒毒药物维持治疗工作的管理办法"),
        ("2018", "law-title", "麻醉药品和精神药物管理条例"),
    ]


@pytest.mark.parametrize("name", ["document", "letter", "minutes", "notice", "order", "plan"])
def test_the_examples_pass(name: str) -> None:
    text = (ROOT / f"examples/{name}.yaml").read_text(encoding="utf-8")
    plan = read(text.encode(), name).plan
    assert plan is not None
    assert judge(Subject(plan), name, text, OURS) == []
