"""What the screen 方案 is answered with; whoever calls holds the editor's lock."""

from typing import Any

from starlette.responses import JSONResponse, Response

from plangen.document.gbt9704 import STANDARD
from plangen.editing.key_titles import asked_fields
from plangen.editing.parts import ROOT
from plangen.web.editor import actions, shown
from plangen.web.editor.open_editor import OpenEditor
from plangen.writers.typeset.stylesheet import stylesheet


def state(editor: OpenEditor, _said: dict[str, Any]) -> Response:
    """How the plan is now."""
    editor.look()
    editor.refuse_classified()
    return JSONResponse(shown.state(editor))


def pulse(editor: OpenEditor, _said: dict[str, Any]) -> Response:
    """Whether there is anything new."""
    editor.look()
    editor.refuse_classified()
    return JSONResponse(shown.pulse(editor))


def part(editor: OpenEditor, said: dict[str, Any]) -> Response:
    """A part by its key, by a place of the pages, or by a line of the file."""
    session = editor.session
    key, field = shown.key_now(session, str(said.get("key", ROOT))), ""
    if "place" in said:
        key, field = shown.printed_at(session, said["place"])
    elif str(said.get("line", "")).isdecimal():
        column = str(said.get("column", ""))
        key = shown.part_at_line(
            session, int(said["line"]), int(column) if column.isdecimal() else 10**6
        )
    keys = str(said.get("ask", "")).split(",")
    for holder, asked in asked_fields(keys, session.part(key), session.parts):
        key, field = holder.key, asked.name
        break
    revision = session.revision
    return JSONResponse(shown.part(session, key) | {"field": field, "revision": revision})


def source(editor: OpenEditor, _said: dict[str, Any]) -> Response:
    """The plan's text."""
    return JSONResponse({"text": editor.session.text, "revision": editor.session.revision})


def references(editor: OpenEditor, said: dict[str, Any]) -> Response:
    """What refers to a part."""
    session = editor.session
    told = []
    for key in session.references(str(said.get("key", ""))):
        other = session.part(key)
        told.append({"key": key, "clause": other.clause, "name": other.name[:60]})
    return JSONResponse({"references": told})


def states(editor: OpenEditor, _said: dict[str, Any]) -> Response:
    """The states that were saved, the newest first."""
    told = []
    for kept in editor.session.saved_states():
        told.append({"name": kept.name, "saved": kept.saved.isoformat(timespec="seconds")})
    return JSONResponse({"states": told})


def style(editor: OpenEditor, _said: dict[str, Any]) -> Response:
    """The style sheet of the pages."""
    plan = editor.session.plan
    css = stylesheet(plan.style if plan is not None else STANDARD)
    return Response(css, media_type="text/css")


def pages(editor: OpenEditor, said: dict[str, Any]) -> Response:
    """The pages in their order; those that the window does not have with their HTML."""
    have = said.get("have")
    known = set(have) if isinstance(have, list) and all(isinstance(w, str) for w in have) else set()
    sent = []
    for page in editor.pages():
        told = {"digest": page.digest}
        if page.digest not in known:
            told["html"] = page.html
        sent.append(told)
    return JSONResponse({"revision": editor.session.revision, "pages": sent})


def completions(editor: OpenEditor, said: dict[str, Any]) -> Response:
    """What may be typed next in the plan's text."""
    text, offset = said.get("text", ""), said.get("offset", 0)
    found = []
    if isinstance(text, str) and isinstance(offset, int):
        for completion in editor.session.completions(text, offset):
            found.append(
                {"start": completion.start, "text": completion.text, "title": completion.title}
                | {"help": completion.help}
            )
    return JSONResponse({"completions": found})


def act(editor: OpenEditor, said: dict[str, Any]) -> Response:
    """Edit the plan."""
    return JSONResponse(actions.act(editor, said))
