"""The Terms of Use and the Privacy Policy as they stand, for whoever asks a reader to agree to them."""

from dataclasses import dataclass
from datetime import datetime

TERMS = "terms"
PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class LegalText:
    """One of the two; `html` as it is shown, `text` the same without markup, `since` when this version came out."""

    kind: str
    title: str
    url: str
    html: str
    text: str
    language: str
    since: datetime


FIRST_WORDING: dict[str, tuple[str, str]] = {
    TERMS: (
        "Terms of Use",
        "<p>These terms are between you and the publication. They are a beginning, written to be replaced: have "
        "them read by somebody who knows the law of your country.</p>"
        "<h2>Your account</h2><p>An account is for one person. You keep its address up to date and its way in to "
        "yourself. You can close it at any time in your account.</p>"
        "<h2>Subscriptions</h2><p>A subscription opens what its plan says. It is renewed at the price that you were "
        "shown until you stop it, which you can do in your account. You read on until what you have paid for is "
        "over.</p>"
        "<h2>What you write</h2><p>What you write remains yours. By posting it you let us show it. We may remove what "
        "breaks the law or the rules of the conversation.</p>"
        "<h2>Changes</h2><p>When these terms change you are shown the new ones and asked again.</p>",
    ),
    PRIVACY: (
        "Privacy Policy",
        "<p>What we keep about you, why, and how to be rid of it. It is a beginning, written to be replaced by the "
        "publication’s own.</p>"
        "<h2>What we keep</h2><ul><li>your address and your name, to know who you are;</li>"
        "<li>what you have agreed to, when, and in which words;</li>"
        "<li>what you subscribe to and have paid, as the law asks of us;</li>"
        "<li>where you are signed in, so that you can end it.</li></ul>"
        "<h2>What we do not do</h2><p>There are no trackers, and nothing is loaded from anywhere else. We do not sell "
        "what we know about you.</p>"
        "<h2>Your rights</h2><p>In your account you can download everything that we hold about you, and close the "
        "account, which erases it.</p>",
    ),
}
SLUGS = {TERMS: "terms", PRIVACY: "privacy"}
