from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from markdown_it import MarkdownIt

from pmfacil.review.actions import Action
from pmfacil.review.incident import Status
from pmfacil.review.lessons import Lesson
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from tests.coach.patterns.written import a_year, action_of, review_of
from tests.hostile import MARKUP

Run = Callable[..., Result]
Keep = Callable[..., list[Path]]


@pytest.fixture
def keep(library: Path) -> Keep:
    """Puts reviews into the library and gives their files."""

    def keep(*reviews: Review) -> list[Path]:
        files: list[Path] = []
        for review in reviews:
            meeting = LiveMeeting.create(Library(library), review)
            meeting.close()
            files.append(meeting.file.path)
        return files

    return keep


def test_a_month_tells_its_lessons_what_got_done_and_its_numbers(run: Run, keep: Keep) -> None:
    *_, late = keep(*a_year())
    ran = run("digest", "--month", "2026-11")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("# What we learnt in November 2026\n\n1 review published.")
    assert f"### [Users could not late]({late.name})\n\n2 Nov 2026 · SEV2 · Checkout, edge\n" in ran.stdout
    assert "- A rollback that takes an hour is no rollback" in ran.stdout
    assert "| **Time to detect** | 6 min (1 review) |" in ran.stdout
    assert "| **Reviews** | 1, too few for a trend |" in ran.stdout


def test_drafts_are_marked_and_come_last(run: Run, keep: Keep) -> None:
    draft = review_of("draft", "2026-11-01", lessons=["One"])
    out = review_of("out", "2026-11-03", lessons=["Two"], status=Status.PUBLISHED, published="2026-11-04")
    keep(draft, out)
    said = run("digest", "--month", "2026-11").stdout
    assert "1 review published and 1 draft. What a draft says may still change." in said
    assert said.index("- Two") < said.index("- One")
    assert ".json) (draft)\n" in said


def test_actions_count_in_the_month_in_which_they_were_completed(run: Run, keep: Keep) -> None:
    keep(*a_year())
    said = run("digest", "--month", "2026-03").stdout
    assert "- A2 Load step in the release check (" in said
    assert "11 Mar 2026 after its date)" in said
    assert "| **Actions completed** | 1, 0 of 1 by their date |" in said


def test_a_review_belongs_to_the_month_of_its_incident_and_to_that_of_its_publication(run: Run, keep: Keep) -> None:
    keep(review_of("x", "2026-10-31", lessons=["One"], status=Status.CLOSED, published="2026-11-04"))
    for month in ("2026-10", "2026-11"):
        assert "- One" in run("digest", "--month", month).stdout


def test_what_several_reviews_share_is_told_once(run: Run, keep: Keep) -> None:
    keep(
        review_of("a", "2026-11-01", lessons=["Limits must be seen"], holes=[("Monitoring", "No alert")]),
        review_of("b", "2026-11-02", lessons=["A limit must be seen"], holes=[("Monitoring", "No alarm")]),
    )
    said = run("digest", "--month", "2026-11").stdout
    common = said[said.index("## In common") : said.index("## In numbers")]
    assert "- Lesson: Limits must be seen ([Users could not a](" in common
    assert "- Layer with a hole: Monitoring (" in common
    assert "- Monitoring gap: " in common


def test_nothing_restricted_and_no_name_gets_out(run: Run, keep: Keep) -> None:
    done = action_of("a", 1, "Dana turns the alert on", done="2026-11-05", owner="Dana")
    hidden = action_of("b", 2, "Rotate the leaked key", done="2026-11-05", restricted=True)
    review = review_of(
        "x",
        "2026-11-01",
        title="Dana could not log in",
        people=[Person(name="Dana", role="responder")],
        lessons=["Ask Dana before"],
        actions=[done, hidden],
    )
    secret = Lesson(text="The vault was open", number=9, restricted=True)
    keep(review.put(secret), review_of("y", "2026-11-02", restricted=True, title="Leaked", lessons=["Hush"]))
    said = run("digest", "--month", "2026-11").stdout
    assert "- Ask responder before" in said
    assert "A1 responder turns the alert on" in said
    body = "\n".join(line.split("](")[0] for line in said.splitlines())
    for word in ("Dana", "leaked key", "vault", "Leaked", "Hush"):
        assert word not in body


def test_a_document_that_was_written_is_what_the_title_links_to(run: Run, keep: Keep) -> None:
    (path,) = keep(review_of("x", "2026-11-01"))
    path.with_suffix(".md").write_text("# x\n")
    assert f"]({path.stem}.md)" in run("digest", "--month", "2026-11").stdout


def test_a_month_without_a_review_is_one_sentence(run: Run, keep: Keep, library: Path) -> None:
    ran = run("digest", "--month", "2026-12")
    assert not library.exists()
    keep(*a_year())
    for again in (ran, run("digest", "--month", "2026-12")):
        assert (again.exit_code, again.stderr) == (0, "")
        assert again.stdout == "No review belongs to December 2026, and no action was completed in it.\n"


@pytest.mark.parametrize("month", ["2026-13", "November", "2026", "0000-01"])
def test_a_month_that_is_none_is_one_sentence(run: Run, month: str) -> None:
    ran = run("digest", "--month", month)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


NASTY = [
    MARKUP,
    "# no heading",
    "] (http://x) [y](http://z)",
    "| a | b",
    "<script>alert(1)</script>",
    "\x1b[2J`x",
    "1. one",
]


def test_what_was_typed_stays_text(run: Run, keep: Keep) -> None:
    action: Action = action_of("a", 1, NASTY[2], done="2026-11-05")
    keep(
        *(
            review_of(f"r{n}", "2026-11-01", title=words, lessons=[words], factors=[words], services=[words])
            for n, words in enumerate(NASTY)
        ),
        review_of("act", "2026-11-02", actions=[action], severity="| <b> SEV"),
    )
    said = run("digest", "--month", "2026-11").stdout
    assert "\x1b" not in said
    tokens = [
        t for token in MarkdownIt("gfm-like", {"linkify": False}).parse(said) for t in (token, *(token.children or []))
    ]
    links = [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]
    assert links
    assert all(link.endswith(".json") and "//" not in link for link in links)
    assert not [token for token in tokens if token.type in ("html_block", "html_inline")]
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h3") == len(NASTY) + 1
    assert "h1" not in [token.tag for token in tokens if token.type == "heading_open"][1:]
