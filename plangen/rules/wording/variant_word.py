"""用推荐的词形，不写异形词和错别字。

为什么：“帐册”“布署”一字之差，是公文里最常见、也最容易被指出的毛病。

依据：《第一批异形词整理表》《通用规范汉字表》《现代汉语词典》；
每个词的出处见 plangen/data/variants.yaml。

不合：
    preamble: 布署全年工作，建立专用帐册，防患于未燃。 # ← 布署 ← 帐册 ← 防患于未燃

合：
    preamble: 部署全年工作，建立专用账册，搭建帐篷，按装机容量核定，防犯罪、保平安，实施规划拔点。

改法：改成推荐的写法。词表里没有的，可以补进 plangen/data/variants.yaml。
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import yaml

from plangen.patterns import lazily
from plangen.resources import resource
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


class _Table(NamedTuple):
    """Every wrong word: what finds it, and what is right."""

    words: dict[str, tuple[str, str]]
    """Wrong word → the right one and the source."""
    pattern: re.Pattern[str]
    sign: re.Pattern[str]
    """Matches where a word begins; it looks at two characters before it tries the words."""


@cache
def _table() -> _Table:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = resource("data/variants.yaml").read_text("utf-8")
    entries = yaml.load(data, Loader=loader)  # noqa: S506 - a safe one, in C where there is one
    words = {entry["wrong"]: (entry["right"], entry["source"]) for entry in entries}
    longest_first = sorted(entries, key=lambda entry: -len(entry["wrong"]))
    ways = "|".join(map(_way, longest_first))
    first = "".join(sorted({word[0] for word in words}))
    second = "".join(sorted({word[1] for word in words}))
    sign = f"[{first}](?=[{second}])(?<=(?={ways}).)"
    return _Table(words, lazily(ways), lazily(sign))


def _way(entry: dict[str, str]) -> str:
    """The pattern of one; its first character stands first, which makes the search quick."""
    first, rest = entry["wrong"][0], entry["wrong"][1:]
    before = f"(?<![{entry['not_after']}]{first})" if "not_after" in entry else ""
    after = f"(?!{entry['not_before']})" if "not_before" in entry else ""
    return f"{first}{before}{rest}{after}"


def check(subject: Subject) -> Iterator[Offence]:
    """Find words of the table."""
    table = _table()
    for wording, match in spots(subject, table.pattern, table.sign):
        right, source = table.words[match[0]]
        message = f"“{match[0]}”应当写作“{right}”（{source}）"
        yield offence(wording, match.span(), message, f"改成“{right}”", right)
