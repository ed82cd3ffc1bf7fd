"""The names that no line of a title may break."""

from plangen.plan import Department, Group, Plan, Unit


def unbroken_names(plan: Plan) -> set[str]:
    """Everybody who is registered, by any name."""
    register = plan.register
    known: list[Department | Unit | Group] = [*register.departments, *register.units]
    known += register.groups
    names: set[str] = {plan.issuer, *plan.issue.signature}
    for party in known:
        names.update((party.name, *party.also))
    for department in register.departments:
        names.update(filter(None, (department.person, department.lead_official)))
    for annex in plan.annexes:
        for role in annex.roster:
            names.update(role.names)
    return names
