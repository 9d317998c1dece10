"""The demo publication’s words: they are there, they fit together, and bad ones are refused by name."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from standfirst.screens.demo import manuscripts
from standfirst.screens.demo.manuscripts import CONTENT, Manuscript, ManuscriptError, PictureNote

ARTICLES = manuscripts.articles()
LONG = [article for article in ARTICLES if manuscripts.word_count(article) >= 600]
GATED = [article for article in ARTICLES if article.access != "open"]
SECTIONS = [section.slug for section in manuscripts.publication().sections]

FRONT = """\
+++
headline = "The pond"
standfirst = "It has ducks."
authors = ["hallam-quist"]
topics = ["maps-and-borders"]
access = "open"
age = "2d 4h 5m"
picture = { alt = "A pond", caption = "The pond.", credit = "Drawing by Ottilie Brandt" }
+++
"""


def slug_of(article: Manuscript) -> str:
    return article.slug


def parsed(body: str = "Ducks.", *, front: str = FRONT) -> Manuscript:
    return manuscripts.parse_article(front + body, slug="the-pond", section="books")


def kinds_in(article: Manuscript) -> list[str]:
    return [block.kind for block in article.blocks]


# What the publication holds


def test_there_are_enough_articles_and_enough_long_ones() -> None:
    assert len(ARTICLES) >= 48
    assert len(LONG) >= 13
    assert all(manuscripts.word_count(article) <= 1500 for article in ARTICLES)


def test_no_article_is_shorter_than_a_note() -> None:
    assert min(manuscripts.word_count(article) for article in ARTICLES) >= 130


def test_access_is_mixed() -> None:
    assert Counter(article.access for article in ARTICLES) == {
        "subscribers": 24,
        "registered": 10,
        "open": 16,
    }


def test_six_sections_hold_the_articles() -> None:
    assert SECTIONS == ["world", "economics", "politics", "science", "culture", "books"]
    assert {article.section for article in ARTICLES} == set(SECTIONS)


def test_there_are_ten_authors_and_each_has_written_something() -> None:
    authors = {author.slug for author in manuscripts.authors()}
    assert len(authors) == 10
    assert {author for article in ARTICLES for author in article.authors} == authors


def test_each_topic_is_used_and_each_used_topic_is_known() -> None:
    topics = {topic.slug for topic in manuscripts.topics()}
    assert 12 <= len(topics) <= 16
    assert {topic for article in ARTICLES for topic in article.topics} == topics


def test_an_author_has_a_handle_and_a_portrait() -> None:
    for author in manuscripts.authors():
        assert re.fullmatch(r"@[a-z]+", author.handle)
        assert author.portrait_key == f"portrait-{author.slug}"


def test_related_articles_exist_and_are_other_articles() -> None:
    slugs = {article.slug for article in ARTICLES}
    for article in ARTICLES:
        for block in article.blocks:
            if block.kind == "related":
                assert set(block.value) <= slugs - {article.slug}


def test_one_article_leads_and_five_are_picked() -> None:
    assert [article.slug for article in ARTICLES if article.lead] == ["the-strait-nobody-owns"]
    assert sorted(article.pick for article in ARTICLES if article.pick) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_has_two_or_three_picks_in_order(section: str) -> None:
    places = sorted(a.section_pick for a in ARTICLES if a.section == section and a.section_pick)
    assert places in ([1, 2], [1, 2, 3])


def test_several_articles_are_of_today_and_the_rest_within_sixty_days() -> None:
    assert sum(article.age < timedelta(hours=8) for article in ARTICLES) >= 3
    assert all(article.age <= timedelta(days=60) for article in ARTICLES)
    assert [article.age for article in ARTICLES] == sorted(article.age for article in ARTICLES)


def test_at_least_four_articles_are_corrected() -> None:
    assert sum(bool(article.corrections) for article in ARTICLES) >= 4


def test_every_kind_of_block_is_used() -> None:
    used = {kind for article in ARTICLES for kind in kinds_in(article)}
    assert used == {
        "paragraph",
        "heading",
        "quotation",
        "pull_quote",
        "gate_line",
        "list",
        "picture",
        "gallery",
        "table",
        "embed",
        "related",
        "divider",
    }


def test_embeds_are_of_the_two_providers() -> None:
    embeds = [b.value for a in ARTICLES for b in a.blocks if b.kind == "embed"]
    assert {urlsplit(embed["url"]).hostname for embed in embeds} == {"www.youtube.com", "vimeo.com"}


@pytest.mark.parametrize("article", GATED, ids=slug_of)
def test_a_gated_article_shows_something_above_its_gate_line_and_keeps_more_below(
    article: Manuscript,
) -> None:
    kinds = kinds_in(article)
    gate = kinds.index("gate_line")
    assert 1 <= kinds[:gate].count("paragraph") <= 5
    assert kinds[gate:].count("paragraph") >= 1


def test_an_open_article_has_no_gate_line() -> None:
    assert not [
        article.slug for article in ARTICLES if article.access == "open" and "gate_line" in kinds_in(article)
    ]


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.md")), ids=lambda path: path.stem)
def test_quotation_marks_are_curly_and_in_pairs(path: Path) -> None:
    prose = path.read_text("utf-8").split("+++\n", 2)[2]
    assert not re.search(r"[\"']", prose)
    assert prose.count("“") == prose.count("”")


def test_every_picture_has_a_key_of_its_own() -> None:
    keys = Counter(note.key for article in ARTICLES for note in manuscripts.pictures(article))
    assert max(keys.values()) == 1
    assert len(keys) > len(ARTICLES)


def test_the_pages_say_that_the_magazine_is_invented() -> None:
    pages = {page.slug: page for page in manuscripts.pages()}
    assert set(pages) == {"about", "privacy", "terms"}
    for page in pages.values():
        words = " ".join(block.value for block in page.blocks if isinstance(block.value, str))
        assert re.search(r"invented|fictional", words)


def test_the_publication_has_its_name_and_a_nameplate_of_two_lines() -> None:
    publication = manuscripts.publication()
    assert publication.name == "The Meridian Review"
    assert publication.nameplate == ("The Meridian", "Review")


# How a manuscript is read


def test_ages_are_spans_of_time_and_the_short_headline_may_be_left_out() -> None:
    article = parsed()
    assert article.age == timedelta(days=2, hours=4, minutes=5)
    assert article.short_headline == article.headline == "The pond"
    assert article.picture == PictureNote("the-pond", "A pond", "The pond.", "Drawing by Ottilie Brandt")


@pytest.mark.parametrize(
    ("body", "kind", "value"),
    [
        ("A *duck* and **two**.", "paragraph", "A <em>duck</em> and <strong>two</strong>."),
        ("[Here](https://example.org/).", "paragraph", '<a href="https://example.org/">Here</a>.'),
        ("One line\nand another.", "paragraph", "One line and another."),
        ("A <b>duck</b> & co.", "paragraph", "A &lt;b&gt;duck&lt;/b&gt; &amp; co."),
        ("[No](javascript:alert(1))", "paragraph", "[No](javascript:alert(1))"),
        ("## Ducks", "heading", "Ducks"),
        (
            "> Quack.\n> — A. Drake, duck, the pond",
            "quotation",
            {"text": "Quack.", "speaker": "A. Drake", "role": "duck, the pond"},
        ),
        ("!pull They swim", "pull_quote", "They swim"),
        ("!gate", "gate_line", None),
        ("***", "divider", None),
        ("- one\n- *two*", "list", {"ordered": False, "items": ["one", "<em>two</em>"]}),
        ("1. one\n2. two", "list", {"ordered": True, "items": ["one", "two"]}),
        (
            "!picture the-pond-2 | Ducks | Two. | Me",
            "picture",
            PictureNote("the-pond-2", "Ducks", "Two.", "Me"),
        ),
        (
            "!table Ducks\n| Day | Ducks |\n| Monday | 2 |",
            "table",
            {"caption": "Ducks", "rows": [["Day", "Ducks"], ["Monday", "2"]]},
        ),
        ("!embed https://vimeo.com/1 | Ducks", "embed", {"url": "https://vimeo.com/1", "title": "Ducks"}),
        ("!related one two", "related", ("one", "two")),
    ],
)
def test_a_mark_becomes_its_block(body: str, kind: str, value: object) -> None:
    (block,) = parsed(body).blocks
    assert (block.kind, block.value) == (kind, value)


def test_words_are_counted_in_running_text_only() -> None:
    body = (
        "Two *words*.\n\n## One\n\n> Three more words\n> — Not, counted\n\n- one\n\n!pull not counted at all"
    )
    assert manuscripts.word_count(parsed(body)) == 7


@pytest.mark.parametrize(
    ("cut", "put", "told"),
    [
        ('headline = "The pond"\n', "", "“headline” is missing"),
        ('"The pond"', "7", "“headline” is not of the kind str"),
        ('"It has ducks."', '" "', "“standfirst” is empty"),
        ('access = "open"', 'access = "free"', "access “free” is none of open, registered, subscribers"),
        ('["hallam-quist"]', "[]", "“authors” names 0; it may name 1 to 3"),
        ('"2d 4h 5m"', '"a while"', "“a while” is not an age"),
        (
            'access = "open"',
            'access = "open"\nupdated = "3d"',
            "updated or corrected before it was published",
        ),
        ('access = "open"', 'access = "open"\ncolour = "red"', "“colour” is not a field"),
        (', credit = "Drawing by Ottilie Brandt"', "", "“credit” is missing"),
        ('access = "open"', "access =", "its front matter is not TOML"),
        ("+++\nheadline", "headline", "it does not begin with TOML"),
    ],
)
def test_bad_front_matter_is_refused_with_the_reason(cut: str, put: str, told: str) -> None:
    with pytest.raises(ManuscriptError, match=re.escape(told)):
        parsed(front=FRONT.replace(cut, put, 1))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "it has no text"),
        ("!duck", "the mark “!duck” is not known"),
        ("!gate\n\n!gate", "it has more than one gate line"),
        ("!gate now", "“!gate” is followed by words"),
        ("## Ducks\nThey swim.", "“## Ducks” is not followed by a blank line"),
        ("> Quack.", "a quotation ends with"),
        ("- one\n2. two", "a list is either ordered or not"),
        ("!picture the-pond-2 | Ducks", "a picture is “key | alt | caption | credit”"),
        ("!gallery Ducks", "the gallery “Ducks” has no pictures"),
        ("!table Ducks\n| Day |", "needs a header and a row"),
        ("!table Ducks\n| a | b |\n| c |", "differ in length"),
        ("!embed https://vimeo.com/1", "an embed is “url | title”"),
    ],
)
def test_a_bad_body_is_refused_with_the_reason(body: str, told: str) -> None:
    with pytest.raises(ManuscriptError, match=re.escape(told)):
        parsed(body)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (FRONT.encode() + b"!duck", "books/the-pond.md: the mark “!duck” is not known"),
        (b"\xff\xfe", "books/the-pond.md: it is not UTF-8"),
    ],
)
def test_a_refusal_names_the_file(tmp_path: Path, content: bytes, told: str) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "the-pond.md").write_bytes(content)
    with pytest.raises(ManuscriptError, match=re.escape(told)):
        manuscripts.read_articles(tmp_path)
