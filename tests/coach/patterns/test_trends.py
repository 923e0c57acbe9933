"""A year of reviews whose patterns are known beforehand."""

import json
from collections.abc import Callable, Sequence
from datetime import date

from pmfacil.coach.patterns.facts import ReviewFacts, facts_of
from pmfacil.coach.patterns.report import bar, headline, written
from pmfacil.coach.patterns.trends import Trends, trends_of
from pmfacil.packs import read_squares
from pmfacil.review.actions import Progress
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.sessions.patterns import shown_facts
from tests.coach.patterns.written import a_year, action_of, review_of

TODAY = date(2026, 11, 21)
SQUARES = read_squares()


def over(
    reviews: list[Review],
    chosen: Callable[[ReviewFacts], bool] = lambda facts: True,
    policies: Policies | None = None,
    service: str = "",
) -> Trends:
    shown = [facts for review in reviews if (facts := shown_facts(review, SQUARES))]
    kept = json.loads(json.dumps(shown))
    return trends_of(kept, SQUARES, TODAY, policies, chosen, withheld=len(reviews) - len(shown), service=service)


def hits(trends: Trends) -> dict[str, list[str]]:
    return {marked.square.id: [hit.review.id for hit in marked.hits] for marked in trends.card if marked.hits}


def test_the_card_has_the_reviews_behind_each_square() -> None:
    assert hits(over(a_year())) == {
        "monitoring": ["dns", "again", "pool"],
        "testing": ["pool"],
        "staging": ["pool"],
        "manual": ["dns"],
        "deploy": ["late", "again", "pool"],
        "customers": ["dns"],
        "same-layer": ["dns", "again"],
        "same-service": ["late", "again"],
        "repeat": ["again"],
    }


def test_a_square_that_is_hit_three_times_says_what_that_means() -> None:
    trends = over(a_year())
    assert [marked.square.id for marked in trends.card if marked.full] == ["monitoring", "deploy"]
    first = written(trends)[0]
    assert first.note == "Three times or more: Monitoring gap, Deploy."
    monitoring, testing = (next(one for one in first.lines if one.label == n) for n in ("Monitoring gap", "Test gap"))
    assert monitoring.below[1].label == "Ask:"
    assert all(below.label != "Ask:" for below in testing.below)


def test_layers_are_counted_among_the_reviews_that_looked_at_them() -> None:
    monitoring, testing = over(a_year()).layers
    assert (monitoring.name, monitoring.count, monitoring.of) == ("Monitoring", 3, 4)
    assert [(part.quarter, part.count, part.of) for part in monitoring.quarters] == [
        ("2026 Q1", 1, 2),
        ("2026 Q2", 1, 1),
        ("2026 Q3", 1, 1),
    ]
    assert (testing.name, testing.count, testing.of) == ("Testing", 1, 1)


def test_services_and_tags_are_one_whatever_their_capitals() -> None:
    trends = over(a_year())
    assert {one.name.casefold(): one.count for one in trends.services} == {
        "checkout": 3,
        "edge": 2,
        "export": 1,
        "mail": 1,
    }
    assert [(one.name, one.count) for one in trends.tags] == [("PostgreSQL", 2)]


def test_a_factor_in_other_words_is_the_same_factor() -> None:
    (factor,) = over(a_year()).factors
    assert [(review.id, text) for review, text, _ in factor.reviews] == [
        ("again", "Exhausted connection pools again"),
        ("pool", "The connection pool was exhausted"),
    ]


def test_a_factor_said_twice_in_one_review_did_not_come_again() -> None:
    assert over([review_of("one", "2026-03-01", factors=["The pool was exhausted", "Exhausted pools"])]).factors == ()


def test_times_have_their_medians_by_quarter() -> None:
    times = {timed.verb: timed for timed in over(a_year()).times}
    assert (times["detect"].all.minutes, times["detect"].all.reviews) == (8, 5)
    assert [(one.quarter, one.minutes, one.reviews) for one in times["recover"].quarters] == [
        ("2026 Q1", 65, 2),
        ("2026 Q2", 20, 1),
        ("2026 Q3", 300, 1),
        ("2026 Q4", 15, 1),
    ]
    assert "mitigate" not in times


def test_actions_are_measured_against_the_targets() -> None:
    figures = over(a_year(), policies=Policies(closure_target=30)).actions
    assert (figures.all.met, figures.all.of, figures.all.target) == (1, 3, 30)
    assert (figures.urgent.met, figures.urgent.of, figures.urgent.target) == (1, 2, 80)
    assert (sum(figures.open.values()), figures.late, figures.velocity.median) == (2, 1, 59.5)


