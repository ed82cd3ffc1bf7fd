"""What may be picked in a field: bodies, departments and groups of the register, goals."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from plangen.editing.fields import Choice, FieldKind, PartField, kind_of, schema_at
from plangen.editing.parts import PlanPart, PlanParts
from plangen.plan import Field, Group, Plan, Unit
from plangen.source.schema_nodes import SchemaNode
from plangen.task_tables import column_names

_MOST: Final = 2000
"""How many are listed; of a register of a hundred thousand one types the name."""


def with_choices(
    field: PartField, part: PlanPart, parts: PlanParts, plan: Plan | None
) -> PartField:
    """A field with what may be picked in it, or in the roles of those responsible."""
    schema = schema_at(part, field.name) if field.name else part.schema
    if field.kind is FieldKind.PEOPLE:
        roles = []
        for role in field.columns:
            roles.append(_chosen(role, schema.at(role.name), parts, plan))
        return replace(field, columns=tuple(roles))
    if field.kind is FieldKind.OWN and plan is not None:
        return replace(field, columns=tuple(map(_own_column, plan.fields)))
    if field.name == "tasks.columns" and plan is not None:
        names = tuple(Choice(name, name) for name in column_names(plan))
        columns = []
        for column in field.columns:
            columns.append(replace(column, choices=names if column.name == "column" else ()))
        return replace(field, columns=tuple(columns))
    return _chosen(field, schema, parts, plan)


def _own_column(column: Field) -> PartField:
    """The box of a column of the bureau's own."""
    name, kind = str(column.name), _OWN_KINDS[column.type]
    choices = tuple(Choice(str(word), str(word)) for word in column.choices)
    return PartField(name, name, "", FieldKind.CHOICE if choices else kind, choices=choices)


_OWN_KINDS: Final = {
    "text": FieldKind.LINE,
    "number": FieldKind.NUMBER,
    "date": FieldKind.DATE,
}


def _chosen(field: PartField, schema: SchemaNode, parts: PlanParts, plan: Plan | None) -> PartField:
    place = schema.entry if kind_of(schema) is FieldKind.WORDS else schema
    choices = tuple(picks(place.kind, parts, plan))
    return replace(field, choices=choices) if choices else field


def picks(kind: str, parts: PlanParts | None, plan: Plan | None) -> Iterator[Choice]:
    """Whom or what a place of a kind may name."""
    if kind == "goal" and parts is not None:
        for part in parts.values():
            if part.kind == "goal" and (identity := part.word("id")):
                yield Choice(identity, f"{part.clause} {part.name[:30]}")
    elif plan is not None and kind == "department":
        for department in plan.register.departments:
            yield Choice(str(department.id), str(department.name), "、".join(department.also))
    elif plan is not None and kind == "unit":
        register = plan.register
        parties: list[Unit | Group] = [*register.groups, *register.units]
        for party in parties[:_MOST]:
            yield Choice(str(party.id), str(party.name), "、".join(party.also))
