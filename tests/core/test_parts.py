"""Parts of pages are made once for equal values, and never shown for others."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template

from standfirst.core.templatetags import parts


@dataclass(frozen=True)
class Named:
    name: str
    nameplate: tuple[str, ...]


@pytest.fixture(autouse=True)
def _nothing_made() -> None:
    parts._made.cache_clear()


def nameplate(name: str, **also: object) -> str:
    source = '{% load parts %}{% part "core/_nameplate.html" publication=publication %}'
    return Template(source).render(Context({"publication": Named(name, (name,)), **also}))


def test_a_part_is_made_once_for_equal_values() -> None:
    assert nameplate("The Review") == nameplate("The Review")
    assert (parts._made.cache_info().misses, parts._made.cache_info().hits) == (1, 1)


def test_other_values_make_another_part() -> None:
    assert "The Review" in nameplate("The Review")
    assert "The Review" not in nameplate("The Gazette")


def test_a_part_sees_only_what_it_is_given() -> None:
    source = '{% load parts %}{% part "core/_nameplate.html" %}'
    assert "The Review" not in Template(source).render(
        Context({"publication": Named("The Review", ("The Review",))})
    )
