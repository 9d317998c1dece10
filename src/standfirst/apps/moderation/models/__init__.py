"""The tables of moderation."""

from standfirst.apps.moderation.models.cases import CaseEntry, CaseFile
from standfirst.apps.moderation.models.guidelines import Acceptance, GuidelineRule, GuidelinesVersion
from standfirst.apps.moderation.models.sanctions import Note, Sanction
from standfirst.apps.moderation.models.words import ListedWord, WordsTrial, WordsVersion

__all__ = [
    "Acceptance",
    "CaseEntry",
    "CaseFile",
    "GuidelineRule",
    "GuidelinesVersion",
    "ListedWord",
    "Note",
    "Sanction",
    "WordsTrial",
    "WordsVersion",
]
