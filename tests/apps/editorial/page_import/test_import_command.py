"""`standfirst import page`, as it is typed."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from standfirst.apps.editorial.actions.open_publication import open_publication
from standfirst.apps.editorial.models import ArticlePage, SectionPage

FIXTURES = Path(__file__).parent / "fixtures"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def section(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    open_publication(name="The Publication").front.add_child(
        instance=SectionPage(title="World", slug="world")
    )


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def typed(*words: str, **kwargs: Any) -> str:
    out = StringIO()
    call_command("import", "page", *words, stdout=out, **kwargs)
    return out.getvalue()


def test_the_report_is_printed_with_the_way_to_the_draft(settings: Any) -> None:
    printed = typed(str(FIXTURES / "copied_magazine.txt"))
    article = ArticlePage.objects.get()
    assert (
        f"a new draft: “The Ferry That Two Ministries Forgot” ({settings.ORIGIN}/desk/pages/{article.pk}/edit/)"
        in printed
    )
    for part in (
        "Taken",
        "Set aside",
        "It belongs to the comments area.",
        "– View 14 Comments",
        "Look at",
        "A quotation mark",
    ):
        assert part in printed


def test_all_pages_are_tried_and_the_refused_ones_told(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()
    out = StringIO()
    with pytest.raises(CommandError, match="2 of 3 could not be imported"):
        call_command(
            "import", "page", str(empty), "no-such-file.html", str(FIXTURES / "german.html"), stdout=out
        )
    assert "empty.html is empty." in out.getvalue()
    assert "no-such-file.html could not be opened: No such file or directory." in out.getvalue()
    assert ArticlePage.objects.count() == 1


def test_the_report_can_be_had_as_json() -> None:
    (outcome,) = json.loads(typed("--json", str(FIXTURES / "wordpress.html")))
    assert (outcome["headline"], outcome["is_new"]) == ("The Town That Sold Its Clock", True)
    assert set(outcome["report"]) == {"taken", "set_aside", "look_at"}


def test_an_address_inside_the_house_is_refused() -> None:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import", "page", "http://127.0.0.1/page", stdout=out)
    assert "not on the public internet" in out.getvalue()


def test_a_folder_or_a_device_is_not_read(tmp_path: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import", "page", str(tmp_path), "/dev/zero", stdout=out)
    assert out.getvalue().count("is not a file.") == 2


def test_many_files_show_a_bar_on_a_terminal_and_none_in_a_log() -> None:
    names = [str(FIXTURES / name) for name in ("german.html", "wordpress.html")]
    terminal, log = Terminal(), StringIO()
    typed(*names, stderr=terminal)
    typed(*names, stderr=log)
    assert "2/2 done" in terminal.getvalue()
    assert log.getvalue() == ""


def test_an_owner_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CommandError, match="Nobody here has the address"):
        typed("--by", "nobody@house.example", str(FIXTURES / "german.html"))
