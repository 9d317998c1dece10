"""The front door of the newsletters: products with a calendar, and who has asked for which."""

from standfirst.apps.newsletters.actions.ask import ask_by_address, forget_askings
from standfirst.apps.newsletters.actions.confirm import confirm
from standfirst.apps.newsletters.actions.furnish import FurnishedNewsletter, open_newsletters, set_newsletter
from standfirst.apps.newsletters.actions.prefer import choose_frequency, pause
from standfirst.apps.newsletters.actions.sign_up import sign_up
from standfirst.apps.newsletters.actions.stop import stop
from standfirst.apps.newsletters.models import Frequency
from standfirst.apps.newsletters.queries.boxes import NewsletterBox, boxes_on_front
from standfirst.apps.newsletters.queries.newsletters import (
    NewsletterCard,
    find_addressee,
    find_addressee_of,
    find_newsletter,
    list_facts,
    list_newsletters,
)
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.cadence import Cadence, Rhythm, Slot, slots
from standfirst.apps.newsletters.rules.manner import STATEMENT, Manner
from standfirst.apps.newsletters.rules.refusals import LinkIsOver, NotForYou, Refused
from standfirst.apps.newsletters.rules.tags import NEWSLETTERS

__all__ = [
    "NEWSLETTERS",
    "STATEMENT",
    "Audience",
    "Cadence",
    "Frequency",
    "FurnishedNewsletter",
    "LinkIsOver",
    "Manner",
    "NewsletterBox",
    "NewsletterCard",
    "NotForYou",
    "Refused",
    "Rhythm",
    "Slot",
    "ask_by_address",
    "boxes_on_front",
    "choose_frequency",
    "confirm",
    "find_addressee",
    "find_addressee_of",
    "find_newsletter",
    "forget_askings",
    "list_facts",
    "list_newsletters",
    "open_newsletters",
    "pause",
    "set_newsletter",
    "sign_up",
    "slots",
    "stop",
]
