"""What live interviews keep."""

from standfirst.apps.live.models.interviews import InterviewPage, LiveIndexPage
from standfirst.apps.live.models.questions import Airing, Question, Step, Tally, Vote, VoteChange
from standfirst.apps.live.models.recordings import CaptionTrack, Chapter, CueRow, Recording
from standfirst.apps.live.models.reminders import Reminder
from standfirst.apps.live.models.rooms import Room

__all__ = [
    "Airing",
    "CaptionTrack",
    "Chapter",
    "CueRow",
    "InterviewPage",
    "LiveIndexPage",
    "Question",
    "Recording",
    "Reminder",
    "Room",
    "Step",
    "Tally",
    "Vote",
    "VoteChange",
]
