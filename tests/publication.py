"""A small publication for tests: one text of every access and state, each with secret words, and a cast of readers."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group
from PIL import Image
from wagtail.models import Collection, Locale, Page

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.comments.models import Comment, Revision, Thread
from standfirst.apps.comments.rules.states import Queue, Status
from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import ArticlePage, PageImport
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.post import Post, make_post

PASSWORD = "a long enough password of a test"
PLAN: dict[str, Any] = {
    "name": "Everything",
    "slug": "everything",
    "blurb": "All of it.",
    "opens": "Every article",
    "prices": [
        {"interval": "month", "currency": "EUR", "amount": Decimal(9)},
        {"interval": "year", "currency": "EUR", "amount": Decimal(90)},
    ],
}
GROUPS = {
    "author": "Authors",
    "other_author": "Authors",
    "moderator": "Moderators",
    "editor": "Editors",
    "publisher": "Publishers",
}
READERS = ("registered", "lapsed", "subscriber", "revoked")
CONSONANTS = "bcdfghjklmnpqrtvwz"


@dataclass(frozen=True, slots=True)
class Text:
    """An article. `state` is live, draft, withdrawn, scheduled or revised (live, with a newer secret revision).

    `canaries` are words of the part that is not for everybody, by the block that holds them; `beside` stands next
    to one of them and nowhere else, so it can be searched for; `free` may be read by all who see the article at all.
    """

    id: int
    path: str
    access: str
    state: str
    canaries: dict[str, str]
    beside: str
    free: str

    @property
    def canary(self) -> str:
        """The secret word of the text's last paragraph."""
        return self.canaries["paragraph"]


@dataclass(frozen=True, slots=True)
class Publication:
    """Numbers and paths of everything that there is.

    `names` of readers are words that only their bearers may see; `feed_keys` by reader, that of "revoked" is dead.
    """

    sections: dict[str, int]
    author_id: int
    topic_id: int
    picture_id: int
    hidden_picture_id: int
    texts: dict[str, Text]
    people: dict[str, int]
    names: dict[str, str]
    feed_keys: dict[str, str]
    import_id: int
    gift: str  # the token by which the text "subscribers" was given away
    talk: "Talk"
    post: Post
    paths: dict[str, str] = field(
        default_factory=lambda: {
            "front": "/", "section": "/world/", "other section": "/books/", "authors": "/authors/",
            "author": "/authors/nadia-example/", "topics": "/topics/", "topic": "/topics/the-sea/", "plain": "/about/",
            "newsletter": "/newsletters/the-example-letter/",
        }
    )  # fmt: skip

    def reader(self, name: str) -> User:
        return User.objects.get(pk=self.people[name])


@dataclass(frozen=True, slots=True)
class Talk:
    """Two comments of the subscriber on the text "subscribers": one is out, one is held. Each says a secret word."""

    comment_id: int
    held_id: int
    said: str
    held: str


def word() -> str:
    """A word that stands nowhere else and that no stemmer changes."""
    return "q" + "".join(random.choices(CONSONANTS, k=11)) + "x"


def make_publication(now: datetime) -> Publication:
    """Everything, in an empty database; part of the caller's transaction if there is one."""
    editorial.open_publication(name="The Example")
    editorial.set_publication(
        name="The Example", strapline="A publication for tests.", imprint="Made up.", postal_address="1 Example Street"
    )  # fmt: skip
    sections = {
        slug: editorial.set_section(slug=slug, name=slug.title(), about=f"About {slug}.")
        for slug in ("world", "books")
    }
    pictures = [
        editorial.store_picture(name=f"{n}.png", data=png(n), alt="A square", credit="Nobody") for n in (1, 2)
    ]
    author_id = editorial.set_author(
        slug="nadia-example", name="Nadia Example", role="correspondent", biography="Writes.",
        handles=(("@nadia", "https://social.example/nadia"),), portrait_id=pictures[0],
    )  # fmt: skip
    topic_id = editorial.set_topic(slug="the-sea", name="The sea", about="Water.")
    editorial.set_plain_page(slug="about", title="About us", html="<p>Who we are.</p>")
    editorial.choose_legal_pages()
    people = make_cast(now)
    desk = Typist(sections["world"], author_id, topic_id, pictures, owner_id=people["author"], now=now)
    texts = desk.all_texts()
    editorial.set_front_picks(
        lead_id=texts["subscribers"].id, article_ids=[texts["open"].id], chosen_by="Nadia"
    )
    editorial.set_section_picks(section_id=sections["world"], article_ids=[texts["registered"].id])
    keys = {name: membership.issue_feed_key(reader_id=people[name], now=now) for name in READERS}
    membership.revoke_feed_key(reader_id=people["revoked"], now=now)
    names = {name: User.objects.get(pk=people[name]).first_name for name in READERS}
    import_id = told_as_imported(texts["draft"], now=now)
    gift = membership.give_article(
        giver=User.objects.get(pk=people["revoked"]), article_id=texts["subscribers"].id, a_month=5, now=now
    )
    talk = make_talk(texts["subscribers"].id, author_id=people["subscriber"], now=now)
    return Publication(
        sections, author_id, topic_id, pictures[0], pictures[1], texts, people, names, keys, import_id, gift, talk,
        make_post(User.objects.get(pk=people["revoked"]), said=word(), now=now),
    )  # fmt: skip


