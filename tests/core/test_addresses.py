"""Where a form may lead back to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core.http.addresses import safe_next


@pytest.mark.parametrize("address", ["/", "/world/", "/world/a-story/?x=1#text", "/search/?q=%22a%20b%22"])
def test_a_path_of_this_site_is_kept(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "javascript:alert(1)",
     "world/", " /world/", "/\t/evil.example", "/\n//evil.example", "/wor\\ld", "///evil.example", "http:/evil.example"],
)  # fmt: skip
def test_anything_else_leads_to_the_front_page(address: str | None) -> None:
    assert safe_next(address) == "/"


@given(st.text(max_size=80))
def test_the_answer_is_always_a_path_of_this_site(address: str) -> None:
    found = safe_next(address)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
