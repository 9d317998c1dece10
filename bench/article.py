"""The article that is measured, and who looks at it."""

from dataclasses import dataclass

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.api import Access, Standing
from standfirst.core.clock import now
from standfirst.core.passes import sign
from standfirst.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Subject:
    """The demo's longest gated article: its address, its text for each viewer as one HTML, and its last words."""

    id: int
    path: str
    whole: str
    preview: str
    last_words: bytes


def subject() -> Subject:
    from standfirst.apps.editorial.models import ArticlePage
    from standfirst.apps.editorial.rules.routes import path_of

    gated = ArticlePage.objects.live().filter(access=Access.SUBSCRIBERS)
    page = gated.order_by("-word_count", "pk")[0]
    texts = [
        membership.view_of(page, standing).blocks for standing in (Standing.SUBSCRIBER, Standing.VISITOR)
    ]
    whole, preview = ("".join(_html(block) for block in blocks) for blocks in texts)
    last = [block for block in texts[0] if block.block_type == "paragraph"][-1]
    words = last.value.source.removeprefix("<p>").partition("<")[0]
    return Subject(page.pk, path_of(page.url_path), whole, preview, words[:40].encode())


def _html(block: object) -> str:
    value = getattr(block, "value", "")
    source = getattr(value, "source", None)
    return source if source is not None else f"<p>{value}</p>" if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Watching:
    """Somebody at the front door: the viewer that they are, and the cookies that say so."""

    name: str
    viewer: Viewer
    cookies: str


def watching() -> tuple[Watching, Watching]:
    """A visitor, and the demo's subscriber with a pass of this moment."""
    from django.conf import settings

    reader = User.objects.get(email="subscriber@demo.example")
    pass_ = membership.pass_of(reader, now=now())
    if pass_ is None or pass_.standing is not Standing.SUBSCRIBER:
        raise RuntimeError("the demo's subscriber is none; start over with: python -m bench --fresh")
    cookie = f"{settings.PASS_COOKIE}={sign(pass_, key=settings.PASS_KEYS[0])}"
    language = settings.LANGUAGE_CODE
    subscriber = Viewer(pass_.standing, pass_.plan_group, pass_.language or language)
    return Watching("visitor", Viewer(language=language), ""), Watching("subscriber", subscriber, cookie)