def make_talk(article_id: int, *, author_id: int, now: datetime) -> Talk:
    """As they stand in the tables, without anybody having posted them."""
    said, held = word(), word()
    thread = Thread.objects.create(article_id=article_id, comment_count=1, posted=1)
    out = _comment(
        thread, said, author_id, now, status=Status.PUBLISHED, queue=Queue.NEW, visible=True, published_at=now
    )
    waiting = _comment(thread, held, author_id, now, status=Status.HELD, queue=Queue.HELD, visible=False)
    return Talk(out.pk, waiting.pk, said, held)


def _comment(thread: Thread, secret: str, author_id: int, now: datetime, **more: Any) -> Comment:
    html = f"<p>We said {secret}.</p>"
    comment = Comment.objects.create(
        thread=thread, author_id=author_id, client_id=uuid4(), html=html, text=secret, created_at=now, **more
    )
    Revision.objects.create(comment=comment, number=1, source=secret, made_at=now)
    return comment


def told_as_imported(text: Text, *, now: datetime) -> int:
    """The report on an import that says what is secret of this text."""
    report = {"taken": [f"Headline: {text.canaries['headline']}"], "set_aside": [], "look_at": [text.canary]}
    made = PageImport.objects.create(
        fingerprint=f"{text.id}", source="saved.html", report=report, article_id=text.id, created_at=now
    )
    return made.pk


def make_cast(now: datetime) -> dict[str, int]:
    """One reader of every standing, and the desk; "revoked" subscribes and has stopped the private feed."""
    plan_id = membership.set_plans(rows=[PLAN])[0]
    people = {name: _make_person(name) for name in (*READERS, *GROUPS)}
    for name in ("subscriber", "lapsed", "revoked"):
        ends_at = now - timedelta(days=3) if name == "lapsed" else None
        membership.grant_subscription(
            reader_id=people[name], plan_id=plan_id, starts_at=now - timedelta(days=40), ends_at=ends_at,
            source="desk", now=now,
        )  # fmt: skip
    return people


def _make_person(name: str) -> int:
    group = GROUPS.get(name)
    own, email = word(), f"{name.replace('_', '-')}@reader.example"
    person = User.objects.create_user(email, PASSWORD, first_name=own, last_name=own, is_staff=bool(group))
    person.groups.set(Group.objects.filter(name=group))
    agree(person.pk)
    return person.pk


def agree(reader_id: int) -> None:
    """To the Terms and the Privacy Policy as they stand."""
    given = [
        accounts.ConsentGiven(
            kind=text.kind,
            statement=f"I agree to the {text.title}.",
            wording=accounts.WordingShown(
                kind=text.kind, language=text.language, title=text.title, text=text.text
            ),
        )
        for text in editorial.legal_texts().values()
    ]
    accounts.record_consents(
        reader_id=reader_id, given=given, form="tests", language="en-GB", now=clock.now()
    )


def png(shade: int) -> bytes:
    """A picture large enough for every size that pages ask for."""
    data = BytesIO()
    Image.new("RGB", (640, 400), (shade * 60, 90, 120)).save(data, "PNG")
    return data.getvalue()


