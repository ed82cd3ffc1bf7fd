"""Writes docs/规则.md, the rules' manual: an index by family, and the page of every rule."""

import sys
from collections.abc import Iterator
from pathlib import Path

from plangen.findings.text import SEVERITIES
from plangen.rules.manual import FAMILIES, Manual, page
from plangen.rules.registry import RULES

MANUAL = Path(__file__).parent.parent / "docs" / "规则.md"
_HEAD = """\
# 检查规则

`plangen check` 除了格式、引用和时限，还按下面的规则审核方案。每条规则一个编号：结果里方括号中的词。
`plangen rule 编号` 打印一条规则的说明，`plangen rule --all` 打印目录。

- 只有“错误”使检查不通过（退出码 1）；“提醒”多半要改；“建议”供斟酌。
- 确实要这样写的，在那一条旁边写 `waive: [{rule: 编号, reason: 理由}]`；
  只豁免一个词语的，再加 `word: 词语`。
- 不查某条或某类：`plangen check --ignore 编号`；
  以后都不查的，写在 plangen.toml 的 `[check]` 里：`ignore = ["编号"]`。
- 例中 `# ←` 后面是规则指着的词语；例里没写的键，同一份合格的方案。

<!-- 以下由 tools/rules.py 从 plangen/rules 写出 -->
"""


def main() -> None:
    """Write it anew, or with --check say by exit code 1 that it is not as it would be."""
    text = "\n".join([_HEAD, *_index(), *_pages()])
    if "--check" in sys.argv:
        sys.exit(not MANUAL.exists() or text != MANUAL.read_text("utf-8"))
    MANUAL.write_text(text, "utf-8")


def _index() -> Iterator[str]:
    yield "## 目录\n"
    yield "| 类 | 编号 | 程度 | 说的是 |\n|---|---|---|---|"
    for family, name in FAMILIES.items():
        for rule in RULES:
            if family == rule.family:
                severity, title = SEVERITIES[rule.severity], page(rule.docstring).title
                yield f"| {name} | [`{rule.code}`](#{rule.code}) | {severity} | {title} |"
    yield ""


def _pages() -> Iterator[str]:
    for family, name in FAMILIES.items():
        yield f"## {name}（{family}）\n"
        for rule in RULES:
            if family == rule.family:
                yield f"### {rule.code}\n"
                yield f"{SEVERITIES[rule.severity]}。{page(rule.docstring).title}\n"
                yield from _parts(page(rule.docstring))


def _parts(said: Manual) -> Iterator[str]:
    for heading, text in said.parts.items():
        if heading in ("不合", "合", "上年", "印发的"):
            yield f"{heading}：\n\n```yaml\n{text}```\n"
        elif heading == "上年台账":
            yield f"{heading}：\n\n```csv\n{text}```\n"
        else:
            yield f"{heading}：{' '.join(text.split())}\n"


if __name__ == "__main__":
    main()
