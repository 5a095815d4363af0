"""The request class: its form, address and file names are cleaned before anything reads them.

Here and not in forms, because not every field is read by one: buttons, ids, file names and words
that are to be repeated are not.
"""

import re
from typing import Any

import flask
from flask import Flask, abort
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, iter_multi_items

from . import text

_RAW = re.compile(rb"[^\x21-\x7e]")


class Values(ImmutableMultiDict[str, Any]):
    """The values of a form or of an address, without characters that no database stores."""

    def __init__(self, mapping: Any = ()) -> None:
        pairs = iter_multi_items(mapping or ())
        super().__init__([(text.storable(name), _fit(value)) for name, value in pairs])


def _fit(value: Any) -> Any:
    """`value` in a form that can be stored; files keep their content under a cleaned name."""
    if isinstance(value, FileStorage):
        value.filename = text.storable(value.filename or "")
    return text.storable(value) if isinstance(value, str) else value


class Request(flask.Request):
    """A request of the app."""

    parameter_storage_class = Values

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Browsers encode everything else; raw bytes could not even be looked at.
        self.query_string = _RAW.sub(lambda match: b"%%%02X" % match[0][0], self.query_string)

    @property
    def is_json(self) -> bool:
        """Forms are sent as forms: a body that is JSON would put numbers and lists in fields."""
        return False


def init(app: Flask) -> None:
    app.request_class = Request

    @app.before_request
    def no_odd_address() -> None:
        """404 for addresses with characters that cannot be stored: no page has one."""
        if text.storable(flask.request.path) != flask.request.path:
            abort(404)
