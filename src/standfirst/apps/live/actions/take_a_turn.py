"""What is done again and again while interviews run: the clock moves their stages, and votes are rolled up."""

from datetime import datetime

from standfirst.apps.live.actions.move_stage import pass_time
from standfirst.apps.live.actions.roll_up import roll_up_all


def take_a_turn(*, now: datetime) -> None:
    """Once; about every second."""
    pass_time(now=now)
    roll_up_all(now=now)
