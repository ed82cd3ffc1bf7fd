"""Set pages as HTML: whole, escaped, the same on any day, each block with its origin."""

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.program import ROOT

from plangen.compose import compose
from plangen.document import gbt9704, xml
from plangen.document.gbt9704 import Style
from plangen.readers.plan_file import read
from plangen.writers.typeset.html import pages_html

EXPECTED = Path(__file__).parents[2] / "expected"
SMALL = """<document title="关于学习的通知"><head><issuer-mark suffix="文件"><issuer>某局</issuer>
</issuer-mark><doc-number>某〔2026〕8号</doc-number></head><title>关于学习的通知</title>
<recipients>各单位：</recipients><h1 of="section:1">一、学习。<text>共5次。</text></h1>
<table of="annex:1/table"><column width="4字"/><column/><row>
<cell columns="2">甲<del>乙</del></cell></row><row><cell>1</cell><cell>丙</cell></row></table>
<signature date="2026年3月7日"><issuer>某局</issuer></signature>
<imprint><cc>抄送：乙局。</cc></imprint></document>"""
TAGS = {"html", "head", "meta", "title", "style", "body", "section", "div", "span", "svg", "path"}
PAYLOADS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "&lt;'")


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def composed_html(name: str) -> str:
    """The pages of an example."""
    path = ROOT / "examples" / f"{name}.yaml"
    plan = read(path.read_bytes(), path.name).plan
    assert plan is not None
    return pages_html(compose(plan), plan.style)


def test_a_small_document(request: pytest.FixtureRequest) -> None:
    page = pages_html(xml.parse(SMALL))
    path = EXPECTED / "pages.html"
    if request.config.getoption("--refresh"):
        path.write_text(page, "utf-8")
    assert page == path.read_text("utf-8")


def test_it_needs_no_other_file_and_runs_nothing() -> None:
    page = composed_html("notice")
    tags = Tags(page)
    assert {tag for tag, _ in tags.seen} <= TAGS
    for _, attributes in tags.seen:
        assert not {"src", "href"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markup(payload: str) -> None:
    told = payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    body = f"""<document title="{told}"><head><copy-number>{told}</copy-number>
<classification>{told}</classification><urgency>{told}</urgency><issuer-mark suffix="{told}">
<issuer>{told}</issuer></issuer-mark><doc-number>{told}</doc-number></head><title>{told}</title>
<recipients>{told}</recipients><p of="{told}">{told}</p><h1 of="{told}">{told}<text>{told}</text>
</h1><roster of="{told}"><role name="{told}"><name>{told}</name></role></roster><table of="{told}">
<column/><header><cell>{told}</cell></header><row><cell>{told}<ins>{told}</ins></cell></row>
</table><attachments><attachment>{told}</attachment></attachments>
<attendance label="{told}">{told}</attendance>
<signature date="{told}"><issuer>{told}</issuer></signature><note>{told}</note>
<annex label="{told}" of="{told}"><title>{told}</title><p>{told}</p></annex>
<imprint><cc>{told}</cc><printed-by>{told}</printed-by><printed-on>{told}</printed-on></imprint>
</document>"""
    style = Style(*[payload] * 5, latin_font=payload)
    tags = Tags(pages_html(xml.parse(body), style))
    assert {tag for tag, _ in tags.seen} <= TAGS | {"ins"}
    origins = {attributes["data-of"] for _, attributes in tags.seen if "data-of" in attributes}
    assert payload in origins
    for _, attributes in tags.seen:
        assert set(attributes) <= {
            *("lang", "charset", "name", "content", "class", "style", "aria-label", "aria-hidden"),
            *("data-kind", "data-of", "viewbox", "d", "role", "aria-level"),
        }


def test_all_text_is_there_in_reading_order() -> None:
    text = Tags(composed_html("plan")).text.partition("1")[2]
    plan = read((ROOT / "examples/plan.yaml").read_bytes(), "plan.yaml").plan
    assert plan is not None
    closed = re.sub(r"\s", "", text)
    for item in plan.sections[0].all_items():
        assert re.sub(r"\s", "", item.text or "") in closed


def test_blocks_tell_which_place_of_the_plan_they_print() -> None:
    tags = Tags(composed_html("notice"))
    origins = {attributes["data-of"] for _, attributes in tags.seen if "data-of" in attributes}
    assert {
        "title",
        "issued/title",
        "recipients",
        "issue/body/1",
        "preamble/1",
        "section:2",
    } <= origins
    assert {
        "section:1/text/2",
        "item:survey-coverage",
        "annex:2/roster",
        "annex:3/table",
    } <= origins
    assert {"head", "signature", "imprint", "attachments/1", "annex:1"} <= origins


def test_a_template_without_origins_is_still_read() -> None:
    page = pages_html(xml.parse("<document><p>正文。</p></document>"))
    assert "data-of" not in page
    assert "正文。" in page


def test_a_bureaus_fonts_are_asked_for_first() -> None:
    style = Style(body_font="仿宋", latin_font="Times New Roman")
    page = pages_html(xml.parse("<document><p>共5次</p></document>"), style)
    assert '.sheet .fang { font-family: "仿宋"' in page
    assert '.sheet .fang.n { font-family: "Times New Roman", "仿宋"' in page
    assert gbt9704.STANDARD.body_font not in page.partition("</style>")[2]


def test_a_name_that_nothing_parts_stays_one_line_under_its_seal() -> None:
    name = "<&a>" * 20
    document = xml.parse(
        "<document><title>关于学习的通知</title><p>各单位要学习。</p>"
        f'<signature date="2026年3月7日" sealed="yes"><issuer>{escape(name)}</issuer></signature>'
        "</document>"
    )
    assert name in Tags(pages_html(document)).text
