"""The front door of the newsletters: products with a calendar, editions, who has asked for which, and the send ledger.

An edition is sent by `begin_sending`; `standfirst send` does the rest, see docs/explanation/the-send-ledger.md.
"""

from standfirst.apps.mailing.api import JournalBroken, NotBelieved, NotUnderstood, Way
from standfirst.apps.newsletters.actions.approve_edition import Draft, approve_edition, draft_of
from standfirst.apps.newsletters.actions.ask import ask_by_address, forget_askings
from standfirst.apps.newsletters.actions.begin_sending import BooksDisagree, begin_sending
from standfirst.apps.newsletters.actions.choose_subject import choose_by_hand
from standfirst.apps.newsletters.actions.close_alarm import close_alarm
from standfirst.apps.newsletters.actions.compose import letters_of
from standfirst.apps.newsletters.actions.confirm import confirm
from standfirst.apps.newsletters.actions.count_click import settle_clicks
from standfirst.apps.newsletters.actions.empty_mailbox import empty_mailbox, serve_mailbox
from standfirst.apps.newsletters.actions.forget_returns import forget_returns
from standfirst.apps.newsletters.actions.furnish import FurnishedNewsletter, open_newsletters, set_newsletter
from standfirst.apps.newsletters.actions.furnish_edition import PastEdition, set_past_edition
from standfirst.apps.newsletters.actions.hear_provider import hear_provider, listens_to
from standfirst.apps.newsletters.actions.heed_restore import pause_after_restore
from standfirst.apps.newsletters.actions.move_in import MovedIn, MovingIn, move_in
from standfirst.apps.newsletters.actions.plan_editions import plan_editions
from standfirst.apps.newsletters.actions.prefer import choose_frequency, pause
from standfirst.apps.newsletters.actions.reconcile import Reconciled, doubt, reconcile
from standfirst.apps.newsletters.actions.send_editions import send_editions
from standfirst.apps.newsletters.actions.send_trial import send_trial
from standfirst.apps.newsletters.actions.serve_returns import serve_returns
from standfirst.apps.newsletters.actions.settle_editions import Begin, settle_editions
from standfirst.apps.newsletters.actions.sign_up import sign_up
from standfirst.apps.newsletters.actions.skip_edition import skip_edition
from standfirst.apps.newsletters.actions.steer_by_hand import Steering, steer, steer_everything
from standfirst.apps.newsletters.actions.steer_sendings import (
    cancel_sending,
    pause_everything,
    pause_newsletter,
    pause_sending,
    resume_everything,
    resume_sending,
)
from standfirst.apps.newsletters.actions.stop import stop
from standfirst.apps.newsletters.actions.suppress import lift_suppression, suppress, write_again
from standfirst.apps.newsletters.actions.take_back import take_back
from standfirst.apps.newsletters.actions.take_told import TooEarly
from standfirst.apps.newsletters.gateways.lane import Lane, open_lane
from standfirst.apps.newsletters.gateways.mailbox import MailboxTrouble, configured_mailbox
from standfirst.apps.newsletters.models import EditionPage, EditionState, Frequency, Sending, SubjectTest
from standfirst.apps.newsletters.policy import may_steer_everything
from standfirst.apps.newsletters.queries.boxes import boxes_on_front
from standfirst.apps.newsletters.queries.editions import as_written, find_edition, find_editions, list_coming
from standfirst.apps.newsletters.queries.newsletters import (
    NewsletterCard,
    find_addressee,
    find_addressee_of,
    find_newsletter,
    list_facts,
    list_newsletters,
)
from standfirst.apps.newsletters.queries.parts import frozen_list, names_of
from standfirst.apps.newsletters.queries.progress import Doubtful, Progress, doubtful_of, progress_of
from standfirst.apps.newsletters.queries.report import (
    Course,
    Followed,
    by_block,
    delivered,
    followed,
    followed_over_time,
    settled_by_reason,
    signed_off,
)
from standfirst.apps.newsletters.queries.returns import (
    Mailbox,
    list_names,
    list_returns,
    mailbox_of,
    open_alarms,
)
from standfirst.apps.newsletters.queries.sendings import (
    Account,
    account_of,
    accounts_under_way,
    find_sending,
    is_everything_paused,
    list_accounts,
    message_id_of,
    skipped_by_reason,
    switch,
)
from standfirst.apps.newsletters.queries.sources import Source, Wanted, add_source
from standfirst.apps.newsletters.queries.subjects import kept_tallies, tallies_of, test_of
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.cadence import Cadence, Rhythm, Slot, slots
from standfirst.apps.newsletters.rules.filling import Candidate, Chosen
from standfirst.apps.newsletters.rules.followers import Follower
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.manner import STATEMENT, Manner
from standfirst.apps.newsletters.rules.mornings import Wave, progress_in_words, still_to_come
from standfirst.apps.newsletters.rules.moving_in import ListRefused
from standfirst.apps.newsletters.rules.parts import ComingInterview, ReaderLetter, UnreachedQuestion
from standfirst.apps.newsletters.rules.refusals import (
    LinkIsOver,
    NotConfirmed,
    NotForYou,
    NothingNew,
    NotReady,
    Refused,
)
from standfirst.apps.newsletters.rules.states import DeliveryState, OnUnknown, Reason, SendingState
from standfirst.apps.newsletters.rules.subjects import Arm, Because, Tally, WantedTest
from standfirst.apps.newsletters.rules.tags import OFFERED
from standfirst.apps.newsletters.rules.variants import Variant, variants_for

