from time import perf_counter

import pytest

from pmfacil.coach.action_lines import action_hints
from pmfacil.coach.hints import Hint
from pmfacil.coach.rules import Rule, Rules, rules_of
from pmfacil.packs import built_in

GOOD, PROBLEMS = rules_of(built_in("actions"))
RULES = Rules(GOOD)
OWNED = " (owner: Dana) (due: 2026-12-04)"


def said(text: str) -> set[str]:
    return {hint.category for hint in action_hints(text, RULES)}


def hint(text: str, category: str) -> Hint:
    return next(hint for hint in action_hints(text, RULES) if hint.category == category)


def test_the_pack_has_rules_for_every_category_and_nothing_is_wrong_with_it() -> None:
    assert PROBLEMS == []
    assert {rule.category for rule in GOOD} == {"vague", "investigate", "owner", "due", "check", "long"}


@pytest.mark.parametrize("rule", GOOD, ids=lambda rule: rule.id)
def test_every_rule_says_one_sentence_and_has_rewordings_that_are_whole(rule: Rule) -> None:
    assert rule.message.endswith(".")
    assert len(rule.rewordings) >= 2
    assert all(words[0].isalpha() and words[0].isupper() and words[-1] in ".?" for words in rule.rewordings)
    assert rule.source in {"P62", "P63", "P64"}


@pytest.mark.parametrize("words", [words for rule in GOOD for words in rule.rewordings if words.endswith(".")])
def test_no_rewording_is_vague_itself(words: str) -> None:
    assert not {"vague", "investigate"} & said(words)


@pytest.mark.parametrize(
    "text",
    [
        "Improve the alerts of the payment service",
        "We should be more careful with schema changes",
        "Better dashboards for the on-call",
        "Speed up the nightly export",
        "Train people to read the runbook",
        "Remind everybody to check the plan",
        "More tests",
        "Monitoring",
        "Implement comprehensive alerting",
        "Make the rollback easier",
        "Think about a second region",
        "Ensure we look at the graphs first",
        "Keep the wiki up to date",
        "Clean up the old buckets",
        "Reduce the noise of the pager",
        "Work with the vendor on a fix",
        "Something about the retry settings",
        "We need a better process for handing over.",
        "Search: improve its tests",
        "Use stricter reviews",
        "- [ ] Write down the lessons and share them with other teams",
        "OPS-41: Get everyone to agree",
        "Monitor the network",
        "Reduce cost",
        "Friendlier on-call",
        "Make sure the restore works",
        "Test our systems regularly",
        "Ensure consistency of the two regions",
        "Carry out a thorough check of the infrastructure to prevent similar incidents",
        "Add redundancy",
        "A culture of asking early",
    ],
)
def test_what_nobody_could_tell_is_done_is_vague(text: str) -> None:
    assert "vague" in said(text)
    assert "vague" in said(text + OWNED)


@pytest.mark.parametrize(
    "text",
    [
        "Alert at 80 % pool use",
        "Set the pool of the payment service to 60 connections",
        "Add a dry run to the migration tool",
        "Delete the unused replica in eu-west",
        "Write a runbook for losing the message broker",
        "Improve the export from 40 minutes to 5 minutes",
        "Speed up the login by caching its keys",
        "Refuse deploys while an incident is open",
        "Add the missing test for empty baskets",
        "Roll the change out to one cell first",
        "Page the on-call when the queue is older than 10 minutes",
        "Let the script stop when the backup is younger than a day",
        "- [x] Moved the cron host into its own subnet",
        "OPS-41: Drop the unused column of the basket table",
        "Reviews: refuse a merge without a second name",
        "Name one person who owns the safety of our backups and shows each month when they were last restored",
        "Write thorough unit tests for the tax module",
        "Implement canary releases for the billing worker",
        "Re-seed the staging database each night",
        "Repaint the map of the racks",
        "Removal of the second login page",
        "Schedule a drill with two lost replicas",
        "Monitor the age of the oldest message in the outbox",
        "A feature flag around the new tax rules",
    ],
)
def test_what_anyone_could_see_done_is_left_alone(text: str) -> None:
    assert said(text + OWNED) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Investigate why the failover took so long",
        "Look into the retries of the client",
        "We should look into connection limits",
        "Consider a second provider",
        "Explore options for sharding",
        "Find out who uses the old endpoint",
        "Discuss the deploy window with the shop team",
        "Figure out whether the cache was warm",
        "Spike on another queue",
        "Root cause analysis of the second outage",
        "Evaluate using read replicas",
        "Queue: find out what blocks the workers",
        "Do other services use the old key?",
        "Review the retry rules of each consumer",
        "Confirm with the shop team how many baskets were lost",
        "Meet the vendor to understand the second outage",
        "Speak to the vendor about why the queue filled up",
        "Count how many invoices are still open",
        "Collect the logs of both nodes and see what differs",
        "Spike: a queue without a broker",
        "Dig into the slow query log",
    ],
)
def test_finding_out_is_told_from_doing(text: str) -> None:
    assert "investigate" in said(text + OWNED)


