"""`plangen fmt`: one layout for every way to write a plan, the plan and its comments kept."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.program import ROOT, run

from plangen.cli import program
from plangen.plan import Plan
from plangen.source.folding import sentences
from plangen.source.reading import parse, read
from plangen.source.writing import write
from plangen.workspace import Workspace

PLANS = (
    *sorted(ROOT.glob("plans/*.yaml")),
    *sorted(ROOT.glob("examples/*.yaml")),
    ROOT / "plangen/starter/plan.yaml",
)
TEXTS = {path.name: path.read_text("utf-8") for path in PLANS}
some_plan = st.sampled_from(sorted(TEXTS)).map(TEXTS.__getitem__)
random = st.randoms(use_true_random=False)


def fmt(text: str) -> str:
    return write(read(text))


def plan(text: str) -> Plan | None:
    """The plan of a text; where its waivers stand is left out."""
    found = Workspace(ROOT / "plans").read_plan(ROOT / "plans/2018.yaml", text.encode()).plan
    return found and replace(found, waivers=tuple(replace(w, lines=(1, 1)) for w in found.waivers))


def data(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def comments(text: str) -> list[str]:
    """The comments of a text; the plans have no other #."""
    return re.findall(r"(?:^|\s)(#.*)", text)


# One layout


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_what_we_deliver_is_tidy(path: Path) -> None:
    assert run("fmt", "--check", path).code == 0


@settings(max_examples=20)
@given(some_plan)
def test_the_plan_stays_and_twice_is_once(text: str) -> None:
    tidy = fmt(text)
    assert plan(tidy) == plan(text) is not None
    assert fmt(tidy) == tidy
    assert sorted(comments(tidy)) == sorted(comments(text))


PARAGRAPHS = ("text", "preamble", "body")


class Untidy:
    """Writes data as YAML in ways that people and programs do, a different one each time."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def value(self, value: Any, pad: str, key: str = "") -> str:
        """What stands after `key:` or a dash, its own lines below it."""
        if isinstance(value, str):
            return f" {self.text(value, pad, key)}\n"
        if self.random.random() < 0.2:
            return f" {self.flow(value, pad)}\n"
        inner = pad + " " * self.random.choice([1, 2, 2, 4])
        blank = self.random.choice(["", "", "\n", "  \n\n"])
        if isinstance(value, list):
            return "\n" + blank.join(f"{inner}-{self.value(entry, inner)}" for entry in value)
        pairs = [*value.items()]
        self.random.shuffle(pairs)
        return "\n" + blank.join(f"{inner}{k}:{self.value(each, inner, k)}" for k, each in pairs)

    def text(self, value: str, pad: str, key: str) -> str:
        if key not in PARAGRAPHS or self.random.random() < 0.3:
            return self.quoted(value)
        text = re.sub(r"(?<=[一-龥，。；])(?=[一-龥，。；])", self.fold, value.strip())
        lines = (f"{pad}     {line}".rstrip() for line in text.split("\n"))
        return "\n".join([self.random.choice(["|", "|-", "|+"]), *lines])

    def fold(self, _: re.Match[str]) -> str:
        return "\n" if self.random.random() < 0.02 else ""

    def quoted(self, value: str) -> str:
        style = '"' if "\n" in value else self.random.choice("'\"")
        return yaml.dump(value, default_style=style, width=10**6, allow_unicode=True).strip()

    def flow(self, value: Any, pad: str) -> str:
        gap = self.random.choice([" ", "", f"\n{pad}      "])
        if isinstance(value, str):
            return self.quoted(value)
        if isinstance(value, list):
            return f"[{gap}{f',{gap}'.join(self.flow(each, pad) for each in value)}]"
        pairs = (f"{key}: {self.flow(each, pad)}" for key, each in value.items())
        return f"{{{gap}{f',{gap}'.join(pairs)}}}"


@settings(max_examples=20)
@given(some_plan, random)
def test_every_way_to_write_a_plan_becomes_one(text: str, random: Random) -> None:
    bare = re.sub(r"(?m)^ *#.*\n| +#.*$", "", text)
    untidy = Untidy(random).value(data(fmt(bare)), "")[1:]
    assert fmt(untidy) == fmt(bare)


KEYS = st.sampled_from(["text", "title", "goals", "waive", "year", "register", "x: y", "no", "名"])
LETTERS = st.sampled_from(
    [*"甲乙。；“”（）ab1 :#-,[]{}'\"\\\n\t%&*!|>?@`~.", "\u3000", "\u200b", "😀"]
)
WORDS = st.sampled_from(
    [
        "no",
        "1:30",
        "0x1f",
        "1e3",
        "0o7",
        "2018-04-26",
        "2018-13-45",
        "~",
        "<<",
        "=",
        "-1",
        "-",
        "1.",
    ]
)
TREES = st.recursive(
    st.text(LETTERS, max_size=12) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def ink(value: Any) -> Any:
    """Data without its white space: folding is free to change that."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [ink(each) for each in value]
    return {key: ink(each) for key, each in value.items()}


