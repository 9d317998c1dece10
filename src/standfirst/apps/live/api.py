"""The front door of live interviews: rooms, questions, votes, what is on air, and what everybody sees of it."""

from standfirst.apps.live.actions.air import next_question, put_on_air, put_on_deck, take_off_air
from standfirst.apps.live.actions.approve_question import approve_question
from standfirst.apps.live.actions.ask_question import ask_question
from standfirst.apps.live.actions.decline_question import decline_question
from standfirst.apps.live.actions.edit_question import edit_question
from standfirst.apps.live.actions.end_interview import end_interview
from standfirst.apps.live.actions.forget_asker import forget_asker
from standfirst.apps.live.actions.label_question import label_question
from standfirst.apps.live.actions.merge_questions import merge_questions, unmerge_question
from standfirst.apps.live.actions.move_stage import move_stage, pass_time
from standfirst.apps.live.actions.open_room import open_room
from standfirst.apps.live.actions.rehearse import begin_rehearsal, wipe_rehearsal
from standfirst.apps.live.actions.roll_up import roll_up, roll_up_all
from standfirst.apps.live.actions.set_asking import set_asking
from standfirst.apps.live.actions.take_a_turn import take_a_turn
from standfirst.apps.live.actions.take_down_question import restore_question, take_down_question
from standfirst.apps.live.actions.vote import unvote, vote
from standfirst.apps.live.actions.withdraw_question import withdraw_question
from standfirst.apps.live.models import (
    Airing,
    InterviewPage,
    LiveIndexPage,
    Question,
    Room,
    Step,
    Tally,
    Vote,
    VoteChange,
)
from standfirst.apps.live.queries.alike import similar_questions
from standfirst.apps.live.queries.cards import cards_of
from standfirst.apps.live.queries.desk import PAGE as DESK_PAGE
from standfirst.apps.live.queries.desk import find_question, list_questions, merged_into, similar_to
from standfirst.apps.live.queries.own import questions_of, votes_of
from standfirst.apps.live.queries.rights import Rights, admits, rights_of
from standfirst.apps.live.queries.room_state import room_state, tally_of
from standfirst.apps.live.queries.rooms import (
    find_room,
    hides_votes_now,
    list_running,
    room_of,
    takes_questions_now,
)
from standfirst.apps.live.rules.places import BadMark, Order
from standfirst.apps.live.rules.refusals import Code, Conflict, Refused
from standfirst.apps.live.rules.shapes import Card, Counts, DeskCard, OwnCard, RoomState
from standfirst.apps.live.rules.states import Asking, Stage, State
from standfirst.apps.live.rules.tags import interview_tag

__all__ = [
    "DESK_PAGE",
    "Airing",
    "Asking",
    "BadMark",
    "Card",
    "Code",
    "Conflict",
    "Counts",
    "DeskCard",
    "InterviewPage",
    "LiveIndexPage",
    "Order",
    "OwnCard",
    "Question",
    "Refused",
    "Rights",
    "Room",
    "RoomState",
    "Stage",
    "State",
    "Step",
    "Tally",
    "Vote",
    "VoteChange",
    "admits",
    "approve_question",
    "ask_question",
    "begin_rehearsal",
    "cards_of",
    "decline_question",
    "edit_question",
    "end_interview",
    "find_question",
    "find_room",
    "forget_asker",
    "hides_votes_now",
    "interview_tag",
    "label_question",
    "list_questions",
    "list_running",
    "merge_questions",
    "merged_into",
    "move_stage",
    "next_question",
    "open_room",
    "pass_time",
    "put_on_air",
    "put_on_deck",
    "questions_of",
    "restore_question",
    "rights_of",
    "roll_up",
    "roll_up_all",
    "room_of",
    "room_state",
    "set_asking",
    "similar_questions",
    "similar_to",
    "take_a_turn",
    "take_down_question",
    "take_off_air",
    "takes_questions_now",
    "tally_of",
    "unmerge_question",
    "unvote",
    "vote",
    "votes_of",
    "wipe_rehearsal",
    "withdraw_question",
]
