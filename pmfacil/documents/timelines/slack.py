"""Slack: the files of an export, the answer of the history call, and the dumps that people make."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from pmfacil.documents.timelines.damaged import Value, at, dicts, words
from pmfacil.documents.timelines.found import Content, Draft, Found
from pmfacil.documents.timelines.slack_words import said
from pmfacil.documents.timelines.stamps import Stamp

_NOISE = ("_join", "_leave", "_topic", "_purpose", "_name", "_archive", "_unarchive", "_convert_to_private")
_NOISY = {"tombstone", "pinned_item", "unpinned_item", "bot_add", "bot_remove", "reminder_add", "huddle_thread"}
_REPLIES = ("slackdump_thread_replies", "replies")
_EXPORT = "a Slack export"


def sure(content: Content) -> float:
    """How sure it is that these are messages of Slack."""
    messages = _messages(content.json.value)
    some = messages[:50]
    return 0.95 if some and sum(_moment(one) is not None for one in some) > len(some) / 2 else 0


def read_slack(content: Content) -> Draft | None:
    """The messages of one file."""
    value = content.json.value
    messages = _messages(value)
    channel = words(value, "name") or words(value, "channel", "name")
    return Draft(tuple(_found(messages, _own_names(messages), channel)), "messages of Slack", "UTC")


def read_export(members: Sequence[Content]) -> Draft | None:
    """The messages of all channels of an export; `None` if the files are no export."""
    names: dict[str, str] = {}
    channels: dict[str, list[Content]] = {}
    for member in members:
        folder, _, file = member.name.rpartition("/")
        if file in ("users.json", "org_users.json", "channels.json", "groups.json", "dms.json", "mpims.json"):
            names |= _named(member.json.value)
        elif file.endswith(".json") and folder and sure(member):
            channels.setdefault(folder.rpartition("/")[2], []).append(member)
    if not channels:
        return None
    found: list[Found] = []
    for channel, days in sorted(channels.items()):
        for day in sorted(days, key=lambda member: member.name):
            messages = _messages(day.json.value)
            found += _found(messages, _own_names(messages) | names, channel)
    if len(channels) > 1:
        found.sort(key=lambda one: one.stamp.at or datetime.max.replace(tzinfo=UTC))
    guessed = f"Of {len(channels)} channels: {', '.join(sorted(channels)[:8])}." if len(channels) > 1 else ""
    return Draft(tuple(found), _EXPORT, "UTC", guessed=(guessed,) if guessed else ())


def _messages(value: Value) -> list[dict[str, Value]]:
    return dicts(value) or dicts(at(value, "messages")) or dicts(at(value, "messages", "matches"))


def _moment(message: Value) -> datetime | None:
    stamp = at(message, "ts")
    if not isinstance(stamp, str) or at(message, "type") not in ("message", None):
        return None
    seconds = stamp.partition(".")[0]
    if not seconds.isascii() or not seconds.isdigit() or not 9 <= len(seconds) <= 11:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _found(messages: Iterable[Value], names: Mapping[str, str], channel: str) -> Iterator[Found]:
    for message in messages:
        moment, text = _moment(message), said(message, names)
        if moment and text:
            yield Found(Stamp(at=moment), text, _source(message, names, channel), noise=_is_noise(message))
        for key in _REPLIES:
            yield from _found(dicts(at(message, key)), names, channel)


def _is_noise(message: Value) -> bool:
    kind = words(message, "subtype")
    return (
        kind in _NOISY
        or kind.endswith(_NOISE)
        or (not words(message, "text") and bool(at(message, "files")) and not kind)
    )


def _source(message: Value, names: Mapping[str, str], channel: str) -> str:
    """Where it was said and by whom: a program's messages are alerts, or something like it."""
    user, bot = words(message, "user"), words(message, "bot_id")
    program = words(message, "username") or words(message, "bot_profile", "name") or names.get(bot, "")
    who = program if bot and program else names.get(user) or words(message, "username") or (user if not bot else "")
    where = f"#{channel}" if channel else "chat"
    return f"{where}, {who}" if who else where


def _named(value: Value) -> dict[str, str]:
    return {words(one, "id"): _name(one) for one in dicts(value) if words(one, "id") and _name(one)}


def _name(user: Value) -> str:
    profile = at(user, "profile")
    return next(
        filter(
            None,
            (
                words(profile, "display_name"),
                words(profile, "real_name"),
                words(user, "real_name"),
                words(user, "name"),
            ),
        ),
        "",
    )


def _own_names(messages: Iterable[Value]) -> dict[str, str]:
    """Names that the messages themselves bring along."""
    named: dict[str, str] = {}
    for message in messages:
        profile = at(message, "user_profile")
        name = words(profile, "display_name") or words(profile, "real_name") or words(profile, "name")
        if name and words(message, "user"):
            named[words(message, "user")] = name
    return named
