"""`plangen check` around its rules: which are looked at, formats, mends, baselines, last year."""

import json
import os
import random
import re
import stat
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clean_plans import CLEAN, FIELDS, SLIPS, clean
from support.program import Outcome, run
from support.waived import FOUND, PLANS, without_waivers

from plangen.checking.session import RuleChoice, examine_file
from plangen.findings.text import SEVERITIES
from plangen.readers.plan_file import read
from plangen.rules.manual import BASE, FAMILIES, page
from plangen.rules.registry import RULES
from plangen.workspace import Workspace, read_plan

SLIPPED = f"{BASE}preamble: 建立台帐,检查整改，，落实责任\n"
SLIPPED_CODES = ["end-mark", "halfwidth-punctuation", "stray-mark", "variant-word"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    path = tmp_path / "plans/方案.yaml"
    path.write_text(SLIPPED, "utf-8")
    return path


def codes(outcome: Outcome) -> list[str]:
    assert outcome.err == ""
    return sorted(re.findall(r"^\S.*?: \S+ \[([a-z-]+)\]", outcome.out, re.MULTILINE))


# Which rules are looked at


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ("", SLIPPED_CODES),
        ("--select end-mark", ["end-mark"]),
        ("--select end-mark --select stray-mark", ["end-mark", "stray-mark"]),
        ("--select end-mark,stray-mark", ["end-mark", "stray-mark"]),
        ("--select wording", SLIPPED_CODES),
        ("--select form,deadline", []),
        ("--ignore wording", []),
        ("--ignore end-mark,,variant-word", ["halfwidth-punctuation", "stray-mark"]),
        ("--select wording --ignore end-mark", SLIPPED_CODES[1:]),
        ("--select end-mark --ignore wording", []),
    ],
)
def test_rules_are_chosen(plan: Path, options: str, left: list[str]) -> None:
    assert codes(run("check", plan, *options.split())) == left


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("end-marks", "是不是想写“end-mark”？"),
        ("end-mark,wordings", "是不是想写“wording”？"),
        ("什么", "全部规则见 plangen rule --all"),
    ],
)
def test_an_unknown_rule_is_an_error(plan: Path, option: str, name: str, near: str) -> None:
    code, out, err = run("check", plan, option, name)
    assert (code, out) == (2, "")
    word = name.rpartition(",")[2]
    assert err == f"错误：没有“{word}”这条规则，也没有这一类规则。{near}\n"


SETTINGS = [
    ('select = ["end-mark"]', "", ["end-mark"]),
    ('select = ["end-mark, stray-mark"]', "", ["end-mark", "stray-mark"]),
    ('ignore = ["wording"]', "", []),
    ('ignore = ["end-mark"]', "--ignore stray-mark", SLIPPED_CODES[1::2]),
    ('select = ["end-mark"]', "--select stray-mark", ["stray-mark"]),
    ('ignore = ["end-mark"]', "--select end-mark", []),
]


@pytest.mark.parametrize(("line", "options", "left"), SETTINGS)
@pytest.mark.parametrize("file", ["plangen.toml", "pyproject.toml", "plans/plangen.toml"])
def test_settings_choose_rules(
    plan: Path, file: str, line: str, options: str, left: list[str]
) -> None:
    section = "[tool.plangen.check]" if file == "pyproject.toml" else "[check]"
    (plan.parent.parent / file).write_text(f"{section}\n{line}\n", "utf-8")
    assert codes(run("check", plan, *options.split())) == left


def test_plangen_toml_goes_before_pyproject_toml(plan: Path) -> None:
    (plan.parent / "pyproject.toml").write_text('[tool.plangen.check]\nselect = ["end-mark"]\n')
    assert codes(run("check", plan)) == ["end-mark"]
    (plan.parent / "plangen.toml").write_text('[check]\nselect = ["stray-mark"]\n')
    assert codes(run("check", plan)) == ["stray-mark"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('select = "end-mark"', '[check] 的 select 不能是 "end-mark"；应当是一列规则，如 '),
        ("ignore = [1]", "[check] 的 ignore 不能是 [1]；应当是一列规则，如 "),
        ("load = 0", "[check] 的 load 不能是 0；应当是一个正整数"),
        ("load = true", "[check] 的 load 不能是 true；应当是一个正整数"),
        ('load = "30"', '[check] 的 load 不能是 "30"；应当是一个正整数'),
        ('laws = ""', '[check] 的 laws 不能是 ""；应当是一个文件名'),
        ('rules = ["x"]', "[check] 里没有“rules”；可以写 select、ignore、load、laws"),
        (
            'select = ["end-marks"]',
            "没有“end-marks”这条规则，也没有这一类规则。是不是想写“end-mark”？",
        ),
        (
            'ignore = ["end-marks"]',
            "没有“end-marks”这条规则，也没有这一类规则。是不是想写“end-mark”？",
        ),
    ],
)
def test_settings_that_mean_nothing(plan: Path, line: str, said: str) -> None:
    (plan.parent / "plangen.toml").write_text(f"[check]\n{line}\n", "utf-8")
    code, out, err = run("check", plan)
    assert (code, out) == (2, "")
    assert err.startswith("错误：")
    assert said in err


