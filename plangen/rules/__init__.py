"""What a careful office checks before it issues a plan: one rule a file, and this list of them."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final, Protocol

from plangen.finding import Finding, Mark
from plangen.rules import (
    aimless_measure,
    annex_missing,
    annex_not_named,
    aspirational_mismatch,
    before_issue,
    broken_sequence,
    cc_and_recipient,
    cc_mark,
    change_without_baseline,
    chinese_year,
    cited_number,
    classified_and_public,
    classified_without_copy_number,
    comma_between_titles,
    confusable_term,
    contradictory_target,
    crowded_day,
    dangling_comma,
    dash_mark,
    date_form,
    deadline_mismatch,
    department_without_person,
    doc_number_form,
    doubled_word,
    duplicate_duty,
    ellipsis_mark,
    empty_section,
    end_mark,
    figure_without_target,
    fullwidth_digit,
    halfwidth_punctuation,
    heading_twice,
    identity_number,
    idle_target,
    idle_unit,
    issue_year,
    joint_order,
    law_repealed,
    law_title,
    law_unknown,
    level_mark,
    long_heading,
    lower_than_last_year,
    mark_without_number,
    milestone_after_goal,
    mixed_digits,
    mixed_percent,
    mobile_number,
    name_variant,
    named_twice,
    nested_brackets,
    nested_quotes,
    nested_titles,
    no_deadline,
    no_lead,
    no_responsible,
    note_brackets,
    number_year,
    observance_dot,
    old_name,
    open_group,
    open_question,
    overloaded_person,
    range_mark,
    recipients_mark,
    report_without_day,
    report_without_recipient,
    responsible_not_in_text,
    rest_day,
    same_name,
    short_notice,
    signature_not_issuer,
    signed_after_printed,
    standard_number,
    straight_quotes,
    stray_mark,
    stray_space,
    supporting_is_lead,
    target_mismatch,
    target_twice,
    target_without_unit,
    title_form,
    title_mark,
    title_without_year,
    titles_agree,
    traditional_character,
    typed_number,
    undated_deadline,
    undated_words,
    unit_not_responsible,
    unpaired_mark,
    unserved_goal,
    upward_recipients,
    variant_word,
    whole_quoted,
    wrong_direction,
    year_slip,
    zero_without_report,
)
from plangen.rules.places import Place, Source, fitted
from plangen.rules.subject import Family, Severity, Slip, Subject


class Rule(Protocol):
    """A rule's module; its docstring is its page of the manual."""

    @property
    def CODE(self) -> str:  # noqa: N802
        """Its name, in English, as in undated-deadline."""

    @property
    def FAMILY(self) -> Family:  # noqa: N802
        """What it is about."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802
        """How grave what it finds is."""

    def check(self, subject: Subject) -> Iterator[Slip]:
        """Find what offends against it."""


RULES: Final[tuple[Rule, ...]] = (
    aimless_measure,
    annex_missing,
    annex_not_named,
    aspirational_mismatch,
    before_issue,
    broken_sequence,
    cc_and_recipient,
    cc_mark,
    change_without_baseline,
    chinese_year,
    cited_number,
    classified_and_public,
    classified_without_copy_number,
    comma_between_titles,
    confusable_term,
    contradictory_target,
    crowded_day,
    dangling_comma,
    dash_mark,
    date_form,
    deadline_mismatch,
    department_without_person,
    doc_number_form,
    doubled_word,
    duplicate_duty,
    ellipsis_mark,
    empty_section,
    end_mark,
    figure_without_target,
    fullwidth_digit,
    halfwidth_punctuation,
    heading_twice,
    identity_number,
    idle_target,
    idle_unit,
    issue_year,
    joint_order,
    law_repealed,
    law_title,
    law_unknown,
    level_mark,
    long_heading,
    lower_than_last_year,
    mark_without_number,
    milestone_after_goal,
    mixed_digits,
    mixed_percent,
    mobile_number,
    name_variant,
    named_twice,
    nested_brackets,
    nested_quotes,
    nested_titles,
    no_deadline,
    no_lead,
    no_responsible,
    note_brackets,
    number_year,
    observance_dot,
    old_name,
    open_group,
    open_question,
    overloaded_person,
    range_mark,
    recipients_mark,
    report_without_day,
    report_without_recipient,
    responsible_not_in_text,
    rest_day,
    same_name,
    short_notice,
    signature_not_issuer,
    signed_after_printed,
    standard_number,
    straight_quotes,
    stray_mark,
    stray_space,
    supporting_is_lead,
    target_mismatch,
    target_twice,
    target_without_unit,
    title_form,
    title_mark,
    title_without_year,
    titles_agree,
    traditional_character,
    typed_number,
    undated_deadline,
    undated_words,
    unit_not_responsible,
    unpaired_mark,
    unserved_goal,
    upward_recipients,
    variant_word,
    whole_quoted,
    wrong_direction,
    year_slip,
    zero_without_report,
)


_ORDER: Final = attrgetter(
    "mark.line", "mark.column", "code", "message", "hint", "item", "severity"
)
"""As findings of one file sort, only quicker."""


def judge(subject: Subject, file: str, text: str, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """What these rules find in a plan, by place; `text` is that of its file."""
    source = Source(text)
    found = {_finding(slip, rule, file, source) for rule in rules for slip in rule.check(subject)}
    return sorted(found, key=_ORDER)


def _finding(slip: Slip, rule: Rule, file: str, source: Source) -> Finding:
    value = str(slip.at)
    length = slip.length or len(value)
    place = source.find(slip.at.line, slip.at.column, value, slip.offset, length)
    mend = None
    if place is None:
        place = _as_written(slip, length, source)
    elif slip.mend is not None:
        mend = fitted(slip.mend, place, value, slip.offset, length)
    return Finding(
        Mark(file, place.line, place.column),
        rule.CODE,
        slip.message,
        slip.hint,
        slip.place,
        slip.severity or rule.SEVERITY,
        place.length,
        mend,
    )


def _as_written(slip: Slip, length: int, source: Source) -> Place:
    """Where a number or a day stands that is written otherwise than it is said here."""
    line, column = max(1, min(slip.at.line, source.height)), max(1, slip.at.column)
    room = len(source.line(line)) - column + 1
    return Place(line, column, max(1, min(length, room)))
