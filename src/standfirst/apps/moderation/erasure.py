"""What the erasure of a person does to what moderators know of them."""

from standfirst.core.erasure import Fate, delete_rows, keep_rows

_RULES = "texts of the publication; who published them is a number"
_CASE = "evidence of a report of something unlawful; it is emptied a year after it was closed"

FATES = (
    delete_rows("moderation.Sanction", reader_id="{reader_id}"),
    delete_rows("moderation.Note", reader_id="{reader_id}"),
    delete_rows("moderation.Acceptance", reader_id="{reader_id}"),
    keep_rows("moderation.GuidelinesVersion", _RULES, "number", "introduction", "by_id", "published_at"),
    keep_rows("moderation.GuidelineRule", _RULES, "number", "title", "text", "guard"),
    keep_rows("moderation.WordsVersion", _RULES, "number", "digest", "because", "trial", "by_id", "published_at"),
    keep_rows(
        "moderation.WordsTrial", _RULES,
        "digest", "words", "after", "because", "total", "looked_at", "found", "by_id", "made_at", "done_at",
    ),
    keep_rows("moderation.ListedWord", _RULES, "word", "use", "endings"),
    Fate(
        table="moderation.CaseFile",
        find={"reporter_email__iexact": "{address}"},
        blank=("reporter_name", "reporter_email"),
        keep={
            _CASE: (
                "subject_kind", "subject_id", "url", "snapshot", "law", "explanation", "in_good_faith", "language", "state",
                "decision", "grounds", "opened_at", "closed_at", "emptied_at",
            )
        },
    ),
    keep_rows(
        "moderation.CaseEntry", "the record of what was done with a report; people are numbers",
        "event", "state_after", "text", "by_id", "happened_at",
    ),
)  # fmt: skip
