"""A whole edition through the front door; what the sink received is judged from its bytes alone."""

import asyncio
import re
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from standfirst.apps.mailing import api as mailing
from tests.apps.mailing.wire.making import AT, DOMAIN, SECRET, form, masthead, recipient, signer, values
from tests.apps.mailing.wire.reading import all_of, faults_of_form, fields, parsed, parts
from tests.apps.mailing.wire.sending import Memory, on, route
from tests.apps.mailing.wire.test_dkim import verdicts
from tests.sink.running import near
from tests.sink.server import Log, Sink

NUMBER = 20
NAMES = ["Zoë", "Ada Lovelace", ".dot", "From here", "a = b", "🦊" * 40, "أمل", "x" * 200, "<b>&amp;", "\r\nBcc: x@y.example\r\n"]  # fmt: skip
BOUNCES = "bounces.news.example"
Received = tuple[bytes, bytes, bytes]


def edition() -> Iterator[mailing.Envelope]:
    made = form(signer=signer(), subject="Überfahrt 🦊, [[name]]: " + "und weiter " * 9)
    for number in range(NUMBER):
        one = recipient(number, address=f"r{number}@bücher.example", name=NAMES[number % len(NAMES)])
        sender = mailing.return_path(number, domain=BOUNCES, secret=SECRET)
        yield mailing.Envelope(number, 1, sender, mailing.on_the_wire(one.address), made.fill(one, at=AT))


@pytest.fixture(scope="module")
def received() -> list[Received]:
    """(MAIL, recipient, message) as the sink has them, in the order of the recipients."""

    async def course() -> None:
        async with near(server) as port, mailing.Lanes(route(port), connections=3) as lanes:
            await lanes.deliver(edition(), Memory())

    server = Sink(log=Log(keeps=True))
    on(asyncio.SelectorEventLoop, course())
    assert len(server.log.kept) == NUMBER
    return sorted(server.log.kept, key=lambda one: number_of(one[1]))


def number_of(address: bytes) -> int:
    found = re.fullmatch(rb"r(\d+)@xn--bcher-kva\.example", address)
    assert found is not None, address
    return int(found[1])


def test_row_1_one_click_is_there_once_and_both_its_headers_are_signed(received: list[Received]) -> None:
    for number, (_, _, raw) in enumerate(received):
        assert all_of(raw, "List-Unsubscribe") == [f"<{values(number)[mailing.Token.UNSUBSCRIBE]}>"]
        assert all_of(raw, "List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
        for signature in all_of(raw, "DKIM-Signature"):
            named = re.sub(r"\s", "", signature).partition(";h=")[2].partition(";")[0].split(":")
            assert (named.count("list-unsubscribe"), named.count("list-unsubscribe-post")) == (2, 2)


def test_row_3_the_headers_of_a_list_are_whole_and_its_id_outlives_a_new_title(
    received: list[Received],
) -> None:
    for _, _, raw in received:
        found = {name: all_of(raw, name) for name in ("List-Help", "List-Archive", "List-Owner", "List-Post")}
        assert found == {
            "List-Help": ["<https://news.example/newsletters/>"],
            "List-Archive": ["<https://news.example/newsletters/morning/>"],
            "List-Owner": ["<mailto:desk@news.example>"],
            "List-Post": ["NO"],
        }
        assert re.findall(r"<(.+)>$", all_of(raw, "List-Id")[0]) == ["morning.news.example"]
        assert max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 998
    renamed = form(of=masthead(newsletter="Another title")).fill(recipient(), at=AT)
    assert all_of(renamed, "List-Id") == ["Another title <morning.news.example>"]


def test_row_4_nobody_answers_by_machine(received: list[Received]) -> None:
    for _, _, raw in received:
        assert all_of(raw, "Auto-Submitted") == ["auto-generated"]
        assert all_of(raw, "X-Auto-Response-Suppress") == ["OOF, AutoReply"]


def test_row_8_both_signatures_of_every_message_stand(received: list[Received]) -> None:
    for _, _, raw in received:
        assert verdicts(raw) == [True, True]
    assert verdicts(raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:]) == [False, False]


