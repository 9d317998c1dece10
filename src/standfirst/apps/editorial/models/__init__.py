"""What editors make: pages, pictures, picks and the publication's own settings."""

from standfirst.apps.editorial.models.articles import ArticlePage, Authorship, Correction
from standfirst.apps.editorial.models.authors import AuthorIndexPage, AuthorPage, SocialHandle
from standfirst.apps.editorial.models.front import FrontPage, FrontPick
from standfirst.apps.editorial.models.imports import PageImport
from standfirst.apps.editorial.models.index import ArticleText
from standfirst.apps.editorial.models.pictures import Picture, PictureRendition
from standfirst.apps.editorial.models.plain import PlainPage
from standfirst.apps.editorial.models.publication import Publication
from standfirst.apps.editorial.models.rights import GivenRight
from standfirst.apps.editorial.models.sections import SectionPage, SectionPick
from standfirst.apps.editorial.models.topics import TopicIndexPage, TopicPage

__all__ = [
    "ArticlePage",
    "ArticleText",
    "AuthorIndexPage",
    "AuthorPage",
    "Authorship",
    "Correction",
    "FrontPage",
    "FrontPick",
    "GivenRight",
    "PageImport",
    "Picture",
    "PictureRendition",
    "PlainPage",
    "Publication",
    "SectionPage",
    "SectionPick",
    "SocialHandle",
    "TopicIndexPage",
    "TopicPage",
]
