"""What becomes of a date in a wording: it moves with the plan, it stays, or a person is asked."""

import re
from typing import NamedTuple

from plangen.deadline.observance import observances
from plangen.document.kinds import flat
from plangen.draft import cues
from plangen.draft.past import event, is_done, is_past
from plangen.draft.questions import Question
from plangen.draft.years import Mention, Roll


class Fate(NamedTuple):
    """What becomes of a mention."""

    moves: bool
    question: Question | None = None


KEEP, ROLL = Fate(moves=False), Fate(moves=True)
STAGED = Fate(moves=False, question=Question.STAGED)


def fate_of(mention: Mention, others: list[Mention], roll: Roll) -> Fate:
    """Whether a mention moves, and what to ask; the first that knows decides."""
    if not mention.years:
        return _undated(mention, roll)
    for judge in (_cited, _decided, _lasting, _cohort, _begun, _policy, _done):
        if fate := judge(mention, roll):
            return fate
    match mention.last_year - roll.old:
        case 0:
            return _this_year(mention, roll)
        case 1:
            return _next_year(mention, roll)
        case -1:
            return _last_year(mention, others, roll)
        case years if years > 1:
            if mention.has_month and cues.DUE.match(mention.after):
                return Fate(moves=True, question=Question.NEXT)
            return later(mention, roll)
    return KEEP


def _undated(mention: Mention, roll: Roll) -> Fate:
    """A day without a year: due every year anew, or held on a day to be looked up."""
    before, after = mention.text[: mention.start], mention.text[mention.end :]
    if cues.YEARLY.search(before) or _is_observance(after) or cues.NAMED_DAY.search(before):
        return ROLL
    if before.endswith(("（", "(")) and cues.LUNAR.search(mention.text[: mention.start][-8:]):
        return Fate(moves=True, question=Question.LUNAR)
    if in_policy(mention):
        return Fate(moves=False, question=Question.POLICY)
    if is_done(mention, roll):
        return KEEP
    return _on_a_day(mention)


def _on_a_day(mention: Mention) -> Fate:
    """A day of the year's own: due, a start, or the day of an event."""
    after = mention.after
    if mention.words == mention.text:
        return ROLL
    if mention.is_period and cues.LUNAR.search(mention.text, *mention.sentence):
        return Fate(moves=True, question=Question.LUNAR)
    if mention.is_period and not cues.HELD.search(mention.before[-12:] + after[:20]):
        return ROLL
    limits = any(cue.match(after) for cue in (cues.DUE, cues.AFTER, cues.START))
    if limits or not mention.days:
        return ROLL
    return Fate(moves=True, question=Question.HELD)


def _is_observance(after: str) -> bool:
    words = after.lstrip("“”\"'（(")
    return any(words.startswith(name) for name in observances())


def _cited(mention: Mention, roll: Roll) -> Fate | None:
    """A year in a title 《》, or of a version (2024年修订)."""
    title = title_around(mention)
    if not title and cues.VERSION.match(mention.after):
        return KEEP
    if not title:
        return None
    is_own = _is_own(title[1:-1], roll)
    if mention.last_year == roll.old and is_own:
        return ROLL
    if mention.last_year == roll.old - 1 and is_own:
        return Fate(moves=True, question=Question.OWN)
    if mention.last_year in (roll.old - 1, roll.old):
        return Fate(moves=False, question=Question.CITED)
    return KEEP


def title_around(mention: Mention) -> str:
    """The title in 《》 that a mention stands in; empty where it stands in none."""
    for title in cues.TITLE.finditer(mention.text):
        if title.start() < mention.start < title.end():
            return title[0]
    return ""


def _stays(question: Question, *, asked: bool = True) -> Fate:
    """A date stays; where it is `asked` about, with this question."""
    if asked:
        return Fate(moves=False, question=question)
    return KEEP


def _is_own(title: str, roll: Roll) -> bool:
    """Whether a title is the plan's own, its year and the names before it aside."""
    named, own = _yearless(title), _yearless(roll.title)
    return named in own or own in named


def _yearless(title: str) -> str:
    return re.sub("[0-9〇零○一二三四五六七八九]{4}年", "", flat(title))


def _decided(mention: Mention, roll: Roll) -> Fate | None:
    """What a document or a meeting of a year decided, what an accident taught."""
    if mention.last_year > roll.old:
        return None
    if cues.LESSON.match(mention.after) or (
        mention.has_month and cues.DECIDED.match(mention.after)
    ):
        return KEEP
    recent = mention.last_year >= roll.old - 1
    if cues.DECIDED.match(mention.after):
        return _stays(Question.CITED, asked=recent)
    if cues.ALREADY.search(mention.before) and not mention.has_month:
        return _stays(Question.FACT, asked=recent)
    return None


def _lasting(mention: Mention, roll: Roll) -> Fate | None:
    """A programme over several years; a season or a school year is none."""
    if not mention.is_period or len(mention.years) < 2:
        return None
    length = mention.last_year - mention.years[0].number
    is_short = mention.has_month or mention.part == "度" or cues.SEASON.search(mention.words)
    programme = cues.PROGRAMME.match(mention.after) or mention.after == ""
    if length > 1 or (length == 1 and programme and not is_short):
        return _stays(Question.REACHED, asked=roll.old <= mention.last_year < roll.new)
    return None


def _cohort(mention: Mention, roll: Roll) -> Fate | None:
    if not mention.is_cohort or mention.last_year >= roll.old:
        return None
    return Fate(moves=False, question=Question.COHORT)


