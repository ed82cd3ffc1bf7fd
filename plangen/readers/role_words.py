"""Who is responsible in the words of a notice, read role by role.

（省商务厅牵头，省财政厅、省税务局配合） → leads 省商务厅, supporting 省财政厅 and 省税务局
牵头单位：市商务局，责任单位：各县区人民政府 → leads 市商务局, units 各县区人民政府
省发展改革委会同省财政厅负责 → leads 省发展改革委, supporting 省财政厅
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from plangen.patterns import lazily

Role = Literal[
    "leads", "units", "supporting_units", "guiding_units", "participating_units",
    "implementing_units", "departments", "supporting_departments", "person", "lead_official",
]  # fmt: skip

LeadOrder = Literal["", "first", "before comma"]
"""Who leads among bodies in a row, by where they stand in it."""

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
_DUTIES: Final = "(?:按照?|根据|依据|依照)(?:各自|单位|部门)?(?:工作)?职责(?:分工|范围)?"
_EACH: Final = f"(?:{_DUTIES})?(?:分别|共同|具体)?"
_VERBS: Final[tuple[tuple[str, Role], ...]] = (
    (rf"{_EACH}牵头(?:负责|组织实施|落实)?", "leads"),
    ("(?:负责|组织|抓好|具体)?(?:贯彻)?落实", "implementing_units"),
    ("(?:负责)?组织实施", "implementing_units"),
    (rf"{_EACH}(?:配合|支持|协助|协同)(?:做好|落实)?", "supporting_units"),
    ("(?:共同)?参与|参加", "participating_units"),
    ("(?:加强|负责)?(?:业务)?指导", "guiding_units"),
    (rf"{_EACH}负责", "units"),
    (
        rf"{_DUTIES}(?:分别|共同|具体)?(?:组织实施)?"
        "|组织各?(?:有关|相关)(?:部门|单位)(?:组织)?(?:实施|落实)",
        "units",
    ),
)
_VERB: Final = lazily("|".join(f"(?P<v{n}>{words})" for n, (words, _) in enumerate(_VERBS)))
_WITH: Final = lazily("会同|联合(?!会|社|体)")
_BETWEEN: Final = lazily(
    r"[、，,；;。\s]|和|与|及|以及|等(?:有关|相关)?(?:单位|部门)(?:[和及、](?:单位|部门))?|等涉及[^、，,；;。）)]*"
    r"|等(?=[、，,；;。）)〕\s]|$|和|与|及|牵头|负责|配合|参与|指导|落实|按|根据|依)"
)
_TAIL: Final = lazily("(?:以下)?不再(?:一一|单独|逐一|重复)?(?:列出|赘述|列示)|下同")
_ASIDE: Final = lazily(
    "(?:适用|实施|试点)?(?:范围|对象|条件)[：:].*?(?=[；;]|[，,](?:责任|牵头|配合|负责|完成)[^，,；;]{2}[：:]|$)"
)
"""What a bracket says besides who: 适用范围：所有园区."""
_FIRST_LEADS: Final = lazily(
    "(?:(?:列|排)(?:名|在|于)*(?:第一位?|首位|最前)|(?P<comma>(?:第一个)?逗号前面?))"
    "的?(?:者|单位|部门)?[，,]?为(?:主要)?牵头(?:负责)?(?:单位|部门)?"
)
_TIME: Final = lazily(
    "(?:完成|办结|整改|落实|推进|工作)?(?:时限|期限|时间节点|时间要求|时间|时[序间]进度|进度安排)[：:][^，,；;。）)]+"
    "|(?:(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|[上中下]旬)?|[一二三四]季度末?|[上下]半年|年底|年末)"
    "|20[0-9]{2}年底?|全年)(?:之?前|以前)?(?:全部|基本)?(?:完成|办结|落实|到位)?(?=[，,、；;。）)]|$)"
    "|(?:长期|持续|常年)(?:坚持|推进|实施|开展)(?=[，,、；;。）)]|$)"
)
"""By when, which some brackets say beside who: 10月底前完成, 完成时限：6月底."""
_INNER: Final = lazily("(?<=.)[（(][^（）()]*[）)]")
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


def named(words: str, known: Collection[str], order: LeadOrder = "") -> list[Named]:
    """The names in the words, each with its role; `known` are the register's names and aliases.

    `order` is what the words before have said of who leads among those that stand in a row.
    """
    return _led(list(_Reader(words, known).read()), words, lead_order(words) or order)


def lead_order(words: str) -> LeadOrder:
    """What words say of who leads among those that stand in a row; empty where they do not.

    >>> lead_order("（市教育局、市财政局负责。列第一位者为牵头单位，下同）")
    'first'
    """
    match = _FIRST_LEADS.search(words) if "为" in words and "牵头" in words else None
    if match is None:
        return ""
    return "before comma" if match["comma"] else "first"


def _led(names: list[Named], words: str, order: LeadOrder) -> list[Named]:
    """The names, those that lead by their order made to: nobody where somebody is said to."""
    if not order or any(entry.role == "leads" for entry in names):
        return names
    row = [entry for entry in names if entry.role == "units"]
    last = row[0].start if row else 0
    if order == "before comma":
        last = _comma_after(words, last)
    return [
        replace(entry, role="leads") if entry in row and entry.start <= last else entry
        for entry in names
    ]


def _comma_after(words: str, start: int) -> int:
    """Where the first comma stands that no brackets hold; -1 for none."""
    plain = _INNER.sub(lambda match: "·" * len(match[0]), words)
    comma = re.compile("[，,]").search(plain, start)
    return comma.start() if comma else -1


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
            elif match := _beside(words, at):
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
        with_others = self._label == "supporting_units" and role == "leads"
        if self._label and (role == "units" or with_others):  # 牵头单位：市教育局负责
            role = self._label
        yield from self._settle(role)
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


def _beside(words: str, at: int) -> re.Match[str] | None:
    """What the words say here beside who: by when, of what, who leads in a row."""
    return _TIME.match(words, at) or _ASIDE.match(words, at) or _FIRST_LEADS.match(words, at)


def _role_of(match: re.Match[str]) -> Role:
    role, who = _LABELS[match["role"]], match["who"]
    if who == "人":
        return "person"
    if who == "领导":
        return "lead_official"
    if who in _DEPARTMENTS:
        return "supporting_departments" if role == "supporting_units" else "departments"
    return role
