"""What a front process holds in memory, for the record: at its start, and with every page of the demo in its book."""

from http.client import HTTPConnection

from bench.article import Watching
from bench.house import Server
from bench.results import Row
from standfirst.apps.editorial import api as editorial


def cold(front: Server) -> Row:
    return Row("memory of a front at its start", " MB", _resident(front), note="for the record")


def warm(front: Server, watching: tuple[Watching, ...]) -> Row:
    """After every article was asked for by each viewer."""
    addresses = [card.url for card in editorial.list_latest(limit=500)]
    connection = HTTPConnection(*front.address, timeout=20)
    for who in watching:
        for address in addresses:
            connection.request("GET", address, headers={"Cookie": who.cookies} if who.cookies else {})
            connection.getresponse().read()
    connection.close()
    pages = len(addresses) * len(watching)
    return Row(f"memory of a front that holds {pages} pages", " MB", _resident(front), note="for the record")


def _resident(front: Server) -> float:
    return float(front.process.memory_info().rss) / 1e6
