"""What the merging of two accounts does to interviews: one person's questions are theirs, and their vote counts once."""

from standfirst.core.merging import Merge, leave_behind, pass_on

MERGES: tuple[Merge, ...] = (
    pass_on("live.Question", "asker_id", unlike=("client_id",)),
    pass_on("live.Vote", "reader_id", unlike=("question_id",)),
    *leave_behind("it belongs to its question, and passes on with it", "live.Step", "live.Airing"),
    *leave_behind("a number of votes, which names nobody", "live.VoteChange", "live.Tally"),
    *leave_behind("how an interview is held; no person is in it", "live.Room"),
    *leave_behind(
        "a public interview, as it was recorded",
        "live.Recording",
        "live.Chapter",
        "live.CaptionTrack",
        "live.CueRow",
    ),
)