def test_the_load_of_an_officer(plan: Path) -> None:
    assert "overloaded-person" not in codes(run("check", plan))
    (plan.parent / "plangen.toml").write_text("[check]\nload = 1\n")
    text = BASE.replace("department: office", "department: safety")
    plan.write_text(text, "utf-8")
    assert "overloaded-person" in codes(run("check", plan))


# More laws


CITES = f"{BASE}preamble: 依照《城东区消防条例》检查。\n"
LAW = "- {title: 城东区消防条例, kind: 行政法规, from: 2010-01-01, to: 2020-01-01}\n"


def test_more_laws_are_known(plan: Path) -> None:
    plan.write_text(CITES, "utf-8")
    (plan.parent.parent / "laws.yaml").write_text(LAW.replace(", to: 2020-01-01", ""), "utf-8")
    (plan.parent.parent / "plangen.toml").write_text('[check]\nlaws = "laws.yaml"\n')
    assert codes(run("check", plan, "--select", "law")) == []
    (plan.parent.parent / "laws.yaml").write_text(LAW, "utf-8")
    assert codes(run("check", plan, "--select", "law")) == ["law-repealed"]


def test_one_law_overrides_that_of_its_title(plan: Path) -> None:
    plan.write_text(CITES.replace("城东区消防条例", "中华人民共和国消防法"), "utf-8")
    assert codes(run("check", plan, "--select", "law")) == []
    law = "title: 消防法, full: 中华人民共和国消防法, kind: 法律, to: 2020-01-01"
    (plan.parent / "laws.yaml").write_text(f"- {{{law}}}\n", "utf-8")
    (plan.parent / "plangen.toml").write_text('[check]\nlaws = "laws.yaml"\n')
    assert codes(run("check", plan, "--select", "law")) == ["law-repealed"]


BROKEN_LAWS = [
    b"",
    b"# none",
    b"[]",
    b"- {title: ",
    b"title: x",
    b"- x",
    b"- {title: x}",
    b"- {titel: x, kind: y}",
    b"- {title: x, kind: y, from: 2020}",
    b"- {title: x, kind: y, from: [2020]}",
    b"- {title: [x], kind: y}",
    b"- {title: {a: b}, kind: y}",
    b"- {title: x, kind: y, also: z}",
    b"- {title: x, kind: \xe6\xa0\x87\xe5\x87\x86, number: [1]}",
    b"- [title, kind]",
    b"3",
    b"\xff\xfe\xff",
    b"- {title: x, kind: y}\n- null",
    b"- &a [*a]",
    b"- !!python/object:os.system {}",
    b"\0",
    b"[" * 4000,
]


@pytest.mark.parametrize("data", BROKEN_LAWS)
def test_laws_that_are_none(plan: Path, data: bytes) -> None:
    plan.write_text(CITES, "utf-8")
    (plan.parent / "laws.yaml").write_bytes(data)
    (plan.parent / "plangen.toml").write_text('[check]\nlaws = "laws.yaml"\n')
    code, out, err = run("check", plan)
    assert (code, out) == (2, "")
    assert err.startswith("错误：laws.yaml 不是法规名录：")
    assert err.endswith("；每部一项，写 title、kind、number、from、to\n")
    assert not re.search("object|expected", err)


def test_a_missing_file_of_laws(plan: Path) -> None:
    (plan.parent / "plangen.toml").write_text('[check]\nlaws = "law.yaml"\n')
    (plan.parent / "laws.yaml").write_text(LAW, "utf-8")
    code, _, err = run("check", plan)
    assert code == 2
    assert err == (
        f"错误：{plan.parent / 'law.yaml'}：找不到这个文件；"
        f"是不是想写“{plan.parent / 'laws.yaml'}”？\n"
    )


# Formats for programs


MESSAGE = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}},
}
COUNT = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endColumn"],
    "additionalProperties": False,
    "properties": {"startLine": COUNT, "startColumn": COUNT, "endColumn": COUNT},
}
URI = {"type": "string", "pattern": r"^([A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$"}
PLACE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["uri"],
            "properties": {"uri": URI},
        },
        "region": REGION,
    },
}
RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["physicalLocation"],
                "properties": {"physicalLocation": PLACE},
            },
        },
    },
}
RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "shortDescription"],
    "properties": {"id": {"type": "string"}, "shortDescription": MESSAGE},
}
DRIVER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "version", "rules"],
    "properties": {
        "name": {"const": "plangen"},
        "version": {"type": "string"},
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
    },
}
SARIF: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"const": "https://json.schemastore.org/sarif-2.1.0.json"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["driver"],
                        "properties": {"driver": DRIVER},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
"""What SARIF 2.1.0 says of the properties that we write."""


