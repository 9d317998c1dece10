"""What the merging of two accounts does to what moderators laid down: it holds for the person, whichever account they keep."""

from standfirst.core.merging import Merge, leave_behind, pass_on

MERGES: tuple[Merge, ...] = (
    pass_on("moderation.Sanction", "reader_id"),
    pass_on("moderation.Note", "reader_id"),
    pass_on("moderation.Acceptance", "reader_id", unlike=("version",)),
    *leave_behind("a report was made with an address, not by an account", "moderation.CaseFile", "moderation.CaseEntry"),
)  # fmt: skip