@settings(max_examples=150)
@given(st.dictionaries(KEYS, TREES, min_size=1), st.sampled_from(["'", '"', None]))
def test_whatever_is_written_is_read_as_it_was(tree: Any, style: str | None) -> None:
    text = yaml.dump(tree, default_style=style, allow_unicode=True, width=40)
    file, _ = parse(text, "")
    if file is None:
        return  # a letter that no plan may hold
    tidy = write(file)
    assert fmt(tidy) == tidy
    assert ink(data(tidy)) == ink(data(text))
    yaml.safe_load(tidy)


def at(where: str, value: str) -> str:
    """How a value is written at a key of a record or of the plan."""
    return fmt(f"{where}: {json.dumps(value)}\n").partition(": ")[2].rstrip("\n")


@pytest.mark.parametrize(
    ("where", "value", "written"),
    [
        ("title", "实施方案", "实施方案"),
        ("title", "2018", '"2018"'),
        ("title", "no", '"no"'),
        ("title", "1:30", '"1:30"'),
        ("title", "000001", '"000001"'),
        ("title", "0955-123", '"0955-123"'),
        ("title", "1.", '"1."'),
        ("title", "%", '"%"'),
        ("title", "甲: 乙", '"甲: 乙"'),
        ("title", "第 #1", '"第 #1"'),
        ("title", '% "甲"', "'% \"甲\"'"),
        ("title", "% 甲\\乙", r"'% 甲\乙'"),
        ("title", " 甲", '" 甲"'),
        ("title", "市长\u3000张三", "市长\u3000张三"),
        ("title", "甲\u200b乙", r'"甲\u200b乙"'),
        ("title", '中"文', '中"文'),
        ("year", "2018", "2018"),
        ("year", "二〇一八", "二〇一八"),
        ("preamble", "是：一件事。", "是：一件事。"),
    ],
)
def test_quotes_stand_where_some_reader_would_see_something_else(
    where: str, value: str, written: str
) -> None:
    assert at(where, value) == written


@pytest.mark.parametrize(
    "parts",
    [
        ["甲。", "乙！", "丙？", "丁；", "戊"],
        ["他说：“甲。乙。”", "丙。"],
        ["按照《甲；乙》办理（见附件。另有一件）。", "乙。"],
        ["甲……！？", "乙。"],
        ["甲（未完。乙。"],
        ["甲。 乙。"],
        ["甲。", "A。", "3月底前完成；", "乙"],
    ],
)
def test_a_sentence_a_line(parts: list[str]) -> None:
    assert sentences("".join(parts)) == parts


SHORT = """issuer: 某局 # 发文机关
# 一、年度
year: 2026
sections:
- title: 目标
  goals:
  - text: 甲。乙。
    # 编号不改
    id: "a"
    waive:
      - rule: b
        reason: 原文如此
    targets: [{name: 次数, at_least: 1, unit: 次}, {name: 合格率, at_least: 95, unit: '%'}]
  - {id: c, text: 丙。, responsible: {units: [cdc, # 主办
      all-units]}}
  # 以上两条
series: x
tasks_: [1]
# 完
"""
SHORT_TIDY = """series: x
# 一、年度
year: 2026
issuer: 某局 # 发文机关

sections:
  - title: 目标
    goals:
      # 编号不改
      - id: a
        text: |
          甲。
          乙。
        targets:
          - {name: 次数, at_least: 1, unit: 次}
          - {name: 合格率, at_least: 95, unit: "%"}
        waive: [{rule: b, reason: 原文如此}]

      - id: c
        text: 丙。
        responsible:
          units:
            - cdc # 主办
            - all-units
    # 以上两条

tasks_: ["1"]

# 完
"""


def test_the_layout() -> None:
    assert fmt(SHORT) == SHORT_TIDY


