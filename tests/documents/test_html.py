import base64
import hashlib
import re
from datetime import UTC, datetime
from itertools import cycle

import pytest
from hypothesis import given, settings

from pmfacil.documents.audience import Audience
from pmfacil.documents.html import RESTRICTED, to_html
from pmfacil.documents.page_style import STYLE
from pmfacil.review.actions import Action, Progress
from pmfacil.review.incident import Incident
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from pmfacil.review.timeline import Event
from tests.hostile import hostile_review

from .every_field import every_field, every_name
from .page_reading import WEB, assert_harmless, drawings, elements, parsed, shown
from .test_markdown import HEADINGS
from .typed import PIECES, TYPED
from .writing import INCIDENT, at, review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)


def page(*parts: Part, audience: Audience = Audience.INTERNAL) -> str:
    """The page of a review of these parts."""
    return to_html(review_of(*parts), audience=audience, now=NOW)


def test_the_sample_is_one_page_with_every_heading_in_order(sample: Review):
    body = parsed(to_html(sample, now=NOW)).find(f"{WEB}body")
    found = [one for one in body.iter() if one.tag in (f"{WEB}h2", f"{WEB}h3")]
    assert [f"{'#' * int(one.tag[-1])} {one.text}" for one in found] == HEADINGS


def test_the_page_begins_as_a_page_and_names_its_review():
    said = page()
    assert said.startswith("<!DOCTYPE html>\n")
    assert ("title", {}, INCIDENT.title) in elements(said)
    assert ("h1", {"dir": "auto"}, INCIDENT.title) in elements(said)
    assert shown(said).endswith("Written 18 Nov 2026, 10:31 UTC.")


@pytest.mark.parametrize("audience", Audience)
def test_nothing_runs_and_nothing_is_fetched(sample: Review, audience: Audience):
    assert_harmless(to_html(sample, audience=audience, now=NOW))
    assert_harmless(to_html(hostile_review(NOW), audience=audience, now=NOW))


@pytest.mark.parametrize("first", range(3))
def test_nothing_that_is_typed_into_any_field_does_anything(first: int):
    # Each field has its own piece, so that in three rounds every kind of field meets all kinds of them.
    pieces = cycle(PIECES[first:] + PIECES[:first])
    said = to_html(every_field(lambda name: f"{next(pieces)}{name} {next(pieces)}{next(pieces)}"), now=NOW)
    assert_harmless(said)
    assert drawings(said)


@settings(max_examples=25)
@given(TYPED)
def test_whatever_is_typed_is_read_as_it_was_typed(text: str):
    said = page(Lesson(number=1, text=f"a{text}z"), Incident(title=f"a{text}z", start=at("14:02")))
    assert_harmless(said)
    expected = " ".join(clean_line(f"a{text}z").replace("\ufffe", "\ufffd").split())
    assert shown(said).count(expected) >= 2


def test_every_field_is_on_the_page():
    said = shown(to_html(every_field(lambda name: name), now=NOW))
    missing = [name for name in every_name() if name not in said]
    assert missing == []


def test_the_style_is_the_only_one_that_the_page_allows():
    said = page()
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in said or f"style-src 'sha256-{digest}'" in said
    assert [text for name, _, text in elements(said) if name == "style"] == [STYLE]


def test_only_addresses_of_the_web_can_be_followed():
    links = ("https://a.example/?x=1&y=2", "http://b.example", "javascript:alert(1)", "ftp://c.example", "//d.example")
    said = page(Incident(title="x", links=links))
    followed = {attributes["href"] for name, attributes, _ in elements(said) if name == "a"}
    assert followed == {"https://a.example/?x=1&y=2", "http://b.example"}
    assert "javascript:alert(1)" in shown(said)


def test_a_restricted_page_says_so_on_its_first_line_and_above_its_title():
    said = page(Note(text="secret", restricted=True))
    assert said.splitlines()[0] == f"<!-- {RESTRICTED} -->"
    assert shown(said).startswith(RESTRICTED)
    assert RESTRICTED not in page(Note(text="open"))


def test_a_restricted_review_is_one_sentence_for_everybody_else():
    for audience in (Audience.SHAREABLE, Audience.CUSTOMER, Audience.EXECUTIVE):
        said = page(INCIDENT.changed(restricted=True), Note(text="secret"), audience=audience)
        assert shown(said) == "This review is restricted and is shown only to the people who work on it."
        assert INCIDENT.title not in said
        assert_harmless(said)


def test_actions_are_cards_with_all_that_is_known_of_them():
    action = Action(
        number=3, text="Alert | at 75 %", owner="Dana", check="fires in a drill", ticket="https://t.example/1"
    )
    said = shown(page(action, Action(number=4, text="Old", status=Progress.DONE)))
    assert "A3 Alert | at 75 %" in said
    assert "Dana (to be agreed) · no date yet · open" in said
    assert "Done when: fires in a drill" in said
    assert "Ticket: https://t.example/1" in said
    assert "A4 Old" in said


def test_a_sketch_stays_and_the_diagrams_of_markdown_make_room_for_drawings(sample: Review):
    said = to_html(sample, now=NOW)
    assert said.count("<pre>") == 1
    assert "mindmap" not in said
    assert "gantt" not in said


def test_paper_is_black_on_white_and_keeps_rows_whole():
    paper = STYLE.partition("@media print {")[2]
    colours = set(re.findall(r"--\w+: (#\w+)", paper))
    assert colours == {"#ffffff", "#000000", "#222222", "#767676"}
    assert "tr, figure, .actions > li, .restricted { break-inside: avoid; }" in paper
    assert "display: table-header-group" in paper
    assert "@page {" in STYLE


@pytest.mark.parametrize("theme", [0, 1, 2, 3])
def test_text_stands_out_in_light_in_dark_and_on_paper(theme: int):
    sets = [dict(re.findall(r"--(\w+): (#\w{6})", one)) for one in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)]
    colours = {**sets[0], **sets[theme]} if sets[theme] else sets[0]
    pairs = [
        ("ink", "page"),
        ("soft", "page"),
        ("accent", "page"),
        ("ink", "panel"),
        ("accent", "panel"),
        ("ink", "warn"),
    ]
    for ink, ground in [*pairs, ("ink", "pale"), ("page", "strong"), ("soft", "panel"), ("ink", "cheese")]:
        assert contrast(colours[ink], colours[ground]) >= 7, (ink, ground)
    for shape in ("alarm", "rind"):
        assert contrast(colours[shape], colours["page"]) >= 3, shape


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, by the WCAG's measure."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_sections_stand_in_the_order_of_the_team():
    policies = Policies(sections=("Lessons", "Regulator", "impact"))
    review = review_of(Lesson(number=1, text="x"), Note(text="Regulator: told at 15:00"), Note(text="other: y"))
    body = parsed(to_html(review, policies=policies)).find(f"{WEB}body")
    assert [one.text for one in body.iter(f"{WEB}h2")] == ["Lessons", "Regulator", "Impact"]
    assert "Regulator told at 15:00 Impact" in shown(to_html(review, policies=policies))


def test_a_timeline_of_a_day_has_its_picture_and_its_table():
    said = page(Event(at=at("14:02"), text="Release"), Event(at=at("14:25"), text="Back"))
    assert len(drawings(said)) == 1
    assert ("table", {"class": "timeline"}, "\n") in elements(said)
