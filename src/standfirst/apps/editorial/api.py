"""The front door of editorial: what is published, as cards, and the importer."""

from standfirst.apps.editorial.actions.choose_legal_pages import choose_legal_pages
from standfirst.apps.editorial.actions.furnish import (
    set_author,
    set_plain_page,
    set_publication,
    set_section,
    set_topic,
)
from standfirst.apps.editorial.actions.hand_in_article import hand_in_article, publish_article
from standfirst.apps.editorial.actions.open_publication import open_publication
from standfirst.apps.editorial.actions.publish_scheduled import publish_scheduled
from standfirst.apps.editorial.actions.set_picks import set_front_picks, set_section_picks
from standfirst.apps.editorial.actions.store_picture import store_picture
from standfirst.apps.editorial.queries.articles import (
    find_article,
    list_articles,
    list_by_author,
    list_by_section,
    list_by_topic,
    list_latest,
    list_named,
    list_section,
    list_section_picks,
    list_site_picks,
    live_articles,
)
from standfirst.apps.editorial.queries.below import Below, add_below
from standfirst.apps.editorial.queries.cards import picture_card
from standfirst.apps.editorial.queries.desk import (
    DraftCard,
    ImportCard,
    find_import,
    import_of,
    list_drafts,
    list_imports,
    pages_to_choose,
    works_on_pages,
)
from standfirst.apps.editorial.queries.feeds import list_under, texts_for
from standfirst.apps.editorial.queries.legal import legal_texts, missing_legal_texts
from standfirst.apps.editorial.queries.pages import author_names, find_article_at, find_front, find_live_page
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.queries.readable import readable_words
from standfirst.apps.editorial.queries.search import START, STOP, Found, search_articles
from standfirst.apps.editorial.queries.tags import tags_of_list
from standfirst.apps.editorial.rules.cards import (
    ArticleCard,
    Listing,
    PictureCard,
    PublicationCard,
    SectionCard,
)
from standfirst.apps.editorial.rules.colours import DARK_PAPER, LIGHT_PAPER, fault_of_accent
from standfirst.apps.editorial.rules.drafts import ArticleDraft
from standfirst.apps.editorial.rules.languages import search_configuration
from standfirst.apps.editorial.rules.legal import LegalText
from standfirst.apps.editorial.rules.page_import.report import set_aside_by_reason
from standfirst.apps.editorial.rules.pictures import address
from standfirst.apps.editorial.rules.plain_text import plain_text
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.apps.editorial.rules.structured_data import organisation
from standfirst.apps.editorial.rules.tags import EVERY_PAGE, LISTS, picture_tag, tags_of_cards
from standfirst.core.keyset import BadPlace, read_place

__all__ = [
    "DARK_PAPER",
    "EVERY_PAGE",
    "LIGHT_PAPER",
    "LISTS",
    "START",
    "STOP",
    "ArticleCard",
    "ArticleDraft",
    "BadPlace",
    "Below",
    "DraftCard",
    "Found",
    "ImportCard",
    "LegalText",
    "Listing",
    "PictureCard",
    "PublicationCard",
    "SectionCard",
    "add_below",
    "address",
    "author_names",
    "choose_legal_pages",
    "fault_of_accent",
    "find_article",
    "find_article_at",
    "find_front",
    "find_import",
    "find_live_page",
    "get_publication",
    "hand_in_article",
    "import_of",
    "legal_texts",
    "list_articles",
    "list_by_author",
    "list_by_section",
    "list_by_topic",
    "list_drafts",
    "list_imports",
    "list_latest",
    "list_named",
    "list_section",
    "list_section_picks",
    "list_site_picks",
    "list_under",
    "live_articles",
    "missing_legal_texts",
    "open_publication",
    "organisation",
    "pages_to_choose",
    "path_of",
    "picture_card",
    "picture_tag",
    "plain_text",
    "publish_article",
    "publish_scheduled",
    "read_place",
    "readable_words",
    "search_articles",
    "search_configuration",
    "set_aside_by_reason",
    "set_author",
    "set_front_picks",
    "set_plain_page",
    "set_publication",
    "set_section",
    "set_section_picks",
    "set_topic",
    "store_picture",
    "tags_of_cards",
    "tags_of_list",
    "texts_for",
    "works_on_pages",
]
