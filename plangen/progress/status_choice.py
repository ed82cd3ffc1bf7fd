"""Which standing lines somebody wants to see: those of some units, of some departments."""

from collections.abc import Iterable, Iterator, Sequence

from plangen.assignments import find_department
from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.progress.asked import AskedPlan
from plangen.progress.standing import StandingLine
from plangen.typography import blankless


def chosen_lines(
    lines: Iterable[StandingLine],
    plans: Sequence[AskedPlan],
    units: Sequence[str],
    departments: Sequence[str],
) -> Iterator[StandingLine]:
    """The lines of units and of departments by name, alias or id; all where none is named.

    Raises CannotGoOn for a name that no plan knows.
    """
    lines = list(lines)
    names = {line.unit: line.name for line in lines}
    keys = {key for name in units for key in _units(name, plans, names)}
    offices = {office for name in departments for office in _departments(name, plans)}
    for line in lines:
        who = line.asked.row.responsible
        theirs = {str(office.id) for office in (*who.departments, *who.supporting_departments)}
        if (not keys or line.unit in keys) and (not offices or theirs & offices):
            yield line


def _units(name: str, plans: Sequence[AskedPlan], names: dict[str, str]) -> set[str]:
    """The keys of a unit, of a group, or of a member that answers for a group's shared list."""
    keys: set[str] = set()
    for plan in plans:
        keys |= plan.who(name)
    for key, known in names.items():
        if blankless(known) == blankless(name) or key.partition("/")[0] in keys:
            keys.add(key)
    if not keys:
        everybody = [known for plan in plans for known in plan.names]
        meant = did_you_mean(nearest(name, everybody))
        raise CannotGoOn(f"--unit {name}：没有任务；{meant or '核对名称'}")
    return keys


def _departments(name: str, plans: Sequence[AskedPlan]) -> set[str]:
    offices = set()
    trouble = None
    for plan in plans:
        try:
            offices.add(str(find_department(plan.plan.register, name).id))
        except CannotGoOn as unknown:
            trouble = unknown
    if trouble is not None and not offices:
        raise trouble
    return offices