def test_long_lists_of_names_are_folded() -> None:
    lines = fmt(f"recipients: [{', '.join(['欧阳修文'] * 15)}]").splitlines()
    assert [line.count("欧阳修文") for line in lines] == [8, 7]
    assert lines[1].startswith(" " * len("recipients: [") + "欧")


# Comments


def legal_lines(lines: list[str]) -> list[int]:
    """The numbers of the lines that begin a key or an entry, not text in a block or brackets.

    A # of some depth above any of them is a comment, but after a block of lines.
    """
    numbers, block = [], None
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip())
        if block is not None and (depth > block or not line):
            continue
        block = depth if re.search(r"[:-] \|( #.*)?$", line) else None
        if re.match(r" *(- |[a-z_]+:|#)", line):
            numbers.append(number)
    return numbers


@settings(max_examples=40)
@given(some_plan, random, st.integers(1, 30))
def test_comments_of_a_tidy_file_stay_where_they_are(text: str, random: Random, many: int) -> None:
    lines = fmt(text).splitlines()
    for number in sorted(random.sample(legal_lines(lines), k=many), reverse=True):
        line = lines[number]
        if random.random() < 0.5 and "#" not in line and not line.endswith(","):
            lines[number] += f" # 旁{number}"
        elif number:
            pad = line[: len(line) - len(line.lstrip())]
            lines.insert(number, f"{pad}# 上{number}")
    noted = "\n".join(lines) + "\n"
    assert fmt(noted) == noted


@settings(max_examples=40)
@given(some_plan, random, st.integers(1, 30))
def test_no_comment_is_lost(text: str, random: Random, many: int) -> None:
    tidy = fmt(text)
    lines = tidy.splitlines()
    legal = legal_lines(lines)
    for number in sorted(random.sample(legal, k=many), reverse=True):
        depth = len(lines[number]) - len(lines[number].lstrip())
        pad = " " * (random.randint(0, 16) if number - 1 in legal else depth)
        above, below = random.choice(["", "\n"]), random.choice(["", "\n"])
        lines.insert(number, f"{above}{pad}# 第{number}行{below}")
    noted = "\n".join([*lines, "   # 末尾"])
    again = fmt(noted)
    assert comments(again) == comments(noted)
    assert fmt(again) == again
    assert plan(again) == plan(text)


