"""What leaves the app about articles and their makers: frozen values without any gated text."""

from dataclasses import dataclass
from datetime import date, datetime

from standfirst.apps.editorial.rules.words import minutes_to_read


@dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture as a page shows it. `version` is the hash of its file, which keeps drafts' pictures unguessable."""

    id: int
    version: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """An author in a byline or a list; without `url` where there is no page of theirs."""

    id: int
    name: str
    url: str
    role: str = ""
    biography: str = ""
    portrait: PictureCard | None = None
    handles: tuple[tuple[str, str], ...] = ()
    reader_id: int | None = None  # of the account with which they comment


@dataclass(frozen=True, slots=True)
class SectionCard:
    """A section in the navigation."""

    id: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic in a list."""

    id: int
    name: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class PlainCard:
    """A plain page in the foot of every page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction as it is shown."""

    corrected_on: date
    text: str


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in a list: only what everybody may read."""

    id: int
    url: str
    headline: str
    full_headline: str
    standfirst: str
    kicker: str
    access: str
    section: SectionCard | None
    picture: PictureCard | None
    authors: tuple[AuthorCard, ...]
    published_at: datetime
    updated_at: datetime | None
    word_count: int

    @property
    def minutes(self) -> int:
        """Minutes to read the whole."""
        return minutes_to_read(self.word_count)


@dataclass(frozen=True, slots=True)
class PublicationCard:
    """The publication's name and looks, and its sections."""

    name: str
    nameplate: tuple[str, ...]
    strapline: str
    language: str
    right_to_left: bool
    imprint: str
    contact: str
    accent_light: str
    accent_dark: str
    gate_headline: str
    gate_text: str
    logo: PictureCard | None
    sections: tuple[SectionCard, ...]
    pages: tuple[PlainCard, ...]
    gifts_a_month: int = 0  # articles that a subscriber may give away
    meter_for_readers: int = 0  # of those for subscribers, a month
    meter_for_visitors: int = 0  # of those for readers with an account, a month
    postal_address: str = ""
    beside: tuple[
        SectionCard, ...
    ] = ()  # what stands in the bar after the sections, such as the live interviews


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and where the next begins."""

    articles: tuple[ArticleCard, ...]
    after: str | None
