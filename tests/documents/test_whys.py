from pmfacil.review.actions import Action
from pmfacil.review.lessons import Lesson
from pmfacil.review.links import Link
from pmfacil.review.part import Part
from pmfacil.review.people import Person
from pmfacil.review.whys import Gate, Leaf, Purpose, Why

from .markdown_reading import mermaid
from .writing import under, written

FIVE_WHYS = "### Five whys"


def said(*parts: Part) -> list[str]:
    return [line for line in under(FIVE_WHYS, *parts).split("\n\n", 1)[1].splitlines() if line]


def test_each_chain_is_a_picture_and_then_a_nested_list():
    whys = (
        Why(id="a", number="1", question="Why no checkout?", text="No connection was free"),
        Why(id="b", number="1.1", question="Why", text="Ten times the queries", parent="a"),
        Why(id="c", number="1.1a", text="No limit", parent="b"),
        Why(id="d", number="2", question="Why so late?"),
        Why(id="e", number="4", text="Something else", purpose=Purpose.MITIGATION),
    )
    assert said(*whys) == [
        "**Chain 1: cause**",
        "- 1 Why no checkout? No connection was free",
        "  - 1.1 Why: Ten times the queries",
        "    - 1.1a No limit",
        "**Chain 2: detection**",
        "- 2 Why so late? (no answer yet)",
        "**Chain 4: mitigation**",
        "- 4 Something else",
    ]
    [drawn] = mermaid(written(*whys))
    assert '    n2["1.1 Ten times the queries"]\n    n1 --> n2\n' in drawn
    assert '    n4["2 Why so late?"]\n    top -->|detection| n4\n' in drawn


def test_evidence_speculation_factors_leaves_and_gates_are_said_in_words():
    whys = (
        Why(id="a", number="1", text="a", evidence="see https://example.org/log_1", factor=True, gate=Gate.AND),
        Why(number="1.1", text="b", parent="a", speculation=True, leaf=Leaf.KEEP_ASKING, gate=Gate.OR),
    )
    assert said(*whys)[1:] == [
        "- 1 a (evidence: see <https://example.org/log_1>; contributing factor; AND: it took all of the following)",
        "  - 1.1 b (speculation; keep asking; OR: one of the following was enough)",
    ]
    assert "n1 -->|and| n2" in mermaid(written(*whys))[0]


def test_an_answer_names_its_actions_and_lessons():
    parts = (
        Why(id="w", number="1", text="a"),
        Lesson(id="l", number=2, text="b"),
        Action(id="a", number=10, text="c"),
        Action(id="b", number=9, text="d"),
        Action(id="i", text="an idea"),
        *(Link(source="w", target=end) for end in ("l", "a", "b", "i")),
    )
    assert said(*parts)[1] == "- 1 a → A9, A10, L2"


def test_a_number_that_came_from_a_damaged_file_is_only_text():
    assert said(Why(number="1|*<b>", text="a")) == ["**Chain 1|\\*&lt;b>: other**", "- 1|\\*&lt;b> a"]


def test_diagrams_hide_names_too():
    assert "Dana" not in under(FIVE_WHYS, Person(name="Dana", role="responder"), Why(number="1", text="Dana was alone"))


def test_too_many_whys_are_told_but_not_drawn():
    whys = [Why(id="w0", number="1", text="head")]
    whys += [Why(id=f"w{n}", number=f"1.{n}", text="deeper", parent=f"w{n - 1}") for n in range(1, 402)]
    document = written(*whys)
    assert mermaid(document) == []
    assert "- 1.401 deeper" in document