@dataclass(frozen=True, slots=True)
class Typist:
    """Hands in one text of every access and state; `pictures` are one shown to all and one below the gate."""

    section_id: int
    author_id: int
    topic_id: int
    pictures: list[int]
    owner_id: int
    now: datetime

    def all_texts(self) -> dict[str, Text]:
        """By name; "blocks" holds a secret in every kind of block, and names the draft as a related article."""
        texts = {
            access: self.hand_in(access, access=access) for access in ("open", "registered", "subscribers")
        }
        texts["corrected"] = self.hand_in(
            "corrected", corrections=((self.now.date(), "It was nine, not ten."),)
        )
        texts["draft"] = self.hand_in("draft", state="draft")
        texts["withdrawn"] = self.hand_in("withdrawn", state="withdrawn")
        texts["scheduled"] = self.hand_in("scheduled", state="scheduled")
        texts["revised"] = self.hand_in("revised", access="open", state="revised")
        texts["blocks"] = self.hand_in("blocks", related=(texts["open"].id, texts["draft"].id))
        return texts

    def hand_in(
        self,
        slug: str,
        *,
        access: str = "subscribers",
        state: str = "live",
        related: tuple[int, ...] = (),
        **more: Any,
    ) -> Text:
        """A text, handed in and brought into its state."""
        unseen = state in {"draft", "withdrawn", "scheduled"}
        canaries, beside, free = canaries_for(unseen=unseen, all_blocks=bool(related)), word(), word()
        gated = [
            *self._blocks(canaries, related),
            paragraph(f"Then {beside} {canaries['paragraph']} was said."),
        ]
        headline = f"The {slug} piece {canaries.get('headline', '')}".strip()
        draft = editorial.ArticleDraft(
            slug=slug, headline=headline, standfirst=f"About the {slug} one {canaries.get('standfirst', '')}.",
            body=[*above(free), *([] if state == "revised" else gated)], access=access,
            author_ids=(self.author_id,), topic_ids=(self.topic_id,), picture_id=self.pictures[0],
            picture_caption="A square in the street.", published_at=self.now - timedelta(hours=2), **more,
        )  # fmt: skip
        page = editorial.hand_in_article(section_id=self.section_id, draft=draft, owner_id=self.owner_id)
        bring_into_state(page, state, now=self.now, newer=[*above(free), *gated])
        return Text(page.pk, f"/world/{slug}/", access, state, canaries, beside, free)

    def _blocks(self, canaries: dict[str, str], related: tuple[int, ...]) -> list[dict[str, Any]]:
        if not related:
            return []
        picture = {"picture": self.pictures[1], "alt": canaries["alt"], "caption": canaries["caption"]}
        return [
            paragraph(f"Below {canaries['second paragraph']} the line."),
            {"type": "heading", "value": f"On {canaries['heading']}"},
            {"type": "picture", "value": {**picture, "credit": canaries["credit"]}},
            {"type": "gallery", "value": {"title": canaries["gallery"], "pictures": [picture_in(canaries, picture)] * 2}},
            {"type": "quotation", "value": {name: canaries[name] for name in ("text", "speaker", "role")}},
            {"type": "pull_quote", "value": f"Loud {canaries['pull quote']}"},
            {"type": "list", "value": {"ordered": True, "items": ["one", f"two {canaries['list']}"]}},
            {"type": "table", "value": {"data": [["a", "b"], ["1", canaries["table"]]], "first_row_is_table_header": True}},
            {"type": "embed", "value": {"url": f"https://youtu.be/{canaries['embed address'][:12]}", "title": canaries["embed"]}},
            {"type": "related", "value": {"articles": list(related)}},
        ]  # fmt: skip


BLOCKS = (
    "second paragraph", "heading", "alt", "caption", "credit", "gallery", "gallery caption", "text", "speaker", "role",
    "pull quote", "list", "table", "embed", "embed address",
)  # fmt: skip


def canaries_for(*, unseen: bool, all_blocks: bool) -> dict[str, str]:
    """The headline and standfirst are secret only while nobody sees the article."""
    kinds = ["paragraph", *(["headline", "standfirst"] if unseen else []), *(BLOCKS if all_blocks else ())]
    return {kind: word() for kind in kinds}


def picture_in(canaries: dict[str, str], picture: dict[str, Any]) -> dict[str, Any]:
    return {**picture, "caption": canaries["gallery caption"], "credit": ""}


def paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{words}</p>"}


def above(free: str) -> list[dict[str, Any]]:
    """What stands above the gate line, and the line."""
    return [paragraph(f"It began with {free} one morning."), {"type": "gate_line", "value": None}]


def bring_into_state(page: ArticlePage, state: str, *, now: datetime, newer: list[dict[str, Any]]) -> None:
    """Publish, withdraw or schedule; a revised text gets a newer revision that nobody has published."""
    if state == "draft":
        return
    if state == "scheduled":
        page.go_live_at = now + timedelta(days=2)
        page.save_revision()
    editorial.publish_article(article_id=page.pk)
    page = ArticlePage.objects.get(pk=page.pk)
    if state == "withdrawn":
        page.unpublish()
    if state == "revised":
        page.body = page.body.stream_block.to_python(
            [{"type": b["type"], "value": b["value"]} for b in newer]
        )
        page.save_revision()


def plant_root() -> None:
    """What Wagtail's own migrations have put into a database, where the tests before have emptied it."""
    if Page.get_first_root_node() is None:
        Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
