"""Every address has a declared access: a new one without a decision fails the build."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from standfirst.conf.access import ACCESS, Access, access_of


def addresses(resolver: URLResolver, *, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Name (with its namespace) and route of every address under a resolver."""
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, route=path, space=inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}", path


def undeclared(resolver: URLResolver) -> list[str]:
    return [
        f"{name} {route}" for name, route in addresses(resolver) if access_of(name=name, route=route) is None
    ]


@pytest.mark.parametrize("urls", ["standfirst.conf.urls", "standfirst.conf.urls_demo"])
def test_every_address_has_a_declared_access(urls: str) -> None:
    assert undeclared(get_resolver(urls)) == []


def test_no_declaration_is_left_over() -> None:
    known = list(addresses(get_resolver("standfirst.conf.urls_demo")))
    names, routes = {name for name, _ in known}, [route for _, route in known]
    unused = [
        key for key in ACCESS
        if key not in names and not any(r == key or (key.endswith("*") and r.startswith(key[:-1])) for r in routes)
    ]  # fmt: skip
    assert unused in ([], ["static/*"])  # static files are answered before any address is looked up


def test_the_demo_does_not_exist_elsewhere() -> None:
    found = [route for name, route in addresses(get_resolver("standfirst.conf.urls")) if is_demo(name, route)]
    assert found == []


def is_demo(name: str, route: str) -> bool:
    return access_of(name=name, route=route) is Access.DEMO


def test_the_rule_sees_an_address_without_a_decision() -> None:
    assert access_of(name="new:thing", route="new/thing/") is None
