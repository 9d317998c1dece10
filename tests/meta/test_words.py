"""One word for one thing: docs/reference/glossary.md names the words, this rule keeps the others out."""

import re

from tests.meta.reading import ROOT, SRC, caught, files, text_of

BANNED = {
    "teaser": "preview", "excerpt": "preview", "anonymous user": "visitor", "guest": "visitor",
    "customer": "reader", "premium": "subscriber", "paid member": "subscriber", "mailing list": "newsletter",
    "campaign": "newsletter or edition", "AMA": "interview", "dashboard": "desk",
}  # fmt: skip
PATTERN = re.compile(r"\b(" + "|".join(map(re.escape, BANNED)) + r")s?\b")
MARKUP = re.compile(r"{[%#].*?[%#]}|{{.*?}}|<[^>]+>|`[^`]*`", re.S)
NOT_PROSE = {"glossary.md", "CHANGELOG.md"}
SCREENS = [path for path in files(".html", under=SRC) if "templates" in path.parts]
DOCS = [
    path for path in [*ROOT.glob("*.md"), *files(".md", under=ROOT / "docs")] if path.name not in NOT_PROSE
]


def wrong_words(text: str) -> list[str]:
    return sorted({match[1] for match in PATTERN.finditer(MARKUP.sub(" ", text))})


def test_screens_and_docs_use_the_words_of_the_glossary() -> None:
    assert caught([*SCREENS, *DOCS], lambda path: wrong_words(text_of(path))) == {}


def test_the_glossary_names_every_word_that_is_kept_out() -> None:
    glossary = (ROOT / "docs/reference/glossary.md").read_text()
    assert [word for word in BANNED if word not in glossary] == []


def test_the_rule_reads_prose_and_not_markup() -> None:
    assert wrong_words("A guest reads two teasers.") == ["guest", "teaser"]
    assert wrong_words("{% if guest %}<p class='teaser'>{{ premium }}</p> `dashboard`") == []
