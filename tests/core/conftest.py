import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.core.back_ends import BackEnd, Writers
from tests.real import database_url, redis_server

__all__ = ["database_url"]


@pytest.fixture
def writers(database_url: str) -> Iterator[Writers]:
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM core_busmessage")
    found = Writers(database_url, 3)
    yield found
    found.close()


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["postgres", "valkey"])
def back_end(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> BackEnd:
    url = request.getfixturevalue("redis_url") if request.param == "valkey" else None
    return BackEnd(database_url, url, stream=f"test:{tmp_path.name}:{time.monotonic_ns()}")
