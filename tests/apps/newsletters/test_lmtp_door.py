"""Where mail that comes back is taken in."""

import asyncio
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from standfirst.apps.newsletters.gateways.lmtp import open_door


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a short name: that of a socket has at most a hundred signs."""
    with tempfile.TemporaryDirectory(prefix="door-") as name:
        yield Path(name)


async def nothing(message: bytes, sender: str, recipients: list[str]) -> None:
    raise AssertionError


async def opened_at(place: Path) -> None:
    server = await open_door(str(place), nothing)
    server.close()
    await server.wait_closed()


def test_the_socket_of_a_server_that_was_killed_gives_way(folder: Path) -> None:
    place = folder / "door"
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(place))
    asyncio.run(opened_at(place))


def test_a_file_is_no_door_and_stays(folder: Path) -> None:
    place = folder / "letters.txt"
    place.write_text("mine")
    with pytest.raises(OSError, match="in use"):
        asyncio.run(opened_at(place))
    assert place.read_text() == "mine"