@pytest.mark.parametrize(
    "text",
    [
        "Add the result of the check to the deploy message",
        "Publish what we found out on the status page",
        "Log the reason of every refused payment",
        "Remove the research cluster",
        "Review apps get their own domain",
        "Show which service owns each alert",
    ],
)
def test_doing_something_with_what_was_found_is_doing(text: str) -> None:
    assert "investigate" not in said(text)


@pytest.mark.parametrize(
    "owner",
    [
        "Dana",
        "Dana Ruiz",
        "D. Ruiz",
        "dr",
        "DR",
        "@dana",
        "dana.ruiz",
        "Zoë O'Neill-Ødegård",
        "李雷",
        "Network engineer",
        "SRE lead",
        "platform team lead",
        "Head of Support",
        "Dana (platform team)",
        "Dana, platform team",
        "Dana from the checkout squad",
    ],
)
def test_one_person_or_role_is_an_owner(owner: str) -> None:
    assert "owner" not in said(f"Alert at 80 % (owner: {owner}) (due: Friday)")


@pytest.mark.parametrize(
    "owner",
    [
        *(
            "",
            "TBD",
            "tbd.",
            "none",
            "n/a",
            "N/A",
            "-",
            "—",
            "?",
            "???",
            "[name]",
            "someone",
            "nobody yet",
            "to be decided",
        ),
        *(
            "team",
            "Team",
            "the team",
            "platform team",
            "Team Blue",
            "@platform-team",
            "checkout squad",
            "@shop/platform",
        ),
        *("all", "Everyone", "SRE", "devs", "Dev/Ops", "backend", "Customer Support", "whoever is free", "Vendor"),
        *("Dana and Sam", "Dana & Sam", "Dana/Sam", "Dana, Sam", "dana + sam", "DR/SL"),
        *("see ticket", "someone from platform", "members of the platform team"),
    ],
)
def test_nobody_a_group_or_several_people_are_no_owner(owner: str) -> None:
    assert "owner" in said(f"Alert at 80 % (owner: {owner}) (due: Friday)")


@pytest.mark.parametrize(
    "due",
    [
        *(
            "2026-12-04",
            "4 Dec",
            "Dec 4th",
            "04.12.2026",
            "12/04",
            "Friday",
            "fri",
            "next Friday",
            "tomorrow",
            "EOW",
            "eom",
        ),
        *(
            "this week",
            "end of month",
            "end of the sprint",
            "Q3",
            "Q3/Q4 2027",
            "H1 2027",
            "in two weeks",
            "14 days",
        ),
        *(
            "2w",
            "before the end of May",
            "next sprint",
            "W48",
            "next drill",
            "by the freeze",
            "mid-March",
            "2026年12月4日",
        ),
    ],
)
def test_a_date_of_any_shape_is_one(due: str) -> None:
    assert "due" not in said(f"Alert at 80 % (owner: Dana) (due: {due})")


