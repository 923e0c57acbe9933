import pytest

from pmfacil.documents.audience import Audience
from pmfacil.documents.markdown import to_markdown
from pmfacil.review.lessons import Lesson
from pmfacil.review.notes import Note
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.policies import Policies

from .markdown_reading import headings, section
from .test_markdown import HEADINGS
from .writing import review_of


def document(*parts: Part, sections: tuple[str, ...], audience: Audience = Audience.INTERNAL) -> str:
    """The document of a team that chose its sections."""
    return to_markdown(review_of(*parts), audience=audience, policies=Policies(sections=sections))


def test_without_a_choice_all_sections_stand_in_the_usual_order():
    assert headings(document(sections=())) == HEADINGS


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.SHAREABLE])
def test_the_chosen_sections_stand_in_their_order_and_no_others(audience: Audience):
    found = headings(document(sections=("Lessons", "executive  SUMMARY", "Impact"), audience=audience))
    assert found == ["## Lessons", "## Executive summary", "## Impact"]


def test_a_section_brings_what_stands_below_it():
    found = headings(document(sections=("Actions", "Why analysis")))
    assert found == ["## Actions", "### Ideas not committed", *HEADINGS[4:8]]


def test_a_section_below_another_one_can_stand_for_itself():
    assert headings(document(sections=("Five whys", "Impact"))) == ["## Five whys", "## Impact"]


def test_a_section_of_ones_own_holds_the_notes_that_begin_with_its_name():
    notes = (
        Note(text="Regulator: told at 15:00\nby phone"),
        Note(text="regulator : and by letter", restricted=True),
        Note(text="Regulator"),
        Note(text="The regulator: no"),
        Note(text="Regulator:"),
    )
    said = section(document(*notes, sections=("Regulator", "Lessons")), "## Regulator")
    assert said == "- told at 15:00\\\n  by phone\n- and by letter (restricted)"
    shared = section(document(*notes, sections=("Regulator",), audience=Audience.SHAREABLE), "## Regulator")
    assert shared == "- told at 15:00\\\n  by phone"


def test_an_own_section_that_nobody_filled_says_so():
    assert section(document(Lesson(number=1, text="x"), sections=("Regulator",)), "## Regulator") == "Not discussed."


def test_the_name_of_an_own_section_is_only_words():
    said = document(Note(text="x"), sections=("<b> *a* #",))
    assert headings(said) == ["## &lt;b> \\*a\\* \\#"]


def test_names_are_roles_in_an_own_section():
    parts = (Person(name="Dana", role="responder"), Note(text="Regulator: Dana called"))
    assert "- responder called" in document(*parts, sections=("Regulator",))
