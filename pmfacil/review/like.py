"""A new review that begins like an earlier one: the same frame, and no word of that incident."""

from pmfacil.review.layers import Layer
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.text import same_name


def like(review: Review, earlier: Review) -> Review:
    """The review with the services, the people in their roles and the layers of an earlier one.

    What the review has already stays: its services if there are any, and whoever has a role that others had then.
    """
    incident = review.incident
    if not incident.services and not earlier.incident.restricted:
        incident = incident.changed(services=earlier.incident.services)
    taken = [person.role for person in review.people if person.role]
    people = [
        Person(name=person.name, role=person.role)
        for person in earlier.people
        if not person.restricted
        and not any(same_name(person.role, role) for role in taken)
        and not any(same_name(person.name, other.name) for other in review.people)
    ]
    layers = [_layer(review, layer, order) for order, layer in enumerate(earlier.layers, 1) if not layer.restricted]
    gone = {layer.id for layer in review.layers} - {layer.id for layer in layers}
    first = max((person.order for person in review.people), default=0.0)
    ordered = [person.changed(order=first + step) for step, person in enumerate(people, 1)]
    return review.without(gone if layers else set()).put(incident, *ordered, *layers)


def _layer(review: Review, earlier: Layer, order: int) -> Layer:
    """The layer of this name, at its place, not looked at yet."""
    same = next((layer for layer in review.layers if same_name(layer.text, earlier.text)), None)
    return same.changed(order=float(order)) if same else Layer(text=earlier.text, order=float(order))
