"""Lessons that are none, or that lead to nothing (P60, P66)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pmfacil.coach.findings.facts import Facts
from pmfacil.coach.findings.finding import Found, Severity, rule
from pmfacil.coach.findings.words import alike, listed, verb
from pmfacil.review.agenda import Board

_TASK = re.compile(
    r"\W*(?:(?:we|someone|somebody|the \w+ team) (?:need to|must|should|have to|will|are going to) )?"
    r"(?:add|create|implement|fix|install|migrate|upgrade|deploy|enable|configure|set up|introduce|roll out)\b",
    re.IGNORECASE,
)
_PRODUCTS = (
    *("airflow", "ansible", "argocd", "aws", "azure", "bigquery", "cassandra", "cloudflare", "cloudfront", "datadog"),
    *("docker", "dynamodb", "ec2", "elasticsearch", "fastly", "gcp", "github", "gitlab", "grafana", "haproxy"),
    *("heroku", "jenkins", "k8s", "kafka", "kubernetes", "lambda", "mariadb", "memcached", "mongodb", "mysql"),
    *("new relic", "nginx", "okta", "opsgenie", "oracle", "pagerduty", "postgres", "postgresql", "prometheus"),
    *("rabbitmq", "redis", "s3", "snowflake", "splunk", "statuspage", "stripe", "terraform", "twilio", "zookeeper"),
)
"""Names of products in wide use; a team adds its own through its services."""


@rule("lessons.none", Severity.BLOCKS, Board.LESSONS, "P60", "No lesson is written down.")
def none(facts: Facts) -> Iterator[Found]:
    """Nothing that another team could use."""
    if not facts.review.lessons and facts.passed(Board.LESSONS):
        yield Found("No lesson is written down.", "What would we tell another team over lunch?")


@rule("lessons.restates-action", Severity.SHOULD, Board.LESSONS, "P60", "A lesson says what an action says.")
def restates_action(facts: Facts) -> Iterator[Found]:
    """A task in the place of an insight."""
    for lesson in facts.review.lessons:
        same = next((action for action in facts.review.actions if alike(lesson.text, action.text)), None)
        if same or _TASK.match(lesson.text):
            what = same.label() if same and same.number else "an idea" if same else "an action"
            text = f"{lesson.label()} reads like {what}, not like something learned."
            yield Found(text, "What did we learn that made us want this?", lesson.id)


@rule("lessons.one-product", Severity.SHOULD, Board.LESSONS, "P60", "A lesson names one product or service.")
def one_product(facts: Facts) -> Iterator[Found]:
    """Only this team could use it."""
    pattern = _products((*facts.review.incident.services, *facts.context.policies.services))
    for lesson in facts.review.lessons:
        if found := pattern.search(lesson.text):
            text = f"{lesson.label()} is about {found[0]}; a lesson holds for other systems too."
            yield Found(text, "How would we say this to a team that has never seen our systems?", lesson.id)


@rule("lessons.no-action", Severity.BLOCKS, Board.LESSONS, "P66", "A lesson has no action.")
def no_action(facts: Facts) -> Iterator[Found]:
    """Learned, and nothing follows."""
    bare = [lesson for lesson in facts.review.lessons if not facts.acted_on(lesson.id)]
    if bare and facts.judged(Board.ACTIONS):
        text = f"{listed([lesson.label() for lesson in bare])} {verb(bare, 'has', 'have')} no action."
        yield Found(text, f"What will be different because of {bare[0].label()}?", bare[0].id)


RULES = (none, restates_action, one_product, no_action)


@lru_cache(maxsize=16)
def _products(services: Sequence[str]) -> re.Pattern[str]:
    names = {service.strip() for service in services if len(service.strip()) >= 3}
    words = sorted(map(re.escape, names | set(_PRODUCTS)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)
