"""Whether a wording speaks of what has happened: 3月印发的, 已于3月完成, 3月5日，会议召开了."""

import re
from itertools import pairwise

from plangen.draft import cues
from plangen.draft.years import Mention, Roll


def is_done(mention: Mention, roll: Roll) -> bool:
    """Whether a wording speaks of what has happened: 3月印发的, 已于3月完成, 3月5日，…召开了."""
    after, rest = mention.after, mention.rest
    if cues.DUE.match(after) or mention.part in ("底", "内", "末"):
        return bool(cues.DONE_BEFORE.search(mention.before))
    if cues.DONE_BEFORE.search(mention.before) or (mention.days and cues.BORN.search(after)):
        return True
    if mention.has_month and cues.ACCIDENT.search(rest if mention.days else after):
        return True
    if mention.days and cues.SPOKEN.match(rest):
        return True
    if mention.has_month and _narrates(mention, roll):
        return True
    verb, following = event(mention)
    if following in ("的", "了", "过"):
        return True
    words = _own_words(mention)
    if cues.has(cues.DONE, words[:3]) or "了" in words:
        return True
    return bool(verb) and not mention.is_period and is_past(mention, roll)


def _narrates(mention: Mention, roll: Roll) -> bool:
    """2024年1月15日，市政府办公室印发了方案; 2024年1月至2月，已接种1万人."""
    clause = mention.text[mention.end + 1 :] if mention.rest.startswith("，") else ""
    words = cues.cut(re.split("[，。；\n]", clause, maxsplit=1)[0])
    if "了" in words or cues.has(cues.DONE, words):
        return True
    return cues.has(cues.EVENTS, words) and is_past(mention, roll)


def event(mention: Mention) -> tuple[str, str]:
    """The first verb of an event after a mention and the word after it; empty where none is."""
    for word, following in pairwise([*_own_words(mention), ""]):
        if cues.EVENTS.fullmatch(word):
            return word, following
    return "", ""


def _own_words(mention: Mention) -> list[str]:
    """The words after a mention up to what the plan means to do, or not to do.

    2024年印发的办法要落实 → 印发, 的, 办法.
    """
    words = cues.cut(mention.after)
    for number, word in enumerate(words):
        if cues.AHEAD.fullmatch(word):
            return words[:number]
    return words


def is_past(mention: Mention, roll: Roll) -> bool:
    """Whether a day or month lay before the day of issue, where that is known."""
    if not roll.issued or not mention.has_month or not mention.years:
        return False
    if mention.days:
        issued = (roll.issued.year, roll.issued.month, roll.issued.day)
        return (mention.last_year, *mention.days[0][:2]) < issued
    month_word = re.search("([0-9]+)\\s?月", mention.words)
    month = int(month_word[1]) if month_word else 12
    return (mention.last_year, month) < (roll.issued.year, roll.issued.month)
