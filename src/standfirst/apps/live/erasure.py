"""What the erasure of a person does to interviews: their questions lose their words, and votes go.

The action `forget_asker` goes before: it withdraws what is not answered yet, so that no stream and no page keeps it.
"""

from standfirst.core.erasure import Fate, delete_rows, keep_rows

_PLACE = "the place of a question among others; nobody is named in it and nothing of it can be read"
_HOUSE = "how an interview is held; no person is in it"
_PAGE = "what the publication has written"
_SAID = "a public interview, as it was recorded"
_COUNT = "a number of votes, which names nobody"

FATES = (
    Fate(
        table="live.Step",
        find={"by_id": "{reader_id}"},
        blank=("by",),
        keep={"what became of a question": ("question", "was", "became", "made_at")},
    ),
    Fate(
        table="live.Question",
        find={"asker_id": "{reader_id}"},
        blank=("asker", "text", "asked_text", "text_key", "grams", "sentence", "findings"),
        keep={_PLACE: (
            "room", "key", "client_id", "language", "state", "merged_into", "declined_rule", "declined_under", "label",
            "version", "asked_at", "opened_at",
        )},
    ),
    delete_rows("live.Vote", reader_id="{reader_id}"),
    delete_rows("live.Reminder", reader_id="{reader_id}"),
    keep_rows("live.VoteChange", _COUNT, "room", "question", "delta"),
    keep_rows("live.Tally", _COUNT, "room", "votes", "seen", "counted_at"),
    keep_rows("live.Airing", "when a question was on air", "question", "room", "began_at", "ended_at", "shift_ms"),
    keep_rows("live.LiveIndexPage", _PAGE, "page_ptr", "standfirst"),
    keep_rows(
        "live.InterviewPage", _PAGE,
        "page_ptr", "standfirst", "guest", "guest_note", "host", "starts_at", "minutes", "collects_from", "poster", "poster_alt",
        "video", "delay_seconds", "watch_access", "ask_access", "vote_access", "replay_access", "hides_tallies", "by_clock",
    ),
    keep_rows(
        "live.Room", _HOUSE,
        "interview", "is_rehearsal", "key", "epoch", "seq", "stage", "asking", "on_air", "on_deck", "air_version",
        "began_at", "ended_at", "farewell",
    ),
    keep_rows(
        "live.Recording", _SAID, "interview", "video", "began_at", "length_ms", "cuts", "was_read", "published_at",
    ),
    keep_rows("live.Chapter", _SAID, "recording", "begins_ms", "title"),
    keep_rows("live.CaptionTrack", _SAID, "recording", "language", "is_spoken"),
    keep_rows("live.CueRow", _SAID, "track", "begins_ms", "ends_ms", "speaker", "text", "heard"),
)  # fmt: skip
