"""The calendar of the comments."""

from standfirst.apps.comments import api
from standfirst.core import clock, jobs


@jobs.periodic("comments.tell_decisions", cron="* * * * *")
def tell_decisions() -> None:
    """Authors learn of removals."""
    api.tell_decisions(now=clock.now())


@jobs.periodic("comments.tell_replies", cron="*/5 * * * *")
def tell_replies() -> None:
    """Readers who asked for it learn of replies."""
    api.tell_replies(now=clock.now())
