"""The timeline of a GitHub issue or pull request."""

from collections.abc import Iterator, Sequence

from pmfacil.documents.timelines.damaged import Value, words
from pmfacil.documents.timelines.found import Found
from pmfacil.documents.timelines.stamps import whole

_NOISE = {"subscribed", "unsubscribed", "mentioned", "locked", "unlocked", "pinned", "unpinned", "added_to_project_v2"}
_SAID = {
    "labeled": ("Label “{}” added", ("label", "name")),
    "unlabeled": ("Label “{}” removed", ("label", "name")),
    "assigned": ("Assigned to {}", ("assignee", "login")),
    "unassigned": ("No longer assigned to {}", ("assignee", "login")),
    "milestoned": ("Milestone “{}” set", ("milestone", "title")),
    "demilestoned": ("Milestone “{}” taken off", ("milestone", "title")),
    "renamed": ("Renamed to “{}”", ("rename", "to")),
    "cross-referenced": ("Mentioned in “{}”", ("source", "issue", "title")),
    "review_requested": ("Review asked of {}", ("requested_reviewer", "login")),
    "referenced": ("Referenced by commit {}", ("commit_id",)),
    "merged": ("Merged as {}", ("commit_id",)),
}


def is_github(entries: Sequence[dict[str, Value]]) -> bool:
    """Whether these are the entries of such a timeline."""
    some = entries[:20]
    own = sum(
        isinstance(one.get("event"), str) and any(key in one for key in ("actor", "user", "node_id", "sha", "author"))
        for one in some
    )
    return own > len(some) / 2


def read_github(entries: Sequence[dict[str, Value]]) -> Iterator[Found]:
    """The events, each with the time that its kind keeps in a place of its own."""
    for entry in entries:
        kind = words(entry, "event")
        times = (("created_at",), ("submitted_at",), ("author", "date"), ("committer", "date"), ("updated_at",))
        when = next((time for path in times if (time := words(entry, *path))), "")
        stamp = whole(when) if when else None
        who = next((name for path in _WHO if (name := words(entry, *path))), "")
        if stamp:
            yield Found(stamp, _said(entry, kind), who, noise=kind in _NOISE)


_WHO = (("actor", "login"), ("user", "login"), ("author", "login"), ("author", "name"), ("committer", "name"))


def _said(entry: Value, kind: str) -> str:
    if kind == "committed":
        return words(entry, "message")
    if body := words(entry, "body"):
        return body
    if kind == "reviewed":
        return f"Review: {words(entry, 'state').replace('_', ' ') or 'done'}"
    if kind in _SAID:
        sentence, path = _SAID[kind]
        if value := words(entry, *path):
            return sentence.format(value[:12] if path == ("commit_id",) else value)
    return kind.replace("_", " ").replace("-", " ").capitalize()
