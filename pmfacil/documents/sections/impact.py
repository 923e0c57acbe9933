"""How much it hurt, in numbers (P23), and what customers were told (P25)."""

from pmfacil.documents.blocks import Blocks, answered, bullets, table, titled
from pmfacil.documents.voice import Voice
from pmfacil.review import times
from pmfacil.review.impact import Graph, Horizon, Measure, Metric


def impact(voice: Voice) -> Blocks:
    """How long customers were hit, what it cost, and what the metrics and graphs showed."""
    review = voice.review
    length = times.impact(review)
    at_once_first = sorted(review.measures, key=lambda measure: measure.horizon == Horizon.LONG_TERM)
    return [
        *([f"Total impact: {times.say_length(length)}"] if length is not None else []),
        *table(("Impact", "How much", "Felt", "How it is known"), [_measure(voice, one) for one in at_once_first]),
        *table(("Metric", "Before", "During", "Unit"), [_metric(voice, metric) for metric in review.metrics]),
        *titled("Graphs", bullets(_graph(voice, graph) for graph in review.graphs)),
    ]


def numbers(voice: Voice) -> list[str]:
    """What it cost, a line each, for readers in a hurry."""
    said = ((f"{one.amount} {one.unit}".strip(), one) for one in voice.review.measures)
    return [
        f"{voice.line(f'{amount}: {one.text}' if amount else one.text)}{' (estimate)' if one.estimate else ''}"
        for amount, one in said
    ]


def communication(voice: Voice) -> Blocks:
    """What customers were told, when and where."""
    rows = [
        (voice.moment(message.at), voice.cell(message.channel), voice.cell(message.text) + voice.tail(message))
        for message in voice.review.messages
    ]
    return table(("Time", "Channel", "Message"), rows)


def _measure(voice: Voice, measure: Measure) -> tuple[str, ...]:
    amount = voice.cell(f"{measure.amount} {measure.unit}".strip())
    estimate = f"{amount} (estimate)".strip() if measure.estimate else amount
    return (voice.cell(measure.text) + voice.tail(measure), estimate, measure.horizon, voice.cell(measure.basis))


def _metric(voice: Voice, metric: Metric) -> tuple[str, ...]:
    before, during = (_number(value) for value in (metric.before, metric.during))
    return (voice.cell(metric.text) + voice.tail(metric), before, during, voice.cell(metric.unit))


def _number(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")


def _graph(voice: Voice, graph: Graph) -> str:
    caption = answered(voice.line(graph.text), voice.line(graph.shows))
    file = voice.clickable(graph.file)
    return f"{caption} ({file}){voice.tail(graph)}" if caption else f"{file}{voice.tail(graph)}"
