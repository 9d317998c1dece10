"""The public report of something unlawful: for everybody who can read the comment, with a file of its own."""

from datetime import datetime

import pytest
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from tests.apps.comments.talking import article_of, say
from tests.publication import Publication

pytestmark = pytest.mark.django_db
UNLAWFUL = {"law": "Of libel.", "explanation": "It says what is not so.", "in_good_faith": "on"}


def test_anybody_reports_something_unlawful_and_it_has_a_file(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    comment = say(talker, article, "As it stood.", now=now)
    address = f"/comments/c/{comment.pk}/unlawful/"
    page = Client().post(address, {**UNLAWFUL, "reporter_email": "who@report.example"}).content.decode()
    case = moderation.CaseFile.objects.get()
    assert f"case {case.number}" in page
    assert (case.subject_id, case.snapshot, case.url) == (
        comment.pk,
        "As it stood.",
        f"/comments/c/{comment.pk}/",
    )
    assert Letter.objects.get(to="who@report.example").text.count("As it stood.") == 0


@pytest.mark.parametrize("missing", UNLAWFUL)
def test_half_a_report_is_asked_for_again_and_opens_no_file(
    talker: User, article: ArticleCard, now: datetime, missing: str
) -> None:
    comment = say(talker, article, "As it stood.", now=now)
    sent = (
        {**UNLAWFUL, missing: ""}
        if missing != "in_good_faith"
        else {"law": "Of libel.", "explanation": "So it is."}
    )
    answer = Client().post(f"/comments/c/{comment.pk}/unlawful/", sent)
    assert answer.status_code == 422
    assert not moderation.CaseFile.objects.exists()
    assert not Letter.objects.exists()


def test_nobody_reports_what_they_cannot_read(publication: Publication, talker: User, now: datetime) -> None:
    hidden = say(talker, article_of(publication, "subscribers"), "Hidden.", now=now)
    assert Client().get(f"/comments/c/{hidden.pk}/unlawful/").status_code == 404


def test_reports_are_counted(talker: User, article: ArticleCard, now: datetime) -> None:
    comment = say(talker, article, "As it stood.", now=now)
    address = f"/comments/c/{comment.pk}/unlawful/"
    statuses = [Client().post(address, UNLAWFUL).status_code for _ in range(7)]
    assert statuses.count(200) == 5
    assert statuses[-1] == 429
    assert moderation.CaseFile.objects.count() == 5
