"""The parts of a reader's account, in their order; an area adds its own with `add_panel`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from standfirst.screens.account.screen import ReaderRequest

Context = Callable[[ReaderRequest], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the hub. `template` shows it and sees `panel`, what `context` gives, and the request."""

    key: str
    name: str
    order: int
    template: str
    context: Context


_PANELS: dict[str, Panel] = {}


def add_panel(key: str, *, name: str, order: int, template: str) -> Callable[[Context], Context]:
    """Declare what a part of the account shows; the function gives what its template needs, or None to leave it out."""

    def add(context: Context) -> Context:
        _PANELS[key] = Panel(key=key, name=name, order=order, template=template, context=context)
        return context

    return add


def list_panels() -> list[Panel]:
    """All of them, in their order."""
    return sorted(_PANELS.values(), key=lambda panel: (panel.order, panel.key))
