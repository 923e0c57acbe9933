import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from pmfacil.documents.audience import Audience
from pmfacil.documents.spreadsheet import HEAD, harmless, rows, to_spreadsheet
from pmfacil.documents.voice import Voice
from pmfacil.review.actions import Action, ActionType, Priority
from pmfacil.review.layers import Hole, Layer
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import Link
from pmfacil.review.part import Part
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import clean_line
from pmfacil.review.whys import Why
from tests.hostile import hostile_review

from .typed import TYPED
from .writing import INCIDENT, review_of

NOW = datetime(2026, 11, 18, 10, 31, tzinfo=UTC)
ACTION = Action(
    id="a",
    number=3,
    text="Alert at 75 %, and at 90 %",
    owner="Dana",
    due=date(2026, 12, 4),
    type=ActionType.DETECT,
    priority=Priority.P1,
    check="fires in a drill",
    ticket="OPS-1",
)


def table(review: Review, policies: Policies | None = None, audience: Audience = Audience.INTERNAL) -> list[list[str]]:
    """The rows as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(to_spreadsheet(Voice(review, audience, NOW, policies)), newline="")))


def cells(*parts: Part, audience: Audience = Audience.INTERNAL) -> dict[str, str]:
    """The only action of a review of these parts, by the names of the columns."""
    head, row = table(review_of(*parts), audience=audience)
    return dict(zip(head, row, strict=True))


def test_an_action_is_a_row_with_all_that_the_document_has():
    why, layer = Why(id="w", number="2.1", text="x"), Layer(id="l", text="Monitoring")
    parts = (ACTION, why, layer, Hole(id="h", text="no alert", layer="l"), Lesson(id="e", number=2, text="y"))
    links = [Link(source="a", target=target) for target in ("w", "l", "h", "e")]
    assert cells(*parts, *links) == {
        "number": "A3",
        "action": "Alert at 75 %, and at 90 %",
        "type": "detect",
        "priority": "P1",
        "owner": "Dana",
        "due": "2026-12-04",
        "status": "open",
        "lessons": "L2",
        "causes": "2.1, Monitoring, hole “no alert”",
        "check": "fires in a drill",
        "ticket": "OPS-1",
    }


def test_priorities_have_the_names_of_the_team():
    assert table(review_of(ACTION), Policies(priority_names={Priority.P1: "Now"}))[1][3] == "Now"


def test_ideas_are_no_actions():
    assert table(review_of(Action(text="perhaps"))) == [list(HEAD)]


def test_a_restricted_action_says_so_and_is_for_the_team_alone():
    secret = ACTION.changed(restricted=True)
    assert cells(secret)["action"].endswith("(restricted)")
    assert table(review_of(secret), audience=Audience.EXECUTIVE) == [list(HEAD)]
    assert cells(ACTION, INCIDENT.changed(restricted=True))["action"].endswith("(restricted)")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "  =1"])
def test_a_formula_is_words(cell: str):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "75 % = full", "a-b", "'=1", "日本"])
def test_words_stay_as_they_are(cell: str):
    assert harmless(cell) == cell


@given(TYPED)
def test_whatever_is_typed_is_one_cell_that_calculates_nothing(text: str):
    found = cells(ACTION.changed(text=f"{text}z", check=text))
    words = clean_line(f"{text}z")
    assert found["action"] in (words, f"'{words}")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in found.values())


@given(TYPED)
def test_rows_are_read_back_cell_by_cell(text: str):
    said = rows([["a", "b"], [text, text]])
    assert list(csv.reader(io.StringIO(said, newline="")))[1] == [harmless(text)] * 2


def test_a_hostile_review_has_a_row_for_each_commitment():
    found = table(hostile_review(NOW))
    assert [row[0] for row in found[1:]] == [f"A{number}" for number in range(1, 16)]
    assert {len(row) for row in found} == {len(HEAD)}
