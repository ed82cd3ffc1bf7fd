"""The rules, found in their families' folders: a file there is a rule, and its name the code."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Final, cast

from plangen.rules.manual import FAMILIES, page
from plangen.rules.subject import Offence, Severity, Subject


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """One rule; its module is imported when it is first looked into."""

    code: str
    """Its name, in English, as in undated-deadline."""
    family: str
    """What it is about: a key of FAMILIES."""

    @property
    def severity(self) -> Severity:
        """How grave what it finds is."""
        return cast("Severity", self._module.SEVERITY)

    @property
    def docstring(self) -> str:
        """Its page of the manual."""
        return self._module.__doc__ or ""

    def check(self, subject: Subject) -> Iterator[Offence]:
        """Find what offends against it."""
        return cast("Iterator[Offence]", self._module.check(subject))

    @property
    def _module(self) -> ModuleType:
        return import_module(f"plangen.rules.{self.family}.{self.code.replace('-', '_')}")


def _rules() -> Iterator[Rule]:
    for family in FAMILIES:
        for module in iter_modules([str(Path(__file__).with_name(family))]):
            yield Rule(module.name.replace("_", "-"), family)


RULES: Final = tuple(sorted(_rules()))
"""Every rule, by code."""
BY_CODE: Final = {rule.code: rule for rule in RULES}


def titles() -> dict[str, str]:
    """What each rule is about, by its code."""
    return {rule.code: page(rule.docstring).title for rule in RULES}
