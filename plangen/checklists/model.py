"""Checklists as values: whom they are for, what their lines say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b


class Audience(StrEnum):
    """Whom a checklist is for."""

    UNIT = "单位"
    GROUP = "单位组"
    """An open group: one checklist, shared by members that nobody has listed."""
    DEPARTMENT = "科室"
    OFFICIAL = "责任领导"

    @property
    def label(self) -> str:
        """What a list calls those it is for, who fill it in."""
        match self:
            case Audience.OFFICIAL:
                return "责任领导"
            case Audience.DEPARTMENT:
                return "填报科室"
            case _:
                return "填报单位"


@dataclass(frozen=True, slots=True)
class Cover:
    """What all the checklists of a plan say alike."""

    series: str
    year: int
    title: str
    """卫生计生系统2018年禁毒工作任务清单"""
    basis: str
    """依据: the plan, by its title and number."""
    issuer: str
    dated: date
    """When the plan was signed or printed; the first day of its year where it does not say."""
    news: str = ""
    """What heads that which is new since an earlier plan, 较上年 or 较上次; else empty."""
    headed: bool = False
    """Whether any task is part of an item that it shows (工作事项)."""
    returning: str = ""
    """报送: to whom the list goes back, and by when; empty where nobody says."""
    due: str = ""
    """The period that alone is asked about, such as 2026Q2; empty where everything is."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a unit has reported of a row, as the ledger has it: texts, days as 2026-06-30."""

    state: str = ""
    done_on: str = ""
    value: str = ""
    note: str = ""
    problem: str = ""
    extension_asked: str = ""
    evidence: str = ""
    ruling: str = ""
    """What the office has decided of it, in words for the unit; the digest leaves it out."""
    others: str = ""
    """What members of a group that share the list have reported, in words; left out as well."""

    @property
    def news(self) -> str:
        """What stands beside the answers: what the office has decided, what members reported."""
        return "\n".join(filter(None, (self.ruling, self.others)))

    @property
    def digest(self) -> str:
        """Tells whether somebody has changed it in a list that was sent out: 8 digits."""
        said = [self.state, self.done_on, self.value, self.note, self.problem]
        said += [self.extension_asked, self.evidence]
        text = "\0".join(["".join(each.split()) for each in said])
        return blake2b(text.encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A task as a checklist words it; line breaks are kept."""

    task: str
    """The id of the task."""
    text: str
    """工作任务, with the unit's part in it and the 指标."""
    basis: str
    deadline: str
    people: str
    """主管科室: the bureau's department and the officer who answer for it."""
    evidence: str
    due: tuple[date, ...]
    rule: str = ""
    """RFC 5545 RRULE without an end, where the due dates are too many to list."""
    shared: bool = False
    """Whether other checklists hold it too."""
    digest: bytes = b""
    """Changes when, and only when, what it says does, what is new of it aside."""
    moved: tuple[tuple[date, date], ...] = ()
    """Due dates that are rest days, each with the working day before it."""
    news: str = ""
    """较上年, 较上次: what is new of it since an earlier plan."""
    periods: tuple[str, ...] = ()
    """For each due date a key that stays when the date moves."""
    review: date | None = None
    """The due date that is only the year's review of what goes on."""
    steps: tuple[str, ...] = ()
    """For each due date the step that is taken by then: 3月底前拟出初稿; else empty."""
    heading: str = ""
    """工作事项: the item that the task is a part of."""
    asked: bytes = b""
    """Changes when, and only when, what is asked does: another clause number asks nothing new."""
    dropped: bool = False
    """Whether the task has been taken away, and is only named."""
    plan: str = ""
    """Its plan, as series:year, in a list of several plans."""
    row: str = ""
    """task@2026Q1, where it is one due date of the task alone."""
    measure: str = ""
    """计量单位 of what is reached; empty where the task has no target."""
    reported: Mapping[str, Reported] | None = None
    """What has been reported, by period; None where the unit has reported nothing of it."""

    @property
    def key(self) -> str:
        """What tells it from every other line of a list."""
        key = self.row or self.task
        return f"{self.plan}:{key}" if self.plan else key

    @property
    def titled(self) -> str:
        """What to do, with the item that it is a part of: 【建设项目】招标."""
        return f"【{self.heading}】{self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class Checklist:
    """What one unit, open group, department or lead official must do."""

    audience: Audience
    id: str
    name: str
    above: tuple[str, ...]
    """The names of the units it stands under, the highest first."""
    lines: tuple[ChecklistLine, ...]
    dropped: tuple[ChecklistLine, ...] = ()
    """The tasks that were taken away since an earlier list."""
    own: frozenset[str] = frozenset()
    """The keys of all that is the unit's, where the list asks about a part of it."""
    issued: str = ""
    """The revision of all that is asked, where `lines` are a part of it or of several plans."""

    @property
    def holder(self) -> str:
        """Who fills it in, for paper: a blank to write on where members of a group share it."""
        if self.audience is Audience.GROUP:
            return f"{'＿' * 8}（{self.name}共用这份清单）"
        return self.name

    @property
    def shown(self) -> tuple[ChecklistLine, ...]:
        """All its lines, those of the tasks that were taken away last."""
        return (*self.lines, *self.dropped)

    @property
    def revision(self) -> str:
        """Changes when, and only when, what is asked of them does: 16 hexadecimal digits."""
        digests = b"".join(line.asked for line in self.lines)
        return blake2b(digests, digest_size=8, person=b"checklist").hexdigest()
