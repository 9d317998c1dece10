"""The screens of live interviews, and which template each shows."""

from tests.journeys.arriving import (
    all_questions,
    ask_alike,
    of_interview,
    of_own_question,
    the_composer,
    vote_by_hand,
    what_was_said,
)
from tests.journeys.screen import Screen

INTERVIEW, REPLAY = "/live/the-last-keeper/", "/live/the-handwriting/"

INTERVIEWS = (
    Screen("live interviews", "/live/"),
    Screen("an interview to come", INTERVIEW),
    Screen("an interview to come, of a subscriber", INTERVIEW, who="subscriber", then=the_composer),
    Screen("a replay", REPLAY, who="subscriber"),
    Screen("a replay, to others", REPLAY),
    Screen("what was said", REPLAY, who="subscriber", then=what_was_said),
    Screen("an interview, its questions", INTERVIEW, then=all_questions),
    Screen("ask", INTERVIEW, who="subscriber", then=of_interview("Ask a question", "Ask Ottar")),
    Screen("ask, something alike", INTERVIEW, who="colleague", then=ask_alike),
    Screen("be reminded", INTERVIEW, who="subscriber", then=of_interview("Remind me", "Be reminded")),
    Screen("reminders, a dead link", "/live/no-mail/nothing/", status=404),
    Screen("vote", INTERVIEW, who="colleague", then=vote_by_hand),
    Screen("own questions", "/account/questions/", who="subscriber"),
    Screen(
        "change a question",
        "/account/questions/",
        who="subscriber",
        then=of_own_question("edit", "Change your question"),
    ),
    Screen(
        "take a question back",
        "/account/questions/",
        who="subscriber",
        then=of_own_question("withdraw", "Take back your question"),
    ),
)
SEEN_AT_INTERVIEWS = {
    "live/_page.html": ("ask", ".title-block--small .kicker a"),
    "live/index.html": ("live interviews", "h1:has-text('Live interviews')"),
    "live/_entry.html": ("live interviews", ".programme__entry h3"),
    "live/_when.html": ("live interviews", "sf-when time"),
    "live/_with.html": ("an interview to come", "#stage a[rel=author]"),
    "live/interview.html": ("an interview to come", "sf-live h1"),
    "live/_screen.html": ("an interview to come", ".screen .art"),
    "live/_below.html": ("an interview to come", "[data-below]"),
    "live/_onair.html": ("an interview to come", "[data-onair][hidden]"),
    "live/_order.html": ("an interview to come", "nav.order [aria-current]"),
    "live/_question.html": ("an interview to come", ".queue h3"),
    "live/_stranger.html": ("an interview to come", ".call:has-text('Only subscribers')"),
    "live/replay.html": ("a replay", "sf-replay h1"),
    "live/_replay_screen.html": ("a replay", ".screen .art"),
    "live/_chapter.html": ("a replay", ".chapters time"),
    "live/_lines.html": ("a replay", ".script .said"),
    "live/_replay_gate.html": ("a replay, to others", "#gate"),
    "live/transcript.html": ("what was said", "h1:has-text('What was said')"),
    "live/questions.html": ("an interview, its questions", "h1:has-text('What is asked')"),
    "live/ask.html": ("ask", "h1:has-text('Ask ')"),
    "live/_mine.html": ("ask", "#mine form.say textarea"),
    "live/_own.html": ("own questions", ".own li .own__text"),
    "live/_alike.html": ("ask, something alike", ".queue--alike button"),
    "live/remind.html": ("be reminded", "button:has-text('Remind me')"),
    "live/no_mail.html": ("reminders, a dead link", "h1:has-text('stops nothing')"),
    "live/vote.html": ("vote", "button[name=wanted]"),
    "live/edit.html": ("change a question", "form.say textarea"),
    "live/withdraw.html": ("take a question back", "button:has-text('Take it back')"),
    "account/_interviews.html": ("account", "main a[href='/account/questions/']"),
    "account/questions.html": ("own questions", "h1:has-text('Your questions')"),
}
