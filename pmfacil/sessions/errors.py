"""What can go wrong with a session; `str()` of each is the one sentence to show."""

import errno

from pmfacil.review.text import clean_text, short

_REASONS = {
    errno.EACCES: "there is no permission",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "it is larger than any review can be",
    errno.EINVAL: "it is not a plain file",
    errno.EIO: "the disk reports an error",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "it is a link, and links are not followed",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ENOENT: "it, or the folder it was in, is gone",
    errno.ENOSPC: "the disk is full",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.EPERM: "there is no permission",
    errno.EROFS: "the disk can only be read",
}


def quoted(text: str, limit: int = 110) -> str:
    """The text in quotation marks, cleaned and cut so that it fits into a sentence."""
    return f"“{short(clean_text(text[: limit * 4]), limit)}”"


def reason(error: OSError) -> str:
    """What the system refused, in a few words."""
    return _REASONS.get(error.errno or 0) or (error.strerror or "the system refused").lower()


class SessionError(Exception):
    """Something about a session that a person has to know."""


class NotFound(SessionError):
    """No session fits what was asked for."""


class Ambiguous(SessionError):
    """More than one session fits what was asked for."""


class NotOpened(SessionError):
    """A session that cannot be read at all."""


class DamagedSession(SessionError):
    """A session that is no longer whole; it was left as it is."""


class NewerSession(SessionError):
    """A session of a later pmfacil, which this one must not write."""


class SessionLocked(SessionError):
    """A session that another program is writing."""


class NotMoved(SessionError):
    """A session that could not be put into the trash or taken out of it."""


class NotSaved(SessionError):
    """A save that did not happen; `reason` is why, in a few words."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{quoted(name)} was not saved: {reason}; what was on disk was left as it is, try again.")
        self.reason = reason
