"""The questions that a draft leaves to a person: one of each kind, with a list."""

from enum import StrEnum
from typing import Final

from plangen.draft.years import Roll
from plangen.source.editing import TextEdits


class Question(StrEnum):
    """A kind of question; {} is the list, the years are those of the plans and around them."""

    CITED = "引用的文件没有改，核对今年有没有新的：{}"
    OWN = "自己上年的方案，年份往后推了，核对名称和文号：{}"
    PAST = "{before}年的事和数字没有改，要换成{last}年的换：{}"
    BASE = "年份往后推了，数据、基数和事情一起核对：{}"
    AS_OF = "截至的日子没有改，核对，数据一起换：{}"
    SINCE = "起始的时间没有改，{new}年才开始的改：{}"
    POLICY = "政策的时间没有改，今年还执行的改，和时限一起核对：{}"
    HELD = "核对今年是哪一天：{}"
    FACT = "像是过去的事，年份没有改，今年再做的改：{}"
    APART = "时限往后推了，文中说的是过去的事，没有改，核对：{}"
    NEXT = "说的是再下一年，年份往后推了，核对：{}"
    GOAL = "目标年份往后推了，核对：{}"
    REACHED = "说的年份到了，核对还要不要写：{}"
    STAGED = "分年安排没有改，核对今年该做哪一步：{}"
    COUNTED = "核对今年是第几：{}"
    NAMED = "去年是这样说的，核对今年怎么说：{}"
    COHORT = "入学、毕业的年份没有改，核对：{}"
    LUNAR = "农历的日子年年不同，核对：{}"
    LAST_YEAR = "说的是{before}年，换成{last}年的：{}"
    NEXT_YEAR = "说的是{next}年，核对还要不要写：{}"
    REST = "这些日子在{new}年是休息日，原日没有改，任务清单会提前；文中要提前的改：{}"
    UNANNOUNCED = "{new}年的放假安排还没有公布，公布以后核对定了日子的时限{}"
    LEAP = "2月末的日子核对，{new}年2月有{february}天：{}"
    ISSUE_DAY = "{old}年发文就在这一天，照今年的发文日期写：{}"
    TARGETS = "核对{old}年的指标今年要不要调整：{}"
    BASELINES = "指标的基数换成{last}年的，正文里的一起改：{}"
    ONE_OFF = "{old}年一次办结、不是年年都做的，已经办完的删去：{}"
    FINISHED = "{old}年一次办结、不是年年都做的，已经了结，建议删去：{}"
    UNFINISHED = "{old}年要一次办结、没有了结的，接着办的改时限，不办的删去：{}"
    PEOPLE = "核对人员换没换：{}"
    FIGURES = "核对表里的数字：{}"


_FEBRUARY: Final = {True: 29, False: 28}


class Questions:
    """The questions of one draft, each at the place of the first thing in its list."""

    def __init__(self, roll: Roll) -> None:
        self._years = {
            "old": roll.old,
            "before": roll.old - 1,
            "new": roll.new,
            "last": roll.new - 1,
            "next": roll.old + 1,
            "february": _FEBRUARY[is_leap(roll.new)],
        }
        self._words: dict[Question, dict[str, None]] = {}
        self._lines: dict[Question, int] = {}
        """The first line of each question's list."""

    def add(self, question: Question, line: int, words: str = "") -> None:
        """Ask about these words, which stand in this line."""
        self._words.setdefault(question, {})[words.replace("\n", "")] = None
        self._lines[question] = min(line, self._lines.get(question, line))

    def write(self, edits: TextEdits) -> None:
        """Write every question into the file."""
        for question, words in self._words.items():
            edits.ask(self._lines[question], question.format("、".join(words), **self._years))


def is_leap(year: int) -> bool:
    """Whether February has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
