"""Which rules are looked at: by code or family, on the command line and in the settings."""

from collections.abc import Iterable
from inspect import cleandoc

from plangen.findings.finding import CannotGoOn
from plangen.findings.text import SEVERITIES
from plangen.nearest import did_you_mean, nearest
from plangen.rules.manual import FAMILIES, page
from plangen.rules.registry import BY_CODE, RULES, Rule


def chosen(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules to select, by code or family, without those to ignore; with none to select, all.

    Raises CannotGoOn for a name that is neither.
    """
    selected = set(_codes(select)) or set(BY_CODE)
    return tuple(map(BY_CODE.__getitem__, sorted(selected - set(_codes(ignore)))))


def rule_of(code: str) -> Rule:
    """The rule of this code; raises CannotGoOn when there is none."""
    if code not in BY_CODE:
        raise CannotGoOn(f"没有“{code}”这条规则。{_near(code)}")
    return BY_CODE[code]


def _codes(names: Iterable[str]) -> Iterable[str]:
    for name in map(str.strip, ",".join(names).split(",")):
        codes = [rule.code for rule in RULES if name in _names(rule)]
        if name and not codes:
            raise CannotGoOn(f"没有“{name}”这条规则，也没有这一类规则。{_near(name)}")
        yield from codes


def _names(rule: Rule) -> tuple[str, str, str]:
    """The names a rule can be chosen by: its code, and its family in English and in Chinese."""
    return rule.code, rule.family, FAMILIES[rule.family]


def _near(name: str) -> str:
    near = nearest(name, [word for rule in RULES for word in _names(rule)])
    return did_you_mean(near) or "全部规则见 plangen rule --all"


def index() -> str:
    """All rules by family: code, severity, what each is about."""
    widest = max(map(len, BY_CODE))
    lines = []
    for family, name in FAMILIES.items():
        lines.append(f"{name}（{family}）")
        for rule in RULES:
            if family == rule.family:
                severity = SEVERITIES[rule.severity]
                lines.append(f"  {rule.code:{widest}}  {severity}  {page(rule.docstring).title}")
    return "\n".join(lines)


def described(rule: Rule) -> str:
    """A rule's page of the manual, for the terminal."""
    head = f"{rule.code}（{FAMILIES[rule.family]}，{SEVERITIES[rule.severity]}）"
    return f"{head}\n\n{cleandoc(rule.docstring)}"
