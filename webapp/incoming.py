"""What a request brings along, cleaned once, before anything looks at it."""

from typing import Any

import flask
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

from . import text


class Values(ImmutableMultiDict[str, Any]):
    """The values of a form or of an address, without what no database keeps."""

    def __init__(self, mapping: Any = ()) -> None:
        pairs = iter_multi_items(mapping or ())
        super().__init__([(text.storable(name), _fit(value)) for name, value in pairs])


def _fit(value: Any) -> Any:
    """A text that can be kept; files stay as they are."""
    return text.storable(value) if isinstance(value, str) else value


class Request(flask.Request):
    """A request of the app."""

    parameter_storage_class = Values

    @property
    def is_json(self) -> bool:
        """Forms are sent as forms: a body that is JSON would put numbers and lists in fields."""
        return False
