"""Write one fact down; part of the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters.models import Act, Addressee, Fact, NewsletterPage
from standfirst.apps.newsletters.rules.manner import Manner


def record_facts(
    newsletters: Iterable[NewsletterPage],
    act: Act,
    *,
    address: str,
    manner: Manner,
    now: datetime,
    addressee: Addressee | None = None,
) -> None:
    """One for each newsletter. `addressee` is None as long as nobody has confirmed the address."""
    Fact.objects.bulk_create(
        fact_of(
            (newsletter.pk, newsletter.title),
            act,
            address=address,
            manner=manner,
            now=now,
            addressee=addressee,
        )
        for newsletter in newsletters
    )


def fact_of(
    about: tuple[int, str],
    act: Act,
    *,
    address: str,
    manner: Manner,
    now: datetime,
    addressee: Addressee | None = None,
) -> Fact:
    """One that is not written yet. `about` is the number and the name of a newsletter, or of what all have in common."""
    return Fact(
        addressee_number=addressee.pk if addressee else None,
        reader_number=addressee.reader_id if addressee else None,
        address_digest=accounts.digest_of_address(address),
        newsletter_number=about[0],
        newsletter_name=about[1],
        act=act,
        form=manner.form,
        language=manner.language,
        statement=manner.statement,
        privacy_digest=manner.privacy_digest,
        evidence=dict(manner.evidence),
        recorded_at=now,
    )
