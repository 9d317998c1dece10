"""A reader says that a refused username is right, and a person will look at it."""

from datetime import datetime

from standfirst.apps.accounts.actions.choose_username import as_typed, fault_of_choice
from standfirst.apps.accounts.models import NameReview, User
from standfirst.apps.accounts.rules.name_changes import OPEN_REVIEWS
from standfirst.apps.accounts.rules.usernames import FOR_A_SECOND_LOOK, is_well_formed
from standfirst.core.db import transaction


def ask_second_look(*, reader_id: int, name: str, now: datetime) -> bool:
    """Whether a person will look at it: not at what no person could let pass, and at few names of one reader at a time."""
    with transaction():
        reader = User.objects.select_for_update().get(pk=reader_id)
        name = as_typed(name)
        fault = fault_of_choice(reader, name, now=now)
        if fault is None or fault.rule not in FOR_A_SECOND_LOOK or not is_well_formed(name):
            return False
        waiting = NameReview.objects.filter(reader=reader, decided_at=None)
        if waiting.filter(name=name).exists():
            return True
        if waiting.count() >= OPEN_REVIEWS:
            return False
        NameReview.objects.create(reader=reader, name=name, rule=fault.rule, asked_at=now)
    return True
