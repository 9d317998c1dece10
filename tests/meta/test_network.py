"""The tests themselves stay on this machine."""

import socket

import pytest

from tests import network


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("a.localhost", True), (None, True),
        ("192.0.2.1", False), ("2001:db8::1", False), ("example.org", False), ("0.0.0.0", False), (b"example.org", False),
    ],
)  # fmt: skip
def test_what_is_inside(host: object, inside: bool) -> None:
    assert network.is_inside(host) is inside


def test_connecting_outside_is_an_error() -> None:
    with socket.socket() as outward, pytest.raises(network.OutsideNetwork):
        outward.connect(("192.0.2.1", 80))
    with socket.socket() as outward, pytest.raises(network.OutsideNetwork):
        outward.connect_ex(("192.0.2.1", 80))


def test_looking_up_a_name_outside_is_an_error() -> None:
    with pytest.raises(network.OutsideNetwork):
        socket.getaddrinfo("example.org", 80)
