"""What the clock does with an interview: it opens the questions, begins it where that was wished, and ends what was forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst.apps.live.rules.states import Stage

FORGOTTEN_AFTER = timedelta(hours=2)  # past the planned end


@dataclass(frozen=True, slots=True)
class Plan:
    """As it stands on the page."""

    opens_at: datetime
    starts_at: datetime
    ends_at: datetime
    by_clock: bool


def stage_due(stage: Stage, plan: Plan, *, now: datetime) -> Stage | None:
    """Into which stage the clock moves it now; None where it stays. The clock never goes back on what a host did."""
    if (
        stage in {Stage.ANNOUNCED, Stage.COLLECTING}
        and plan.by_clock
        and plan.starts_at <= now < plan.ends_at
    ):
        return Stage.LIVE
    if stage is Stage.ANNOUNCED and plan.opens_at <= now:
        return Stage.COLLECTING
    if stage is Stage.LIVE and plan.ends_at + FORGOTTEN_AFTER <= now:
        return Stage.ENDED
    return None
