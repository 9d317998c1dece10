"""Puts the demo publication into an empty database: its people, its pictures and its pages."""

from collections.abc import Callable
from datetime import datetime

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.screens.demo import manuscripts
from standfirst.screens.demo.cast import CAST, DOMAIN
from standfirst.screens.demo.editions import put_editions_in_place
from standfirst.screens.demo.gifts import give_gifts
from standfirst.screens.demo.interviews import hold_interviews
from standfirst.screens.demo.manuscripts import Block, Manuscript, PictureNote
from standfirst.screens.demo.newsletters import put_newsletters_in_place, sign_some_up
from standfirst.screens.demo.plans import BILLING, PLANS
from standfirst.screens.demo.readers import make_readers
from standfirst.screens.demo.talk import let_them_talk
from standfirst.screens.demo.typesetting import PORTRAIT_WIDTH, Typesetter

Progress = Callable[[str, int, int], None]
_BLOCKS = {"heading": "<h2>{}</h2>", "paragraph": "<p>{}</p>"}


def is_loaded() -> bool:
    """Whether the demo publication is there, whole: its people are made last."""
    return User.objects.filter(email=CAST[-1].email).exists()


def load_demo(*, now: datetime, progress: Progress = lambda what, done, total: None) -> None:
    """Load everything into an empty database. Raises RuntimeError when a loading was broken off before."""
    if is_loaded():
        return
    publication = manuscripts.publication()
    editorial.open_publication(name=publication.name)
    if any(editorial.list_latest(limit=1)):
        raise RuntimeError("The demo was loaded only in part. Start over with FRESH=1.")
    typesetter = Typesetter(now=now)
    _furnish(typesetter)
    articles = manuscripts.articles()
    for done, manuscript in enumerate(reversed(articles), start=1):
        typesetter.article(manuscript)
        progress("articles", done, len(articles))
    _choose(typesetter, articles)
    put_newsletters_in_place(typesetter.sections)
    plan_ids = membership.set_plans(rows=PLANS)
    billing.set_billing(**BILLING)
    make_readers(CAST, plans=dict(zip((row["slug"] for row in PLANS), plan_ids, strict=True)), now=now)
    sign_some_up(now=now)
    give_gifts(now=now)
    let_them_talk(plan_id=plan_ids[0], now=now)
    hold_interviews(typesetter, articles, now=now)
    put_editions_in_place(now=now)


def _furnish(typesetter: Typesetter) -> None:
    publication = manuscripts.publication()
    editorial.set_publication(
        name=publication.name,
        nameplate_first=publication.nameplate[0],
        nameplate_second=publication.nameplate[1],
        strapline=publication.strapline,
        imprint=publication.imprint,
        contact=f"subscriptions@{DOMAIN}",
        postal_address="9 Chart Lane, Port Meridian",
        meter_for_readers=3,
        gate_headline="Somebody went there to write the rest",
        gate_text="Subscribers pay for that, and read it. One subscription opens every article, the comments, "
        "the live interviews and all nine newsletters.",
    )
    for section in publication.sections:
        typesetter.sections[section.slug] = editorial.set_section(
            slug=section.slug, name=section.name, about=section.about
        )
    for topic in manuscripts.topics():
        typesetter.topics[topic.slug] = editorial.set_topic(
            slug=topic.slug, name=topic.name, about=topic.about
        )
    for author in manuscripts.authors():
        portrait = PictureNote(key=author.portrait_key, alt=author.name, caption="", credit="")
        typesetter.authors[author.slug] = editorial.set_author(
            slug=author.slug,
            name=author.name,
            role=author.role,
            biography=author.biography,
            handles=((author.handle, ""),),
            portrait_id=typesetter.picture(portrait, width=PORTRAIT_WIDTH),
        )
    for page in manuscripts.pages():
        html = "".join(_html(block) for block in page.blocks)
        editorial.set_plain_page(slug=page.slug, title=page.title, html=html)
    editorial.choose_legal_pages()


def _html(block: Block) -> str:
    if block.kind == "list":
        kind = "ol" if block.value["ordered"] else "ul"
        return f"<{kind}>{''.join(f'<li>{item}</li>' for item in block.value['items'])}</{kind}>"
    return _BLOCKS.get(block.kind, "").format(block.value)


def _choose(typesetter: Typesetter, articles: tuple[Manuscript, ...]) -> None:
    number = typesetter.articles
    picked = sorted((each for each in articles if each.pick), key=lambda each: each.pick or 0)
    lead = next(each for each in articles if each.lead)
    editorial.set_front_picks(
        lead_id=number[lead.slug],
        article_ids=[number[each.slug] for each in picked],
        chosen_by="Ines Ferreira",
    )
    for slug, section_id in typesetter.sections.items():
        chosen = sorted(
            (each for each in articles if each.section == slug and each.section_pick),
            key=lambda each: each.section_pick or 0,
        )
        editorial.set_section_picks(section_id=section_id, article_ids=[number[each.slug] for each in chosen])
