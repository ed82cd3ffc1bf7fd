"""A workspace's plangen.toml or pyproject.toml → the bureau's own style, calendar and rules."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeGuard

from plangen.deadline.seasons import NAMES, USUAL, Seasons, is_season
from plangen.document.gbt9704 import STANDARD, Style
from plangen.findings.finding import CannotGoOn
from plangen.plan import Field
from plangen.readers.decoding import decode
from plangen.readers.own_fields import own_fields
from plangen.schema import Schema, schema
from plangen.workdays import OFFICIAL, Workdays

FILE = "plangen.toml"
PROJECT_FILE = "pyproject.toml"
"""Its part [tool.plangen] is read where there is no plangen.toml."""

_SECTIONS = ("style", "calendar", "check", "collect", "return", "remind")
_FIELDS = "fields"
_CHECKS = ("select", "ignore", "load", "laws")
_LISTS = ("holidays", "workdays")
_RETURN = {"to": "报送至", "phone": "电话", "mail": "邮箱", "days": "几个工作日", "by": "截止"}
"""The keys of [return], each with its title."""


STATES = ("未开始", "进行中", "逾期", "不适用", "已完成")
"""What 完成情况 may be."""
SOON = 7
"""From how many days before it is due on a task is due soon, unless a bureau says otherwise."""
LATE = 5
"""Working days after a quarter in which what was done in it may still be reported."""
PACE = 100
"""The percentage of the year gone that an amount must have reached."""
ANSWER_DAYS = 5
"""Within how many working days a reminder is to be answered, unless a bureau says otherwise."""
LOAD = 30
"""How many tasks an officer may answer for unless a bureau says otherwise."""


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """To whom units return their lists, and by when; what is empty is not said."""

    to: str = ""
    """报送至: an office or a person."""
    phone: str = ""
    mail: str = ""
    days: int = 0
    """So many working days after the day of issue, or after the period that is asked about."""
    by: str = ""
    """截止: a day, or words such as 每季度末25日前; it goes before `days`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every plan of a workspace."""

    style: Style = STANDARD
    workdays: Workdays = OFFICIAL
    """The State Council's calendar with the days that [calendar] sets."""
    seasons: Seasons = USUAL
    """School terms, exams and seasons as [calendar] sets them."""
    select: tuple[str, ...] = ()
    """The rules to look at, by code or family; all where there are none."""
    ignore: tuple[str, ...] = ()
    """The rules not to look at."""
    load: int = LOAD
    """How many tasks an officer may answer for."""
    laws: str = ""
    """A file of more laws, beside the settings."""
    fields: tuple[Field, ...] = ()
    """自定栏目: the columns that the plans of the workspace have; a plan may declare others."""
    state_words: Mapping[str, str] = field(default_factory=dict)
    """What units say for a state (完成情况), such as 基本完成, and which state that is."""
    soon: int = SOON
    """From how many days before it is due on a task is told to be due soon."""
    late: int = LATE
    """After how many working days a quarter without a report is behind."""
    pace: int = PACE
    """Which percentage of the year gone an amount must have reached."""
    returning: ReturnAddress = ReturnAddress()
    """To whom lists go back."""
    answer_days: int = ANSWER_DAYS
    """Within how many working days a reminder is to be answered."""
    contact: str = ""
    """Who answers for reminders and reports, as they print it: a name and a telephone."""
    mail: str = ""
    """The address to which units answer."""


def read_settings(data: bytes, file: str) -> Settings | None:
    """What the file sets; None for a pyproject.toml without [tool.plangen].

    Raises CannotGoOn when it says what it cannot mean.
    """
    settings = _toml(data, file)
    if file.endswith(PROJECT_FILE):
        settings = settings.get("tool", {}).get("plangen")
        if settings is None:
            return None
    fields = tuple(own_fields(settings.pop(_FIELDS, []), file))
    sections = _sections(settings, file)
    style, calendar = _style(sections["style"], file), sections["calendar"]
    workdays, seasons = _workdays(calendar, file), _seasons(calendar, file)
    checks, collected = _check(sections["check"], file), _collect(sections["collect"], file)
    back, reminds = _return(sections["return"], file), _remind(sections["remind"], file)
    told = {**checks, **collected, **reminds}
    return Settings(style, workdays, seasons, fields=fields, returning=back, **told)


