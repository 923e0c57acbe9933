from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmfacil.review.actions import Action
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Add
from pmfacil.review.incident import Incident
from pmfacil.review.whys import Why
from pmfacil.sessions.index import Index
from pmfacil.sessions.library import Library
from pmfacil.sessions.live import LiveMeeting
from pmfacil.sessions.search import COUNTED, Hit, read_query, search


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Three reviews."""
    library = Library(tmp_path_factory.mktemp("library"))
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("PMFACIL_CACHE", str(tmp_path_factory.mktemp("cache")))
    for year, title, services, severity, parts in (
        (
            2024,
            "Payments failed in Zürich",
            ("payments", "hosted-ledger"),
            "SEV1",
            [Why(text="The pool ran out of memory")],
        ),
        (
            2025,
            "Users could not check out",
            ("checkout",),
            "SEV2",
            [Action(text="Alert on pool use", number=0, owner="Dana Vega")],
        ),
        (
            2026,
            "Search was slow 検索",
            ("search",),
            "SEV1",
            [Why(text="Memory was not the cause"), Why(text='A "quoted" 100 % case-study')],
        ),
    ):
        incident = Incident(
            title=title,
            services=services,
            severity=severity,
            tags=(f"year-{year}",),
            start=datetime(year, 6, 15, tzinfo=UTC),
        )
        meeting = LiveMeeting.create(library, new_review(incident, datetime(year, 7, 1, tzinfo=UTC)))
        for part in parts:
            meeting.apply(Add(part=part))
        assert meeting.close()
    with Index(library) as index:
        index.refresh()
        yield index
    monkeypatch.undo()


@pytest.fixture
def years(index: Index) -> Callable[[str], list[int]]:
    """Searches, and gives the years of what was found."""
    return lambda typed: [int(hit.entry.date[:4]) for hit in search(index, read_query(typed))[0]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [2026, 2025, 2024]),
        ("memory", [2026, 2024]),
        ("MEMORY", [2026, 2024]),
        ("pool memory", [2024]),
        ('"out of memory"', [2024]),
        ('"memory of out"', []),
        ('"out of mem', []),
        ("mem", []),
        ("mem*", [2026, 2024]),
        ("zurich", [2024]),
        ("zürich", [2024]),
        ("検索", [2026]),
        ("case-study", [2026]),
        ('100 "', [2026]),
        ("service:checkout", [2025]),
        ("service:CHECK*", [2025]),
        ("service:check", [2025]),
        ("service:out", []),
        ("service:led", [2024]),
        ("service:hosted-led", [2024]),
        ('service:"checkout"', [2025]),
        ('service:"check"', []),
        ('service:"check*"', [2025]),
        ("service:c*t", []),
        ("service:[c", []),
        (f"service:{'[' * 60_000}", []),
        ("owner:vega", [2025]),
        ('owner:"Dana Vega"', [2025]),
        ('owner:"Dana"', []),
        ("service:ledger memory", [2024]),
        ("severity:sev1", [2026, 2024]),
        ("severity:sev1 severity:sev2", []),
        ("tag:year-2025", [2025]),
        ("status:draft", [2026, 2025, 2024]),
        ("owner:dana", [2025]),
        ("open-actions:yes", [2025]),
        ("open-actions:no", [2026, 2024]),
        ("before:2025", [2024]),
        ("before:2025-06-15", [2024]),
        ("before:2025-06-16", [2025, 2024]),
        ("after:2025", [2026]),
        ("after:2025-06", [2026]),
        ("after:2025-05", [2026, 2025]),
        ("after:2025-06-14", [2026, 2025]),
        ("after:2025-06-15", [2026]),
        ("after:2024 before:2026", [2025]),
        ("before:soon", [2026, 2025, 2024]),
        ("before:9999-12-31 after:0001", [2026, 2025, 2024]),
        ("after:9999-12", [2026, 2025, 2024]),
        ("service:", [2026, 2025, 2024]),
        ("memory OR pool", []),
        ("( ) * \" ' : ^ -", [2026, 2025, 2024]),
        ("title:users", []),
    ],
)
def test_it_finds_what_was_asked_for(years: Callable[[str], list[int]], typed: str, found: list[int]) -> None:
    assert years(typed) == found


@pytest.mark.parametrize("typed", ["memory", "m", "memory year:2026 se", "memory status:draft", "status:draft"])
def test_however_much_is_found_the_database_is_asked_twice(index: Index, typed: str) -> None:
    asked: list[str] = []
    index.database.set_trace_callback(asked.append)
    search(index, read_query(typed, unfinished=True))
    index.database.set_trace_callback(None)
    # SQLite tells of what a table for searching asks itself, too, as a comment.
    assert len([question for question in asked if not question.startswith("--")]) == 2


def test_the_last_word_may_go_on_while_it_is_typed(index: Index) -> None:
    def found(typed: str) -> int:
        return search(index, read_query(typed, unfinished=True))[1]

    assert (found("mem"), found("mem "), found("mem pool"), found("memory po")) == (2, 0, 0, 1)


@pytest.mark.parametrize(
    ("typed", "value"), [("before:soon pool", "soon"), ("after:2026-13", "2026-13"), ("after:", "after:")]
)
def test_what_is_no_date_is_passed_over_and_told(typed: str, value: str) -> None:
    query = read_query(typed)
    assert (query.before, query.after) == ("", "")
    assert query.problems == (f"“{value}” is no date; write 2026, 2026-06 or 2026-06-15",)


def test_dates_that_make_sense_are_no_problem() -> None:
    assert read_query('before:2026 after:2025-06 before:2026-06-15 "before:soon"').problems == ()


def test_damaged_sessions_are_found_by_their_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMFACIL_CACHE", str(tmp_path / "cache"))
    library = Library(tmp_path / "library")
    files: list[Path] = []
    for title in ("Whole", "Damaged"):
        review = new_review(Incident(title=title), datetime(2026, 7, 1, tzinfo=UTC))
        meeting = LiveMeeting.create(library, review)
        assert meeting.close()
        files.append(meeting.file.path)
    content = files[1].read_text(encoding="utf-8")
    files[1].write_text(content[: len(content) // 2], encoding="utf-8")
    with Index(library) as index:
        index.refresh()

        def found(typed: str) -> set[Path]:
            return {hit.entry.path for hit in search(index, read_query(typed))[0]}

        assert found("status:damaged") == found('status:"damaged"') == found("status:dam") == {files[1]}
        assert found("status:draft") == {files[0]}
        assert found("service:damaged") == found('status:"dam"') == set()


def one(index: Index, typed: str) -> Hit:
    (hit,), count = search(index, read_query(typed))
    assert count == 1
    return hit


def test_it_says_where_it_was_found(index: Index) -> None:
    hit = one(index, "pool memory")
    assert hit.place == "whys"
    assert hit.around == (("The ", False), ("pool", True), (" ran out of ", False), ("memory", True))
    assert one(index, "users").place == "title"
    assert one(index, "dana alert").place == "actions"
    assert one(index, "service:checkout").around == ()


def test_no_more_come_than_were_asked_for_and_all_are_counted(index: Index) -> None:
    hits, count = search(index, read_query(""), most=2)
    assert (len(hits), count) == (2, 3)
    assert count < COUNTED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab*\"':-(){}[]^.,/\\ \0\n%_?\ue000é検") | st.characters(), max_size=30))
def test_nothing_that_can_be_typed_is_wrong(index: Index, typed: str) -> None:
    for unfinished in (False, True):
        hits, count = search(index, read_query(typed, unfinished=unfinished))
        assert len(hits) == count <= 3
