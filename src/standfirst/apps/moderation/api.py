"""The front door of moderation: judging texts, restrictions of readers, guidelines, words, and cases."""

from standfirst.apps.moderation.actions.keep_case import (
    Report,
    decide_case,
    empty_cases,
    note_on_case,
    open_case,
    reopen_case,
    take_up_case,
    void_case,
)
from standfirst.apps.moderation.actions.publish_guidelines import TAG, accept_guidelines, publish_guidelines
from standfirst.apps.moderation.actions.publish_words import publish_words
from standfirst.apps.moderation.actions.sanction_reader import (
    Refused,
    acknowledge_warning,
    lift_sanction,
    may_be_moderated,
    sanction,
)
from standfirst.apps.moderation.actions.try_words import begin_trial, finish_trial, note_trial
from standfirst.apps.moderation.actions.write_note import write_note
from standfirst.apps.moderation.models import CaseFile, Note, Sanction, WordsTrial, WordsVersion
from standfirst.apps.moderation.queries.cases import cases_about, count_open_cases, find_case, list_cases
from standfirst.apps.moderation.queries.guidelines import (
    accepted_version,
    guidelines,
    guidelines_version,
    list_guidelines,
    rules_quoted,
)
from standfirst.apps.moderation.queries.restrictions import (
    find_sanction,
    list_holding,
    list_notes,
    list_sanctions,
    notes_of,
    restriction_of,
    restrictions_of,
)
from standfirst.apps.moderation.queries.scorers import find_scorer
from standfirst.apps.moderation.queries.words import find_trial, lexicon_of, list_words_versions, own_words
from standfirst.apps.moderation.rules.cases import Decision, Event, State, events_from
from standfirst.apps.moderation.rules.guidelines import GUARDS, Guidelines, Rule
from standfirst.apps.moderation.rules.keys import are_alike, text_key
from standfirst.apps.moderation.rules.pipeline import judge, should_nudge
from standfirst.apps.moderation.rules.restrictions import FREE, Kind, Restriction
from standfirst.apps.moderation.rules.submissions import (
    AuthorFacts,
    Finding,
    History,
    Judgement,
    Limits,
    Mode,
    Place,
    Scorer,
    Submission,
    Verdict,
)
from standfirst.apps.moderation.rules.words import (
    Fault,
    OwnWord,
    Replay,
    Use,
    WouldHold,
    check_words,
    read_words,
    would_hold,
    written,
)

__all__ = [
    "FREE",
    "GUARDS",
    "TAG",
    "AuthorFacts",
    "CaseFile",
    "Decision",
    "Event",
    "Fault",
    "Finding",
    "Guidelines",
    "History",
    "Judgement",
    "Kind",
    "Limits",
    "Mode",
    "Note",
    "OwnWord",
    "Place",
    "Refused",
    "Replay",
    "Report",
    "Restriction",
    "Rule",
    "Sanction",
    "Scorer",
    "State",
    "Submission",
    "Use",
    "Verdict",
    "WordsTrial",
    "WordsVersion",
    "WouldHold",
    "accept_guidelines",
    "accepted_version",
    "acknowledge_warning",
    "are_alike",
    "begin_trial",
    "cases_about",
    "check_words",
    "count_open_cases",
    "decide_case",
    "empty_cases",
    "events_from",
    "find_case",
    "find_sanction",
    "find_scorer",
    "find_trial",
    "finish_trial",
    "guidelines",
    "guidelines_version",
    "judge",
    "lexicon_of",
    "lift_sanction",
    "list_cases",
    "list_guidelines",
    "list_holding",
    "list_notes",
    "list_sanctions",
    "list_words_versions",
    "may_be_moderated",
    "note_on_case",
    "note_trial",
    "notes_of",
    "open_case",
    "own_words",
    "publish_guidelines",
    "publish_words",
    "read_words",
    "reopen_case",
    "restriction_of",
    "restrictions_of",
    "rules_quoted",
    "sanction",
    "should_nudge",
    "take_up_case",
    "text_key",
    "void_case",
    "would_hold",
    "write_note",
    "written",
]
