"""What a screen says of findings names no key: a field is called as the screen calls it."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support.program import ROOT
from support.rule_examples import findings_of

from plangen.checking.session import RuleChoice, examine_file
from plangen.editing.key_titles import titled
from plangen.findings.finding import Finding, Mark
from plangen.rules.manual import page
from plangen.rules.registry import RULES
from plangen.web.office_words import told_of

FAULTS = sorted((ROOT / "tests/readers/faults").glob("*.yaml"))
SCHEMA = ROOT / "schema/plan.schema.json"
QUOTED = re.compile("“([^“”]*)”")


def keys_of(part: Any, keys: set[str]) -> set[str]:
    """Every key that a schema names."""
    if isinstance(part, dict):
        keys.update(part.get("properties", {}))
        part = [*part.values()]
    if isinstance(part, list):
        for inner in part:
            keys_of(inner, keys)
    return keys


@pytest.fixture(scope="module")
def named() -> re.Pattern[str]:
    """A key of a plan in a text."""
    keys = "|".join(keys_of(json.loads(SCHEMA.read_text("utf-8")), set()))
    return re.compile(rf"(?<![A-Za-z_/-])(?:{keys})(?![A-Za-z_/-])")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_names_a_key_on_a_screen(rule: ModuleType, named: re.Pattern[str]) -> None:
    manual = page(rule.docstring)
    plans = [manual.example(part) if part in manual.parts else "" for part in ("上年", "印发的")]
    ledger = manual.parts.get("上年台账", "")
    found = findings_of((rule,), manual.example("不合"), *plans, ledger)
    assert found
    for finding in found:
        assert not named.search(" ".join(told_of(finding))), told_of(finding)


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_no_fault_of_the_file_names_a_key_that_does_not_stand_there(
    path: Path, named: re.Pattern[str]
) -> None:
    for finding in examine_file(path, RuleChoice((), ())).findings:
        file = Path(finding.mark.file)
        lines = file.read_bytes().decode("utf-8", "replace").splitlines() if file.exists() else []
        words = without_quotations(finding, lines)
        assert not named.search(words), words


def without_quotations(finding: Finding, lines: list[str]) -> str:
    """What a screen says of a finding, less the words that it cites from the file's line.

    Of a key that there is not, the one that was meant is cited as it is to be typed in the file.
    """
    line = lines[finding.mark.line - 1] if lines else ""
    if finding.code == "unknown-key":
        line = " ".join(keys_of(json.loads(SCHEMA.read_text("utf-8")), set()))
    said = " ".join(told_of(finding))
    return QUOTED.sub(lambda match: "" if match[1].rstrip(": ") in line else match[0], said)


def texts_of(path: Path) -> Iterator[str]:
    """The Chinese texts of a module, but for its docstrings; what is filled in is 某."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            skipped.update(map(id, node.values))
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            for piece in node.values:
                text += str(piece.value) if isinstance(piece, ast.Constant) else "某"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        if id(node) not in skipped and re.search("[一-鿿]", text) and "(?" not in text:
            yield text


@pytest.mark.parametrize(
    "path", sorted((ROOT / "plangen/rules").glob("*/*.py")), ids=lambda path: path.stem
)
def test_every_text_of_a_rule_names_keys_with_their_titles(
    path: Path, named: re.Pattern[str]
) -> None:
    """Those that no example gives are held to it too."""
    for text in texts_of(path):
        assert not named.search(titled(text)[0]), text


def test_a_key_is_said_by_its_title() -> None:
    assert titled("在这一条里加上 targets（指标）") == ("在这一条里加上“指标”",)
    assert titled("不发生的写 exactly: 0（等于 0）") == ("不发生的写“等于 0”",)
    assert titled("删去 suffix（“文件”二字）") == ("删去“文件”二字",)
    assert titled("缺少 deadline（完成时限）", "补上，例如：deadline: 6月底前") == (
        "缺少“完成时限”",
        "补上，例如：“完成时限”：6月底前",
    )


def test_a_screen_says_what_to_do_there() -> None:
    written = Finding(Mark(""), "x", "没有措施", "在落实它的措施里写 goals: [a]（服务的目标：a）")
    assert told_of(written)[1] == "在落实它的措施的“服务的目标”里选上它"
    written = Finding(Mark(""), "x", "没有填", "填上顺序号；要先看版面，先在这一行行首加 #")
    assert told_of(written)[1] == "填上顺序号"


def test_words_that_are_no_keys_stay() -> None:
    text = "放进 plangen.toml（设置）、DOCX（公文）；目标“turnout”没有措施"
    assert titled(text) == (text,)
