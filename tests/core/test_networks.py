"""Address ranges say what a plain comparison with each of them would say."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.core import networks
from standfirst.core.networks import Grant, Networks

V4, V6 = st.ip_addresses(v=4), st.ip_addresses(v=6)
RANGES = st.lists(
    st.one_of(st.tuples(V4, st.integers(8, 32)), st.tuples(V6, st.integers(20, 128))), max_size=8
)


@given(ranges=RANGES, strangers=st.lists(st.one_of(V4, V6), max_size=4))
def test_an_address_is_inside_exactly_when_a_range_holds_it(ranges: list, strangers: list) -> None:
    nets = [ipaddress.ip_network((address, length), strict=False) for address, length in ranges]
    told = Networks(Grant(str(net), "all", 0) for net in nets)
    for address in [*strangers, *(net[0] for net in nets), *(net[-1] for net in nets)]:
        if getattr(address, "ipv4_mapped", None):
            continue
        inside = any(net.version == address.version and address in net for net in nets)
        assert (told.group_of(str(address), now=1) == "all") is inside


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("192.0.2.1", "wide"),
        ("192.0.2.200", "narrow"),
        ("::ffff:192.0.2.200", "narrow"),
        ("192.0.3.1", None),
        ("2001:db8::1", "six"),
        ("2001:db9::1", None),
        *[(odd, None) for odd in ("", "unknown", "192.0.2.1:80", "192.0.2", "192.0.2.1, 1.1.1.1", "::ffff:7.0.2.1")],
    ],
)  # fmt: skip
def test_the_narrowest_range_counts_and_what_is_no_address_is_outside(
    address: str, group: str | None
) -> None:
    told = Networks(
        [
            Grant("192.0.2.0/24", "wide", 0),
            Grant("192.0.2.128/25", "narrow", 0),
            Grant("2001:db8::/32", "six", 0),
        ]
    )
    assert told.group_of(address, now=1) == group
    assert told.group_of(address, now=1) == group, "from memory"


def test_a_range_holds_from_its_beginning_to_its_end() -> None:
    told = Networks([Grant("192.0.2.0/24", "all", begins=10, ends=20)])
    assert [told.group_of("192.0.2.1", now=now) for now in (9.9, 10, 19.9, 20)] == [None, "all", "all", None]


def test_what_is_known_of_addresses_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "_REMEMBERED", 3)
    told = Networks([Grant("192.0.2.0/24", "all", 0)])
    for number in range(10):
        told.group_of(f"192.0.2.{number}", now=1)
    assert len(told._known) <= 3
