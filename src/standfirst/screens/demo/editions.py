"""The demo's archive, and the drafts of the days to come; everything in it is invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import PastEdition

LOOKED_BACK = timedelta(days=21)
Block = tuple[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What an editor wrote; `back` counts the newsletter's editions from the last one, which is 1. Stories by their path."""

    newsletter: str
    back: int
    subject: str
    preheader: str
    note: str
    signed: str
    lead: str
    goodbye: str = ""
    section: str = ""
    has_picks: bool = False
    letters: int = 0
    announces: bool = False


SCRIPTS = (
    Script(
        newsletter="evening-roundup",
        back=2,
        subject="A good morning, priced",
        preheader="A strait without a treaty, a bank that lends in rain, and a museum of things abandoned.",
        note="Good evening, [[name]]. A quiet day, in the way that a held breath is quiet. A few things are worth your time "
        "tonight; the first of them is long, and I would begin it sitting down.",
        signed="Ines Ferreira, evening editor",
        lead="world/the-strait-nobody-owns",
        has_picks=True,
        letters=2,
        goodbye="That is all there is. Good night.",
    ),
    Script(
        newsletter="evening-roundup",
        back=1,
        announces=True,
        subject="Whose turn is it to wait?",
        preheader="A minister who only waits, and what else our editors would not leave out.",
        note="Good evening, [[name]]. Somebody has to sit in the waiting room, and today we can tell you who. After that, what my "
        "colleagues would not let me leave out.",
        signed="Ines Ferreira, evening editor",
        lead="politics/the-minister-for-waiting-rooms",
        has_picks=True,
        letters=2,
        goodbye="Put the lamp out. Good night.",
    ),
    Script(
        newsletter="first-light",
        back=1,
        subject="Six stories before the kettle",
        preheader="What moved overnight, and why it matters by noon.",
        note="Good morning, [[name]]. Rice is cheaper, talks are not over, and a capital is packing. Here is what it means.",
        signed="Ines Ferreira",
        lead="economics/rice-futures-fall-as-the-monsoon-arrives",
    ),
    Script(
        newsletter="slow-reading",
        back=1,
        subject="Ninety-two oak drawers",
        preheader="One long piece, and why we could not cut it.",
        note="It was meant to be two pages. Then somebody opened the first drawer, and we gave it nine.",
        signed="The books desk",
        lead="books/the-novelist-who-indexed-her-own-life",
        section="books",
    ),
    Script(
        newsletter="chancery",
        back=1,
        subject="Who sat where",
        preheader="An embassy in a car park, and what the seating plan said before anybody spoke.",
        note="The minutes name eleven people. The photograph shows twelve, and the twelfth has brought his own chair.",
        signed="The diplomatic desk",
        lead="world/the-embassy-in-the-car-park",
        section="world",
    ),
)


def put_editions_in_place(*, now: datetime) -> None:
    """Past ones first, so that the drafts are laid out as they were."""
    for script in sorted(SCRIPTS, key=lambda script: -script.back):
        _put(script, now)
    newsletters.plan_editions(now=now)


def _put(script: Script, now: datetime) -> None:
    newsletter = newsletters.find_newsletter(script.newsletter)
    if newsletter is None:
        return
    found = newsletters.slots(newsletter.cadence, first=(now - LOOKED_BACK).date(), last=now.date())
    past = [slot for slot in found if slot.at < now]
    slot = past[-script.back]
    newsletters.set_past_edition(
        PastEdition(
            day=slot.day,
            slot=slot.at,
            subject=script.subject,
            preheader=script.preheader,
            blocks=_blocks(script),
        ),
        newsletter_id=newsletter.pk,
    )


def _blocks(script: Script) -> list[Block]:
    section = editorial.find_live_page(f"/{script.section}/") if script.section else None
    filling: dict[str, Any] = {
        "title": "",
        "pinned": [],
        "most": 3,
        "section": section.pk if section else None,
    }
    blocks: list[Block] = [
        ("note", {"text": f"<p>{script.note}</p>", "signed": script.signed}),
        ("stories", {"title": "", "pinned": [_number(script.lead)]}),
    ]
    if script.has_picks:
        blocks.append(("picks", {**filling, "title": "Editors’ picks", "most": 2}))
    blocks.append(("latest", {**filling, "title": "Also new"}))
    if script.letters:
        blocks.append(("letters", {"title": "Letters", "most": script.letters}))
    if script.announces:
        blocks.append(("interviews", {"title": "Live", "most": 1}))
    if script.goodbye:
        blocks.append(("text", f"<p>{script.goodbye}</p>"))
    return blocks


def _number(path: str) -> int:
    found = editorial.find_article_at(f"{settings.ORIGIN}/{path}/")
    if found is None:
        raise LookupError(f"the demo has no article at {path}")
    return found
