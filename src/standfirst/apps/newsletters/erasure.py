"""What the erasure of a person does to newsletters: they get nothing more, and what is kept as evidence names nobody."""

from standfirst.core.erasure import delete_rows, keep_rows

_EVIDENCE = "evidence that letters were asked for; it names nobody but by numbers and a keyed hash"
_HOUSE = "newsletters and their calendar; no person is in them"
_WORK = (
    "what the newsroom has sent; articles and comments are in it by number, and one that is gone is not shown"
)
_EDITION = "what an edition said and how many got it; the same for all, no person is in it"
_BOOKS = "the books of an edition stay right; a row names nobody but by a number and a keyed hash"
_CLICKS = "how often a link was followed; whose click it was goes with the addressee"
_SUPPRESSED = "a mailbox that is not to be written to stays so; it is known by a keyed hash alone"

FATES = (
    delete_rows("newsletters.Return", addressee__reader_id="{reader_id}"),
    delete_rows("newsletters.Return", addressee__address="{address}"),
    delete_rows("newsletters.SignUp", addressee__reader_id="{reader_id}"),
    delete_rows("newsletters.SignUp", addressee__address="{address}"),
    delete_rows("newsletters.Addressee", reader_id="{reader_id}"),
    delete_rows("newsletters.Addressee", address="{address}"),
    delete_rows("newsletters.Asking", address="{address}"),
    keep_rows(
        "newsletters.Fact", _EVIDENCE,
        "addressee_number", "reader_number", "address_digest", "newsletter_number", "newsletter_name", "act", "form",
        "language", "statement", "privacy_digest", "evidence", "recorded_at",
    ),
    keep_rows("newsletters.NewsletterIndexPage", _HOUSE),
    keep_rows(
        "newsletters.NewsletterPage", _HOUSE,
        "blurb", "audience", "sender_name", "reply_to", "language", "taking_sign_ups", "position", "rhythm", "weekdays",
        "nth", "at", "zone", "by_zone", "first_zone", "ready_minutes", "when_not_ready", "skip_when_empty", "on_unknown",
        "on_front_page",
    ),
    keep_rows("newsletters.NewsletterPage_below_articles_of", _HOUSE),
    keep_rows("newsletters.Holiday", _HOUSE, "day", "name"),
    keep_rows(
        "newsletters.EditionPage", _WORK,
        "slot", "subject", "second_subject", "test_percent", "test_minutes", "preheader", "body", "state", "held_because", "goes_at", "approved_at",
        "approved_revision",
    ),
    keep_rows("newsletters.EditionItem", _WORK, "block", "kind", "number", "place", "reason"),
    keep_rows(
        "newsletters.Sending", _EDITION,
        "edition_number", "name", "masthead", "online", "seed", "state", "paused_because", "frozen_at", "resumed_at",
        "finished_at",
    ),
    keep_rows("newsletters.SendingLetter", _EDITION, "variant", "language", "arm", "subject", "html", "text"),
    keep_rows(
        "newsletters.SubjectTest", _EDITION,
        "first", "second", "percent", "minutes", "rest_at", "out_at", "chosen", "because", "chosen_at", "first_delivered",
        "first_clicked", "second_delivered", "second_clicked",
    ),
    keep_rows(
        "newsletters.Delivery", _BOOKS,
        "addressee_number", "address_digest", "state", "reason", "not_before", "arm", "attempt", "lease_owner", "lease_until", "claimed_at",
        "retry_at", "settled_at", "code", "queue_id",
    ),
    keep_rows("newsletters.LetterLink", _EDITION, "number", "block", "block_name", "address"),
    keep_rows("newsletters.Click", _CLICKS, "followed_at", "follower", "sign", "letter_code", "arm", "is_first"),
    keep_rows("newsletters.Exclusion", _EDITION, "reason", "count"),
    keep_rows("newsletters.Suppression", _SUPPRESSED, "address_digest", "reason", "since"),
    keep_rows("newsletters.Alarm", _EDITION, "kind", "sentence", "raised_at", "closed_at"),
    keep_rows("newsletters.SendingSwitch", _HOUSE, "is_paused", "because", "changed_at"),
    keep_rows("newsletters.KeptPace", _HOUSE, "provider", "facts", "kept_at"),
)  # fmt: skip
