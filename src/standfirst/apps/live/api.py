"""The front door of live interviews: rooms, questions, votes, what is on air, and what everybody sees of it."""

from standfirst.apps.live.actions.air import next_question, put_on_air, put_on_deck, take_off_air
from standfirst.apps.live.actions.approve_question import approve_question
from standfirst.apps.live.actions.ask_question import ask_question
from standfirst.apps.live.actions.bring_transcript import (
    Brought,
    CorrectionsLost,
    bring_transcript,
    correct_transcript,
    drop_track,
)
from standfirst.apps.live.actions.decline_question import decline_question
from standfirst.apps.live.actions.edit_question import edit_question
from standfirst.apps.live.actions.end_interview import end_interview
from standfirst.apps.live.actions.fill_rehearsal import fill_rehearsal
from standfirst.apps.live.actions.forget_asker import forget_asker
from standfirst.apps.live.actions.furnish import FurnishedInterview, open_interviews, set_interview
from standfirst.apps.live.actions.label_question import label_question
from standfirst.apps.live.actions.merge_questions import merge_questions, unmerge_question
from standfirst.apps.live.actions.move_stage import move_stage, pass_time
from standfirst.apps.live.actions.open_room import open_room
from standfirst.apps.live.actions.publish_recording import publish_recording, withdraw_recording
from standfirst.apps.live.actions.rehearse import begin_rehearsal, wipe_rehearsal
from standfirst.apps.live.actions.remind import remind
from standfirst.apps.live.actions.roll_up import roll_up, roll_up_all
from standfirst.apps.live.actions.save_recording import Told, interview_at, save_recording
from standfirst.apps.live.actions.set_asking import set_asking
from standfirst.apps.live.actions.set_reminder import set_reminder
from standfirst.apps.live.actions.shape_chapters import (
    add_chapter,
    nudge_chapter,
    nudge_question,
    remove_chapter,
)
from standfirst.apps.live.actions.take_a_turn import take_a_turn
from standfirst.apps.live.actions.take_down_question import restore_question, take_down_question
from standfirst.apps.live.actions.vote import unvote, vote
from standfirst.apps.live.actions.withdraw_question import withdraw_question
from standfirst.apps.live.models import (
    Airing,
    CaptionTrack,
    Chapter,
    InterviewPage,
    LiveIndexPage,
    Question,
    Recording,
    Room,
    Step,
    Tally,
    Vote,
    VoteChange,
)
from standfirst.apps.live.queries.alike import similar_questions
from standfirst.apps.live.queries.asked import Asked, count_asked, list_asked
from standfirst.apps.live.queries.board import (
    is_in_room,
    list_entries,
    on_air_since,
    stamp_of,
    steps_of,
    with_words,
)
from standfirst.apps.live.queries.cards import cards_of
from standfirst.apps.live.queries.desk import PAGE as DESK_PAGE
from standfirst.apps.live.queries.desk import find_question, list_questions, merged_into, similar_to
from standfirst.apps.live.queries.interviews import InterviewCard, cards_named, list_to_come, programme
from standfirst.apps.live.queries.own import questions_of, votes_of
from standfirst.apps.live.queries.recordings import (
    cues_of,
    find_held,
    find_interview,
    find_recording,
    find_track,
    timeline_of,
    tracks_of,
)
from standfirst.apps.live.queries.reminders import list_reminded
from standfirst.apps.live.queries.replay import video_in
from standfirst.apps.live.queries.rights import Rights, admits, rights_of
from standfirst.apps.live.queries.room_state import room_state, tally_of
from standfirst.apps.live.queries.rooms import (
    find_room,
    hides_votes_now,
    list_running,
    room_of,
    takes_questions_now,
)
from standfirst.apps.live.queries.unreached import Unreached, list_unreached, unreached_named
from standfirst.apps.live.rules.cues import read_typed, typed
from standfirst.apps.live.rules.places import BadMark, Order
from standfirst.apps.live.rules.recorded_time import (
    Span,
    Unusable,
    read_cuts,
    read_time,
    written_cuts,
    written_time,
)
from standfirst.apps.live.rules.refusals import Code, Conflict, Refused
from standfirst.apps.live.rules.shapes import Card, Counts, DeskCard, OwnCard, RoomState
from standfirst.apps.live.rules.states import Asking, Stage, State
from standfirst.apps.live.rules.subtitles import LARGEST, read_file
from standfirst.apps.live.rules.tags import interview_tag

__all__ = [
    "DESK_PAGE",
    "LARGEST",
    "Airing",
    "Asked",
    "Asking",
    "BadMark",
    "Brought",
    "CaptionTrack",
    "Card",
    "Chapter",
    "Code",
    "Conflict",
    "CorrectionsLost",
    "Counts",
    "DeskCard",
    "FurnishedInterview",
    "InterviewCard",
    "InterviewPage",
    "LiveIndexPage",
    "Order",
    "OwnCard",
    "Question",
    "Recording",
    "Refused",
    "Rights",
    "Room",
    "RoomState",
    "Span",
    "Stage",
    "State",
    "Step",
    "Tally",
    "Told",
    "Unreached",
    "Unusable",
    "Vote",
    "VoteChange",
    "add_chapter",
    "admits",
    "approve_question",
    "ask_question",
    "begin_rehearsal",
    "bring_transcript",
    "cards_named",
    "cards_of",
    "correct_transcript",
    "count_asked",
    "cues_of",
    "decline_question",
    "drop_track",
    "edit_question",
    "end_interview",
    "fill_rehearsal",
    "find_held",
    "find_interview",
    "find_question",
    "find_recording",
    "find_room",
    "find_track",
    "forget_asker",
    "hides_votes_now",
    "interview_at",
    "interview_tag",
    "is_in_room",
    "label_question",
    "list_asked",
    "list_entries",
    "list_questions",
    "list_reminded",
    "list_running",
    "list_to_come",
    "list_unreached",
    "merge_questions",
    "merged_into",
    "move_stage",
    "next_question",
    "nudge_chapter",
    "nudge_question",
    "on_air_since",
    "open_interviews",
    "open_room",
    "pass_time",
    "programme",
    "publish_recording",
    "put_on_air",
    "put_on_deck",
    "questions_of",
    "read_cuts",
    "read_file",
    "read_time",
    "read_typed",
    "remind",
    "remove_chapter",
    "restore_question",
    "rights_of",
    "roll_up",
    "roll_up_all",
    "room_of",
    "room_state",
    "save_recording",
    "set_asking",
    "set_interview",
    "set_reminder",
    "similar_questions",
    "similar_to",
    "stamp_of",
    "steps_of",
    "take_a_turn",
    "take_down_question",
    "take_off_air",
    "takes_questions_now",
    "tally_of",
    "timeline_of",
    "tracks_of",
    "typed",
    "unmerge_question",
    "unreached_named",
    "unvote",
    "video_in",
    "vote",
    "votes_of",
    "wipe_rehearsal",
    "with_words",
    "withdraw_question",
    "withdraw_recording",
    "written_cuts",
    "written_time",
]