NAMED = st.recursive(
    st.just(""),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def noted(tree: Any, number: Iterator[int]) -> str:
    """A tree in brackets, each word in it with a comment that names it."""
    if isinstance(tree, str):
        word = f"w{next(number)}x"
        return f"{word} # {word}\n   "
    if isinstance(tree, list):
        return f"[{', '.join(noted(each, number) for each in tree)}]"
    return f"{{{', '.join(f'{json.dumps(k)}: {noted(v, number)}' for k, v in tree.items())}}}"


@given(NAMED)
def test_a_comment_in_brackets_stays_with_its_word(tree: Any) -> None:
    tidy = fmt(f"annexes: {noted(tree, count())}\n")
    words = re.findall(r"(?<!# )\bw\d+x", tidy)
    assert sorted(re.findall(r"(\bw\d+x) # \1\n", tidy)) == sorted(words)


# The command


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two plans, one of them untidy."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    untidy = tmp_path / "plans" / "2018.yaml"
    untidy.write_text(untidy.read_text("utf-8").replace("year: 2018", "year:   '2018'"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return untidy


def test_the_command_writes_what_is_untidy(workspace: Path) -> None:
    assert run("fmt") == (0, "已整理 plans/2018.yaml\n整理了 1 个文件，1 个原来就整齐\n", "")
    assert workspace.read_bytes() == (ROOT / "plans/2018.yaml").read_bytes()
    assert run("fmt").out == "整理了 0 个文件，2 个原来就整齐\n"


def test_check_and_diff_write_nothing(workspace: Path) -> None:
    before = workspace.read_bytes()
    assert run("fmt", "--check") == (
        1,
        "要整理 plans/2018.yaml\n1 个文件要整理，1 个原来就整齐\n",
        "",
    )
    code, out, _ = run("fmt", "--diff", workspace)
    assert code == 1
    assert "-year:   '2018'\n+year: 2018\n" in out
    assert workspace.read_bytes() == before


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_windows_editors_file_becomes_plain_utf8(workspace: Path, end: str) -> None:
    tidy = (ROOT / "plans/2018.yaml").read_bytes()
    text = tidy.decode().replace("\n", end)
    workspace.write_bytes(b"\xef\xbb\xbf" + text.encode())
    code, out, err = run("fmt", "--diff", workspace)
    assert (code, out) == (1, "")
    assert err == f"{workspace}：文字已经整齐，要改的只是编码、换行或 BOM\n"
    assert run("fmt", "--check", workspace).code == 1
    done = run("fmt", workspace)
    assert done.out.startswith(f"已整理 {workspace}，去掉了 BOM，换行改成了 LF\n")
    assert workspace.read_bytes() == tidy
    workspace.write_bytes(text.encode("gbk"))
    assert "，编码改成了 UTF-8，换行改成了 LF\n" in run("fmt", workspace).out
    assert workspace.read_bytes() == tidy


@pytest.mark.parametrize("fault", ["title: [甲\n", "year: 2019\n", "? [a]\n: b\n", "x: &a b\n"])
def test_what_is_no_yaml_is_left_alone(workspace: Path, fault: str) -> None:
    workspace.write_text(before := workspace.read_text("utf-8") + fault, "utf-8")
    code, out, err = run("fmt", workspace)
    assert (code, out) == (1, "整理了 0 个文件，0 个原来就整齐，1 个有错，没有动\n")
    assert "错误" in err
    assert workspace.read_text("utf-8") == before


def test_a_missing_file_does_not_keep_the_others(workspace: Path) -> None:
    code, out, err = run("fmt", "nichts.yaml", workspace)
    assert code == 2
    assert "已整理" in out
    assert "找不到" in err


def test_an_editor_formats_through_a_pipe(workspace: Path) -> None:
    command = [sys.executable, "-m", "plangen", "fmt", "-"]
    done = subprocess.run(command, input=workspace.read_bytes(), capture_output=True, check=True)
    assert done.stdout == (ROOT / "plans/2018.yaml").read_bytes()


def test_the_hooks_name_our_commands_and_only_plans() -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        name, command = hook["entry"].split()
        assert (name, command in program.list_commands()) == ("plangen", True)
        files = [
            "plans/2018.yaml",
            "某局/plans/2022.yml",
            "plans/a.md",
            "schema/b.yaml",
            "myplans/c.yaml",
        ]
        assert [file for file in files if re.search(hook["files"], file)] == files[:2]


# The newest format


OLD = """\
series: fire-safety
year: 2026 # 年度
title: 城东区2026年消防安全工作方案
issuer: 城东区应急管理局

issue:
  form: plan

defaults: {deadline: 6月底前}

register:
  units:
    - {id: north, name: 北街消防站}

sections:
  - title: 主要措施
    measures:
      - id: drill
        text: 开展演练。
        responsible: {units: [north]}
"""


@pytest.mark.parametrize("said", ["", "format: 1 # 版本\n", "format: '1'\n"])
def test_a_plan_is_brought_to_the_newest_format(tmp_path: Path, said: str) -> None:
    """The version is all that is new, and comments stay; the plan means the same."""
    path = tmp_path / "x.yaml"
    path.write_text(f"# 头\n{said}{OLD}", "utf-8")
    tasks = run("tasks", path, "--format", "json").out
    renewed = f"要整理 {path}，格式的版本要写成最新的\n1 个文件要整理，0 个原来就整齐\n"
    assert run("fmt", "--check", path) == (1, renewed, "")
    assert run("fmt", path).out.startswith(f"已整理 {path}，格式的版本写成了最新的\n")
    remark = " # 版本" if "#" in said else ""
    assert path.read_text("utf-8") == f"# 头\nformat: 2{remark}\n{OLD}"
    assert run("fmt", "--check", path).code == 0
    assert run("tasks", path, "--format", "json").out == tasks


@pytest.mark.parametrize("text", [f"format: 3\n{OLD}", "units:\n  - {id: north, name: 北街}\n"])
def test_another_version_and_what_is_no_plan_are_left(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    assert "版本" not in run("fmt", path).out
    assert ("format: 2" in path.read_text("utf-8")) is False


def test_a_comment_under_a_dash_alone_is_the_entrys() -> None:
    text = "sections:\n  -\n    # 说明\n    title: 工作目标\n    measures: [{id: a, text: 甲。}]\n"
    tidy = write(read(text))
    assert "sections:\n  # 说明\n  - title: 工作目标\n" in tidy
    assert read(tidy) == read(text)
    beside = text.replace("-\n", "- # 旁边\n")
    assert read(write(read(beside))) == read(beside)