def test_an_incident_that_came_back_after_a_done_action_names_it() -> None:
    (repeat,) = over(a_year()).repeats
    assert (repeat.review.id, repeat.earlier.id, repeat.service, repeat.shared, repeat.actions) == (
        *("again", "pool", "checkout", "layer Monitoring"),
        ("A1",),
    )


def came_back(
    done: str,
    text: str = "Alert on pool use",
    services: Sequence[str] = ("checkout",),
    holes: Sequence[tuple[str, str]] = (("Monitoring", "Another one"),),
    tags: Sequence[str] = (),
) -> list[str]:
    """The labels of the done actions, if an incident in May is a repeat of one in February."""
    action = action_of("act", 1, text, due="2026-03-01", done=done)
    hole = ("Monitoring", "No alert on pool use")
    first = review_of("first", "2026-02-01", holes=[hole], tags=["dns"], actions=[action])
    second = review_of("second", "2026-05-01", services=services, holes=holes, tags=tags)
    return [label for one in over([first, second]).repeats for label in one.actions]


def test_an_action_without_a_link_matches_by_its_words() -> None:
    assert came_back("2026-02-20") == ["A1"]
    assert came_back("2026-02-20", text="Order new chairs") == []


def test_it_is_no_repeat_if_the_action_was_not_done_before() -> None:
    assert came_back("") == []
    assert came_back("2026-05-01") == []
    assert came_back("2026-04-30") == ["A1"]


def test_it_is_no_repeat_if_the_service_or_all_else_differs() -> None:
    assert came_back("2026-02-20", services=["mail"]) == []
    assert came_back("2026-02-20", holes=[]) == []


def test_a_tag_counts_once_all_actions_are_done() -> None:
    assert came_back("2026-02-20", text="Order new chairs", holes=[], tags=["DNS"]) == ["A1"]
    open_too = review_of(
        "first",
        "2026-02-01",
        tags=["dns"],
        actions=[action_of("a", 1, "x", done="2026-02-20"), action_of("b", 2, "y")],
    )
    assert over([open_too, review_of("second", "2026-05-01", tags=["dns"])]).repeats == ()


def test_an_action_that_was_opened_again_is_not_done() -> None:
    action = action_of("act", 1, "Alert on pool use", due="2026-03-01", done="2026-02-20")
    again = action.changed(status=Progress.OPEN, history=(*action.history,))
    facts = facts_of(review_of("first", "2026-02-01", actions=[again]), SQUARES)
    assert facts["actions"][0]["done"] == ""


def test_meetings_are_counted_and_nobody_is() -> None:
    every, *quarters = over(a_year()).culture
    assert (every.meetings, every.present, every.spoke, every.safe, every.worth, every.redirects) == (2, 10, 9, 8, 9, 2)
    assert [(one.quarter, one.safe, one.present) for one in quarters] == [("2026 Q1", 6, 6), ("2026 Q2", 2, 4)]


def test_what_came_again_is_looked_for_before_the_chosen_span_too() -> None:
    trends = over(a_year(), lambda facts: facts["day"] >= "2026-05")
    assert [review.id for review in trends.reviews] == ["late", "export", "dns", "again"]
    assert [repeat.earlier.id for repeat in trends.repeats] == ["pool"]
    assert hits(trends)["same-service"] == ["late", "again"]


def test_the_reviews_of_one_service_are_compared_with_each_other_only() -> None:
    trends = over(a_year(), service="Edge")
    assert [review.id for review in trends.reviews] == ["late", "dns"]
    assert "same-layer" not in hits(trends)
    (same,) = [hit for one in trends.card if one.square.looks == "same-service" for hit in one.hits]
    assert same.behind == ("edge, as in “Users could not dns” (2026-07-01)",)


def test_nothing_of_a_restricted_review_shows() -> None:
    trends = over(a_year())
    assert trends.withheld == 1
    assert "Keys" not in repr(trends)
    assert "secret" not in repr(trends)


def test_small_numbers_are_said_to_be_small() -> None:
    few = over(a_year()[:3])
    assert headline(few) == "3 reviews, 2026-02 to 2026-05: too few for a trend, but worth a look."
    layers = next(chapter for chapter in written(few) if chapter.heading == "Layers with holes")
    assert layers.note == "3 reviews: too few for a trend."
    assert headline(over(a_year())) == "6 reviews, 2026-02 to 2026-11; 1 restricted one left out."


def test_no_review_is_one_sentence_and_no_section() -> None:
    nothing = over([])
    assert headline(nothing) == "No review to look at yet: patterns show once a few are there."
    assert written(nothing) == []


def test_a_bar_shows_anything_above_nothing() -> None:
    assert [bar(share, 4) for share in (0, 0.001, 0.5, 1, 7)] == ["    ", "▏   ", "██  ", "████", "████"]
