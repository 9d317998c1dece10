"""Signatures are verified by dkimpy, which shares no line with the code that makes them."""

import base64
import re
from collections import Counter

import dkim
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.apps.mailing.rules.bulk.headers import Field
from standfirst.apps.mailing.rules.dkim import KeyRefused, Signer, hash_of_body, load_key
from tests.apps.mailing.wire.making import AT, DOMAIN, form, pem_of_ed25519, pem_of_rsa, recipient, signer
from tests.apps.mailing.wire.reading import faults_of_form, parsed

SIGNED_BY_ALL = ["from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type"]  # fmt: skip


def dns(name: bytes, timeout: float = 5) -> bytes:
    """The public halves, as the DNS would give them."""
    selector = name.decode().partition("._domainkey.")[0]
    assert name.decode().rstrip(".") == f"{selector}._domainkey.{DOMAIN}"
    kind, pem = {"rsa1": ("rsa", pem_of_rsa()), "ed1": ("ed25519", pem_of_ed25519())}[selector]
    public = load_pem_private_key(pem, password=None).public_key()
    if kind == "rsa":
        found = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        found = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"v=DKIM1; k={kind}; p={base64.b64encode(found).decode()}".encode()


def verdicts(raw: bytes) -> list[bool]:
    """Of the signatures, from top to bottom; a message that cannot be read has none that stands."""
    return [_verdict(raw, place) for place in range(raw.partition(b"\r\n\r\n")[0].count(b"DKIM-Signature:"))]


def _verdict(raw: bytes, place: int) -> bool:
    try:
        return bool(dkim.DKIM(raw, minkey=2048).verify(idx=place, dnsfunc=dns))
    except dkim.DKIMException:
        return False


def signed(head: list[tuple[str, str]], body: bytes) -> bytes:
    """Any message, not only one of ours."""
    fields = [
        Field(name.lower().encode(), f"{name}: {value}".encode()) for name, value in head
    ]  # fmt: skip
    signatures = signer().sign(fields, hash_of_body(body), at=AT)
    return signatures + b"\r\n".join(one.raw for one in fields) + b"\r\n\r\n" + body


def test_both_signatures_of_an_edition_stand() -> None:
    raw = form(signer=signer(), subject="Überfahrt 🦊 عربي " + "und noch mehr " * 8).fill(recipient(), at=AT)
    assert verdicts(raw) == [True, True]
    assert faults_of_form(raw) == []
    parsed(raw)


def test_a_signature_says_what_it_covers_and_that_nothing_may_be_added() -> None:
    raw = form(signer=signer()).fill(recipient(), at=AT)
    for signature in re.findall(rb"DKIM-Signature: ((?:[^\r]|\r\n )+)\r\n", raw):
        tags = dict(
            tag.strip().split(b"=", 1) for tag in re.sub(rb"\s", b"", signature).decode().encode().split(b";")
        )
        assert (tags[b"c"], tags[b"t"], b"l" in tags) == (b"relaxed/relaxed", b"%d" % AT.timestamp(), False)
        named = Counter(tags[b"h"].decode().split(":"))
        assert {name: named[name] for name in SIGNED_BY_ALL} == dict.fromkeys(SIGNED_BY_ALL, 2)
        assert (named["cc"], named["reply-to"]) == (1, 1)


@pytest.mark.parametrize("name", ["From", "Subject", "List-Unsubscribe", "Reply-To", "Cc", "Content-Type"])
def test_a_field_that_is_added_on_the_way_breaks_both(name: str) -> None:
    raw = form(signer=signer()).fill(recipient(), at=AT)
    for changed in (f"{name}: x@evil.example\r\n".encode() + raw, raw.replace(b"\r\n\r\n", f"\r\n{name}: x\r\n\r\n".encode(), 1)):  # fmt: skip
        assert verdicts(changed) == [False, False]
    assert verdicts(b"Received: from a relay\r\n" + raw) == [True, True]


@settings(max_examples=25)
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 127))
def test_one_changed_byte_breaks_both(place: float, flip: int) -> None:
    raw = form(signer=signer()).fill(recipient(), at=AT)
    begin = raw.index(b"To: ")
    number = begin + int(place * (len(raw) - begin))
    changed = bytearray(raw)
    changed[number] ^= flip
    if _only_blanks_or_case(raw, changed, number):
        return
    assert verdicts(bytes(changed)) == [False, False], number


def _only_blanks_or_case(raw: bytes, changed: bytearray, number: int) -> bool:
    """A relaxed signature allows other blanks, other letters in names of fields, and fields that it does not name."""
    blanks = set(b" \t\r\n")
    in_head = number < raw.index(b"\r\n\r\n")
    return bool({raw[number], changed[number]} & blanks) or (
        in_head and (raw[number : number + 1].lower() == bytes(changed[number : number + 1]).lower() or _unsigned(raw, number))
    )  # fmt: skip


def _unsigned(raw: bytes, number: int) -> bool:
    return raw[raw.rindex(b"\n", 0, number) + 1 :].startswith(b"X-Auto-Response-Suppress")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\r\n", b"\r\n\r\n\r\n", b"no line end", b"trailing blanks \t \r\nand more  \r\n\r\n\r\n", b".\r\n..\r\n.x\r\n",
        b"  leading\t\ttabs\r\n", b" \r\n", b"\t\r\n \r\n", b"x" * 998 + b"\r\n", "Ümläute 🦊\r\n".encode(), b"a\r\n \r\nb\r\n \r\n",
    ],
)  # fmt: skip
def test_any_body_is_signed(body: bytes) -> None:
    head = [("From", "a@news.example"), ("Subject", "  many   blanks\t here "), ("Content-Type", "text/plain;\r\n\tcharset=utf-8")]  # fmt: skip
    assert verdicts(signed(head, body)) == [True, True]


@settings(max_examples=25)
@given(
    lines=st.lists(st.text(st.sampled_from(" \t.ax=é"), max_size=8), max_size=8),
    subject=st.text(st.sampled_from(" \tax"), max_size=20),
)
def test_whatever_blanks_there_are_it_is_signed(lines: list[str], subject: str) -> None:
    assert verdicts(signed([("From", "a@b.example"), ("Subject", f"x{subject}")], "".join(f"{line}\r\n" for line in lines).encode())) == [True, True]  # fmt: skip


def test_a_field_that_is_there_twice_is_signed_from_below() -> None:
    assert verdicts(signed([("From", "a@b.example"), ("List-Help", "<1>"), ("List-Help", "<2>")], b"x\r\n")) == [True, True]  # fmt: skip


def test_signing_twice_gives_the_same_bytes() -> None:
    assert form(signer=signer()).fill(recipient(), at=AT) == form(signer=signer()).fill(recipient(), at=AT)


@pytest.mark.parametrize(
    ("pem", "selector", "why"),
    [
        (pem_of_rsa(1024), "s", "at least 2048"),
        (b"-----BEGIN NOTHING-----", "s", "PEM"),
        (b"", "s", "PEM"),
        (pem_of_ed25519(), "s; d=evil", "names in small letters"),
        (pem_of_ed25519(), "s\r\nBcc: x", "names in small letters"),
    ],
    ids=["small", "garbage", "empty", "tags", "lines"],
)
def test_a_weak_or_odd_key_signs_nothing(pem: bytes, selector: str, why: str) -> None:
    with pytest.raises(KeyRefused, match=why):
        load_key(pem, domain=DOMAIN, selector=selector)


def test_a_signer_without_keys_is_none() -> None:
    with pytest.raises(KeyRefused):
        Signer([])