@pytest.mark.parametrize(
    "due",
    [
        *("", "TBD", "none", "n/a", "-", "?", "YYYY-MM-DD", "not yet known", "to be agreed"),
        *("soon", "asap", "ASAP!", "later", "long term", "when we have time", "eventually", "ongoing", "P2", "high"),
    ],
)
def test_soon_is_no_date(due: str) -> None:
    assert "due" in said(f"Alert at 80 % (owner: Dana) (due: {due})")


@pytest.mark.parametrize(
    "line",
    [
        "Alert at 80 % (due: Friday) (owner: Dana)",
        "Alert at 80 % (OWNER: Dana) (Due: Friday)",
        "Alert at 80 % (owner: Dana (platform), due: Friday)",
        "Alert at 80 % [Owner: Dana; Due: Friday]",
        "Alert at 80 % - owner: Dana, due: Friday",
        "Alert at 80 % @dana by:fri",
        'Alert at 80 % @"Dana Ruiz" P1 ~detect by:2w check: it fires in a drill',
        "Dana to add the alert at 80 % by Friday",
        "Dana Ruiz will add the alert at 80 % this week",
        "This week: DR to add the alert at 80 % (assignee: DR)",
        "Alert at 80 % (owner: Dana) within two weeks",
    ],
)
def test_owner_and_date_are_found_in_any_order_and_shape(line: str) -> None:
    assert said(line) == set()


def test_a_line_that_names_no_owner_and_no_date_is_told_both() -> None:
    assert said("Alert at 80 % pool use") == {"owner", "due"}
    assert said("Script to rotate the keys") == {"owner", "due"}
    assert said("Rotate keys within 30 days of expiry") == {"owner", "due"}


def test_a_check_that_is_open_or_lacks_its_number_is_told() -> None:
    assert "check" in said("Add the alert for the pool (check: TBD)")
    assert "check" in said("Raise the limit of the pool")
    assert "check" in said("Alert when the disk is almost full")
    assert "check" not in said("Raise the limit of the pool to 60")
    assert "check" not in said("Raise the limit of the pool @dana check: no waiting at 50 clients")


def test_too_much_for_one_action_is_told() -> None:
    assert "long" in said("Add an alert for the pool, update the runbook and test the failover")
    assert "long" in said("Add the alert " + "for the pool " * 20)
    assert "long" not in said("Add an alert for the pool and test it")
    assert "long" not in said("Add an alert for the pool" + " (owner: Dana)" * 15)


def test_a_hint_stands_where_its_words_stand() -> None:
    text = "Alert at 80 %. (owner: the platform team) Be careful with the pool"
    careful, owner = hint(text, "vague"), hint(text, "owner")
    assert text[slice(*careful.span)] == "Be careful"
    assert text[slice(*owner.span)] == "owner: the platform team"
    assert hint("Improve the alerts", "owner").span == (0, 0)


def test_each_category_is_said_once_and_with_its_rule() -> None:
    hints = action_hints("Improve the alerts. Improve the tests. More runbooks.", RULES)
    assert len({hint.category for hint in hints}) == len(hints)
    assert all(hint.rule.startswith(f"{hint.category}-") and len(hint.suggestions) >= 2 for hint in hints)


@pytest.mark.parametrize(
    "text",
    [
        *("a " * 2_000, "we should " * 400, "!" * 4_000, " " * 4_000, "(owner: " * 600, "owner:" * 700, "(" * 4_000),
        *(
            "]" * 4_000,
            "[x] " * 1_000,
            "a: " * 1_400,
            "add x and " * 400,
            "reduce the " * 400,
            "more " * 800,
            "-\n" * 2_000,
        ),
        *(
            "🙂" * 4_000,
            "\0" * 4_000,
            "e\u0301" * 2_000,
            "due: next " * 400,
            "owner: a, " * 400,
            "monitor a b c " * 300,
        ),
        "ensure a b is " * 300,
        *(
            "the team will " * 280,
            "the a team " * 360,
            "add and " * 500,
            "write the flow down " * 190,
            "a: add b c " * 360,
        ),
        "x" * 5_000_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_any_text_takes_a_moment_only(text: str) -> None:
    action_hints("warm", RULES)
    started = perf_counter()
    action_hints(text, RULES)
    assert perf_counter() - started < 0.2
