"""What a table of readers says, and why a line or the whole is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.accounts.rules import reader_import
from standfirst.apps.accounts.rules.reader_import import FileRefused, Row, glance_at, read_table

HEAD = "email,given name,family name,language,plan,from,until\n"


def rows(text: str) -> tuple[Row, ...]:
    return read_table(text.encode()).rows


def one(cells: str) -> Row:
    return rows(HEAD + cells + "\n")[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_other_systems_write_it(delimiter: str, mark: bytes, end: str) -> None:
    head = ["E-Mail Address", "First name", "last_name", "LANGUAGE", "Plan", "From", "Until", "Newsletter"]
    cells = ["Amal@Reader.example", "Amal", "Karim", "ar", "Everything", "2026-01-31", "31.12.2027", "yes"]
    text = end.join(delimiter.join(line) for line in (head, cells)) + end
    table = read_table(mark + text.encode())
    assert table.left == ("Newsletter",)
    assert table.rows == (
        Row(
            2,
            "amal@reader.example",
            "Amal",
            "Karim",
            "ar",
            "Everything",
            date(2026, 1, 31),
            date(2027, 12, 31),
        ),
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"email\n", "no lines"),
        (b"email\n\n  \n", "no lines"),
        (b"name\nAmal\n", "no column for e-mail"),
        (b"email,E-Mail\na@b.example,x\n", "Two columns"),
        (b"email\n\xff\xfe@b.example\n", "UTF-8"),
        ("email\na@b.example\n".encode("utf-16"), "UTF-8"),
        (b'email\n"a@b.example\n', "quotation mark"),
        (b"x" * (reader_import.MOST_BYTES + 1), "10 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(data: bytes, sentence: str) -> None:
    for look in (read_table, glance_at):
        with pytest.raises(FileRefused, match=sentence):
            look(data)


def test_more_lines_than_there_may_be_are_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_import, "MOST_ROWS", 2)
    assert len(rows("email\na@b.example\nb@b.example\n")) == 2
    with pytest.raises(FileRefused, match="50,000"):
        rows("email\na@b.example\nb@b.example\nc@b.example\n")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (",Amal,,,,,", "no e-mail"),
        ("a@b.example,A\x00mal,,,,,", "cannot be written"),
        ("a@b.example,A\u202emal,,,,,", "cannot be written"),
        ('a@b.example,"A\nmal",,,,,', "cannot be written"),
        ("a@b.example," + "x" * 151 + ",,,,,", "name is too long"),
        ("a@b.example," + "x" * 1001 + ",,,,,", "cell is too long"),
        ("a@b.example,,,english please,,,", "language"),
        ("a@b.example,,,,Everything,01/02/2027,", "A day"),
        ("a@b.example,,,,Everything,,2027-02-30", "A day"),
        ("a@b.example,,,,Everything,2027-02-02,2027-02-01", "ends before"),
        ("a@b.example,,,,,,2027-02-01", "no plan"),
        ("a@b.example,,,,,,,,,", "more cells"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_itself(cells: str, fault: str) -> None:
    found = rows(f"{HEAD}{cells}\nother@b.example,,,,,,\n")
    assert fault in found[0].fault
    assert found[1].fault == ""
    assert found[0].given_name == ""


def test_of_two_lines_with_one_address_the_first_counts() -> None:
    first, second = rows("email\na@b.example\nA@B.example\n")
    assert (first.fault, second.fault) == ("", "Line 2 has the same address.")


def test_consents_are_never_read() -> None:
    table = read_table(b"email,newsletter consent,consent date\na@b.example,yes,2020-01-01\n")
    assert table.left == ("newsletter consent", "consent date")


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_a_table_or_refused(data: bytes) -> None:
    for start in (b"", b"email,plan,until\n"):
        try:
            table = read_table(start + data)
        except FileRefused:
            continue
        assert all(row.email or row.fault for row in table.rows)