@pytest.mark.parametrize("text", [SLIPPED, *map(without_waivers, PLANS.values()), BASE, "x", ""])
def test_sarif(plan: Path, text: str) -> None:
    plan.write_text(text, "utf-8")
    code, out, err = run("check", plan, "--format", "sarif")
    assert err == ""
    log = json.loads(out)
    jsonschema.validate(log, SARIF)
    rows = json.loads(run("check", plan, "--format", "json").out)
    assert code == run("check", plan).code
    (one,) = log["runs"]
    rules, lines = one["tool"]["driver"]["rules"], text.split("\n")
    assert [result["ruleId"] for result in one["results"]] == [row["code"] for row in rows]
    for result, row in zip(one["results"], rows, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (row["line"], row["column"])
        line = lines[region["startLine"] - 1]
        assert region["startColumn"] < region["endColumn"] <= max(len(line), 1) + 1


def test_the_words_of_sarif_regions(plan: Path) -> None:
    """Columns count characters, wide ones and those beyond the first plane as one."""
    plan.write_text(f"{BASE}preamble: 😀建立𠀀台帐,检查。\n", "utf-8")
    log = json.loads(run("check", plan, "--format", "sarif").out)
    line = plan.read_text("utf-8").split("\n")[-2]
    found = [
        (result["ruleId"], line[region["startColumn"] - 1 : region["endColumn"] - 1])
        for result in log["runs"][0]["results"]
        if "rare" not in result["ruleId"]
        for region in [result["locations"][0]["physicalLocation"]["region"]]
    ]
    assert found == [("variant-word", "台帐"), ("halfwidth-punctuation", ",")]


def test_sarif_names_files_as_uris(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def uris() -> set[str]:
        log = json.loads(run("check", where, "--format", "sarif").out)
        results = log["runs"][0]["results"]
        places = [each["locations"][0]["physicalLocation"] for each in results]
        return {place["artifactLocation"]["uri"] for place in places}

    where = plan.rename(plan.with_name("方案 1#.yaml"))
    assert uris() == {where.as_uri()}
    monkeypatch.chdir(plan.parent.parent)
    where = where.relative_to(plan.parent.parent)
    assert uris() == {"plans/%E6%96%B9%E6%A1%88%201%23.yaml"}


def test_github(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plan.parent)
    Path("甲,乙:100%.yaml").write_text(BASE + "preamble: 建立台帐。\n", "utf-8")
    line = BASE.count("\n") + 1
    assert run("check", "甲,乙:100%.yaml", "--format", "github") == (
        0,
        f"::warning file=甲%2C乙%3A100%25.yaml,line={line},col=13,endColumn=15,"
        "title=plangen variant-word::“台帐”应当写作“台账”（《第一批异形词整理表》"
        "“账本—帐本”的说明）。改法：改成“台账”\n"
        "检查了 1 个文件，发现 1 处提醒。\n",
        "",
    )


def test_github_escapes_percents_and_line_breaks(plan: Path) -> None:
    from plangen.findings.finding import Finding, Mark, Severity
    from plangen.findings.github import as_github

    said = Finding(Mark("a", 2, 3), "c", "一%\n二,三:四\r", "改%", "一（一）", Severity.ADVICE, 0)
    assert as_github([said], "总共 1 处").splitlines()[0] == (
        "::notice file=a,line=2,col=3,endColumn=4,title=plangen c::"
        "一（一）：一%25%0A二,三:四%0D。改法：改%25"
    )
    error = Finding(Mark("a"), "c", "一")
    assert as_github([error], "总共 1 处").startswith("::error file=a,line=1,col=1,endColumn=2,")


# Mends


def fix(path: Path, *options: str) -> Outcome:
    return run("check", "--fix", path, *options)


def test_diff_shows_and_changes_nothing(plan: Path) -> None:
    before = plan.read_bytes()
    number = SLIPPED.count("\n")
    assert run("check", "--diff", plan) == (
        1,
        f"--- {plan}（现在）\n+++ {plan}（改后）\n@@ -{number - 1},2 +{number - 1},2 @@\n"
        "         deadline: 每季度\n"
        "-preamble: 建立台帐,检查整改，，落实责任\n+preamble: 建立台账，检查整改，落实责任\n",
        "",
    )
    assert plan.read_bytes() == before
    assert run("check", "--diff", "--fix", plan).code == 1
    assert plan.read_bytes() == before


def test_diff_of_nothing(plan: Path) -> None:
    plan.write_text(BASE, "utf-8")
    assert run("check", "--diff", plan) == (0, "", "")


@pytest.mark.parametrize(("name", "code"), [("没有.yaml", 2), ("坏.yaml", 1)])
@pytest.mark.parametrize("option", ["--diff", "--fix"])
def test_a_plan_that_cannot_be_read_is_not_mended(
    plan: Path, name: str, code: int, option: str
) -> None:
    """What keeps it from being read is said."""
    (plan.parent / "坏.yaml").write_text(SLIPPED.replace("series", "serie"), "utf-8")
    before = (plan.parent / "坏.yaml").read_bytes()
    found = run("check", option, plan, plan.parent / name)
    assert found.code == code
    assert f"{name}:" in (found.err if option == "--diff" else found.out)
    assert "+preamble: 建立台账，" in found.out
    assert (plan.parent / "坏.yaml").read_bytes() == before
    assert (plan.read_text("utf-8") == SLIPPED) == (option == "--diff")


def test_fix_mends_and_says_what_is_left(plan: Path) -> None:
    code, out, err = fix(plan)
    assert (code, err) == (0, "")
    assert f"已改 {plan}\n" in out
    assert plan.read_text("utf-8") == SLIPPED.replace("帐,检查整改，，", "账，检查整改，")
    assert codes(Outcome(0, out.partition("已改")[2].partition("\n")[2], "")) == ["end-mark"]
    assert out.endswith("检查了 1 个文件，发现 1 处建议。\n")
    again = fix(plan)
    assert "已改" not in again.out
    assert codes(again) == ["end-mark"]


def test_only_what_is_looked_at_is_mended(plan: Path) -> None:
    fix(plan, "--select", "variant-word")
    assert plan.read_text("utf-8") == SLIPPED.replace("台帐", "台账")


@pytest.mark.parametrize("style", ["json", "sarif", "github"])
def test_what_is_mended_is_said_beside_what_programs_read(plan: Path, style: str) -> None:
    code, out, err = fix(plan, "--format", style)
    assert code == 0
    assert "+preamble: 建立台账，" in err
    assert f"已改 {plan}\n" in err
    if style != "github":
        assert json.loads(out)
    assert "+preamble" not in out


COMMENTED = (
    "# 说明,不动\n" + BASE.replace("title: 城东区2026年", "title:   '城东区2026年", 1)
).replace("消防安全工作方案\n", "消防安全工作方案'   # 尾注,不动\n", 1)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "mixed"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n# 尾,注"])
def test_all_else_stays_byte_for_byte(plan: Path, bom: str, end: str, last: str) -> None:
    dice = random.Random(1)

    def data(text: str) -> bytes:
        dice.seed(1)
        ends = ["\n", "\r\n", "\r"] if end == "mixed" else [end]
        lines = text.split("\n")
        return "".join(
            [bom, *(line + dice.choice(ends) for line in lines[:-1]), lines[-1]]
        ).encode()

    text = f'{COMMENTED}preamble:   "建立台帐,检查。" # 台帐,说明\n\n  \n# 台帐{last}'
    plan.write_bytes(data(text))
    fix(plan)
    assert plan.read_bytes() == data(text.replace("台帐,检查", "台账，检查"))
    before = plan.stat().st_mtime_ns
    fix(plan)
    assert plan.stat().st_mtime_ns == before


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_mended_file_is_in_utf8_and_that_is_said(plan: Path, encoding: str) -> None:
    plan.write_bytes(SLIPPED.replace("\n", "\r\n").encode(encoding))
    out = fix(plan).out
    assert f"已改 {plan}，编码改成了 UTF-8\n" in out
    mended = SLIPPED.replace("帐,检查整改，，", "账，检查整改，")
    assert plan.read_bytes() == mended.replace("\n", "\r\n").encode()
    assert "not-utf8" not in out.partition("已改")[2]


def test_a_file_without_mends_keeps_its_encoding(plan: Path) -> None:
    plan.write_bytes(BASE.encode("gbk"))
    assert "已改" not in fix(plan).out
    assert plan.read_bytes() == BASE.encode("gbk")


def test_a_file_is_written_whole_or_not_at_all(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    code, _, err = fix(plan)
    assert code == 2
    assert err.startswith(f"错误：写不了 {plan}：")
    assert plan.read_text("utf-8") == SLIPPED
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_a_mended_file_stays_the_file_it_was(plan: Path) -> None:
    plan.chmod(0o600)
    link = plan.with_name("链接.yaml")
    link.symlink_to(plan.name)
    fix(link)
    assert link.is_symlink()
    assert "台账" in plan.read_text("utf-8")
    assert stat.S_IMODE(plan.stat().st_mode) == 0o600


MENDS = [
    ("text in plain: 台帐,甲", None),
    ("建立台帐,检查。", "建立台账，检查。"),
    ("'建立台帐,检查。'", "'建立台账，检查。'"),
    ("'它''们建立台帐,检查。'", None),
    ('"建立\\"台帐\\",检查。"', None),
    ('"建立\\u53f0\\u5e10检查。"', '"建立台账检查。"'),
    ("|\n  建立台帐,检查。", "|\n  建立台账，检查。"),
    (">-\n  建立台\n  帐,检查。", ">-\n  建立台\n  帐，检查。"),
    ("建立台\n  帐,检查。", "建立台\n  帐，检查。"),
    ('"建立台\\\n  帐,检查。"', '"建立台\\\n  帐，检查。"'),
    ("建立台帐：开展,检查。 # 台帐,说明", "建立台账：开展，检查。 # 台帐,说明"),
]


@pytest.mark.parametrize(("scalar", "mended"), MENDS)
def test_mends_in_every_style_of_scalar(plan: Path, scalar: str, mended: str | None) -> None:
    """A word over a line break is left to people; all else stays a plan of the mended words."""
    plan.write_text(f"{BASE}preamble: {scalar}\n", "utf-8")
    before = read_plan(plan).plan
    fix(plan, "--select", "variant-word,halfwidth-punctuation")
    after = read_plan(plan).plan
    if mended is not None:
        assert plan.read_text("utf-8") == f"{BASE}preamble: {mended}\n"
    assert (before is None) == (after is None)
    if before and after:
        left = set(str(before.preamble)) ^ set(str(after.preamble))
        assert left <= set("帐账,，\"“”'")


def test_straight_quotes_in_quotes_are_mended(plan: Path) -> None:
    plan.write_text(
        f"{BASE}preamble: '实行''一楼一策''。'\n".replace("'实行", "'" + "实行").replace(
            "issuer:", "# 引号\nissuer:"
        ),
        "utf-8",
    )
    fix(plan)
    assert plan.read_text("utf-8").endswith("preamble: '实行“一楼一策”。'\n")
    plan.write_text(f'{BASE}preamble: "实行\\"一楼一策\\"。"\n', "utf-8")
    fix(plan)
    assert plan.read_text("utf-8").endswith('preamble: "实行“一楼一策”。"\n')


def test_a_mend_that_breaks_the_plan_is_left_out_and_the_others_are_made(plan: Path) -> None:
    from plangen.checking.mending import bearable, mended
    from plangen.findings.finding import Finding, Mark

    text = "甲: 乙\n丙: 丁\n戊: 己"
    mends = [
        Finding(Mark("x", line, 4), "c", "m", mend=mend)
        for line, mend in ((1, "子"), (2, "!"), (3, "丑"))
    ]
    kept = bearable(text, mends, lambda text: "!" not in text)
    assert mended(text, kept) == "甲: 子\n丙: 丁\n戊: 丑"
    assert bearable(text, mends[1:2], lambda text: "!" not in text) == ()
    assert bearable(text, [], lambda text: False) == []


def test_a_mend_that_would_part_a_name_of_a_list_is_not_made(plan: Path) -> None:
    """A full-width mark parts the entries of a list, so that the plan could not be read."""
    text = PLANS[2022].replace("signature: [南安市卫生健康局]", "signature: [南安市卫生;健康局]")
    plan.write_text(text.replace("结合卫生健康工作，", "结合卫生健康工作,"), "utf-8")
    fix(plan)
    assert plan.read_text("utf-8") == text
    assert read_plan(plan).plan


def test_of_mends_that_overlap_one_is_made() -> None:
    from plangen.checking.mending import mended
    from plangen.findings.finding import Finding, Mark

    whole = Finding(Mark("x", 1, 2), "a", "m", length=3, mend="-")
    inside = Finding(Mark("x", 1, 3), "b", "m", length=1, mend="=")
    beside = Finding(Mark("x", 1, 5), "c", "m", length=1, mend="+")
    beyond = Finding(Mark("x", 1, 5), "c", "m", length=9, mend="+")
    assert mended("12345", [whole, inside]) == "12=45"
    assert mended("12345", [whole, beside]) == "1-+"
    assert mended("12345", [beyond]) == "12345"
    assert mended("12345", [beyond, whole]) == "1-5"


def test_both_plans_are_not_mended_where_they_waive(tmp_path: Path) -> None:
    for year, text in PLANS.items():
        path = tmp_path / f"{year}.yaml"
        path.write_text(text, "utf-8")
        assert run("check", "--diff", path) == (0, "", "")
        fix(path)
        assert path.read_text("utf-8") == text


@pytest.mark.parametrize("year", PLANS)
def test_both_plans_without_waivers_are_mended(tmp_path: Path, year: int) -> None:
    path = tmp_path / "x.yaml"
    text = without_waivers(PLANS[year])
    path.write_text(text, "utf-8")
    found = examine_file(path, RuleChoice((), ())).findings
    mended = {each.code for each in found if each.mend is not None}
    fix(path)
    left = {code for _, _, code in FOUND.findall(run("check", path).out)}
    assert mended
    assert not mended & left
    pairs = zip(text.split("\n"), path.read_text("utf-8").split("\n"), strict=True)
    changed = [(old, new) for old, new in pairs if old != new]
    assert len(changed) == {2018: 6, 2022: 1}[year]
    assert "“6·26国际禁毒日”“12·1世界艾滋病日”" in path.read_text("utf-8") or year == 2018


CODES = {rule.code for rule in RULES}
MENDED = [each for each in SLIPS if each[5] is not None and each[3] != "level-mark"]


@cache
def texts(text: str) -> tuple[str, ...]:
    """Every value of a plan, in its order."""
    import yaml

    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, str):
            found.append("".join(node.split()))
        for each in node.values() if isinstance(node, dict) else node:
            if not isinstance(node, str):
                walk(each)

    walk(yaml.load(text, Loader=yaml.BaseLoader))
    return tuple(found)


@settings(max_examples=60)
@given(st.sampled_from(FIELDS), st.data())
def test_any_slips_are_mended_together(
    tmp_path_factory: pytest.TempPathFactory, field: str, data: st.DataObject
) -> None:
    """The mended plan says what the clean one says, but for a slip that replaced other words."""
    pool = [each for each in MENDED if each[0] == field]
    chosen = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=6, unique=True))
    slipped = wanted = clean(field)
    for _, correct, slip, _, word, mend in chosen:
        if slipped.count(correct) == 1 and wanted.count(correct) == 1:
            slipped = slipped.replace(correct, slip)
            wanted = wanted.replace(correct, (mend or "").join(slip.rsplit(word, 1)))
    path = tmp_path_factory.getbasetemp() / "slipped.yaml"
    path.write_text(slipped, "utf-8")
    out = fix(path).out
    mended = path.read_text("utf-8")
    assert texts(mended) == texts(wanted)
    assert read(mended.encode(), "x").findings == ()
    assert "已改" not in fix(path).out
    assert [code for _, _, code in FOUND.findall(out.partition("已改")[2])] == []


