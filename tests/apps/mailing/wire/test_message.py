"""A message is made once and filled for each: what comes out is read back from its bytes."""

import base64
import html
import time
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.mailing.rules.addresses import AddressRefused, NeedsUtf8Address, on_the_wire
from standfirst.apps.mailing.rules.bulk import forms
from standfirst.apps.mailing.rules.bulk.tokens import NotAMessage, Token, Unfilled, UnknownToken, literal
from standfirst.apps.mailing.rules.dkim import relaxed_body
from standfirst.apps.mailing.rules.wording import one_line
from tests.apps.mailing.wire.making import AT, HTML, SECRET, TEXT, form, masthead, recipient, values
from tests.apps.mailing.wire.reading import all_of, faults_of_form, fields, parsed, parts

# Whatever can be typed: controls, signs of direction, blanks, dots, “From ”, encoded words and tokens that are none.
PIECES = ["\r\n", "\n", "\r", ".", "..", "From ", " ", "   ", "\t", "=", "=?utf-8?q?=0ABcc:_x?=", "Bcc: a@b.example", "--", "\x00", "\x0b", "\u2028", "\u202e", "🦊", "é", "[", "]", "<b>", "&", "x" * 80]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)), max_size=12
).map("".join).map(lambda text: text.replace("[[", "[ ["))  # fmt: skip
names = texts.filter(lambda text: bool(one_line(text)))


