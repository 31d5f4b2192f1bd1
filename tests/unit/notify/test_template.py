"""Own wording: what a template can say, what it cannot do, and what happens where it fails."""

import logging
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.policy import MessageKind
from tocsin.notify.message import Message, message_of
from tocsin.notify.specimen import delivery_of, invented_alert
from tocsin.notify.template import (
    EVIDENCE_FIELDS,
    ITEM_FIELDS,
    LONGEST_RESULT,
    LONGEST_TEMPLATE,
    MESSAGE_FIELDS,
    Template,
    TemplateError,
    wording_of,
)

NOON = datetime(2031, 4, 7, 12, tzinfo=UTC)


def message(kind: MessageKind = "raised", **changes: object) -> Message:
    return replace(message_of(delivery_of(invented_alert(NOON), "ops", kind, "it was met")), **changes)


def fault(source: str) -> tuple[int | None, str]:
    with pytest.raises(TemplateError) as caught:
        Template.of(source)
    return caught.value.line, str(caught.value)


def test_the_first_line_is_the_title_and_the_rest_the_text() -> None:
    template = Template.of("\n{{ severity | upper }}: {{ title }}\n\n{{ text }}\nby {{ watch }}\n")
    title, text = template.words(message(title="Ultimatum", text="Leave.\nNow."))
    assert (title, text) == ("CRITICAL: Ultimatum", "Leave.\nNow.\nby test")


@pytest.mark.parametrize("kind", get_args(MessageKind))
def test_a_template_is_told_which_kind_of_message_it_words(kind: MessageKind) -> None:
    assert Template.of("{{ message }}").words(message(kind)) == (kind, "")


def test_every_field_that_there_is_can_be_named() -> None:
    items = "".join(f"{{{{ item.{name} }}}}\n" for name in ITEM_FIELDS)
    evidence = "".join(f"{{{{ each.{name} }}}}\n" for name in EVIDENCE_FIELDS)
    loops = f"{{% for item in items %}}{items}{{% for each in item.evidence %}}{evidence}{{% endfor %}}{{% endfor %}}"
    Template.of("".join(f"{{{{ {name} }}}}\n" for name in MESSAGE_FIELDS) + loops)


def test_the_example_of_the_documentation_works_and_every_field_is_documented() -> None:
    document = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text("utf-8")
    section = document.split("## Own wording")[1].split("\n## ")[0]
    example = re.search(r"```jinja\n(.*?)```", section, re.DOTALL)
    assert example is not None
    assert Template.of(example[1]).words(message())[1].endswith("Until 2031-04-08 13:00 WAT")
    for name in (*MESSAGE_FIELDS, *ITEM_FIELDS, *EVIDENCE_FIELDS, str(LONGEST_TEMPLATE), str(LONGEST_RESULT)):
        assert re.search(rf"\b{name}\b", section), name


def test_an_instant_is_told_in_local_time() -> None:
    assert Template.of("{{ at | local('Africa/Niamey') }}").words(message())[0] == "2031-04-07 13:00 WAT"


def test_text_is_not_escaped_for_the_channels_do_that() -> None:
    assert Template.of("{{ title }}").words(message(title="<b> & @channel"))[0] == "<b> & @channel"


def test_what_articles_say_is_never_read_as_a_template() -> None:
    assert Template.of("{{ title }}").words(message(title="{{ 7 * 7 }}{% raw %}"))[0] == "{{ 7 * 7 }}{% raw %}"


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        ("{{ title\n}", 2, "is no template"),
        ("{{ title }}\n{% for item in items %}", 2, "endfor"),
        ("{{ title }}\n{{ headline }}", 2, "names 'headline'; a message has message, watch"),
        ("{{ title }}\n{% if severity == 'info' %}{{ oops }}{% endif %}", 2, "names 'oops'"),
        ("{{ title }}\n{{ items[0].headline }}", 2, "names a field 'headline'"),
        ("{{ title }}\n\n{{ items[0].due | local('UTC') }}", 3, "local is for instants alone"),
        ("{{ title }}\n{{ at | local('Mars/Olympus') }}", 2, "'Mars/Olympus' is no IANA time zone"),
        ("{{ title }}\n{{ items[7].title }}", 2, "cannot word 'raised'"),
        ("{% if message == 'raised' %}{{ title }}{% endif %}", None, "gives no words for 'resolved'"),
        ("", None, "gives no words for 'raised'"),
        ("x" * (LONGEST_TEMPLATE + 1), None, "is longer than"),
    ],
)
def test_a_fault_is_told_with_its_line(source: str, line: int | None, told: str) -> None:
    where, what = fault(source)
    assert where == line
    assert told in what


@pytest.mark.parametrize(
    "source",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ items[0]['__class__'] }}",
        "{{ title.format(text) }}",
        "{{ ''.join }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ title | center(1000000000) }}",
        "{{ title | replace('', title) }}",
        "{{ items | map(attribute='title') }}",
        "{{ title ~ text }}",
        "{{ range(1000000000) }}",
        "{{ lipsum() }}",
        "{% set x = title %}{{ x }}",
        "{% macro again() %}{{ again() }}{% endmacro %}",
        "{% for c in text %}{% endfor %}x",
        "{% for c in 'abc' %}{{ c }}{% endfor %}",
        "{% for a in items %}{% for b in items %}{% for c in items %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for item in items recursive %}{{ loop(items) }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}x",
        "{% extends 'base' %}",
        "{% block x %}{% endblock %}",
        "{% filter upper %}x{% endfilter %}",
        "{{ self }}",
        "{{ config }}",
        "{{ '(' }}" + "{% if title %}" * 500 + "x" + "{% endif %}" * 500,
        "{{ " + "(" * 4000 + "title" + ")" * 4000 + " }}",
    ],
)
def test_what_could_run_away_or_break_out_is_no_template(source: str) -> None:
    fault(source)


@given(st.text(st.sampled_from("{}%# \nabcitemsloop.[]()|='\"0123<>-+*/~"), max_size=60))
def test_any_text_is_a_template_or_a_fault(source: str) -> None:
    with suppress(TemplateError):
        Template.of(source)


def test_a_template_that_gives_too_much_is_cut_short_while_it_runs() -> None:
    template = Template.of("{{ title }}\n" + "{{ text }}" * 100)
    with pytest.raises(TemplateError, match=f"more than {LONGEST_RESULT} characters"):
        template.words(message(text="x" * 10_000))


def test_where_a_template_fails_the_built_in_words_are_sent_and_the_log_says_why(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wording = wording_of(Template.of("{{ title }}\n{{ text }}{{ text }}"), "ops")
    with caplog.at_level(logging.WARNING):
        assert wording(message(title="Ultimatum", text="x" * 30_000)) == ("Ultimatum", "x" * 30_000)
    assert "channel 'ops': the template cannot word 'raised': it gives more than" in caplog.text


def test_a_message_is_sent_in_the_words_of_the_template() -> None:
    wording = wording_of(Template.of("! {{ title }}"), "ops")
    told = message_of(delivery_of(invented_alert(NOON), "ops", "raised"), wording=wording)
    assert (told.title, told.text) == ("! TEST by tocsin: nothing has happened", "")