def _toml(data: bytes, file: str) -> dict[str, Any]:
    text, findings = decode(data, file)
    if text is None:
        raise CannotGoOn(f"{file}：{findings[0].message}；{findings[0].hint}")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        at = f"{file}:{place[1]}:{place[2]}" if place else file
        raise CannotGoOn(f"{at}：{_mistake(str(error))}") from error


def _mistake(error: str) -> str:
    if error.startswith("Invalid date"):
        return "没有这一天；请核对日期"
    return '写法不对；照 键 = "文字" 写，日期写作 2027-02-05，标点用英文的'


def _sections(settings: dict[str, Any], file: str) -> dict[str, dict[str, Any]]:
    for name, section in settings.items():
        if name not in _SECTIONS:
            said = "、".join(f"[{known}]" for known in _SECTIONS)
            raise CannotGoOn(f"{file}：没有“{name}”这一节；可以写 {said}、[[{_FIELDS}]]")
        if not isinstance(section, dict):
            raise CannotGoOn(f"{file}：[{name}] 是一节，单独占一行，各项写在它下面")
    return {name: settings.get(name, {}) for name in _SECTIONS}


def _style(section: dict[str, Any], file: str) -> Style:
    known = schema()["$defs"]["style"]["properties"]
    for key, value in section.items():
        if key not in known:
            raise CannotGoOn(f"{file}：[style] 里没有“{key}”；可以写 {'、'.join(known)}")
        if not _fits(value, known[key]):
            raise CannotGoOn(f"{file}：[style] 的 {key} 不能是 {value!r}；{_says(known[key])}")
    return replace(STANDARD, **section)


def _check(section: dict[str, Any], file: str) -> dict[str, Any]:
    says = {"load": "应当是一个正整数", "laws": "应当是一个文件名"}
    for key, value in section.items():
        if key not in _CHECKS:
            raise CannotGoOn(f"{file}：[check] 里没有“{key}”；可以写 {'、'.join(_CHECKS)}")
        if key == "load":
            fits = type(value) is int and value > 0
        elif key == "laws":
            fits = isinstance(value, str) and bool(value)
        else:
            fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if not fits:
            what = says.get(key, '应当是一列规则，如 ["wording", "rest-day"]')
            written = json.dumps(value, ensure_ascii=False, default=str)
            raise CannotGoOn(f"{file}：[check] 的 {key} 不能是 {written}；{what}")
    return {key: tuple(value) if type(value) is list else value for key, value in section.items()}


_TERMS = {
    "soon": "提前几天提醒，写一个整数",
    "late": "一个季度过后几个工作日还没有报的亮黄灯，写一个整数",
    "pace": "数量指标没有达到时间进度的百分之几亮黄灯，写 0 到 100 的整数",
}
"""When lights come on, as [collect] sets them."""
_MOST = 100


def _collect(section: dict[str, Any], file: str) -> dict[str, Any]:
    terms = dict(section)
    words = terms.pop("words", {})
    for key, value in terms.items():
        if key not in _TERMS:
            known = "、".join(("words", *_TERMS))
            raise CannotGoOn(f"{file}：[collect] 里没有“{key}”；可以写 {known}")
        if type(value) is not int or not 0 <= value <= (_MOST if key == "pace" else value):
            raise CannotGoOn(f"{file}：[collect] 的 {key} 是{_TERMS[key]}")
    if not isinstance(words, dict):
        raise CannotGoOn(f'{file}：[collect.words] 是一节，各项写作 "基本完成" = "进行中"')
    for word, state in words.items():
        if state not in STATES:
            states = "、".join(STATES)
            raise CannotGoOn(f"{file}：[collect.words] 的“{word}”不能是 {state!r}；只能是 {states}")
    return {"state_words": words, **terms}


