"""Two subjects of an edition at the desk: how each does, which was chosen and why, and the choice by hand."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Arm, Because, EditionPage, Refused, Sending, SubjectTest, Tally
from standfirst.core.clock import now
from standfirst.core.db import transaction
from standfirst.core.plots.bars import Bar, bars
from standfirst.screens.desk.editions import for_edition
from standfirst.screens.desk.figures import Figure, frame_of
from standfirst.screens.desk.report_tables import Table
from standfirst.screens.desk.staff import by_of

WHY = {
    Because.CLICKS: "it was clicked more, and chance alone makes such a difference less than once in twenty times",
    Because.NO_DIFFERENCE: "there was no difference that could be told, so the editor’s first is used",
    Because.BY_HAND: "somebody at the desk chose it",
    Because.TOO_FEW: "there are too few readers for a test, so the editor’s first is used",
}
COUNTED = (
    "Letters from which a person followed a link, of a hundred that were delivered. A letter counts once in a quarter of an hour; "
    "robots are left out, and nobody knows whose letter it was."
)


@require_POST
@for_edition("can_publish")
def choose(request: HttpRequest, page: EditionPage) -> HttpResponse:
    """By hand, before the clicks have."""
    found = newsletters.find_sending(edition_number=page.pk)
    arm = request.POST.get("arm", "")
    if found is None or arm not in set(Arm):
        raise Http404
    try:
        with transaction():
            newsletters.choose_by_hand(sending_id=found.pk, arm=Arm(arm), by=by_of(request), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Chosen. Everybody else gets it with this subject.")
    return redirect("desk:sending", page.pk)


def subjects_of(sending: Sending) -> dict[str, Any] | None:
    """What a screen says of them; None where there is but one subject."""
    test = newsletters.test_of(sending)
    if test is None:
        return None
    chosen = {Arm.FIRST: test.first, Arm.SECOND: test.second}[Arm(test.chosen)] if test.chosen else ""
    due = test.out_at + timedelta(minutes=test.minutes) if test.out_at else None
    return {
        "test": test,
        "chosen": chosen,
        "why": WHY[Because(test.because)] if test.because else "",
        "due_at": due,
        "is_open": sending.is_open,
        "choices": [(Arm.FIRST.value, test.first), (Arm.SECOND.value, test.second)],
    }


def table_of(sending: Sending) -> Table:
    """As it was when it was chosen; until then as it stands. Without a second subject there are no rows."""
    test = newsletters.test_of(sending)
    return _table(_tallied(test) if test else [])


def figure_of(sending: Sending) -> Figure | None:
    """Which is clicked more."""
    test = newsletters.test_of(sending)
    if test is None:
        return None
    tallied = _tallied(test)
    table = _table(tallied)
    rows = [Bar(name, [100 * one.share], _hundredths(one)) for name, one in tallied]
    about = f"{COUNTED} {'As it was when the subject was chosen.' if test.chosen else 'As it stands now.'}"
    return Figure(about=about, svg=bars(frame_of("subjects", table.title, about), rows), table=table)


def _table(tallied: Sequence[tuple[str, Tally]]) -> Table:
    head = ("Subject", "Delivered", "Clicked", "Of a hundred")
    rows = tuple((name, one.delivered, one.clicked, _hundredths(one)) for name, one in tallied)
    return Table(name="subjects", title="Two subjects", head=head, rows=rows)


def _tallied(test: SubjectTest) -> list[tuple[str, Tally]]:
    first, second = newsletters.kept_tallies(test) or newsletters.tallies_of(test)
    return [(test.first, first), (test.second, second)]


def _hundredths(one: Tally) -> str:
    return f"{100 * one.share:.1f}"
