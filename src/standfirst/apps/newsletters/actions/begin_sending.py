"""Freeze an edition's audience, once: from then on its books are exact, whatever happens."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, connection
from django.db.models import QuerySet

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.actions.divide_audience import divide_audience
from standfirst.apps.newsletters.actions.freeze_links import freeze_links
from standfirst.apps.newsletters.gateways.messages import form_of
from standfirst.apps.newsletters.models import NewsletterPage, Sending, SendingLetter
from standfirst.apps.newsletters.queries.audience import Mornings, candidates
from standfirst.apps.newsletters.queries.mastheads import archive_of, masthead_of
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.letters import LetterGiven, fault_of_letters
from standfirst.apps.newsletters.rules.mornings import mornings, standard_zones
from standfirst.apps.newsletters.rules.refusals import Refused
from standfirst.apps.newsletters.rules.states import DeliveryState, SendingState
from standfirst.apps.newsletters.rules.subjects import WantedTest
from standfirst.core.db import savepoint

# One statement, so that all of it is said of one moment. In the order of the digests no receiving site gets its
# readers in one go.
_FREEZE = """
    WITH candidate AS MATERIALIZED ({candidates}),
    judged AS (
        SELECT number, digest, letter, due, CASE
            WHEN reason = '' AND row_number() OVER (PARTITION BY digest, reason = '' ORDER BY number) > 1
            THEN 'twice' ELSE reason END AS verdict
        FROM candidate
    ),
    placed AS (
        INSERT INTO newsletters_delivery
            (sending_id, addressee_number, address_digest, letter_id, state, reason, not_before, attempt, lease_owner, queue_id)
        SELECT %s, number, digest, letter, %s, '', due, 0, '', '' FROM judged WHERE verdict = '' ORDER BY digest
        RETURNING 1
    ),
    excluded AS (
        INSERT INTO newsletters_exclusion (sending_id, reason, count)
        SELECT %s, verdict, count(*) FROM judged WHERE verdict <> '' GROUP BY verdict
        RETURNING count
    )
    SELECT (SELECT count(*) FROM candidate), (SELECT count(*) FROM placed),
           (SELECT coalesce(sum(count), 0) FROM excluded)
"""
_COLUMNS = ("number", "digest", "letter", "reason", "due")


class BooksDisagree(Refused):
    """The rows are not what the candidates were: nothing was begun."""


def begin_sending(
    *,
    newsletter_id: int,
    edition_number: int,
    name: str,
    letters: Sequence[LetterGiven],
    now: datetime,
    online: str = "",
    slot: datetime | None = None,
    test: WantedTest | None = None,
) -> Sending:
    """The sending, ready to be claimed by `standfirst send`; the same again for an edition that was begun already.

    `name` is for people; `online` is the edition's own web address, by default that of the newsletter. `slot` is its promise:
    where the newsletter comes in each reader's own morning, that is reckoned from it. `test` is that of a second subject, with
    which each letter is there again. Part of the caller's
    transaction, or one of its own. Raises Refused for letters that cannot be sent, and BooksDisagree; nothing is left then.
    """
    try:
        with savepoint():
            there = Sending.objects.filter(edition_number=edition_number).first()
            if there is not None:
                return there
            sending = _write(newsletter_id, edition_number, name, online, now)
            _write_letters(sending, freeze_links(sending, letters), for_two_subjects=test is not None)
            freeze(sending, candidates(sending, now=now, mornings=_mornings(sending, slot)))
            if test is not None:
                divide_audience(sending, letters, test, now=now)
            sending.state = SendingState.READY
            sending.save(update_fields=["state"])
            return sending
    except IntegrityError:
        there = Sending.objects.filter(edition_number=edition_number).first()
        if there is None:
            raise
        return there


def _write(newsletter_id: int, edition_number: int, name: str, online: str, now: datetime) -> Sending:
    newsletter = NewsletterPage.objects.get(pk=newsletter_id)
    return Sending.objects.create(
        edition_number=edition_number,
        newsletter=newsletter,
        name=name,
        masthead=asdict(masthead_of(newsletter)),
        online=online or archive_of(newsletter),
        seed=secrets.token_hex(32),
        frozen_at=now,
    )


def _mornings(sending: Sending, slot: datetime | None) -> Mornings | None:
    newsletter = sending.newsletter
    if slot is None or not newsletter.by_zone:
        return None
    zones = mornings(slot, at=newsletter.at, zone=newsletter.zone, zones=standard_zones())
    return Mornings(elsewhere=slot, by_zone=zones)


def _write_letters(sending: Sending, letters: Sequence[LetterGiven], *, for_two_subjects: bool) -> None:
    """Each is tried as a message first. Raises Refused."""
    only = sending.newsletter.audience == Audience.SUBSCRIBERS
    if fault := fault_of_letters(letters, for_subscribers_only=only):
        raise Refused(fault)
    if for_two_subjects and not any(letter.arm for letter in letters):
        raise Refused("There is no letter with the second subject.")
    for letter in letters:
        row = SendingLetter.objects.create(
            sending=sending,
            variant=letter.variant,
            language=letter.language,
            subject=letter.subject,
            html=letter.html,
            text=letter.text,
            arm=letter.arm,
        )
        try:
            form_of(sending, row)
        except (mailing.NotAMessage, mailing.AddressRefused) as problem:
            raise Refused(str(problem)) from problem


def freeze(sending: Sending, found: QuerySet) -> None:
    """One row for each who gets it, and a count for each reason why others do not. Raises BooksDisagree."""
    inner, values = found.values(*_COLUMNS).query.sql_with_params()
    statement = _FREEZE.format(candidates=inner)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, sending.pk, DeliveryState.PENDING.value, sending.pk])
        asked, placed, excluded = cursor.fetchone()
    if asked != placed + excluded:
        raise BooksDisagree(
            f"{asked} have signed up, but {placed} rows and {excluded} exclusions were written."
        )
