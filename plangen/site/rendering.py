"""Pages → HTML and JavaScript files that need nothing from outside."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plangen.resources import resource
from plangen.site.pages import CHAPTERS, PlanPages, SitePage

_HERE: Final = Path(__file__).parent
_ASSETS: Final = ("site.css", "site.js", "search.js")
Link = Callable[[str, str], str]
"""The address of a numeral or a table: of its page, and its anchor, from where it is named."""


def site_files(plans: Sequence[PlanPages], title: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a site: its path from the site's folder, with slashes, and its bytes."""
    environment = _environment()
    for name in _ASSETS:
        yield f"assets/{name}", _asset(name).encode()
    site = {"site_title": title}
    index = environment.get_template("index.html")
    yield "index.html", index.render(site, root="", plans=plans).encode()
    search = environment.get_template("search.html")
    yield "search.html", search.render(site, root="", plans=plans).encode()
    template = environment.get_template("page.html")
    for plan in plans:
        yield f"assets/search-{plan.folder}.js", _search_data(plan).encode()
        for page in plan.pages:
            body = _body(environment, page, _page_link)
            context = site | {"root": "../", "plan": plan, "page": page, "body": body}
            yield f"{plan.folder}/{page.name}.html", template.render(context).encode()


def single_file(plan: PlanPages) -> bytes:
    """A plan with all its pages as one file."""
    environment = _environment()
    chapters: dict[str, list[tuple[str, Markup]]] = {}
    for page in plan.pages:
        body = _body(environment, page, _anchor_link)
        chapters.setdefault(page.chapter, []).append((page.name, body))
    template = environment.get_template("single.html")
    return template.render(
        plan=plan,
        chapters=chapters,
        names=CHAPTERS,
        css=Markup(_asset("site.css")),  # noqa: S704 — the program's own file
        script=Markup(_asset("site.js")),  # noqa: S704 — the program's own file
    ).encode()


def _environment() -> Environment:
    return Environment(
        autoescape=True,
        loader=FileSystemLoader(_HERE / "templates"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


def _asset(name: str) -> str:
    """A file of the program's own; the style sheet with what it shares with the workbench."""
    text = (_HERE / "assets" / name).read_text("utf-8")
    if name == "site.css":
        return resource("data/look.css").read_text("utf-8") + text
    return text


def _body(environment: Environment, page: SitePage, link: Link) -> Markup:
    """A page's fragments, one after the other."""
    parts = []
    for fragment in page.fragments:
        template = environment.get_template(f"{fragment.template}.html")
        parts.append(template.render(fragment.context, link=link, page_title=page.title))
    return Markup("".join(parts))  # noqa: S704 — templates escape all that they print


def _page_link(page: str, anchor: str = "") -> str:
    return f"{page}.html#{quote(anchor)}" if anchor else f"{page}.html"


def _anchor_link(page: str, anchor: str = "") -> str:
    return f"#{quote(anchor or page)}"


def _search_data(plan: PlanPages) -> str:
    """What search finds of a plan, as a script: a browser reads no other file from a folder."""
    passages: Iterable[list[str]] = (
        [f"{plan.folder}/{_page_link(page, passage.anchor)}", passage.title, passage.text]
        for page, passage in plan.passages
    )
    record: dict[str, Any] = {"title": plan.plan.name, "passages": list(passages)}
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return f"plangenSearch.add({data});\n"
