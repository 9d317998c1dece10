"""What a username may be, rule by rule, and that real names may be one."""

import pytest

from standfirst.apps.accounts.rules import usernames
from standfirst.apps.accounts.rules.names import default_username, initial_of
from standfirst.apps.accounts.rules.usernames import fault_of_username, keys_of
from tests.apps.accounts.usernames.real_names import real_names

REFUSED = [
    ("A", "length"), ("", "length"), ("a" * 41, "length"), ("Am\u202eal", "invisible"), ("Am\u2066al", "invisible"), ("A\r\nB", "invisible"),
    ("A\nBcc: x", "invisible"), ("nul\x00x", "invisible"), ("tab\tx", "invisible"), ("A\u200bmal", "invisible"), ("Am\u200dal", "invisible"),
    ("A\u00admal", "invisible"), ("\u3164\u3164", "invisible"), ("\u2800\u2800", "invisible"), ("A\U000e0041b", "invisible"),
    ("Amal\u2028K", "invisible"), (" Amal", "spaces"), ("Amal  K", "spaces"), ("Amal\u00a0K", "spaces"), ("𝐀mal", "styled"), ("Ａmal", "styled"),
    ("oﬃce", "styled"), ("Ⓐmal", "styled"), ("Ame\u0301lie", "styled"), ("=cmd|' /C calc'!A0", "characters"), ("@SUM(1)", "characters"),
    ("+1 Amal", "characters"), ("<b>Amal</b>", "characters"), ("Amal 😀", "characters"), ("a@b.example", "characters"), ("Amal/K", "characters"),
    ("Amal\ufffd", "characters"), ("Amal\ue000", "characters"), ("2026", "letters"), ("Z\u0335\u0327\u034a\u030aa", "marks"), ("-Amal", "punctuation"),
    ("Amal-", "punctuation"), ("Amal..K", "punctuation"), ("A - K", "punctuation"), ("example.com", "address"), ("www Amal", "address"),
    ("x.html", "address"), ("пример.рф", "address"), ("Моderator", "scripts"), ("Аmal", "scripts"), ("Αmal", "scripts"), ("Amal २1", "scripts"),
    ("Anonymous", "reserved"), ("deleted", "reserved"), ("Nu11", "reserved"), ("Reader", "reserved"), ("moderator", "role"),
    ("rnoderator", "role"), ("m0derat0r", "role"), ("Moderator 2", "role"), ("The Editor", "role"), ("adm1n", "role"), ("Adrnin", "role"),
    ("staff-amal", "role"), ("M.o.d.e.r.a.t.o.r", "role"), ("Модератор", "role"), ("Moderator2", "role"), ("Fuckface", "words"), ("Sh1t H", "words"),
    ("Fuc K", "words"), ("C u n t", "words"), ("xXniggerXx", "words"), ("Heil Hitler", "words"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule"), REFUSED)
def test_a_name_is_refused_by_the_rule_that_says_why(name: str, rule: str) -> None:
    fault = fault_of_username(name)
    assert fault is not None
    assert fault.rule == rule
    assert fault.sentence.endswith((".", "”."))


@pytest.mark.parametrize(
    "name",
    [
        "Amal K", "J.R.R. Tolkien", "J.-P. Sartre", "'t Hooft", "St. John", "Robert Downey Jr.", "李 W", "علی‌رضا ح", "ශ්‍රී රා", "Reader 7F3K", "Amal 2",
        "Mary-Kate O’Neil", "Gal·la P", "花子 Smith", "ཚེ་རིང དོ", "Amal २", "Ng", "Öz", "王 伟", "3Jane", "Z\u0335\u0327a",
    ],
)  # fmt: skip
def test_these_may_be_usernames(name: str) -> None:
    assert fault_of_username(name) is None


def test_five_hundred_real_names_are_fine_as_defaults_and_as_chosen_names() -> None:
    names = real_names()
    refused = {}
    for given, family in names:
        own = frozenset({given, family} - {""})
        for name in (default_username(given=given, family=family), f"{given} {family}".strip()):
            if fault := fault_of_username(name, believed=own):
                refused[name] = fault.rule
    assert len(names) >= 500
    assert refused == {}


def test_nearly_all_of_them_may_be_chosen_by_somebody_else() -> None:
    names = [f"{given} {family}".strip() for given, family in real_names()]
    refused = [name for name in names if fault_of_username(name)]
    assert len(refused) <= len(names) // 50


def test_twin_a_list_that_believes_nobody_refuses_real_names() -> None:
    assert fault_of_username("Kike B", believed=frozenset({"Kike"})) is None
    assert fault_of_username("Kike B") is not None
    assert fault_of_username("Shi T", believed=frozenset({"Shi", "Tao"})) is None
    assert fault_of_username("Shi T") is not None


@pytest.mark.parametrize(
    "rule", ["invisible", "styled", "characters", "scripts", "address", "role", "punctuation"]
)
def test_twin_without_a_rule_what_it_refuses_gets_through(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    caught = [name for name, by in REFUSED if by == rule]
    monkeypatch.setattr(usernames, "_RULES", tuple(pair for pair in usernames._RULES if pair[0] != rule))
    still = [fault_of_username(name) for name in caught]
    assert any(fault is None or fault.rule != rule for fault in still)
    assert all(fault is None or fault.rule != rule for fault in still)


@pytest.mark.parametrize(
    ("given", "family", "expected"),
    [
        ("Amal", "Karim", "Amal K"), ("amal", "karim", "amal K"), ("Amal", "", "Amal"), ("", "Karim", ""), ("", "", ""), ("Amal", "al-Masri", "Amal M"),
        ("Amal", "Al-Masri", "Amal M"), ("أمل", "المصري", "أمل م"), ("Wernher", "von Braun", "Wernher B"), ("Gerard", "'t Hooft", "Gerard H"),
        ("Vincent", "van der Berg", "Vincent B"), ("Vincent", "Van der Berg", "Vincent V"), ("Sean", "O’Brien", "Sean O"), ("Jean", "d’Ormesson", "Jean O"),
        ("Salman", "bin Khalid", "Salman K"), ("Marie-Claire", "de la Tour", "Marie-Claire T"), ("伟", "王", "伟 王"), ("지민", "박", "지민 박"),
        ("花子", "山田", "花子 山"), ("Юлия", "щербакова", "Юлия Щ"), ("ნინო", "ბერიძე", "ნინო ბ"), ("कमल", "शर्मा", "कमल श"), ("กมล", "เกษม", "กมล เก"),
        ("Amal (Ami)", "Karim", "Amal K"), ("  Amal \t Noor ", " Karim", "Amal Noor K"), ("Ａｍａｌ", "Karim", "Amal K"),
        ("Wolfeschlegelsteinhausenbergerdorff", "Senior", "Wolfeschlegelsteinhausenbergerdo S"), ("Ana", "ß", "Ana ß"),
    ],
)  # fmt: skip
def test_a_default_is_the_given_name_and_the_initial(given: str, family: str, expected: str) -> None:
    assert default_username(given=given, family=family) == expected


def test_an_initial_is_never_more_than_a_letter_as_people_count_them() -> None:
    for _, family in real_names():
        assert len(initial_of(family)) <= 8
        assert initial_of(family) or not family


def test_the_key_of_a_very_long_name_fits() -> None:
    assert len(keys_of("ㅁ" * 5_000).look) <= usernames.LONGEST_KEY
