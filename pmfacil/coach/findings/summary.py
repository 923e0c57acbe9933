"""What a summary that stands alone has in it, judged by its words against the review (P22)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.words import plain, shares, telling
from pmfacil.review.timeline import EventKind


@dataclass(frozen=True)
class Piece:
    """One part of a summary."""

    what: str
    """As it follows “does not say”."""
    question: str
    there: Callable[[str, Facts], bool]


def lacking(facts: Facts) -> list[Piece]:
    """The parts that a summary leaves out; in doubt a part is there."""
    text = " ".join(facts.review.incident.summary[:_LOOKED_AT].split())
    return [piece for piece in PIECES if not piece.there(text, facts)]


_LOOKED_AT = 4_000
"""Characters of a summary; what a leader looks for stands in its first page."""
_SERVICE = re.compile(
    r"\b(?:lets?|allows?|serves?|provides?|hosts?|handles?|offers?|runs|stores|keeps|enables?|processes)\b"
    r"|\bis (?:a|an|the|our|where|what|how|used)\b|\bservice\b|\bplatform\b|\bresponsible for\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.)|\bnoon\b|\bmidnight\b", re.I
)
_DAY = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan|feb|mar|apr|"
    r"may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{1,2}\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\btoday\b|\blast (?:night|week)\b",
    re.I,
)
_ZONE = re.compile(
    r"\b(?:UTC|GMT|Z|CES?T|EES?T|WES?T|BST|IST|JST|SGT|HKT|KST|MSK|AES?T|AEDT|AWST|NZ[SD]T|[ECMP][SD]T|BRT|SAST|ET|PT|CT|MT)\b"
    r"|\d{2}Z\b|[+-]\d{2}:?\d{2}\b|\blocal time\b|\btime zone\b|\b(?:eastern|pacific|central|mountain) time\b"
)
_WHO = re.compile(
    r"\b(?:customers?|users?|people|clients?|merchants?|visitors?|buyers?|shoppers?|readers?|patients?|students?|guests?|"
    r"drivers?|members?|subscribers?|tenants?|accounts?|teams?|companies|partners?|requests?|orders?|payments?|"
    r"sessions?|checkouts?|transactions?|projects?|developers?|employees|staff|everyone|everybody|nobody|no one|"
    r"sellers?|players?|sign-?ins?|log-?ins?|tickets?|calls?|messages?|e-?mails?|files?|bookings?|deliveries|devices?|"
    r"searches|pages?|jobs|builds|deploys|events|rows|records|uploads?|downloads?|traffic|calls)\b",
    re.I,
)
_MUCH = re.compile(
    r"\d[\d,.]*\s?(?:%|percent|k\b|m\b|million|thousand|in \d)|\b(?:all|every|none|half|"
    r"a (?:third|quarter|fifth|tenth)|two thirds|one in \w+|everyone|everybody|nobody|no one|each|"
    r"no (?:customer|user)s?)\b",
    re.I,
)
_COUNT = re.compile(
    r"(?<![\d:.])(?!(?:19|20)\d\d\b)\d(?:[\d,.]*\d)?(?!\d*[:h]\d)\s+(?!am\b|pm\b|utc\b)(?P<unit>[^\W\d]+)", re.I
)
_UNIT_OF_TIME = re.compile(
    r"(?:s|m|h|d|min|sec|hrs?|minut\w*|second\w*|hours?|days?|weeks?|jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec|utc|gmt|cet|cest)\w{0,6}$",
    re.I,
)
_LONG = re.compile(
    r"\b\d+(?:[.,]\d+)?[\s-]?(?:min|mins|minutes?|h|hrs?|hours?|d|days?|s|sec|seconds?|weeks?)\b"
    r"|\b(?:an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|thirty|forty|"
    r"several|few)[\s-](?:minutes?|hours?|days?|weeks?)\b|\bhalf an hour\b",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:because|due to|caus\w+|led to|triggered|since|as a result|made .{1,40} possible|root|after|when|while|"
    r"following|introduced|under|so that|resulted|exhausted|filled up|expired|broke|contribut\w+|came from)\b",
    re.I,
)
_SOLVED = re.compile(
    r"\b(?:restor\w+|recover\w+|roll(?:ed|ing)? ?back|rollback|resolv\w+|fix\w*|mitigat\w+|revert\w*|came back|is back|"
    r"was back|were back|back to|repair\w*|restart\w*|brought back|fail(?:ed|ing)? ?over|ended|ends|disabl\w+|scal\w+|"
    r"replac\w+|switched|turned off|renew\w*|healthy|normal|working again|again)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:told|tell|inform\w*|status ?page|statuspage|announc\w+|post(?:ed|s)?|notif\w+|communicat\w+|publish\w*|"
    r"e-?mail\w*|tweet\w*|twitter|blog|banner|apolog\w+|heard from us|follow the|were updated|support team)\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:next|will|actions?|plan\w*|follow-?up|going to|from now on|to prevent|so that it cannot|are adding|we are|"
    r"by the end of|until (?:then|the)|committed|improvements?)\b",
    re.I,
)


def _context(text: str, facts: Facts) -> bool:
    names = [service.casefold() for service in facts.review.incident.services]
    known = facts.review.incident.context
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return bool(_SERVICE.search(text)) or (bool(known) and shares(first, [known], 3)) or _told_of(first, names)


def _told_of(first: str, names: list[str]) -> bool:
    """Whether the first sentence names the service and says more of it than its failure."""
    return any(name in first.casefold() for name in names) and len(plain(first)) >= 12


def _when(text: str, facts: Facts) -> bool:
    return bool(_CLOCK.search(text) or _DAY.search(text))


def _zone(text: str, facts: Facts) -> bool:
    city = facts.review.incident.timezone.rpartition("/")[2].replace("_", " ").casefold()
    return not _CLOCK.search(text) or bool(_ZONE.search(text)) or (len(city) > 3 and city in text.casefold())


def _much(text: str, facts: Facts) -> bool:
    if not _WHO.search(text):
        return False
    counted = any(not _UNIT_OF_TIME.match(found["unit"]) for found in _COUNT.finditer(text))
    amounts = (measure.amount for measure in facts.review.measures if re.search(r"\d", measure.amount))
    return counted or bool(_MUCH.search(text)) or any(amount in text for amount in amounts)


def _long(text: str, facts: Facts) -> bool:
    return bool(_LONG.search(text)) or len(_CLOCK.findall(text)) >= 2


def _cause(text: str, facts: Facts) -> bool:
    found = (*facts.review.whys, *facts.review.causes, *facts.review.holes)
    return bool(_CAUSE.search(text)) or shares(text, (part.says() for part in found), 3)


def _solved(text: str, facts: Facts) -> bool:
    kinds = (EventKind.MITIGATION, EventKind.RECOVERY)
    ends = [event.text for event in facts.events if event.kind in kinds]
    return bool(_SOLVED.search(text)) or shares(text, ends)


def _told(text: str, facts: Facts) -> bool:
    channels = (message.channel for message in facts.review.messages if message.channel)
    return bool(_TOLD.search(text)) or any(telling(channel) <= telling(text) for channel in channels)


def _next(text: str, facts: Facts) -> bool:
    return bool(_NEXT.search(text)) or shares(text, (action.text for action in facts.commitments), 3)


PIECES = (
    Piece("what the service does", "In one sentence: what do customers use this service for?", _context),
    Piece("when it was", "On which day and at what time was it?", _when),
    Piece("in which time zone", "Which time zone are these times in?", _zone),
    Piece("who was hit and how much", "Who was hit, and how many of them?", _much),
    Piece("how long it lasted", "For how long were customers hit?", _long),
    Piece("what made it possible", "In one sentence: what made it possible?", _cause),
    Piece("how it ended", "What brought it to an end?", _solved),
    Piece("what customers were told", "What did customers hear from us?", _told),
    Piece("what comes next", "Which two or three actions should everybody know of?", _next),
)
