"""What comes in, before anybody reads it: texts that can be kept, and addresses that can be meant.

Here and not in forms, because not every field is read by one: buttons, ids, file names and words
that are to be repeated are not.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, abort, request
from flask.wrappers import Request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from .characters import is_kept, kept

_RAW = re.compile(rb"[^\x21-\x7e]")


class Fields(ImmutableMultiDict[str, Any]):
    """The fields of an address or a form, without what can be neither kept nor shown."""

    def __init__(self, mapping: Any = None) -> None:
        if isinstance(mapping, MultiDict):
            mapping = mapping.items(multi=True)
        elif isinstance(mapping, Mapping):
            mapping = mapping.items()
        super().__init__(list(_kept(mapping or ())))


def _kept(pairs: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    for name, value in pairs:
        if isinstance(value, FileStorage):
            value.filename = kept(value.filename or "")
        yield kept(name), kept(value) if isinstance(value, str) else value


class KeptRequest(Request):
    """A request whose texts can all be kept."""

    parameter_storage_class = Fields

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Browsers encode everything else; raw bytes could not even be looked at.
        self.query_string = _RAW.sub(lambda found: b"%%%02X" % found[0][0], self.query_string)


def init(app: Flask) -> None:
    app.request_class = KeptRequest

    @app.before_request
    def no_odd_address() -> None:
        """No address of ours holds such a character: there is nothing there."""
        if not is_kept(request.path):
            abort(404)
