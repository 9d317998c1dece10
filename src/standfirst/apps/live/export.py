"""What a reader is told of what they asked and voted for."""

from standfirst.core.export import Export, left_out

_HOUSE = "a number for the house's own work"
_LETTERS = "which letter of it was the last; the letters themselves are told"
_SHOWN = "how it is found among others; the text itself is told"

EXPORTS = (
    Export(
        table="live.Question",
        name="Your questions to guests",
        find={"asker_id": "{reader_id}"},
        leave={_HOUSE: ("client_id", "version"), _SHOWN: ("text_key", "grams")},
        follow={"room__interview__title": "Interview"},
    ),
    Export(
        table="live.Step",
        name="What became of your questions",
        find={"question__asker_id": "{reader_id}"},
    ),
    Export(table="live.Vote", name="Questions that you voted for", find={"reader_id": "{reader_id}"}),
    Export(
        table="live.Reminder",
        name="Interviews of which you are reminded",
        find={"reader_id": "{reader_id}"},
        leave={_LETTERS: ("told", "knows", "since")},
        follow={"interview__title": "Interview"},
    ),
    *left_out("how an interview is held; no person is in it", "live.Room", "live.Airing"),
    *left_out("a number of votes, which names nobody", "live.VoteChange", "live.Tally"),
    *left_out(
        "a public interview, as it was recorded",
        "live.Recording",
        "live.Chapter",
        "live.CaptionTrack",
        "live.CueRow",
    ),
)