__all__ = [
    "OFFERED",
    "STATEMENT",
    "Account",
    "Arm",
    "Audience",
    "Because",
    "Begin",
    "BooksDisagree",
    "Cadence",
    "Candidate",
    "Chosen",
    "ComingInterview",
    "Course",
    "DeliveryState",
    "Doubtful",
    "Draft",
    "EditionPage",
    "EditionState",
    "Followed",
    "Follower",
    "Frequency",
    "FurnishedNewsletter",
    "JournalBroken",
    "Lane",
    "LetterGiven",
    "LinkIsOver",
    "ListRefused",
    "Mailbox",
    "MailboxTrouble",
    "Manner",
    "MovedIn",
    "MovingIn",
    "NewsletterCard",
    "NotBelieved",
    "NotConfirmed",
    "NotForYou",
    "NotReady",
    "NotUnderstood",
    "NothingNew",
    "OnUnknown",
    "PastEdition",
    "Progress",
    "ReaderLetter",
    "Reason",
    "Reconciled",
    "Refused",
    "Rhythm",
    "Sending",
    "SendingState",
    "Slot",
    "Source",
    "Steering",
    "SubjectTest",
    "Tally",
    "TooEarly",
    "UnreachedQuestion",
    "Variant",
    "Wanted",
    "WantedTest",
    "Wave",
    "Way",
    "account_of",
    "accounts_under_way",
    "add_source",
    "approve_edition",
    "as_written",
    "ask_by_address",
    "begin_sending",
    "boxes_on_front",
    "by_block",
    "cancel_sending",
    "choose_by_hand",
    "choose_frequency",
    "close_alarm",
    "configured_mailbox",
    "confirm",
    "delivered",
    "doubt",
    "doubtful_of",
    "draft_of",
    "empty_mailbox",
    "find_addressee",
    "find_addressee_of",
    "find_edition",
    "find_editions",
    "find_newsletter",
    "find_sending",
    "followed",
    "followed_over_time",
    "forget_askings",
    "forget_returns",
    "frozen_list",
    "hear_provider",
    "is_everything_paused",
    "kept_tallies",
    "letters_of",
    "lift_suppression",
    "list_accounts",
    "list_coming",
    "list_facts",
    "list_names",
    "list_newsletters",
    "list_returns",
    "listens_to",
    "mailbox_of",
    "may_steer_everything",
    "message_id_of",
    "move_in",
    "names_of",
    "open_alarms",
    "open_lane",
    "open_newsletters",
    "pause",
    "pause_after_restore",
    "pause_everything",
    "pause_newsletter",
    "pause_sending",
    "plan_editions",
    "progress_in_words",
    "progress_of",
    "reconcile",
    "resume_everything",
    "resume_sending",
    "send_editions",
    "send_trial",
    "serve_mailbox",
    "serve_returns",
    "set_newsletter",
    "set_past_edition",
    "settle_clicks",
    "settle_editions",
    "settled_by_reason",
    "sign_up",
    "signed_off",
    "skip_edition",
    "skipped_by_reason",
    "slots",
    "steer",
    "steer_everything",
    "still_to_come",
    "stop",
    "suppress",
    "switch",
    "take_back",
    "tallies_of",
    "test_of",
    "variants_for",
    "write_again",
]
