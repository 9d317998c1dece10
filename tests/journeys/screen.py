"""One screen of the public side, and how to come to it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Screen:
    """`who` is a part of the demo's cast; `then` is what to do after arriving, which `is_refused` or not."""

    name: str
    path: str
    who: str = "visitor"
    status: int = 200
    then: Callable[[Page], None] | None = None
    is_refused: bool = False
