"""All rules, and what they find."""

from collections.abc import Sequence

from pmfacil.coach.findings import actions, causes, closing, document, lessons, overview, response, timeline, whys
from pmfacil.coach.findings.facts import ORDER, Facts
from pmfacil.coach.findings.finding import Context, Finding, FindingRule, Severity
from pmfacil.review.review import Review

RULES: Sequence[FindingRule] = (
    *overview.RULES,
    *timeline.RULES,
    *whys.RULES,
    *causes.RULES,
    *response.RULES,
    *lessons.RULES,
    *actions.RULES,
    *closing.RULES,
    *document.RULES,
)
"""Every rule, in the order of the agenda."""
_WEIGHT = list(Severity)


def findings(review: Review, context: Context) -> list[Finding]:
    """Everything that the coach noticed: what matters most first, then in the order of the agenda."""
    facts = Facts(review, context)
    found = [finding for rule in RULES for finding in rule.findings(facts)]
    return sorted(found, key=lambda finding: (_WEIGHT.index(finding.severity), ORDER.index(finding.board)))
