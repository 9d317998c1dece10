"""The demo's mail server takes letters in by real SMTP, and the demo shows what arrived."""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from standfirst.screens.demo.letters import find_letter, list_letters
from tests.real import free_port, listens, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "standfirst.screens.demo.catcher",
        "--folder",
        str(folder),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command)
    try:
        until(lambda: listens(port))
        yield port
    finally:
        process.terminate()
        assert process.wait(10) == 0


def letter(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        "desk@demo.example",
        "Amal <amal@demo.example>",
    )
    message.set_content("Guten Tag, Łódź.\nhttps://review.example/a?b=1&c=2 is the place.")
    message.add_alternative(
        '<p>Guten Tag, <a href="https://review.example/html">Łódź</a>.</p>', subtype="html"
    )
    return message


def send(port: int, subject: str, *to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        server.send_message(letter(subject), to_addrs=list(to))


def test_a_letter_arrives_whole(port: int, folder: Path) -> None:
    send(port, "Grüße", "amal@demo.example")
    [found] = list_letters(folder)
    assert (found.subject, found.to) == ("Grüße", ("amal@demo.example",))
    assert "Guten Tag, Łódź." in found.text
    assert found.links == ("https://review.example/a?b=1&c=2", "https://review.example/html")
    assert found.as_json()["headers"]


def test_the_envelope_counts_and_not_the_header(port: int, folder: Path) -> None:
    send(port, "To two", "one@demo.example", "TWO@demo.example")
    assert list_letters(folder, to="amal@demo.example") == []
    assert [each.subject for each in list_letters(folder, to="two@demo.example")] == ["To two"]


def test_the_newest_letter_comes_first(port: int, folder: Path) -> None:
    for number in range(3):
        send(port, f"Letter {number}", "amal@demo.example")
    assert [each.subject for each in list_letters(folder)] == ["Letter 2", "Letter 1", "Letter 0"]


@pytest.mark.parametrize("name", ["../secrets", "..", "", "a/b", "A" * 100, "nothing"])
def test_only_letters_are_opened(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder.parent / "secrets.eml").write_text("Subject: secret\n\n")
    assert find_letter(folder, name) is None


def test_no_folder_is_no_mail(tmp_path: Path) -> None:
    assert list_letters(tmp_path / "nowhere") == []
