"""A visitor becomes a reader: the address is theirs, the consents are on record, a username is given."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from standfirst.apps.accounts.actions.give_default_username import give_default_username
from standfirst.apps.accounts.actions.record_consents import record_consents
from standfirst.apps.accounts.models import User
from standfirst.apps.accounts.queries.addresses import is_address_free
from standfirst.apps.accounts.rules.consents import NEEDED, ConsentGiven
from standfirst.core.db import transaction


class AddressTaken(Exception):
    """Somebody has an account with this address, or may still take it back."""


class ConsentMissing(Exception):
    """Nobody becomes a reader without having agreed to the Terms and the Privacy Policy."""


@dataclass(frozen=True, slots=True)
class NewReader:
    """What was written into the sign-up form; `form` and `language` say by which."""

    address: str
    given_name: str
    family_name: str
    consents: tuple[ConsentGiven, ...]
    language: str
    form: str = "sign-up"


def make_reader(new: NewReader, *, now: datetime) -> User:
    """The new reader, whose address was proved by a code. Raises AddressTaken, ConsentMissing."""
    agreed = {fact.kind for fact in new.consents if fact.given and fact.wording}
    if not agreed.issuperset(NEEDED):
        raise ConsentMissing
    if not is_address_free(new.address, now=now):
        raise AddressTaken
    try:
        with transaction():
            return _made(new, now=now)
    except IntegrityError:
        if is_address_free(new.address, now=now):
            raise
        raise AddressTaken from None


def _made(new: NewReader, *, now: datetime) -> User:
    reader = User.objects.create_user(
        new.address, first_name=new.given_name, last_name=new.family_name, joined_at=now
    )
    give_default_username(reader_id=reader.pk, now=now)
    record_consents(reader_id=reader.pk, given=new.consents, form=new.form, language=new.language, now=now)
    return reader
