"""Which action each operation of the API is, read from what its route depends on."""

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from accounts.permissions import Action


class Operation(NamedTuple):
    """`action` is None where anybody is let in; `audit` where the operation leaves no row in the audit log."""

    action: Action | None
    audit: str | None


def operations_of(app: FastAPI) -> dict[str, Operation]:
    """The operations by method and path, as `GET /api/me`."""
    return {
        f"{method} {route.path_format}": _operation(route)
        for included in app.routes
        for route in getattr(included, "original_router", app).routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    }


def _operation(route: APIRoute) -> Operation:
    for call in _calls(route.dependant):
        if isinstance(action := getattr(call, "action", None), Action):
            return Operation(action, getattr(call, "audit", None))
    return Operation(None, None)


def _calls(dependant: Dependant) -> Iterator[object]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)
