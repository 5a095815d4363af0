"""What no honest browser sends: texts, addresses, headers and bodies."""

import json
from random import Random
from urllib.parse import quote, quote_from_bytes

Pairs = list[tuple[str, str | bytes]]

NUMBERS = [
    "0",
    "-1",
    "-0",
    "1e309",
    "NaN",
    "Infinity",
    "9" * 12,
    "9" * 5000,
    "0x10",
    "²",
    "٣",
    "1_0",
]
HOURS = ["7,5", "7:30", "7t30", "24:01", "7:75", ",5", "1.234,50", "7 ,5", "min", "90 min", "1,5 t"]
DAYS = [
    "2026-W53",
    "2026-W54",
    "2026-W00",
    "2099-W53",
    "2000-W01",
    "2026-13",
    "2026-00",
    "2099-12",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "31.12.9999",
    "01.01.0001",
    "2026-11-20T12:00:00",
    "2026-11-20",
    "2026-11-20T12:00:00+00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-11-20T24:00:00+00:00",
]
TEXTS = [
    "",
    " ",
    "\0",
    "a\0b",
    "\x0b\x1f\x7f\x85",
    "\u202eabc\u202c",
    "\u200f\u2066\u061c",
    "\ufeff\u2028\u2029",
    "😀" * 3000,
    "x" * 20_000,
    " " * 5000,
    "\r\n" * 300,
    "é" * 121,
    "%",
    "%00",
    "%(name)s",
    "%s%d",
    "{{ 7*7 }}",
    "<script>1</script>",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "//evil.example",
    "\\\\evil.example",
    "http://[",
    "javascript:1",
    "=1+1",
    "None",
    "null",
]
JSONS = [
    "[]",
    "{}",
    '"',
    "1e309",
    "[" * 9000,
    '{"a":' * 2000,
    '{"day-0.note":"\\ud800"}',
    '{"words.text":"\\u0000\\udfff"}',
    '{"day-0.paid":"NaN"}',
    '{"day-0.paid":"9 =","day-9.paid":"1 x=1"}',
    '{"day-0.paid":["1"]}',
    '{"a":1e309}',
    json.dumps({f"k{n}": "v" for n in range(900)}),
    json.dumps({"day-0.paid": "9" * 4000}),
]
IDS = [
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "{00000000-0000-0000-0000-000000000001}",
    "urn:uuid:00000000-0000-0000-0000-000000000001",
    "0" * 32,
    "1",
]
BUTTONS = [
    *("save", "send", "keep", "add", "walk", "usual", "none-sick", "none-closed", "none-"),
    *("remove-0", "remove-999", "remove-²", "divide-0", "later-0", "suggest-0", "suggest--1"),
    *("example-", "example-x", "take-day-0.paid", "take-", "keep-day-0.paid", "keep-", "up-day"),
    *("down-", "-", "--"),
]
VALUES = [*NUMBERS, *HOURS, *DAYS, *TEXTS, *JSONS, *IDS, *BUTTONS]
# What an address can hold once it is encoded, and not as text.
RAW_PATHS = [
    "%00",
    "%ff",
    "%ED%A0%80",
    "%C0%AF",
    "%2e%2e%2f",
    "%0d%0aX:1",
    "%F4%90%80%80",
    "%2F%2F",
]

HEADERS: dict[str, list[str]] = {
    "HX-Request": ["true", "false", "\xff", ""],
    "HX-Target": ["activities", "#x", "\xff" * 50],
    "HX-Boosted": ["true"],
    "HX-Trigger": ["{", "x" * 3000],
    "HX-Current-URL": ["http://[", "//", "http://localhost/\xff", "http://localhost:99999/"],
    "HX-Current-URL-URI-AutoEncoded": ["true"],
    "HX-Prompt": ["\x01", "%FF"],
    "Accept-Language": [
        "da;q=NaN",
        "en;q=1e309,*;q=-1",
        "x" * 5000,
        ";;;,,,q=",
        "en_US_POSIX@x",
        "\xff",
    ],
    "Accept-Encoding": ["gzip;q=x", "br;q=NaN", "*;q=0", "gzip;q=,deflate", "identity;q=0"],
    "Accept": ["*", ";", "text/html;q=x"],
    "If-None-Match": ['"x"', "*", "W/", '"' * 200, "\xff"],
    "If-Modified-Since": ["Thu, 99 Foo 0000 99:99:99 GMT", "0", "x" * 2000],
    "If-Range": ['"x', "0"],
    "Range": ["bytes=0-", "bytes=9-1", "bytes=-", "bytes=" + "9" * 400 + "-", "x", "bytes=0-0,5-1"],
    "Referer": [
        "http://[",
        "http://localhost/%",
        "//",
        "http://localhost\x7f/",
        "\xff",
        "about:blank",
    ],
    "Origin": ["null", "http://[", "http://localhost", ""],
    "Host": ["localhost", "", "[::1]:80", "a b", "\xff", "localhost:x", "x" * 400],
    "X-Forwarded-For": ["1.2.3.4", "x, y", "::1%eth0", "\xff"],
    "X-Forwarded-Proto": ["https", "x"],
    "Cookie": [
        "smajob=x",
        "smajob=.eJ;language=\xff",
        "language=xx",
        "=;;=",
        "smajob=" + "a.b." * 900,
    ],
    "Content-Type": [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "b" * 300,
        "application/json",
        "application/x-www-form-urlencoded; charset=utf-7",
        "text/plain",
        "\xff/\xff;;;=",
        "",
    ],
    "Content-Length": ["0", "-1", "x", "9" * 30, "3", "5000"],
    "Transfer-Encoding": ["chunked"],
    "Expect": ["100-continue"],
    "Authorization": ["Basic ?", "Basic //79", "Bearer", "Digest x="],
    "X-HTTP-Method-Override": ["DELETE"],
}
METHODS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "GET", "POST"]


