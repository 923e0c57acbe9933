import pytest

from pmfacil.documents.timelines.emoji import drawn
from pmfacil.documents.timelines.reading import read_timeline
from tests.documents.timelines.cases import TODAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":fire: the pool is full :rotating_light:", "🔥 the pool is full 🚨"),
        ("back :tada::tada:", "back 🎉🎉"),
        ("ok :+1::skin-tone-3:", "ok 👍"),
        (":hourglass: :snail: :keycap_digit_one:", "⌛ 🐌 :keycap_digit_one:"),
        ("we :party-acme: and :comma: of :id:", "we :party-acme: and :comma: of :id:"),
        ("std::fire::x at 10:02:31, key:fire:1", "std::fire::x at 10:02:31, key:fire:1"),
        ("::::", "::::"),
    ],
)
def test_the_names_of_usual_emoji_are_the_emoji_again(text: str, said: str) -> None:
    assert drawn(text) == said


def test_every_usual_name_is_known() -> None:
    names = (
        "warning",
        "x",
        "eyes",
        "white_check_mark",
        "question",
        "heart",
        "arrow_right",
        "leftwards_arrow_with_hook",
    )
    assert [name for name in names if drawn(f"a :{name}: b") == f"a :{name}: b"] == []


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("10:02 :fire: the pool is full", "🔥 the pool is full"),
        ("- 10:02 - :fire::eyes: the pool is full", "🔥👀 the pool is full"),
        ("10:02: the pool: full", "the pool: full"),
        ("10:02 : alert:pool is full", "alert:pool is full"),
    ],
)
def test_a_code_right_after_its_time_is_whole(line: str, text: str) -> None:
    assert [event.text for event in read_timeline(f"{line}\n".encode(), TODAY).events] == [text]


def test_a_copied_chat_brings_no_codes() -> None:
    chat = b"kim  10:02 AM\n:fire: pool is full\ndana  10:05 AM\non it :eyes:\nkim  10:09 AM\nback :tada:\n"
    assert [event.text for event in read_timeline(chat, TODAY).events] == ["🔥 pool is full", "on it 👀", "back 🎉"]
