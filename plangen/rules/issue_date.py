"""When a plan goes out, as far as it says."""

from datetime import date

from plangen.rules.subject import Subject


def issued_on(subject: Subject) -> date | None:
    """The day on which the plan goes out; None where it says none."""
    return subject.plan.issue.signed_on or subject.plan.issue.printed_on


def issue_dates(subject: Subject) -> tuple[date, date]:
    """The first and the last day on which the plan may go out; the same day when it is dated."""
    if day := issued_on(subject):
        return day, day
    year = subject.plan.year
    return date(year, 1, 1), date(year, 12, 31)
