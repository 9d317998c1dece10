"""What the demo does by itself."""

from standfirst.core import clock, jobs
from standfirst.screens.demo import rehearsal


@jobs.periodic("demo.play_rehearsals", cron="* * * * * */3")
def play_rehearsals() -> None:
    """What is due in the open rehearsals that somebody has started."""
    for room in rehearsal.running():
        rehearsal.play(room, now=clock.now())