# Baselines


def accept(plan: Path, *options: str) -> tuple[Path, Outcome]:
    path = plan.parent.parent / "baseline.json"
    return path, run("check", plan, "--baseline", path, "--update-baseline", *options)


def test_a_baseline_accepts_what_there_is(plan: Path) -> None:
    path, (code, out, err) = accept(plan)
    assert code == 0
    assert re.fullmatch("检查了 1 个文件，没有发现问题；基线里记下的 [0-9]+ 处不报。\n", out)
    assert err == f"已把 4 处记入 {path}\n"
    assert run("check", plan, "--baseline", path).out == out
    rows = json.loads(path.read_text("utf-8"))
    assert [row["code"] for row in rows] == SLIPPED_CODES
    assert {key for row in rows for key in row} == {"file", "code", "message", "count"}


def test_new_findings_are_reported_and_moved_ones_are_not(plan: Path) -> None:
    path, _ = accept(plan)
    plan.write_text("# 一行\n\n" + SLIPPED, "utf-8")
    assert codes(run("check", plan, "--baseline", path)) == []
    plan.write_text(SLIPPED + "# 说明\n", "utf-8")
    more = SLIPPED.replace("建立台帐", "建立台帐，核对台帐")
    plan.write_text(more, "utf-8")
    assert codes(run("check", plan, "--baseline", path)) == ["variant-word"]


