"""Institutions open what their plan opens, by the domain of an address, for as long as they are in force."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from standfirst.apps.membership import api as membership
from standfirst.apps.membership.actions import institution_changed as changing
from standfirst.apps.membership.rules.institutions import (
    NotInstitutional,
    domain_of,
    fair_domain,
    fair_network,
)
from standfirst.core.networks import Networks
from standfirst.core.viewer import Standing, Viewer, lifted
from tests.apps.membership.subscribing import a_plan, a_reader

YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0/0", "11.0.0.0/7", "2000::/19", "::/0", "192.168.1.0/24", "10.0.0.1", "127.0.0.1", "172.20.0.0/16",
        "169.254.1.1", "100.64.1.0/24", "224.0.0.1", "::1", "fe80::1", "fd00::/20", "::ffff:192.0.2.1", "192.0.0.0/8",
        "192.0.2.1/24", "192.0.2", "192.0.2.0/33", "university.example", "", "192.0.2.0/255.255.255.256", "2001:db8::%1",
    ],
)  # fmt: skip
def test_a_range_that_is_too_wide_or_not_public_is_refused(text: str) -> None:
    with pytest.raises(NotInstitutional):
        fair_network(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("192.0.2.0/24", "192.0.2.0/24"), (" 192.0.2.9 ", "192.0.2.9/32"), ("2001:DB8::/32", "2001:db8::/32"),
     ("12.0.0.0/8", "12.0.0.0/8"), ("2001::/20", "2001::/20"), ("192.0.2.0/255.255.255.0", "192.0.2.0/24")],
)  # fmt: skip
def test_a_range_is_written_in_one_way(text: str, written: str) -> None:
    assert fair_network(text) == written


def test_a_private_range_is_taken_when_it_is_meant() -> None:
    assert fair_network("10.1.0.0/16", private=True) == "10.1.0.0/16"
    with pytest.raises(NotInstitutional):
        fair_network("10.0.0.0/7", private=True)


@pytest.mark.parametrize(
    ("text", "domain"),
    [("University.Example", "university.example"), ("@uni.example.", "uni.example"), ("bücher.example", "xn--bcher-kva.example")],
)  # fmt: skip
def test_a_domain_is_written_in_one_way(text: str, domain: str) -> None:
    assert fair_domain(text) == domain


@pytest.mark.parametrize(
    "text", ["", "example", "a b.example", "*.example", "x@y.example", "1.2.3.4", "a..example"]
)
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(NotInstitutional):
        fair_domain(text)


@pytest.mark.parametrize(
    ("email", "domain"),
    [("a@Uni.Example", "uni.example"), ("a@b@uni.example", "uni.example"), ("uni.example", ""), ("@uni.example", ""), ("", "")],
)  # fmt: skip
def test_an_address_has_a_domain(email: str, domain: str) -> None:
    assert domain_of(email) == domain


def an_institution(now: datetime, **more: Any) -> membership.Institution:
    row = {"name": "A university", "plan": a_plan(), "starts_at": now, "ends_at": now + YEAR, **more}
    found = membership.Institution(**row)
    found.full_clean()
    found.save()
    return found


def standing(reader: Any, now: datetime) -> membership.Standing:
    return membership.standing_of(reader, now=now)


@pytest.mark.django_db
def test_a_reader_with_an_address_there_reads_as_long_as_it_is_in_force(now: datetime) -> None:
    inside, outside, below = a_reader(), a_reader("ben"), a_reader("cem")
    outside.email, below.email = "ben@university.example.evil.example", "cem@not-review.example"
    found = an_institution(now, domains=["Review.example"])
    second = timedelta(seconds=1)
    opened = [standing(inside, moment) for moment in (now - second, now, now + YEAR - second, now + YEAR)]
    assert opened == ["registered", "subscriber", "subscriber", "registered"]
    assert standing(outside, now) == standing(below, now) == "registered"
    found.in_force = False
    found.save()
    assert standing(inside, now) == "registered"


@pytest.mark.django_db
def test_a_pass_ends_with_the_institution_and_a_network_gives_none(now: datetime) -> None:
    reader = a_reader()
    an_institution(now, domains=["review.example"], ends_at=now + timedelta(minutes=2))
    found = membership.pass_of(reader, now=now)
    assert found is not None
    assert (found.standing, found.expires_at) == ("subscriber", now + timedelta(minutes=2))
    reader.email = "amal@elsewhere.example"
    assert membership.pass_of(reader, now=now).standing == "registered"


def announced() -> list[tuple[str, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT topic, (payload->>'reader')::int FROM core_busmessage WHERE topic <> 'purge' ORDER BY id"
        )
        found: list[tuple[str, int | None]] = cursor.fetchall()
        cursor.execute("DELETE FROM core_busmessage")
    return found


@pytest.mark.django_db
def test_a_change_tells_the_readers_of_both_domains(now: datetime) -> None:
    one, other = a_reader(), a_reader("ben")
    other.email = "ben@second.example"
    other.save()
    announced()
    found = an_institution(now, domains=["review.example"])
    assert announced() == [("networks", None), ("standing", one.pk)]
    found.domains = ["second.example"]
    found.save()
    assert announced() == [("networks", None), ("standing", one.pk), ("standing", other.pk)]
    found.delete()
    assert announced() == [("networks", None), ("standing", other.pk)]
    assert membership.version_of(reader_id=other.pk) == 2


@pytest.mark.django_db
def test_twin_without_the_announcement_passes_would_live_on(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = a_reader()
    monkeypatch.setattr(changing, "readers_at", lambda _: [])
    an_institution(now, domains=["review.example"])
    assert membership.version_of(reader_id=reader.pk) == 0


@pytest.mark.django_db
def test_a_range_opens_as_long_as_it_is_in_force(now: datetime) -> None:
    an_institution(now, networks=["192.0.2.0/24"])
    networks = Networks(membership.list_networks())
    assert networks.group_of("192.0.2.1", now=now.timestamp()) == "all"
    for address, moment in (("192.0.3.1", now), ("unknown", now), ("192.0.2.1", now + YEAR)):
        assert networks.group_of(address, now=moment.timestamp()) is None


def test_who_subscribes_themselves_stays_what_they_are() -> None:
    own = Viewer(Standing.SUBSCRIBER, "own", "ar")
    reader = Viewer(Standing.REGISTERED, language="ar")
    assert lifted(own, group="all") == own
    assert lifted(reader, group=None) == reader
    assert lifted(reader, group="all") == Viewer(Standing.SUBSCRIBER, "all", "ar")


@pytest.mark.django_db
def test_what_cannot_stand_is_refused_with_a_sentence(now: datetime) -> None:
    with pytest.raises(ValidationError) as refused:
        an_institution(now, networks=["10.0.0.0/8", "192.0.2.0/24"], domains=["no domain"])
    assert set(refused.value.message_dict) == {"networks", "domains"}
    found = an_institution(now, networks=["10.0.0.0/8"], private_networks=True)
    assert found.networks == ["10.0.0.0/8"]
