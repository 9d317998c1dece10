"""The front door of the newsletters: products with a calendar, and who has asked for which."""

from standfirst.apps.newsletters.actions.approve_edition import By, Draft, approve_edition, draft_of
from standfirst.apps.newsletters.actions.ask import ask_by_address, forget_askings
from standfirst.apps.newsletters.actions.compose import letters_of
from standfirst.apps.newsletters.actions.confirm import confirm
from standfirst.apps.newsletters.actions.furnish import FurnishedNewsletter, open_newsletters, set_newsletter
from standfirst.apps.newsletters.actions.furnish_edition import PastEdition, set_past_edition
from standfirst.apps.newsletters.actions.plan_editions import plan_editions
from standfirst.apps.newsletters.actions.prefer import choose_frequency, pause
from standfirst.apps.newsletters.actions.send_trial import send_trial
from standfirst.apps.newsletters.actions.settle_editions import Begin, settle_editions
from standfirst.apps.newsletters.actions.sign_up import sign_up
from standfirst.apps.newsletters.actions.skip_edition import skip_edition
from standfirst.apps.newsletters.actions.stop import stop
from standfirst.apps.newsletters.models import EditionPage, EditionState, Frequency
from standfirst.apps.newsletters.queries.boxes import NewsletterBox, boxes_on_front
from standfirst.apps.newsletters.queries.editions import as_written, find_edition, list_coming
from standfirst.apps.newsletters.queries.newsletters import (
    NewsletterCard,
    find_addressee,
    find_addressee_of,
    find_newsletter,
    list_facts,
    list_newsletters,
)
from standfirst.apps.newsletters.queries.parts import frozen_list, names_of
from standfirst.apps.newsletters.queries.sources import Source, Wanted, add_source
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.cadence import Cadence, Rhythm, Slot, slots
from standfirst.apps.newsletters.rules.filling import Candidate, Chosen
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.manner import STATEMENT, Manner
from standfirst.apps.newsletters.rules.parts import ReaderLetter
from standfirst.apps.newsletters.rules.refusals import LinkIsOver, NotForYou, NothingNew, NotReady, Refused
from standfirst.apps.newsletters.rules.tags import NEWSLETTERS
from standfirst.apps.newsletters.rules.variants import Variant, variants_for

__all__ = [
    "NEWSLETTERS",
    "STATEMENT",
    "Audience",
    "Begin",
    "By",
    "Cadence",
    "Candidate",
    "Chosen",
    "Draft",
    "EditionPage",
    "EditionState",
    "Frequency",
    "FurnishedNewsletter",
    "LetterGiven",
    "LinkIsOver",
    "Manner",
    "NewsletterBox",
    "NewsletterCard",
    "NotForYou",
    "NotReady",
    "NothingNew",
    "PastEdition",
    "ReaderLetter",
    "Refused",
    "Rhythm",
    "Slot",
    "Source",
    "Variant",
    "Wanted",
    "add_source",
    "approve_edition",
    "as_written",
    "ask_by_address",
    "boxes_on_front",
    "choose_frequency",
    "confirm",
    "draft_of",
    "find_addressee",
    "find_addressee_of",
    "find_edition",
    "find_newsletter",
    "forget_askings",
    "frozen_list",
    "letters_of",
    "list_coming",
    "list_facts",
    "list_newsletters",
    "names_of",
    "open_newsletters",
    "pause",
    "plan_editions",
    "send_trial",
    "set_newsletter",
    "set_past_edition",
    "settle_editions",
    "sign_up",
    "skip_edition",
    "slots",
    "stop",
    "variants_for",
]