def test_a_baseline_holds_wherever_the_program_runs(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = accept(plan)
    monkeypatch.chdir(plan.parent)
    assert codes(run("check", plan.name, "--baseline", path)) == []
    monkeypatch.chdir(plan.parent.parent)
    assert codes(run("check", Path("plans") / plan.name, "--baseline", "baseline.json")) == []
    assert str(plan.parent) not in path.read_text("utf-8")


def test_an_error_may_be_accepted_until_it_is_mended(plan: Path) -> None:
    plan.write_text(BASE.replace("goals: [no-fire]", "goals: [no-fir]"), "utf-8")
    assert run("check", plan).code == 1
    path, _ = accept(plan)
    assert run("check", plan, "--baseline", path).code == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{}x",
        b'{"file": 1}',
        b"[1]",
        b"[[]]",
        b"3",
        b"\xff\xfe",
        b'[{"file": "x", "code": "y", "message": "z"}]',
        b'[{"file": "x", "code": "y", "message": "z", "count": "1"}]',
        b'[{"file": [], "code": "y", "message": "z", "count": 1}]',
        b'[{"file": null, "code": "y", "message": "z", "count": null}]',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_baseline(plan: Path, data: bytes) -> None:
    path = plan.with_name("b.json")
    path.write_bytes(data)
    code, out, err = run("check", plan, "--baseline", path)
    assert (code, out) == (2, "")
    hint = "换一个文件名；真是坏了的基线，删去它，用 --update-baseline 重新生成"
    assert err == f"错误：{path} 不是基线文件；{hint}\n"
    assert run("check", plan, "--baseline", path, "--update-baseline").err == err
    assert path.read_bytes() == data, "whatever it is, it is somebody's"


def test_an_update_says_what_goes_in_and_out(plan: Path) -> None:
    path, _ = accept(plan)
    before = path.read_bytes()
    assert accept(plan)[1].err == f"{path}：新记 0 处，划去 0 处，照旧 4 处\n"
    assert path.read_bytes() == before
    plan.write_text(SLIPPED.replace("建立台帐", "建立台账，作出布署"), "utf-8")
    err = accept(plan)[1].err.splitlines()
    assert err[0] == f"{path}：新记 1 处，划去 1 处，照旧 3 处"
    assert re.fullmatch(r"  新记 plans/.*\[variant-word\].*布署.*", err[1])
    assert re.fullmatch(r"  划去 plans/.*\[variant-word\].*台帐.*", err[2])
    assert codes(run("check", plan, "--baseline", path)) == []


def test_an_update_keeps_what_was_not_looked_at(plan: Path) -> None:
    """Other plans, other rules, and a plan that can no longer be read."""
    other = plan.with_name("other.yaml")
    other.write_text(SLIPPED, "utf-8")
    path, _ = accept(plan)
    assert "新记 4 处，划去 0 处，照旧 4 处" in accept(other)[1].err
    assert codes(run("check", plan, other, "--baseline", path)) == []
    plan.write_text(BASE, "utf-8")
    err = accept(plan, "--select", "variant-word")[1].err
    assert "划去 0 处，照旧 8 处" in err
    assert "没有查的规则，以前记下的照旧" in err
    plan.write_text("title: [\n", "utf-8")
    assert "划去 0 处，照旧 8 处" in accept(plan)[1].err
    other.unlink()
    plan.write_text(SLIPPED, "utf-8")
    err = accept(plan)[1].err
    assert "划去 5 处，照旧 4 处" in err, "of the plan that is gone, and that it could not be read"
    assert "没有读成" not in err


def test_a_baseline_saved_by_a_windows_editor(plan: Path) -> None:
    path, _ = accept(plan)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert codes(run("check", plan, "--baseline", path)) == []


def test_a_missing_baseline(plan: Path) -> None:
    code, out, err = run("check", plan, "--baseline", plan.with_name("b.json"))
    assert (code, out) == (2, "")
    assert err == f"错误：{plan.with_name('b.json')}：找不到这个文件；核对文件名\n"


def test_update_needs_a_baseline(plan: Path) -> None:
    code, out, err = run("check", plan, "--update-baseline")
    assert (code, out) == (2, "")
    assert err.endswith("错误：--update-baseline 要和 --baseline 一起写\n")


# The manual


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_printed(rule: Any) -> None:
    code, out, err = run("rule", rule.code)
    assert (code, err) == (0, "")
    title = page(rule.docstring).title
    family, severity = FAMILIES[rule.family], SEVERITIES[rule.severity]
    assert out.startswith(f"{rule.code}（{family}，{severity}）\n\n{title}\n")
    for part in ("为什么：", "依据：", "不合：", "合：", "改法："):
        assert f"\n{part}" in out


def test_the_index_has_every_rule_once() -> None:
    code, out, _ = run("rule", "--all")
    assert code == 0
    listed = re.findall(r"^  ([a-z-]+)  ", out.replace("   ", "  "), re.MULTILINE)
    assert sorted(listed) == sorted(rule.code for rule in RULES)
    assert len(set(listed)) == len(listed)
    assert re.findall(r"^\S+（([a-z]+)）$", out, re.MULTILINE) == list(FAMILIES)


def test_an_unknown_code_of_a_rule() -> None:
    assert run("rule", "rest-days") == (
        2,
        "",
        "错误：没有“rest-days”这条规则。是不是想写“rest-day”？\n",
    )


@pytest.mark.parametrize("arguments", [(), ("rest-day", "--all")])
def test_a_rule_or_all(arguments: tuple[str, ...]) -> None:
    code, out, err = run("rule", *arguments)
    assert (code, out) == (2, "")
    assert "写一条规则的编号，如 plangen rule rest-day；或写 --all 看目录" in err


# Last year's plan


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """A folder of this year's plan, whose figure is lower than last year's."""
    texts = [
        BASE.replace(
            "较大以上火灾事故, exactly: 0, unit: 起", "检查覆盖率, at_least: 90, unit: '%'"
        ),
    ]
    texts.append(texts[0].replace("2026", "2025").replace("at_least: 90", "at_least: 95"))
    for name, text in zip(("今年.yaml", "去年.yml"), texts, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def lower(folder: Path) -> bool:
    return "lower-than-last-year" in run("check", folder / "今年.yaml").out


def test_last_years_plan_stands_beside(years: Path) -> None:
    assert lower(years)
    last = years / "去年.yml"
    text = last.read_text("utf-8")
    for other in (
        text.replace("series: fire-safety", "series: fire-safety-2"),
        text.replace("year: 2025", "year: 2024"),
        text.replace("goals: [no-fire]", "goals: [no-fir]"),
        "year: 2025\nseries: fire-safety\n",
    ):
        last.write_text(other, "utf-8")
        assert not lower(years)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_last_years_plan_in_any_encoding(years: Path, encoding: str, end: str) -> None:
    last = years / "去年.yml"
    last.write_bytes(last.read_text("utf-8").replace("\n", end).encode(encoding))
    assert lower(years)


def test_what_stands_beside_and_is_no_plan(years: Path) -> None:
    (years / "0.yaml").write_bytes(b"year: 2025\nseries: fire-safety\n\xff\xfe[[[")
    (years / "1.yaml").mkdir()
    (years / "2.yaml").write_bytes(b"")
    (years / "3.yaml").symlink_to("没有")
    (years / "4.yaml").write_text("year: '2025'\nseries: fire-safety\n" + "[" * 9999, "utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(years / "5.yaml")
    assert lower(years)


def test_a_folder_of_large_files_costs_little(years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that is not last year's plan the head alone is read."""
    (years / "去年.yml").unlink()
    for number in range(20):
        with (years / f"{number}.yaml").open("wb") as file:
            file.write(b"year: 2020\nseries: fire-safety\n")
            file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} is read whole"))
    plan = read((years / "今年.yaml").open("rb").read(), "x").plan
    assert plan
    assert Workspace(years).last_year(plan) is None


# Whatever is written


@pytest.mark.parametrize(
    "value", ["建立\x85专用帐册,检查", "'建立\x85\x85帐册,检查'", '"\x85帐册"']
)
@pytest.mark.parametrize("before", ["", "# \x85\x85\x85\x85说明\n"])
def test_a_line_break_that_only_yaml_sees_does_no_harm(plan: Path, before: str, value: str) -> None:
    waive = "waive: [{rule: variant-word, word: 帐册, reason: 原文如此}]\n"
    plan.write_text(f"{before}{waive}{BASE}preamble: {value}\n", "utf-8")
    for option in ("--format=json", "--diff", "--fix"):
        code, _, err = run("check", plan, option)
        assert (code in (0, 1), err.count("Traceback")) == (True, 0)


def mutated(text: str, seed: int) -> str:
    """A copy with some of its words cut, put elsewhere, or set beside others."""
    dice = random.Random(seed)
    pieces = "《》（）“”、，。：1一%0．…—·　😀〔〕第号年月日亿-,.;:'\"#"
    for _ in range(dice.randint(1, 6)):
        place = dice.choice([at for at, char in enumerate(text) if char > "\u2000"])
        match dice.randrange(4):
            case 0:
                text = text[:place] + dice.choice(pieces) + text[place:]
            case 1:
                text = text[:place] + dice.choice(pieces) + text[place + 1 :]
            case 2:
                stop = place + dice.randint(1, 6)
                text = text[:place] + re.sub("[^\n -~]", "", text[place:stop]) + text[stop:]
            case 3:
                found = re.search("[^\n -~]{1,9}", text[dice.randrange(len(text)) :])
                text = text[:place] + (found[0] if found else "") + text[place:]
    return text


SOURCES = [*PLANS.values(), *(path.read_text("utf-8") for path in sorted(CLEAN.glob("*.yaml")))]


@settings(max_examples=150)
@given(st.sampled_from(SOURCES), st.integers(0, 2**32))
def test_no_plan_gives_a_traceback_and_every_finding_has_a_place(
    tmp_path_factory: pytest.TempPathFactory, source: str, seed: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated.yaml"
    text = mutated(source, seed)
    path.write_text(text, "utf-8")
    lines = text.split("\n")
    for each in examine_file(path, RuleChoice((), ())).findings:
        room = max(1, len(lines[each.mark.line - 1])) + 1
        assert 1 <= each.mark.column <= room
        if each.code in CODES:
            assert each.mark.column - 1 + each.length <= room
    assert fix(path).code in (0, 1)


# What is said beside errors, once, and where no plan is named


TWO_WAVES = f"""{BASE}annexes:
  - title: 检查表
    table:
      columns: [{{name: 单位}}, {{name: 要求}}]
      rows: [[甲, １次], [乙, １次], [丙, １次], [丁, １次]]
"""


def test_findings_of_rules_stand_beside_errors(plan: Path) -> None:
    """What an error may have caused is not said: nobody need doubt the deadline that is unread."""
    text = SLIPPED.replace("deadline: 每季度", "deadline: 9月31日前")
    plan.write_text(text, "utf-8")
    outcome = run("check", plan)
    assert outcome.code == 1
    assert codes(outcome) == sorted([*SLIPPED_CODES, "impossible-date"])
    before = plan.read_bytes()
    assert run("check", plan, "--fix").code == 1
    assert plan.read_bytes() == before


def test_the_same_in_many_cells_is_told_once_with_its_places(plan: Path) -> None:
    plan.write_text(TWO_WAVES, "utf-8")
    outcome = run("check", plan)
    assert codes(outcome) == ["fullwidth-digit"]
    row = TWO_WAVES[: TWO_WAVES.index("rows:")].count("\n") + 1
    assert f"  同样的还有 3 处：第 {row} 行\n" in outcome.out
    assert outcome.out.endswith("发现 4 处提醒。\n")
    (told,) = json.loads(run("check", plan, "--format", "json").out)
    columns = [told["column"], *(place["column"] for place in told["others"])]
    assert len(set(columns)) == 4
    log = json.loads(run("check", plan, "--format", "sarif").out)
    assert len(log["runs"][0]["results"][0]["locations"]) == 4
    assert run("check", plan, "--format", "github").out.count("::warning") == 4


def test_three_of_the_same_are_told_one_by_one(plan: Path) -> None:
    plan.write_text(TWO_WAVES.replace(", [丁, １次]", ""), "utf-8")
    assert codes(run("check", plan)) == ["fullwidth-digit"] * 3


def test_without_a_name_the_plans_of_the_workspace(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan.parent.parent)
    assert codes(run("check")) == SLIPPED_CODES


def test_a_year_whose_holidays_are_not_announced_is_said_once(plan: Path) -> None:
    dated = BASE.replace("deadline: 每季度", "deadline: 10月3日前")
    plan.write_text(dated.replace("2026", "2044"), "utf-8")
    said = "2044年的放假安排还没有公布，到期日只避开了周末和法定节假日"
    assert run("check", plan).out.count(said) == 1
    assert run("tasks", plan).err == f"提示：{said}，公布以后再生成一次\n"
    listed = run("checklist", plan, "-o", plan.parent / "清单", "--format", "md")
    assert listed.err.count(said) == 1