def test_row_11_every_return_path_names_its_delivery(received: list[Received]) -> None:
    for number, (command, _, _) in enumerate(received):
        [path] = re.findall(rb"MAIL FROM:<([^>]+)>", command)
        assert len(path.partition(b"@")[0]) <= 64
        for changed in (path.decode(), path.decode().lower(), path.decode().upper()):
            assert mailing.delivery_of(changed, domain=BOUNCES, secrets=[SECRET]) == number


def test_row_13_headers_are_ascii_folded_and_nobody_adds_one(received: list[Received]) -> None:
    names = [name for name, _ in fields(received[0][2])]
    assert len(names) == len(set(names)) + 1  # two signatures
    for number, (_, address, raw) in enumerate(received):
        assert [name for name, _ in fields(raw)] == names
        assert all_of(raw, "To") == [f"<{address.decode()}>"]
        for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n"):
            assert len(line) <= 78 or line.startswith(b" <https://")
        wanted = f"Überfahrt 🦊, {' '.join(NAMES[number % len(NAMES)].split())}: " + "und weiter " * 9
        for parser in (policy.default, policy.compat32):
            head = BytesHeaderParser(policy=parser).parsebytes(raw)
            assert str(make_header(decode_header(head["Subject"]))) == wanted.strip()


def test_row_14_text_comes_first_in_quoted_printable_and_each_reader_gets_their_own(
    received: list[Received],
) -> None:
    for number, (_, _, raw) in enumerate(received):
        assert faults_of_form(raw) == []
        message = parsed(raw)
        assert message.get_content_type() == "multipart/alternative"
        assert [part["Content-Transfer-Encoding"] for part in message.iter_parts()] == [
            "quoted-printable"
        ] * 2
        (first, text), (second, markup) = parts(raw)
        assert (first, second) == ("plain", "html")
        for content in (text, markup):
            assert "[[" not in content
            own = f"/off/r{number}.q7x4kzq7x4kzq7x4kzq7x4kzq7x4kzq7x4kz/"
            assert (content.count(own), content.count("/off/")) == (1, 1)
            assert f"/c/1/c{number}-q7x4kz" in content


def test_row_25_message_ids_are_our_own_and_unlike_and_the_date_is_the_time_of_sending(
    received: list[Received],
) -> None:
    found = [all_of(raw, "Message-ID") for _, _, raw in received]
    assert len({one for [one] in found}) == NUMBER
    for number, [one] in enumerate(found):
        assert re.fullmatch(rf"<morning-2026-11-20\.[0-9a-f]{{32}}@{re.escape(DOMAIN)}>", one)
        wanted = mailing.message_id("morning-2026-11-20", f"reader-{number}", domain=DOMAIN, secret=SECRET)
        assert one == wanted
    assert {parsedate_to_datetime(all_of(raw, "Date")[0]) for _, _, raw in received} == {AT}


def test_row_26_feedback_has_four_fields(received: list[Received]) -> None:
    for _, _, raw in received:
        assert all_of(raw, "Feedback-ID") == ["morning-2026-11-20:morning:subscribers:bulletin"]


def test_a_poisoned_row_takes_nobody_with_it(tmp_path: Path) -> None:
    """The ledger's own loop: what cannot be made for one reader is their outcome, and the others get theirs."""

    def supply() -> Iterator[mailing.Envelope]:
        made = form()
        for number, address in enumerate(["a@b.example", "ä@b.example", "a b@c.example", "c@d.example"]):
            try:
                data = made.fill(recipient(number, address=address), at=AT)
            except mailing.NeedsUtf8Address:
                poisoned[number] = "failed_eai"
            except (mailing.AddressRefused, mailing.Unfilled):
                poisoned[number] = "rejected"
            else:
                yield mailing.Envelope(number, 1, "", mailing.on_the_wire(address), data)

    async def course() -> None:
        journal = mailing.Journal.open(tmp_path / "journal")
        kept = mailing.kept_on_disk(journal)
        async with near(server) as port, mailing.Lanes(route(port), connections=1) as lanes, kept:
            await lanes.deliver(supply(), journal)
        journal.forget()
        journal.close()

    server = Sink(log=Log(keeps=True))
    poisoned: dict[int, str] = {}
    on(asyncio.SelectorEventLoop, course())
    assert poisoned == {1: "failed_eai", 2: "rejected"}
    assert [recipient for _, recipient, _ in server.log.kept] == [b"a@b.example", b"c@d.example"]