def expected(text: str) -> str:
    """As a reader of mail sees it: one kind of line end, nothing blank at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"


def filled_in(text: str, number: int, name: str) -> str:
    for token, value in values(number, name=name).items():
        text = text.replace(f"[[{token}]]", value)
    return text


def test_a_message_is_text_and_html_with_everything_filled_in() -> None:
    raw = form().fill(recipient(7), at=AT)
    assert faults_of_form(raw) == []
    [(first, text), (second, markup)] = parts(raw)
    assert (first, second) == ("plain", "html")
    assert text == filled_in(expected(TEXT), 7, "Zoë O’Neill & <sons>")
    escaped = {f"[[{token}]]": html.escape(value) for token, value in values(7).items()}
    wanted = expected(HTML)
    for mark, value in escaped.items():
        wanted = wanted.replace(mark, value)
    assert markup == wanted
    message = parsed(raw)
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == text
    assert message.get_body(("html",)).get_content().replace("\r\n", "\n") == markup


@given(text=texts, markup=texts, name=names)
def test_whatever_is_written_can_be_read_back(text: str, markup: str, name: str) -> None:
    text, markup = f"{text}[[name]]{text}[[name]][[click]]", f"[[why]]{markup}[[name]] {markup}"
    raw = form(text=text, html=markup).fill(recipient(name=name), at=AT)
    assert faults_of_form(raw) == []
    parsed(raw)
    body = raw.partition(b"\r\n\r\n")[2]
    assert relaxed_body(body) == body
    given = values(name=forms.checked(Token.NAME, name))
    assert parts(raw) == [
        ("plain", expected(text).replace("[[name]]", given[Token.NAME]).replace("[[click]]", given[Token.CLICK])),
        ("html", expected(markup).replace("[[name]]", html.escape(given[Token.NAME])).replace("[[why]]", given[Token.WHY])),
    ]  # fmt: skip


@given(subject=texts, display=texts, name=names)
def test_no_subject_and_no_name_makes_a_header(subject: str, display: str, name: str) -> None:
    plain = form().fill(recipient(), at=AT)
    odd = form(of=masthead(sender_name=display, newsletter=display), subject=f"{subject}[[name]]")
    raw = odd.fill(recipient(name=name), at=AT)
    assert faults_of_form(raw) == []
    assert [known for known, _ in fields(raw)] == [known for known, _ in fields(plain)]
    message = parsed(raw)
    assert message["Subject"] == one_line(subject + forms.checked(Token.NAME, name))
    [sender] = message["From"].addresses
    # The standard library reads a blank between two encoded words of a name (RFC 2047 §6.2 says there is none).
    assert sender.addr_spec == "morning@news.example"
    assert sender.display_name.replace(" ", "") == one_line(display).replace(" ", "")
    assert all_of(raw, "List-Id")[0].endswith("<morning.news.example>")


@given(subject=st.text(st.characters(codec="utf-8"), max_size=300).filter(one_line))
def test_headers_are_folded_and_no_code_point_is_divided(subject: str) -> None:
    raw = form(subject=subject.replace("[[", "")).fill(recipient(), at=AT)
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    for line in head.split("\r\n"):
        assert len(line) <= (76 if "=?" in line else 78) or "List-Unsubscribe" in head.split(line)[0][-20:]
        for word in (word for word in line.split() if word.startswith("=?utf-8?b?")):
            assert len(word) <= 75
            base64.b64decode(word[10:-2], validate=True).decode("utf-8")


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("reader@inbox.example", "reader@inbox.example"),
        ("reader@bücher.example", "reader@xn--bcher-kva.example"),
        ("reader@Straße.example", "reader@xn--strae-oqa.example"),
        ("reader@例え.テスト", "reader@xn--r8jz45g.xn--zckzah"),
        ("räder@inbox.example", NeedsUtf8Address),
        ("用户@例え.テスト", NeedsUtf8Address),
        ("a@b.example\r\nBcc: c@d.example", AddressRefused),
        ("rä der@inbox.example", AddressRefused),
        ("räder@inbox.example>", AddressRefused),
        ("a@xn--a.example\n", AddressRefused),
    ],
)
def test_an_address_is_ascii_on_the_wire_or_nothing_is_made(address: str, outcome: object) -> None:
    if isinstance(outcome, str):
        assert on_the_wire(address) == outcome
        assert all_of(form().fill(recipient(address=address), at=AT), "To") == [f"<{outcome}>"]
        return
    with pytest.raises(outcome) as raised:
        form().fill(recipient(address=address), at=AT)
    assert type(raised.value) is outcome


@pytest.mark.parametrize("where", ["subject", "text", "html"])
@pytest.mark.parametrize("mark", ["[[nmae]]", "[[]]", "[[ name ]]", "[[Name]]", "[[name|upper]]", "[[a\nb]]"])
def test_an_unknown_token_is_an_error_before_anybody_gets_it(where: str, mark: str) -> None:
    with pytest.raises(UnknownToken, match="cannot be filled"):
        form(**{where: f"before {mark} after"})


def test_only_a_name_may_stand_in_a_subject() -> None:
    with pytest.raises(UnknownToken):
        form(subject="[[unsubscribe]]")
    raw = form(subject="[[name]], good morning").fill(recipient(name="Zoë"), at=AT)
    assert parsed(raw)["Subject"] == "Zoë, good morning"


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("name", ""), ("name", " \r\n "), ("why", ""), ("unsubscribe", ""), ("unsubscribe", "javascript:alert(1)"),
        ("unsubscribe", "https://news.example/ x"), ("unsubscribe", "https://news.example/>\r\nBcc: a@b.example"),
        ("online", 'https://news.example/"onclick'), ("preferences", "https://news.example/" + "x" * 900),
        ("click", "a/b"), ("click", "ä"), ("click", ""),
    ],
)  # fmt: skip
def test_a_value_that_cannot_stand_there_stops_this_message_and_is_not_repeated(
    token: str, value: str
) -> None:
    with pytest.raises(Unfilled) as raised:
        form().fill(recipient(**{token: value}), at=AT)
    assert str(raised.value) == f"no good value for {token}"


def test_a_value_that_is_missing_is_an_error_only_where_it_is_used() -> None:
    bare = form(text="Hello", html="<p>Hello</p>")
    assert bare.tokens == {Token.UNSUBSCRIBE}
    one = recipient()
    only = forms.Recipient(one.reader, one.address, {Token.UNSUBSCRIBE: one.values[Token.UNSUBSCRIBE]})
    assert bare.fill(only, at=AT)
    with pytest.raises(Unfilled):
        form().fill(only, at=AT)


def test_a_readers_words_hold_no_token() -> None:
    raw = form(text=literal("I write [[unsubscribe]] and [[nonsense]]"), html="<p>x</p>").fill(
        recipient(), at=AT
    )
    assert parts(raw)[0][1] == "I write [\u2060[unsubscribe]] and [\u2060[nonsense]]\n"


def test_a_retry_has_the_same_message_id_and_body_and_another_date() -> None:
    first = form().fill(recipient(3), at=AT)
    again = form().fill(recipient(3), at=AT.replace(hour=9))
    other = form().fill(recipient(4), at=AT)
    assert all_of(first, "Message-ID") == all_of(again, "Message-ID") != all_of(other, "Message-ID")
    assert first.partition(b"\r\n\r\n")[2] == again.partition(b"\r\n\r\n")[2]
    assert parsedate_to_datetime(all_of(again, "Date")[0]) == AT.replace(hour=9)
    assert all_of(form(edition="other").fill(recipient(3), at=AT), "Message-ID") != all_of(
        first, "Message-ID"
    )
    assert forms.message_id("e", "r", domain="d.example", secret=SECRET) != forms.message_id("e", "r", domain="d.example", secret=b"x")  # fmt: skip


@pytest.mark.parametrize("subject", ["", " \r\n\t", "\u202e"])
def test_an_empty_subject_makes_no_form(subject: str) -> None:
    with pytest.raises(NotAMessage, match="subject is empty"):
        form(subject=subject)


@pytest.mark.parametrize(
    "other",
    [
        {"slug": "Morning World"}, {"slug": ""}, {"sender_id": "a:b"}, {"archive": "news.example"},
        {"help": "https://news.example/>\r\nBcc: a@b.example"},
    ],
)  # fmt: skip
def test_a_masthead_that_makes_bad_headers_makes_no_form(other: dict[str, str]) -> None:
    with pytest.raises(NotAMessage):
        form(of=masthead(**other))
    with pytest.raises(AddressRefused):
        form(of=masthead(owner="desk"))


def test_filling_costs_microseconds() -> None:
    """A generous bound: `python -m bench wire` has the figure."""
    long = form(html="<p>" + "word ü " * 4000 + "[[name]]</p>")
    some = [recipient(number) for number in range(200)]
    begun = time.process_time()
    for one in some:
        long.fill(one, at=AT)
    assert (time.process_time() - begun) / len(some) < 0.001