def text(random: Random, known: list[str]) -> str:
    """A value for any field; `known` are ids of things that are there, most of them foreign."""
    if known and random.random() < 0.3:
        return random.choice(known)
    return random.choice(VALUES)


def cursor(random: Random, known: list[str]) -> str:
    """The place where a list is to go on."""
    return f"{random.choice([*DAYS, *TEXTS])}~{random.choice([*IDS, *known])}"


def bent(random: Random, pairs: Pairs, known: list[str], token: str) -> Pairs:
    """The fields of a form with some of them missing, doubled, odd, foreign, or files."""
    results = list(pairs)
    for _time in range(random.choice([1, 1, 2, 5, len(results)])):
        if not results:
            break
        place = random.randrange(len(results))
        name, value = results[place]
        if name == "csrf_token" and random.random() < 0.95:
            continue  # otherwise nobody would get far
        match random.randrange(8):
            case 0:
                del results[place]
            case 1:
                results.append((name, text(random, known)))
            case 2:
                results[place] = (name, random.randbytes(random.choice([0, 9, 3000])))
            case 3:
                results[place] = (f"{name}[]", value)
            case 4:
                number = random.choice(["0", "5", "29", "998", "²", "-1", "9" * 400])
                results.append(("-".join([name.split("-")[0], number, name.split("-")[-1]]), value))
            case _:
                results[place] = (name, text(random, known))
    if random.random() < 0.1:
        results += [(f"{name}{n}", "x") for n in range(300)]
    return results


def encoded(random: Random, pairs: Pairs) -> tuple[str, bytes]:
    """(content type, body): as a browser would send it, and now and then not quite so."""
    if any(isinstance(value, bytes) for _name, value in pairs) or random.random() < 0.05:
        return _multipart(random, pairs)
    safe = "" if random.random() < 0.8 else "%\0"
    body = "&".join(
        f"{quote(name, safe=safe)}={_quoted(str(value), safe)}" for name, value in pairs
    ).encode("utf-8", "surrogatepass")
    if random.random() < 0.1:
        body += random.choice([b"&x=%ED%A0%80", b"&\xff=\xff", b"&=&&=", b"&do=%", b"&do=%00save"])
    return "application/x-www-form-urlencoded", body


def _quoted(value: str, safe: str) -> str:
    return quote_from_bytes(value.encode("utf-8", "surrogatepass"), safe=safe)


def _multipart(random: Random, pairs: Pairs) -> tuple[str, bytes]:
    parts = []
    for name, value in pairs:
        shown = name.replace('"', "%22").replace("\r", "").replace("\n", "")
        head = f'Content-Disposition: form-data; name="{shown}"'
        if isinstance(value, bytes):
            file = random.choice(["a.jpg", "a\0b", "\ud800", "../x", "x" * 900, "æ\u202egpj.exe"])
            head += f'; filename="{file}"\r\nContent-Type: {random.choice(["image/jpeg", "x", ""])}'
        content = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
        parts.append(head.encode("utf-8", "surrogatepass") + b"\r\n\r\n" + content)
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    if random.random() < 0.15:
        body = body[: random.randrange(len(body))]  # the connection broke
    return "multipart/form-data; boundary=edge", body


def as_json(random: Random, pairs: Pairs) -> bytes:
    """The same fields as no form of ours sends them."""
    odd = [None, True, 1, 1e308, [], {}, ["x"], {"x": ["y"]}, "x"]
    by_key = {name: random.choice([str(value), random.choice(odd)]) for name, value in pairs}
    return json.dumps(random.choice([by_key, [by_key], "x", None, 1])).encode()
