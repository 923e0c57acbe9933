from time import perf_counter

import pytest

from pmfacil.coach.rules import Rules, rules_of
from pmfacil.coach.title_lines import title_hints
from pmfacil.packs import built_in

GOOD, PROBLEMS = rules_of(built_in("titles"))
RULES = Rules(GOOD)


def said(title: str) -> set[str]:
    return {hint.category for hint in title_hints(title, RULES)}


def test_the_pack_has_rules_for_every_category_and_nothing_is_wrong_with_it() -> None:
    assert PROBLEMS == []
    assert {rule.category for rule in GOOD} == {"cause", "uninformative", "long"}
    assert all(rule.source == "P20" and len(rule.rewordings) >= 2 for rule in GOOD)


@pytest.mark.parametrize(
    "title",
    [
        "Connection pool exhausted",
        "Expired certificate on the gateway",
        "Bad config rolled out to all cells",
        "Memory leak in the pricing service",
        "Database failover did not finish",
        "Kubernetes upgrade",
        "DNS change removed two records",
        "Disk full on the primary",
        "Customers could not pay because of an expired certificate",
        "Login down due to a deadlock",
        "Migration 41 broke the shop",
        "Failing nodes in eu-west-1",
        "A bug in the parser",
        "Redis cluster split-brain",
        "Digger hit a cable near the harbour",
        "Runaway script on the mail host",
        "Starved thread pool in the search service",
        "Wrong environment variable in the shop",
        "Helm applied to the other account",
        "Cache lookups collide in the session store",
        "Unannounced work at the data centre",
    ],
)
def test_a_title_that_says_why_is_told(title: str) -> None:
    assert "cause" in said(title)


@pytest.mark.parametrize(
    "title",
    [
        "Users could not check out for 23 minutes in US-EAST",
        "Customers were charged twice",
        "Search gave no results for an hour",
        "Login unavailable in Europe for two hours",
        "Slow pages on mobile for 40 minutes",
        "Confirmation emails up to three hours late",
        "Checkout errors for one customer in five",
        "Invoices of March not visible in the portal",
        "Some orders were lost on Friday evening",
        "Video calls interrupted in Asia",
        "Students unable to start a notebook",
        "API answered 5xx for 12 minutes",
        "The app crashes when it opens",
        "Builds stuck for an hour",
        "Package installs timing out",
        "Timeouts while saving a draft",
        "Full outage of the ticket shop",
        "Search shows old results",
        "Booking pages offline",
        "Passengers left without seats",
    ],
)
def test_a_title_that_says_what_customers_met_is_left_alone(title: str) -> None:
    assert said(title) == set()


@pytest.mark.parametrize(
    "title",
    [
        "Outage",
        "Incident 42",
        "Major incident on Friday",
        "Production issue",
        "2026-11-18",
        "SEV1",
        "Postmortem",
        "",
        "???",
    ],
)
def test_a_title_for_any_incident_is_told(title: str) -> None:
    assert "uninformative" in said(title)


def test_a_title_that_fits_no_list_is_told() -> None:
    assert "long" in said("Customers could not pay " + "and could not log in " * 6)
    assert "long" in said("Customers could not pay. " * 6)
    assert "long" not in said("Customers could not pay")


@pytest.mark.parametrize(
    "title",
    [
        *(
            "!" * 4_000,
            "a " * 2_000,
            " " * 4_000,
            "incident " * 450,
            "incident x " * 360,
            "due " * 1_000,
            "a.b" * 1_300,
        ),
        *("🙂" * 4_000, "\0" * 4_000, "-\n" * 2_000, "full " * 800, "x" * 5_000_000),
    ],
    ids=lambda title: repr(title[:8]),
)
def test_any_text_takes_a_moment_only(title: str) -> None:
    title_hints("warm", RULES)
    started = perf_counter()
    title_hints(title, RULES)
    assert perf_counter() - started < 0.2