def _begun(mention: Mention, roll: Roll) -> Fate | None:
    """自2024年1月1日起施行, 2024年以来, 2024年1月1日以后: the past that still holds."""
    if mention.is_period:
        return None
    after = mention.after
    if cues.SINCE_THEN.match(after):
        return KEEP
    since = cues.START.match(after) or (
        cues.FROM.search(mention.before) and not cues.DUE.match(after)
    )
    if cues.IN_FORCE.match(after) and (since or mention.days):
        return KEEP
    if since or (cues.AFTER.match(after) and mention.has_month):
        recent = roll.old <= mention.last_year <= roll.new or "出生" in after
        return _stays(Question.SINCE, asked=recent)
    return None


def _policy(mention: Mention, roll: Roll) -> Fate | None:
    """The term of a policy, a limit for those whom it is for, the day of some figures."""
    question = _policy_question(mention)
    if question is None:
        return None
    recent = roll.old - 1 <= mention.last_year <= roll.new or "出生" in mention.after
    return _stays(question, asked=recent)


def _policy_question(mention: Mention) -> Question | None:
    """What to ask of a date that is a policy's; None of any other."""
    if in_policy(mention):
        return Question.POLICY
    if mention.is_period and cues.PHASE.search(mention.before + mention.after):
        return Question.POLICY
    if cues.AS_OF.search(mention.before) or cues.FIXED.match(mention.after):
        if cues.POLICY.search(mention.before):
            return Question.POLICY
        return Question.AS_OF
    ends = mention.has_month and cues.ENDS.match(mention.after)
    if ends or cues.TERM.search(mention.before):
        return Question.POLICY
    return None


def in_policy(mention: Mention) -> bool:
    """2月1日至28日缴纳的给予补贴; 3月31日前到期的贷款延期; 12月31日前，企业可先行登记."""
    after, rest = mention.after, mention.rest
    limit = cues.DUE.match(after)
    about = bool(cues.ABOUT.search(mention.before))
    if limit and (cues.ALLOWS.match(rest, limit.end()) or "出生" in after):
        return True
    if limit and "的" in after:
        words = cues.cut(after[limit.end() :])[:5]
        return about or (cues.has(cues.CUT_OFF, words) and words[0] != "完成")
    if not cues.BENEFIT.search(mention.text, *mention.sentence) or limit:
        return False
    is_term = mention.is_period and mention.has_month
    return bool(mention.days) or ("的" in after and (is_term or about))


def _done(mention: Mention, roll: Roll) -> Fate | None:
    if mention.last_year > roll.old or not is_done(mention, roll):
        return None
    if mention.has_month or mention.part in ("初", "末"):
        return KEEP
    if mention.last_year == roll.old - 1:
        return Fate(moves=False, question=Question.PAST)
    verb, _ = event(mention)
    return _stays(Question.FACT, asked=cues.WEAK.fullmatch(verb) is not None)


def _this_year(mention: Mention, roll: Roll) -> Fate:
    if cues.TOWARDS.search(mention.before) and not mention.is_period and not mention.has_month:
        return Fate(moves=True, question=Question.GOAL)
    if "农历" in mention.rest[:8]:
        return Fate(moves=True, question=Question.LUNAR)
    if cues.CAMPAIGN.match(mention.after):
        return Fate(moves=True, question=Question.ONE_OFF)
    if _is_observance(mention.text[mention.end :]):
        return ROLL
    if is_past(mention, roll) and not (mention.is_period or cues.DUE.match(mention.after)):
        return Fate(moves=False, question=Question.FACT)
    if mention.days:
        return _on_a_day(mention)
    return ROLL


def _next_year(mention: Mention, roll: Roll) -> Fate:
    if cues.TOWARDS.search(mention.before) and not mention.is_period:
        return later(mention, roll)
    if mention.is_period or mention.has_month or cues.DUE.match(mention.after):
        return ROLL
    return Fate(moves=True, question=Question.NEXT)


def later(mention: Mention, roll: Roll) -> Fate:
    """A year further on stays; one that the new plan has reached is asked about."""
    return _stays(Question.REACHED, asked=mention.last_year <= roll.new)


def _last_year(mention: Mention, others: list[Mention], roll: Roll) -> Fate:
    """Last year, as a base (比2023年), in yearly work (2023年度考核), or as such."""
    after = mention.after
    for other in others:
        between = mention.text[min(mention.end, other.end) : max(mention.start, other.start)]
        if cues.BESIDE.fullmatch(between) and other.last_year < mention.last_year:
            return Fate(moves=False, question=Question.PAST)
    is_unit = mention.part == "度" or cues.SEASON.search(mention.words)
    yearly = is_unit or cues.YEARLY_PAPER.match(after)
    if yearly and any(_is_own_work(other, mention, roll) for other in others):
        return ROLL
    compared = cues.BASE.search(mention.before) or cues.BASED.match(after)
    if compared or (yearly and not mention.has_month):
        return Fate(moves=True, question=Question.BASE)
    if mention.is_period and mention.has_month:
        return Fate(moves=False, question=Question.PAST)
    if mention.has_month:
        return KEEP
    return Fate(moves=False, question=Question.PAST)


def _is_own_work(other: Mention, mention: Mention, roll: Roll) -> bool:
    """Whether another date in the sentence is that of work of the plan's own year."""
    same_sentence = other.sentence == mention.sentence
    return same_sentence and other.last_year == roll.old and not is_done(other, roll)
