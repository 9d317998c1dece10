"""What a reader is told of their comments."""

from standfirst.core.export import Export, left_out

_HOUSE = "a number for the house's own work"
_SHOWN = "how the text is shown; the text itself is told"
_DESK = "who worked at the desk, and how"
_OWN = {"comment__author_id": "{reader_id}"}

EXPORTS = (
    Export(
        table="comments.Comment",
        name="Your comments",
        find={"author_id": "{reader_id}"},
        leave={_HOUSE: ("client_id", "parent_key", "queue", "visible", "flagged", "judged_revision", "sent_to_author_at"), _SHOWN: ("html", "imported_name", "imported_digest")},
        follow={"thread__article_id": "Number of the article"},
    ),
    Export(table="comments.Revision", name="What your comments said before and say now", find=_OWN),
    Export(
        table="comments.Decision",
        name="What moderators decided on your comments",
        find=_OWN,
        leave={_DESK: ("before", "undone_at")},
    ),
    Export(
        table="comments.Appeal",
        name="Where you asked for another look",
        find={"decision__comment__author_id": "{reader_id}"},
    ),
    Export(table="comments.Recommendation", name="Comments that you recommend", find={"reader_id": "{reader_id}"}),
    Export(table="comments.Report", name="Comments that you reported", find={"reader_id": "{reader_id}"}),
    Export(table="comments.Ignored", name="That you ignore somebody", find={"reader_id": "{reader_id}"}),
    Export(table="comments.Visit", name="Until when you have seen conversations", find={"reader_id": "{reader_id}"}),
    Export(table="comments.Correspondence", name="Letters about replies", find={"reader_id": "{reader_id}"}),
    *left_out("how conversations are held; no person is in it", "comments.Thread", "comments.Conversation", "comments.Default"),
)  # fmt: skip
