"""Plans to be edited, each in a folder of its own."""

import shutil
from dataclasses import replace
from pathlib import Path

from plangen.editing.session import EditSession
from plangen.plan import Plan
from support.program import ROOT

PLANS = {path.stem: path for path in [*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")]}


def opened(path: Path) -> EditSession:
    """A plan opened where it stands; nothing is saved there."""
    return EditSession(path)


def copied(name: str, folder: Path) -> EditSession:
    """A plan opened in a folder of its own."""
    return EditSession(Path(shutil.copy(PLANS[name], folder / f"{name}.yaml")))


def plan_of(session: EditSession) -> Plan | None:
    """The plan of a session as it is now, but for where its waivers stand and ids made of words."""
    plan = session.plan if session.is_current else None
    return plan and replace(plan, waivers=tuple(replace(w, lines=(1, 1)) for w in plan.waivers))
