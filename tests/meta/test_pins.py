"""The pins: whole, hashed, the same for every machine, and without the address of any index."""

import re

import pytest

from tests.meta.reading import ROOT
from tests.pins import packages

FILES = ["constraints.txt", "constraints-test.txt"]


def pins(name: str) -> list[str]:
    return packages((ROOT / name).read_text())


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    assert pins(name)
    for block in pins(name):
        assert re.match(r"[a-z0-9.-]+==[^\s;]+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", FILES)
def test_no_index_and_no_machine_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"--(?:extra-)?index-url|--find-links|-i |\s/\w+/", text)


def test_nothing_is_pinned_twice_with_two_versions() -> None:
    running = {block.partition("==")[0] for block in pins("constraints.txt")}
    testing = {block.partition("==")[0] for block in pins("constraints-test.txt")}
    assert running & testing == set()


def test_running_needs_no_test_tools() -> None:
    names = {block.partition("==")[0] for block in pins("constraints.txt")}
    assert names & {"pytest", "mypy", "ruff", "playwright", "hypothesis", "redis"} == set()
