"""Templates of a workspace's own: whatever they do, one line says what is wrong, and at once."""

import os
import sys
from pathlib import Path

import pytest
from support.program import ROOT, run

HEAD = (ROOT / "templates/plan.xml.j2").read_text("utf-8")
ENDLESS = {
    "nested loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a long text": "{{ 'a' * 10**8 }}",
    "a longer text": "{{ ('a' * 99999) * 99999 }}",
    "a list": "{{ [1] * 99999 * 99999 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a width": "{{ '%999999999d' % 1 }}",
    "a format": "{{ '{:999999999}'.format(1) }}",
    "a format of a mapping": "{{ '{a:999999999}'.format_map({'a': 1}) }}",
    "a padded text": "{{ 'a'.center(999999999) }}",
    "a filter of a width": "{{ 'a' | center(999999999) }}",
    "a batch": "{{ [1] | batch(999999999, 0) | list }}",
    "a replacement": "{{ ('a' * 99999) | replace('a', 'b' * 99999) }}",
    "a list grown while it is walked": "{% set l = [1] %}{% for x in l %}{{ l.append(x) }}"
    "{% endfor %}",
    "doubling": "{% set n = namespace(t='ab') %}{% for i in range(99) %}{% set n.t = n.t ~ n.t %}"
    "{% endfor %}",
    "doubling by printing": "{% set n = namespace(t='ab') %}{% for i in range(99) %}{% set x %}"
    "{{ n.t }}{{ n.t }}{% endset %}{% set n.t = x %}{% endfor %}",
    "calls": "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}"
    "{% endmacro %}{{ f(99) }}",
    "a call of itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "itself": "{% include 'plan.xml.j2' %}",
    "sorting": "{% for i in range(99999) %}{{ range(99999) | sort | first }}{% endfor %}",
    "half a character": r"{{ '\ud800' }}",
    "an attribute": "{{ ''.__class__ }}",
    "nonsense": "{{ lipsum(n=99999) }}",
    "no name": "{{ nobody }}",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A plan with a folder for templates beside it."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "x.yaml").write_bytes((ROOT / "plans/2018.yaml").read_bytes())
    return tmp_path


@pytest.mark.parametrize("what", ENDLESS)
def test_a_template_comes_to_an_end(what: str, workspace: Path) -> None:
    text = HEAD.replace("{{ parts.head() }}", ENDLESS[what])
    (workspace / "templates/plan.xml.j2").write_text(text, "utf-8")
    code, out, err = run("notice", workspace / "x.yaml", "-o", workspace / "x.docx")
    assert (code, out) == (2, "")
    assert err.startswith("错误：模板 plan.xml.j2 第")
    assert err.count("\n") == 1
    assert not (workspace / "x.docx").exists()


@pytest.mark.parametrize("method", ["format(1)", "format_map({})", "center(9)", "zfill(9)"])
def test_no_method_makes_a_text_longer(method: str, workspace: Path) -> None:
    """Not called at all, for one call with a great width fills the memory."""
    text = HEAD.replace("{{ parts.head() }}", f"{{{{ '{{:99}}'.{method} }}}}")
    (workspace / "templates/plan.xml.j2").write_text(text, "utf-8")
    code, _, err = run("notice", workspace / "x.yaml", "-o", workspace / "x.docx")
    assert code == 2
    assert f"'{method.partition('(')[0]}' of 'str' object is unsafe" in err


def test_half_a_character_in_the_template_itself(workspace: Path) -> None:
    text = HEAD.encode().replace(b"{{ parts.head() }}", b"<p>\xed\xa0\x80</p>")
    (workspace / "templates/plan.xml.j2").write_bytes(text)
    code, _, err = run("notice", workspace / "x.yaml", "-o", workspace / "x.docx")
    assert (code, err.count("\n")) == (2, 1)
    assert "plan.xml.j2 的编码不是 UTF-8" in err


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_template_from_elsewhere(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("secret", "utf-8")
    template = workspace / "templates/plan.xml.j2"
    template.symlink_to(secret)
    said = f"错误：模板 {template} 是一个链接，指到工作文件夹外面；把文件拷进来\n"
    assert run("notice", workspace / "x.yaml", "-o", workspace / "x.docx") == (2, "", said)


@pytest.mark.parametrize("kind", ["folder", "fifo"])
def test_a_template_that_is_no_file(kind: str, workspace: Path) -> None:
    template = workspace / "templates/plan.xml.j2"
    if kind == "folder":
        template.mkdir()
    elif sys.platform != "win32":
        os.mkfifo(template)
    said = f"错误：模板 {template} 不是模板文件；移开它\n"
    assert run("notice", workspace / "x.yaml", "-o", workspace / "x.docx") == (2, "", said)