def _return(section: dict[str, Any], file: str) -> ReturnAddress:
    said: dict[str, Any] = {}
    for key, value in section.items():
        if key not in _RETURN:
            known = "、".join(f"{name}（{title}）" for name, title in _RETURN.items())
            raise CannotGoOn(f"{file}：[return] 里没有“{key}”；可以写 {known}")
        if key == "days":
            if type(value) is not int or value < 1:
                raise CannotGoOn(f"{file}：[return] 的 days 是{_RETURN[key]}，写一个正整数")
            said[key] = value
            continue
        text = f"{value.year}年{value.month}月{value.day}日" if _is_day(value) else value
        if not isinstance(text, str) or not text.isprintable():
            raise CannotGoOn(
                f"{file}：[return] 的 {key} 是{_RETURN[key]}，写一段文字，用引号括起来"
            )
        said[key] = text
    return ReturnAddress(**said)


def _is_day(value: Any) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _remind(section: dict[str, Any], file: str) -> dict[str, Any]:
    known = {"days": "几个工作日内答复，写一个正整数", "contact": "联系人和电话", "mail": "邮箱"}
    for key, value in section.items():
        if key not in known:
            raise CannotGoOn(f"{file}：[remind] 里没有“{key}”；可以写 {'、'.join(known)}")
        fits = isinstance(value, str) and value.isprintable()
        if key == "days":
            fits = type(value) is int and 0 < value <= _MOST_DAYS
        if not fits:
            raise CannotGoOn(f"{file}：[remind] 的 {key} 不能是 {value!r}；应当是{known[key]}")
    days = section.get("days", ANSWER_DAYS)
    return {
        "answer_days": days,
        "contact": section.get("contact", ""),
        "mail": section.get("mail", ""),
    }


_MOST_DAYS = 60


def _workdays(section: dict[str, Any], file: str) -> Workdays:
    for key in section:
        if key not in (*_LISTS, *NAMES):
            known = "、".join((*_LISTS, *NAMES))
            raise CannotGoOn(f"{file}：[calendar] 里没有“{key}”；可以写 {known}")
    holidays, workdays = (_days(section.get(key, []), key, file) for key in _LISTS)
    if both := holidays & workdays:
        remedy = "休息的只写在 holidays，上班的只写在 workdays"
        raise CannotGoOn(f"{file}：[calendar] 里 {min(both)} 写了两处；{remedy}")
    return Workdays(holidays, workdays)


def _seasons(section: dict[str, Any], file: str) -> Seasons:
    own = {key: value for key, value in section.items() if key in NAMES}
    for key, value in own.items():
        if not is_season(value):
            said = "写作 月-日/月-日，如 09-01/01-20"
            raise CannotGoOn(f"{file}：[calendar] 的 {key} 不能是 {value!r}；{said}")
    return replace(USUAL, **own)


def _days(value: Any, key: str, file: str) -> frozenset[date]:
    if not isinstance(value, list):
        raise CannotGoOn(f"{file}：[calendar] 的 {key} 应当是一列日期，如 [2027-02-05, 2027-02-06]")
    return frozenset(_day(entry, key, file) for entry in value)


def _day(entry: Any, key: str, file: str) -> date:
    """A TOML date, or a text such as 2027-02-05; a time of day is no day."""
    if _is_day(entry):
        return entry
    try:
        return date.fromisoformat(entry)
    except (TypeError, ValueError):
        said = str(entry) if isinstance(entry, datetime) else repr(entry)
        remedy = "日期写作 2027-02-05，并核对有没有这一天"
        raise CannotGoOn(f"{file}：[calendar] 的 {key} 里不能有 {said}；{remedy}") from None


def _fits(value: Any, part: Schema) -> bool:
    if part["type"] == "number":
        return isinstance(value, int | float) and part["minimum"] <= value <= part["maximum"]
    if not isinstance(value, str) or not value.isprintable():
        return False
    return bool(value) and value in part.get("enum", [value])


def _says(part: Schema) -> str:
    if "enum" in part:
        return f"可以写 {'、'.join(part['enum'])}"
    return f"应当是{part.get('x-says', '一段文字')}"
