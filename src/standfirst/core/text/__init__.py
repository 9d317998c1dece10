"""What text looks like and what words it holds, however they are spelled; plain Python over Unicode's own data."""

from standfirst.core.text.fold import clean
from standfirst.core.text.lexicon import Lexicon, compile_words, lists_for, shipped_words
from standfirst.core.text.lists import Entry, Severity, WordList, read_list, shipped_lists
from standfirst.core.text.markup import Rendered, TooLong, render
from standfirst.core.text.skeleton import look, look_in_one_case, skeleton
from standfirst.core.text.words import Match, Outcome, examine, find_listed

__all__ = [
    "Entry",
    "Lexicon",
    "Match",
    "Outcome",
    "Rendered",
    "Severity",
    "TooLong",
    "WordList",
    "clean",
    "compile_words",
    "examine",
    "find_listed",
    "lists_for",
    "look",
    "look_in_one_case",
    "read_list",
    "render",
    "shipped_lists",
    "shipped_words",
    "skeleton",
]
