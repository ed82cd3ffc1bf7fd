"""Who is responsible in the words of a notice, read role by role.

（省商务厅牵头，省财政厅、省税务局配合） → leads 省商务厅, supporting 省财政厅 and 省税务局
牵头单位：市商务局，责任单位：各县区人民政府 → leads 市商务局, units 各县区人民政府
省发展改革委会同省财政厅负责 → leads 省发展改革委, supporting 省财政厅
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from plangen.patterns import lazily

Role = Literal[
    "leads", "units", "supporting_units", "guiding_units", "participating_units",
    "implementing_units", "departments", "supporting_departments", "person", "lead_official",
]  # fmt: skip

_LABELS: Final[dict[str, Role]] = {
    "牵头": "leads",
    "责任": "units",
    "负责": "units",
    "配合": "supporting_units",
    "支持": "supporting_units",
    "协助": "supporting_units",
    "指导": "guiding_units",
    "参与": "participating_units",
    "参加": "participating_units",
    "落实": "implementing_units",
    "实施": "implementing_units",
}
_LABEL: Final = lazily(
    rf"(?:委内|局内|市级|省级)?(?P<role>{'|'.join(_LABELS)})(?P<who>单位|部门|科室|处室|股室|人|领导)[：:]\s*"
)
_EACH: Final = "(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|具体)?"
_VERBS: Final[tuple[tuple[str, Role], ...]] = (
    (rf"{_EACH}牵头(?:负责|组织实施|落实)?", "leads"),
    ("(?:负责|组织|抓好|具体)?(?:贯彻)?落实", "implementing_units"),
    ("(?:负责)?组织实施", "implementing_units"),
    (rf"{_EACH}(?:配合|支持|协助|协同)(?:做好|落实)?", "supporting_units"),
    ("(?:共同)?参与|参加", "participating_units"),
    ("(?:加强|负责)?(?:业务)?指导", "guiding_units"),
    (rf"{_EACH}负责", "units"),
    ("按照?(?:各自)?职责(?:分工)?", "units"),
)
_VERB: Final = lazily("|".join(f"(?P<v{n}>{words})" for n, (words, _) in enumerate(_VERBS)))
_WITH: Final = lazily("会同|联合")
_BETWEEN: Final = lazily(
    r"[、，,；;。\s]|和|与|及|以及|等(?:有关|相关)?(?:单位|部门)"
    r"|等(?=[、，,；;。）)〕\s]|$|牵头|负责|配合|参与|指导|落实|按)"
)
_TAIL: Final = lazily("不再(?:一一|单独|逐一)?(?:列出|赘述|列示)|下同|(?:列|排)第一位的?为?")
_TIME: Final = lazily(
    "(?:完成|办结|整改|落实)?(?:时限|期限|时间|时间节点)[：:][^，,；;。）)]+"
    "|(?:(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|[上中下]旬)?|[一二三四]季度末?|[上下]半年|年底|年末)"
    "|20[0-9]{2}年底?|全年)(?:之?前|以前)?(?:全部|基本)?(?:完成|办结|落实|到位)?(?=[，,、；;。）)]|$)"
    "|(?:长期|持续|常年)(?:坚持|推进|实施|开展)(?=[，,、；;。）)]|$)"
)
"""By when, which some brackets say beside who: 10月底前完成, 完成时限：6月底."""
_FOLLOWING: Final = lazily(r"以下[^，。；]*?均(?:需|由|要)")
_BRACKETS: Final = {"（": "）", "〔": "〕", "(": ")", "[": "]", "【": "】"}
_DEPARTMENTS: Final = ("科室", "处室", "股室")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the words, and its role; a name that nobody bears is `unknown`."""

    role: Role
    name: str
    start: int
    """Where in the words it begins."""
    unknown: bool = False


def time_in(words: str) -> str:
    """By when, where the words say it beside who is responsible; empty where they do not.

    >>> time_in("（市教育局牵头，10月底前完成）")
    '10月底前完成'
    """
    for match in _TIME.finditer(words):
        if words[max(match.start() - 1, 0)] in "，,、；;。（( ":
            return match[0]
    return ""


def is_bracketed(words: str) -> bool:
    """Tell whether the words bring the brackets that they are printed in."""
    text = words.strip()
    return text[:1] in _BRACKETS and text.rstrip("。；").endswith(_BRACKETS[text[:1]])


def named(words: str, known: Collection[str]) -> list[Named]:
    """The names in the words, each with its role; `known` are the register's names and aliases."""
    return list(_Reader(words, known).read())


class _Reader:
    """Reads the words from left to right; names wait for the verb that says their role."""

    def __init__(self, words: str, known: Collection[str]) -> None:
        self._words = words
        self._known = known
        self._longest = max(map(len, known), default=0)
        self._label: Role | None = None
        self._waiting: list[tuple[str, int, bool]] = []

    def read(self) -> Iterator[Named]:
        words = self._words
        at = len(words) - len(words.lstrip())
        end = len(words.rstrip())
        if is_bracketed(words):
            at, end = at + 1, len(words.rstrip().rstrip("。；")) - 1
        while at < end:
            if match := _FOLLOWING.match(words, at):
                yield from self._settle("units")
                self._label, at = None, match.end()
            elif match := _TIME.match(words, at):
                at = match.end()
            elif match := _LABEL.match(words, at):
                yield from self._settle(self._label or "units")
                self._label, at = _role_of(match), match.end()
            elif name := self._name_at(at):
                self._waiting.append((name, at, False))
                at += len(name)
            elif match := _WITH.match(words, at):
                yield from self._settle("leads")
                self._label, at = "supporting_units", match.end()
            elif match := _VERB.match(words, at):
                yield from self._verb(match)
                at = match.end()
            elif match := _BETWEEN.match(words, at):
                at = match.end()
            else:
                at = self._unknown(at, end)
        yield from self._settle(self._label or "units")

    def _verb(self, match: re.Match[str]) -> Iterator[Named]:
        role = next(role for n, (_, role) in enumerate(_VERBS) if match[f"v{n}"] is not None)
        with_others = self._label == "supporting_units" and role in ("units", "leads")
        yield from self._settle("supporting_units" if with_others else role)
        self._label = None

    def _settle(self, role: Role) -> Iterator[Named]:
        for name, start, unknown in self._waiting:
            yield Named(role, name, start, unknown)
        self._waiting = []

    def _name_at(self, at: int) -> str:
        """The longest registered name that begins here."""
        for length in range(min(self._longest, len(self._words) - at), 1, -1):
            if self._words[at : at + length] in self._known:
                return self._words[at : at + length]
        return ""

    def _unknown(self, at: int, end: int) -> int:
        """Take what is no name, up to the next mark or verb, for a name that is not registered."""
        person = self._label in ("person", "lead_official")
        stop = at + 1
        while stop < end and not self._ends_name(stop):
            stop += 1
        word = self._words[at:stop]
        if not _TAIL.match(word) and word not in "，。、":
            self._waiting.append((word, at, not person))
        return stop

    def _ends_name(self, at: int) -> bool:
        """Whether a mark, a verb or another name begins here."""
        marked = any(pattern.match(self._words, at) for pattern in (_BETWEEN, _VERB, _WITH))
        return marked or bool(self._name_at(at))


def _role_of(match: re.Match[str]) -> Role:
    role, who = _LABELS[match["role"]], match["who"]
    if who == "人":
        return "person"
    if who == "领导":
        return "lead_official"
    if who in _DEPARTMENTS:
        return "supporting_departments" if role == "supporting_units" else "departments"
    return role
