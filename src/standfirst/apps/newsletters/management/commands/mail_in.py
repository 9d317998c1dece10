"""`standfirst mail-in`: take in bounces and complaints, by LMTP, from a pipe or from a mailbox."""

import asyncio
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from standfirst.apps.newsletters import api
from standfirst.core import clock

_TRY_AGAIN = os.EX_TEMPFAIL if hasattr(os, "EX_TEMPFAIL") else 75  # mail servers keep what a pipe refuses so
_LARGEST = 20 * 1024 * 1024


class Command(BaseCommand):
    """Stores what comes back, and heeds it."""

    help = "Take in what comes back of newsletters and letters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_mutually_exclusive_group(required=True)
        ways.add_argument("--lmtp", metavar="PLACE", help="listen at host:port or the path of a socket")
        ways.add_argument("--stdin", action="store_true", help="read one message, as from a pipe of Postfix")
        ways.add_argument("--imap", action="store_true", help="read the mailbox that MAIL_IN_IMAP_* names")
        parser.add_argument("--once", action="store_true", help="with --imap: look once, and end")
        parser.add_argument("--from", dest="sender", default="", help="the envelope's sender; <> for none")
        parser.add_argument("--to", action="append", default=[], help="the envelope's recipient")

    def handle(self, *_: object, **options: Any) -> None:
        if options["stdin"]:
            self._read_one(options)
        elif options["imap"]:
            self._read_mailbox(once=options["once"])
        else:
            self._serve(options["lmtp"])

    def _read_one(self, options: dict[str, Any]) -> None:
        """Ends with status 75 where it could not be stored: then whoever has handed it in tries again."""
        message = sys.stdin.buffer.read(_LARGEST)
        while sys.stdin.buffer.read(2**20):
            pass  # whoever writes to the pipe is to come to the end
        try:
            api.take_back(
                message,
                way=api.Way.PIPE,
                sender=options["sender"],
                recipients=options["to"],
                now=clock.now(),
            )
        except DatabaseError as trouble:
            self.stderr.write(f"Not stored ({type(trouble).__name__}); try again later.")
            sys.exit(_TRY_AGAIN)

    def _read_mailbox(self, *, once: bool) -> None:
        box = api.configured_mailbox()
        try:
            if once:
                number = api.empty_mailbox(box)
                self.stdout.write(f"{number:,} messages were taken in.")
            else:
                api.serve_mailbox(box, every=settings.MAIL_IN_IMAP_SECONDS, tell=self._write)
        except api.MailboxTrouble as problem:
            raise CommandError(str(problem)) from None
        except DatabaseError as trouble:
            raise CommandError(f"Not stored ({type(trouble).__name__}); it stays in the mailbox.") from None

    def _serve(self, place: str) -> None:
        try:
            asyncio.run(api.serve_returns(place, tell=self._say))
        except (OSError, ValueError) as problem:
            raise CommandError(f"It cannot listen at {place}: {problem}.") from None

    def _say(self, place: str) -> None:
        self._write(f"Mail that comes back is taken in at {place}.")

    def _write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
