"""Leave an edition out: a person's decision, which can be taken back by approving it."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.membership.api import By
from standfirst.apps.newsletters.models import EditionPage, EditionState
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.core.db import savepoint


def skip_edition(*, edition_id: int, by: By, now: datetime) -> None:
    """Raises Refused for one that was sent."""
    with savepoint():
        page = EditionPage.objects.select_for_update(of=("self",)).get(pk=edition_id)
        if page.state == EditionState.GIVEN:
            raise Refused("This edition was sent already.")
        EditionPage.objects.filter(pk=page.pk).update(state=EditionState.SKIPPED)
        audit.record(
            action="newsletters.skip_edition",
            actor_id=by.id,
            actor=by.name,
            about=f"edition:{page.pk}",
            now=now,
        )
