"""A missing value is never printed as nothing: "no dose" and "we forgot to pass the dose" must not look the same."""

import pytest
from django.template import engines
from django.template.loader import render_to_string
from jinja2 import UndefinedError

ENVIRONMENT = engines["jinja2"].env


@pytest.mark.parametrize(
    "written",
    ["{{ dose }}", "{{ standing.dose.mg }}", "{% if dose %}x{% endif %}", "{% for d in doses %}x{% endfor %}"],
)
def test_our_templates_refuse_a_value_that_is_not_there(written: str) -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string(written).render(standing={})


def test_asking_whether_a_value_is_there_is_allowed() -> None:
    assert ENVIRONMENT.from_string("{{ 'yes' if dose is defined else 'no' }}").render() == "no"
    assert ENVIRONMENT.from_string("{{ dose | default('none') }}").render() == "none"


def test_the_librarys_macros_may_ask_for_options_that_were_left_out() -> None:
    drawn = ENVIRONMENT.from_string(
        '{% from "nhsuk/components/button/macro.jinja" import button %}{{ button({"text": "Save set"}) }}'
    ).render()
    assert "Save set" in drawn


def test_a_missing_value_of_ours_is_refused_inside_the_library_too() -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string(
            '{% from "nhsuk/components/button/macro.jinja" import button %}{{ button({"text": words}) }}'
        ).render()


def test_what_people_type_is_text_and_never_markup() -> None:
    assert ENVIRONMENT.from_string("{{ said }}").render(said="<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"


def test_the_page_for_a_fault_needs_no_request_and_says_what_to_do() -> None:
    drawn = render_to_string("errors/server_error.html")
    assert "Look at the patients" in drawn
    assert "A form that was saved already is not saved twice" in " ".join(drawn.split()).replace("a form", "A form")
