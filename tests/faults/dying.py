"""A process that does one thing to the books and is killed at a step of it: `python -m tests.faults.dying`.

Each line that comes in names what is to be done and after how many steps the process is killed (kill -9); a child does
it, and the line that goes out says how it ended. A step is a commit or an answer of the payment provider, and every
statement to the database too where all are wanted.
"""

import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import django

Ask = dict[str, Any]


class Steps:
    """Counts, and kills when the count is reached."""

    def __init__(self, deadly: int) -> None:
        self._left = deadly

    def take(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def after(real: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    """The step has been taken by then."""

    def taken(*given: Any, **more: Any) -> Any:
        found = real(*given, **more)
        steps.take()
        return found

    return taken


def lay(steps: Steps, *, everywhere: bool) -> None:
    """In this process alone, between the code and what lasts."""
    from django.db import connection

    from standfirst.apps.billing.gateways import stripe_door

    connection.ensure_connection()
    connection._commit = after(connection._commit, steps)
    if everywhere:
        connection.execute_wrappers.append(lambda execute, *given: after(execute, steps)(*given))
    library = stripe_door._library()
    library.RequestsClient.request = after(library.RequestsClient.request, steps)


def act(ask: Ask) -> None:
    """What the reader, the desk or the worker does."""
    from standfirst.apps.billing import api as billing
    from standfirst.apps.membership import api as membership

    now, by = datetime.fromisoformat(ask["now"]), membership.By(1, "the desk")
    given = dict(ask["given"])
    match ask["name"]:
        case "heed_webhook" | "carry_out_intent" as name:
            getattr(billing, name)(now=now, **given)
        case "confirm_payment":
            billing.confirm_payment(by=by, received_at=now, now=now, **given)
        case "refund_payment":
            billing.refund_payment(by=by, now=now, **{**given, "amount": Decimal(given["amount"])})
        case "begin_checkout":
            billing.begin_checkout(now=now, **given)
        case name if name.startswith("talk:"):
            talk(name.partition(":")[2], given, now)
        case name:
            getattr(billing, name)(by=by, now=now, **given)


def talk(name: str, given: Ask, now: datetime) -> None:
    """What a reader or a moderator does with a comment; `who` and `article` are numbers."""
    from uuid import UUID

    from standfirst.apps.accounts.models import User
    from standfirst.apps.comments import api as comments
    from standfirst.apps.editorial import api as editorial

    who = User.objects.get(pk=given.pop("who"))
    match name:
        case "post":
            (article,) = editorial.list_named(ids=[given.pop("article")])
            given["client_id"] = UUID(given["client_id"])
            comments.post_comment(author=who, draft=comments.Draft(article=article, **given), now=now)
        case "edit":
            (article,) = editorial.list_named(ids=[given.pop("article")])
            comments.edit_comment(author=who, article=article, now=now, **given)
        case "delete":
            comments.delete_comment(author=who, now=now, **given)
        case "remove":
            choice = comments.Choice(comments.Verdict.REJECT, rule=2, sentence="x")
            comments.decide(moderator=who, choice=choice, now=now, **given)
        case "undo":
            comments.undo_decision(moderator=who, now=now, **given)
        case "recommend":
            comments.recommend(reader=who, wanted=True, now=now, **given)


def child(ask: Ask) -> None:
    from django.db import connection

    lay(Steps(ask["after"]), everywhere=ask["everywhere"])
    act(ask)
    connection.close()


def main() -> None:
    """Ready before the first line, so that a child costs little."""
    django.setup()
    logging.disable()  # what goes out is read by the test
    print("ready", flush=True)
    for line in sys.stdin:
        number = os.fork()
        if number == 0:
            try:
                child(json.loads(line))
            except BaseException as fault:
                print(repr(fault), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(number, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
