"""The publication's front door in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from tests import stock
from tests.journeys.browser import Visits, chromium
from tests.journeys.house import House, shared_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    board = Path(shared) / "journeys"
    board.mkdir(exist_ok=True)
    with django_db_blocker.unblock():
        stock.migrated()  # the demo begins with its tables
    with shared_house(board) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: while it runs, Django would refuse the database to other tests of this process."""
    with chromium() as running:
        yield running


@pytest.fixture
def visits(browser: Browser, house: House) -> Iterator[Visits]:
    opened = Visits(browser, house)
    yield opened
    opened.leave()
