"""`standfirst send`: send what is ready, until told to stop; and the words that steer it."""

import asyncio
import os
import re
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime

from standfirst.apps.membership.api import By
from standfirst.apps.newsletters import api
from standfirst.core import clock

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,400}>")
_BY = By(None, "the command line")
_COUNTED = ("sent", "rejected", "skipped", "unknown")


class Command(BaseCommand):
    """Ends with status 1 and a sentence where something is missing."""

    help = "Send newsletters to their readers. Several may run side by side."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.set_defaults(act=self._run)
        parser.add_argument("--until-done", action="store_true", help="end when nothing is under way")
        acts = parser.add_subparsers(title="steering")
        acts.add_parser("status", help="how each edition stands").set_defaults(act=self._status)
        pausing = acts.add_parser("pause", help="an edition by its number, or everything")
        pausing.add_argument("edition", nargs="?", type=int)
        pausing.add_argument("--because", default="paused by hand")
        pausing.set_defaults(act=self._pause)
        resuming = acts.add_parser("resume", help="an edition by its number, or everything")
        resuming.add_argument("edition", nargs="?", type=int)
        resuming.set_defaults(act=self._resume)
        cancelling = acts.add_parser("cancel", help="nobody else gets this edition")
        cancelling.add_argument("edition", type=int)
        cancelling.set_defaults(act=self._cancel)
        doubting = acts.add_parser("doubt", help="after a restore: what is not settled is unknown")
        doubting.add_argument("edition", type=int)
        doubting.set_defaults(act=self._doubt)
        self._add_reconciling(acts.add_parser("reconcile", help="settle what is unknown by the server's log"))

    def _add_reconciling(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", type=int)
        parser.add_argument(
            "log", type=Path, help="text with the Message-IDs that the server took, all of them"
        )
        parser.add_argument("--until", required=True, help="up to which moment it is complete, ISO 8601")
        parser.set_defaults(act=self._reconcile)

    def handle(self, *_: object, **options: Any) -> None:
        try:
            options["act"](options)
        except api.Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _run(self, options: dict[str, Any]) -> None:
        lane = api.open_lane()
        progress = Progress(self)
        try:
            with asyncio.Runner(loop_factory=_new_loop) as runner:
                runner.run(api.send_editions(lane, tell=progress.tell, until_done=options["until_done"]))
        except api.JournalBroken as problem:
            raise CommandError(
                f"The journal cannot be written ({problem.strerror}), so nothing more is sent. "
                "Make room in BULK_JOURNALS and start again; nothing is lost."
            ) from None

    def _status(self, options: dict[str, Any]) -> None:
        switch = api.switch()
        if switch and switch.is_paused:
            self.stdout.write(f"Everything is paused: {switch.because}")
        for account in api.list_accounts():
            self.stdout.write(line_of(account, now=clock.now()))

    def _pause(self, options: dict[str, Any]) -> None:
        if options["edition"] is None:
            api.steer_everything(paused=True, by=_BY, because=options["because"], now=clock.now())
        else:
            _steer(options, api.Steering.PAUSE)

    def _resume(self, options: dict[str, Any]) -> None:
        if options["edition"] is None:
            api.steer_everything(paused=False, by=_BY, now=clock.now())
        else:
            _steer(options, api.Steering.RESUME)

    def _cancel(self, options: dict[str, Any]) -> None:
        _steer(options, api.Steering.CANCEL)

    def _doubt(self, options: dict[str, Any]) -> None:
        number = api.doubt(sending_id=_sending(options), now=clock.now())
        self.stdout.write(f"{number:,} are unknown now; reconcile them by the server's log.")

    def _reconcile(self, options: dict[str, Any]) -> None:
        try:
            text = options["log"].read_text(errors="replace")
        except OSError as problem:
            raise CommandError(f"{options['log']} cannot be read: {problem.strerror}.") from None
        found = api.reconcile(
            sending_id=_sending(options),
            message_ids=set(_MESSAGE_ID.findall(text)),
            until=_moment(options["until"]),
            now=clock.now(),
        )
        self.stdout.write(f"{found.sent:,} had been taken, {found.pending:,} are sent now.")


class Progress:
    """One line that is written over on a terminal; a log gets a line where something has changed."""

    def __init__(self, command: Command) -> None:
        self._command, self._last = command, ""

    def tell(self, accounts: list[api.Account]) -> None:
        out = self._command.stdout
        text = "; ".join(line_of(account, now=clock.now()) for account in accounts)
        if text == self._last:
            return
        self._last = text
        if out.isatty():
            out.write(f"\r{text}\x1b[K", ending="")
        elif text:
            out.write(text)
        out.flush()


def line_of(account: api.Account, *, now: datetime) -> str:
    """The books of one edition, in a line that can be added up."""
    counts = " + ".join(f"{account.by_state.get(word, 0):,} {word}" for word in _COUNTED)
    rest = account.frozen - account.settled
    left = f", {rest:,} to go" if rest else ""
    excluded = sum(account.excluded.values())
    because = f" ({account.because})" if account.because else ""
    return (
        f"{account.name}: {account.state}{because}, {counts} = {account.settled:,} of {account.frozen:,}{left}; "
        f"{excluded:,} left out{_waits_for(account, now)}"
    )


def _waits_for(account: api.Account, now: datetime) -> str:
    """Which waves are out, and what is waited for; nothing where all is sent at once."""
    if account.waits_for_subject and account.is_open:
        return "; the rest waits for the better of two subjects"
    coming = api.still_to_come(account.waves, now=now)
    moment = f"at {coming[0].at:%Y-%m-%d %H:%M} UTC" if coming else ""
    told = api.progress_in_words(account.waves, now=now, moment=moment)
    return f"; {told.removesuffix('.')}" if told and account.is_open else ""


def _new_loop() -> asyncio.AbstractEventLoop:
    if os.name == "nt":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415  # not for Windows

    return uvloop.new_event_loop()


def _sending(options: dict[str, Any]) -> int:
    found = api.find_sending(edition_number=options["edition"])
    if found is None:
        raise CommandError(f"There is no sending of edition {options['edition']}.")
    number: int = found.pk
    return number


def _steer(options: dict[str, Any], act: api.Steering) -> None:
    because = options.get("because", "")
    api.steer(sending_id=_sending(options), act=act, by=_BY, because=because, now=clock.now())


def _moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise CommandError("--until is a moment with its zone, such as 2026-11-20T07:30:00+00:00.")
    return found
