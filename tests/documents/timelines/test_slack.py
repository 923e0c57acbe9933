import io
import json
import zipfile
from datetime import UTC, datetime

from pmfacil.documents.timelines.reading import read_folder, read_timeline
from tests.documents.timelines.cases import TODAY

Message = dict[str, object]
USERS = [
    {"id": "U1", "name": "dv", "profile": {"display_name": "", "real_name": "Dana Vega"}},
    {"id": "U2", "name": "pat", "real_name": "Pat Kim", "profile": {"display_name": "pat"}},
]


def message(text: str = "", **fields: object) -> Message:
    return {"type": "message", "user": "U1", "text": text, "ts": "1709460000.000100", **fields}


def said(*messages: Message) -> list[str]:
    imported = read_timeline(json.dumps(list(messages)).encode(), TODAY)
    return [event.text for event in imported.ticked]


def test_an_export_has_its_names_and_its_channels_in_order_of_time() -> None:
    members = [
        ("users.json", json.dumps(USERS).encode()),
        ("channels.json", b'[{"id": "C1", "name": "ops"}]'),
        ("ops/2024-03-03.json", json.dumps([message("<@U2> look", ts="1709460100.1")]).encode()),
        ("war-room/2024-03-03.json", json.dumps([message("first", user="U2", ts="1709460000.1")]).encode()),
    ]
    imported = read_folder(members, TODAY)
    assert [(event.said(), event.text, event.source) for event in imported.events] == [
        ("2024-03-03T10:00Z", "first", "#war-room, pat"),
        ("2024-03-03T10:01:40Z", "@pat look", "#ops, Dana Vega"),
    ]
    assert (imported.shape, imported.guessed) == ("a Slack export", ("Of 2 channels: ops, war-room.",))


def test_signs_are_decoded_as_people_saw_them() -> None:
    text = "<!here> &lt;b&gt; &amp; <https://x.test|graph> <https://y.test> <#C1|ops>"
    text += " <!subteam^S1|@sre> <mailto:a@b.c|a@b.c>"
    assert said(message(text)) == ["@here <b> & graph https://y.test #ops @sre a@b.c"]


def test_a_bot_without_text_says_what_its_attachment_or_its_blocks_say() -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Error rate <https://x.test|high>"}}]
    assert said(
        message(
            bot_id="B1", subtype="bot_message", attachments=[{"title": "[FIRING] p99", "text": "9 s", "fallback": "f"}]
        ),
        message(bot_id="B1", subtype="bot_message", attachments=[{"fallback": "only this"}]),
        message(blocks=blocks),
    ) == ["[FIRING] p99 9 s", "only this", "Error rate high"]


def test_a_text_that_was_cut_is_read_from_its_blocks() -> None:
    whole = "The primary is gone and so is the replica, we restore from the dump of yesterday"
    blocks = [{"type": "rich_text", "elements": [{"elements": [{"type": "text", "text": whole}]}]}]
    assert said(message(whole[:30], blocks=blocks)) == [whole]


def test_previews_of_links_are_not_part_of_what_was_said() -> None:
    assert said(message("see this", attachments=[{"from_url": "https://x.test", "text": "A page"}])) == ["see this"]


def test_joins_and_files_alone_can_be_ticked_but_are_not() -> None:
    content = json.dumps([message("joined", subtype="channel_join"), message(files=[{"name": "a.png"}]), message("hi")])
    imported = read_timeline(content.encode(), TODAY)
    assert [(event.text, event.ticked) for event in imported.events] == [
        ("joined", False),
        ("a.png", False),
        ("hi", True),
    ]


def test_answers_below_a_message_follow_it() -> None:
    assert said(message("a", slackdump_thread_replies=[message("b")]), message("c")) == ["a", "b", "c"]


def test_of_an_export_only_what_is_near_the_incident_is_ticked() -> None:
    content = json.dumps(
        [message("old", ts="1609460000.1"), message("then"), message("joined", subtype="channel_join")]
    )
    start = datetime(2024, 3, 3, 9, tzinfo=UTC)
    imported = read_timeline(content.encode(), TODAY, around=(start, start))
    assert [(event.text, event.ticked) for event in imported.events] == [
        ("old", False),
        ("then", True),
        ("joined", False),
    ]
    assert imported.left_out == ("One event lies 1,157 days before the incident's start and was not taken.",)


def test_days_of_an_export_far_from_the_incident_stay_packed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ops/2021-01-01.json", json.dumps([message("old", ts="1609460000.1")]))
        archive.writestr("ops/2024-03-03.json", json.dumps([message("then")]))
    start = datetime(2024, 3, 3, 9, tzinfo=UTC)
    imported = read_timeline(packed.getvalue(), TODAY, around=(start, start))
    assert [event.text for event in imported.events] == ["then"]
    assert imported.left_out == ("One file was of days far from the incident and stayed packed.",)
