"""When a plan goes out, as far as it says."""

from datetime import date

from plangen.rules.subject import Subject


def issue_dates(subject: Subject) -> tuple[date, date]:
    """The first and the last day on which the plan may go out; the same day when it is dated."""
    issue, year = subject.plan.issue, subject.plan.year
    day = issue.signed_on or issue.printed_on
    return (day, day) if day else (date(year, 1, 1), date(year, 12, 31))
