"""The Terms and the Privacy Policy as a form shows them, and whether somebody must be asked again."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from standfirst.apps.accounts import api as accounts
from standfirst.apps.editorial import api as editorial
from standfirst.core.db import transaction

STATEMENTS = {
    accounts.TERMS: "I agree to “{title}”.",
    accounts.PRIVACY: "I have read “{title}” and agree to it.",
}


@dataclass(frozen=True, slots=True)
class LegalBox:
    """One box of a form: the text behind it, and the sentence beside it."""

    text: editorial.LegalText
    wording: accounts.WordingShown

    @property
    def kind(self) -> str:
        return self.text.kind

    @property
    def digest(self) -> str:
        return self.wording.digest

    @property
    def statement(self) -> str:
        return STATEMENTS[self.kind].format(title=self.text.title)

    def ticked(self) -> accounts.ConsentGiven:
        """The fact that a reader agreed."""
        return accounts.ConsentGiven(kind=self.kind, statement=self.statement, wording=self.wording)


def boxes() -> list[LegalBox]:
    """Both texts as they stand; fewer where the newsroom has not published them, and then nobody can agree."""
    found = editorial.legal_texts()
    return [_box(found[kind]) for kind in accounts.NEEDED if kind in found]


def _box(text: editorial.LegalText) -> LegalBox:
    shown = accounts.WordingShown(kind=text.kind, language=text.language, title=text.title, text=text.text)
    return LegalBox(text=text, wording=shown)


def are_complete(found: list[LegalBox]) -> bool:
    """Whether both texts are there to be agreed to."""
    return len(found) == len(accounts.NEEDED)


def due(*, reader_id: int) -> list[LegalBox]:
    """The texts that this reader has not agreed to as they stand."""
    found = boxes()
    missing = accounts.consents_due(reader_id=reader_id, wordings=[box.wording for box in found])
    return [box for box in found if box.wording in missing]


def unchanged(request: HttpRequest, shown: list[LegalBox]) -> bool:
    """Whether the form was filled in under these very texts."""
    return all(request.POST.get(f"{box.kind}_digest") == box.digest for box in shown)


def ask(onward: str) -> HttpResponseRedirect:
    """To the page that asks, and from there on."""
    return HttpResponseRedirect(f"{reverse('account:terms')}?{urlencode({'next': onward})}")


def correspondence() -> list[tuple[str, str]]:
    """Kinds of correspondence that a reader may ask for, with the sentence beside the box."""
    kinds: dict[str, str] = settings.CORRESPONDENCE
    return [(accounts.correspondence(name), sentence) for name, sentence in kinds.items()]


def record(reader_id: int, given: list[accounts.ConsentGiven], *, form: str, now: datetime) -> None:
    """Write facts down in a transaction of their own."""
    language = editorial.get_publication().language
    with transaction():
        accounts.record_consents(reader_id=reader_id, given=given, form=form, language=language, now=now)
