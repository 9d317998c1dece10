"""Who may see which secret word: a table of its own, which asks nothing of the code that it judges."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http.response import HttpResponseBase

from tests.publication import Publication
from tests.trust.addresses import Address

OPEN = frozenset({"open"})
WITH_AN_ACCOUNT = OPEN | {"registered"}
WITH_A_SUBSCRIPTION = WITH_AN_ACCOUNT | {"subscribers", "corrected", "blocks"}
EVERYTHING = WITH_A_SUBSCRIPTION | {"draft", "withdrawn", "scheduled", "revised"}
UNSEEN = {"draft", "withdrawn", "scheduled"}

ON_THE_SITE = {
    "visitor": OPEN,
    "registered": WITH_AN_ACCOUNT,
    "lapsed": WITH_AN_ACCOUNT,
    "subscriber": WITH_A_SUBSCRIPTION,
    "campus": WITH_A_SUBSCRIPTION,
    "author": WITH_AN_ACCOUNT,
    "other_author": WITH_AN_ACCOUNT,
    "moderator": WITH_AN_ACCOUNT,
    "editor": WITH_AN_ACCOUNT,
}
BY_PRIVATE_FEED = {
    "registered": WITH_AN_ACCOUNT,
    "lapsed": WITH_AN_ACCOUNT,
    "subscriber": WITH_A_SUBSCRIPTION,
    "revoked": frozenset[str](),
}
BY_LINK = {**BY_PRIVATE_FEED, "a gift": OPEN}  # to whoever presses; looking opens nothing
AT_THE_DESK = {
    "author": EVERYTHING,
    "editor": EVERYTHING,
}  # the author owns all texts; everybody else: nothing
# Wagtail's choosers and lists name every page to everybody who may enter the desk; the headline and nothing more.
SEES_HEADLINES_OF_DRAFTS = {"author", "other_author", "moderator", "editor"}
VIEWERS = tuple(ON_THE_SITE)
SAID, HELD = "said", "held"  # of comments
MODERATES = {"moderator", "editor"}
MAY_CHANGE = {"author", "editor"}


@dataclass(frozen=True, slots=True)
class Secret:
    """A word that not everybody may see, and where it stands."""

    word: str
    text: str
    place: str


def secrets_of(publication: Publication) -> Iterator[Secret]:
    """Every word below a gate line, every word of what is not published, every reader's name."""
    for key, text in publication.texts.items():
        for place, word in text.canaries.items():
            yield Secret(word[:11], key, place)  # the address of an embed holds that much of its word
        if key in UNSEEN:
            yield Secret(text.free, key, "above the gate line")
    for reader, name in publication.names.items():
        yield Secret(name, "", f"name of {reader}")
    yield Secret(publication.talk.said, SAID, "comment")
    yield Secret(publication.talk.held, HELD, "held comment")
    yield Secret(publication.post.said, "subscribers", "an edition for subscribers")
    yield Secret(f"/pictures/{publication.hidden_picture_id}/", "blocks", "address of a picture")


def may_see(secret: Secret, viewer: str, address: Address) -> bool:
    if secret.text in {SAID, HELD}:
        return may_read_comment(secret, viewer, address)
    if not secret.text:
        return secret.place == f"name of {viewer}"
    if address.holder:
        return secret.text in BY_LINK[address.holder]
    if not address.at_the_desk:
        return secret.text in ON_THE_SITE[viewer]
    if secret.place == "headline" and viewer in SEES_HEADLINES_OF_DRAFTS:
        return True
    return secret.text in AT_THE_DESK.get(viewer, ())


def may_read_comment(secret: Secret, viewer: str, address: Address) -> bool:
    """One that is out is read by who may read its article; one that waits by its author and by moderators."""
    if address.at_the_desk:
        return viewer in MODERATES
    if secret.text == HELD:
        return viewer == "subscriber"
    return "subscribers" in ON_THE_SITE[viewer] or viewer == "subscriber"


class Watch:
    """Reads answers for words that should not be there."""

    def __init__(self, publication: Publication) -> None:
        self.secrets = list(secrets_of(publication))

    def leaks(self, viewer: str, address: Address, answer: bytes) -> list[str]:
        """What this viewer should not have been told; a word that the viewer said first is no secret to them."""
        return [
            f"{viewer} at {address.url} ({address.name}): {secret.place} of {secret.text or 'the house'}"
            for secret in self.secrets
            if secret.word.encode() in answer
            and secret.word not in address.url
            and not may_see(secret, viewer, address)
        ]


def spoken(response: HttpResponseBase) -> bytes:
    """Everything that an answer says: headers, cookies and body."""
    head = "\n".join([*(f"{name}: {value}" for name, value in response.items()), response.cookies.output()])
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return head.encode() + b"\n" + body
