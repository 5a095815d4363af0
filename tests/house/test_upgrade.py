"""A database with the schema that landed before keeps everything when it is brought up to date."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from webapp import migrate

Tables = dict[str, list[dict[str, Any]]]
AT = "2026-11-02 08:00:00+00:00"
ID = "00000000-0000-4000-8000-0000000000{:02}"
TOWN, FIRM, PLACE, KAREN, METTE, TASK, CRATES, TRUCK, NOTE = (ID.format(n) for n in range(1, 10))
FIRST, SECOND, JOB, SHEET, DAY, PATTERN = (ID.format(n) for n in range(10, 16))
PAID, TRAINED, STAYS, MARK, PHOTO = (ID.format(n) for n in range(16, 21))
TIMES = {"created_at": AT, "updated_at": AT, "since": AT, "version": 3}
TEXTS = {"market_value": "Gangene er fri.", "goal": "", "mastery": "", "difference": ""}


def _part(key: str, split: str, kind: str, position: int) -> dict[str, Any]:
    values = {"activity_id": CRATES, "what": "Rydde kasser", "kind": kind, "position": position}
    weeks = {"minutes": 720, "from_week": 1, "to_week": None}
    return {"id": key, "split_id": split} | values | weeks | TEXTS


def _split(key: str, number: int, status: str) -> dict[str, Any]:
    wrote = {"task_id": TASK, "side": "employer", "created_by": KAREN}
    said = {"reasons": '{"paid_hours_low": "Forsigtigt."}', "comment": ""}
    return {"id": key, "number": number, "status": status} | wrote | said | TIMES


# One row at least of every table that has to do with a case, as migration 0001 made them.
ROWS: list[tuple[str, dict[str, Any]]] = [
    ("municipality", {"id": TOWN, "name": "Vestby", "phone": "01 23 40 00"}),
    ("employer", {"id": FIRM, "cvr": "90000012", "name": "Frugtlageret", "created_at": AT}),
    ("workplace", {"id": PLACE, "employer_id": FIRM, "municipality_id": TOWN, "name": "Kaj 8"}),
    ("users", {"id": KAREN, "role": "employer", "email": "karen@example.dk", "name": "Karen"}),
    ("users", {"id": METTE, "role": "consultant", "email": "mette@example.dk", "name": "Mette"}),
    ("task", {"id": TASK, "status": "used", "headline": "Kasser", "stops": "Truck"} | TIMES),
    ("activity", {"id": CRATES, "task_id": TASK, "position": 0, "what": "Rydde kasser"}),
    ("activity", {"id": TRUCK, "task_id": TASK, "position": 1, "what": "Køre truck"}),
    ("consultant_note", {"id": NOTE, "task_id": TASK, "author_id": METTE, "text": "Ja", "at": AT}),
    ("split", _split(FIRST, 1, "superseded")),
    ("split", _split(SECOND, 2, "approved")),
    ("part", _part(PAID, SECOND, "paid", 0)),
    ("part", _part(TRAINED, SECOND, "training", 1)),
    ("part", _part(STAYS, FIRST, "stays", 0)),
    ("small_job", {"id": JOB, "task_id": TASK, "split_id": SECOND, "first_name": "Jørgen"} | TIMES),
    ("pattern", {"id": PATTERN, "small_job_id": JOB, "part_id": PAID, "weekday": 0}),
    ("timesheet", {"id": SHEET, "small_job_id": JOB, "monday": "2026-11-02"} | TIMES),
    ("day", {"id": DAY, "timesheet_id": SHEET, "day": "2026-11-02", "paid": 180}),
    ("move", {"id": 1, "noun": "split", "thing_id": SECOND, "action": "approve", "at": AT}),
]
REST: dict[str, dict[str, Any]] = {
    "workplace": {"p_number": "1090000137", "full_time_equivalents": 12},
    "users": {"phone": "", "language": "da", "created_at": AT, "confirmed_at": AT},
    "task": {"created_by": KAREN, "workplace_id": PLACE, "consultant_id": METTE}
    | {"category": "warehouse", "parked_because": ""},
    "activity": {"times": 6, "per": "day", "minutes": 24},
    "small_job": {"start_on": "2026-11-02", "status": "active", "hearing": "heard"}
    | {"ratio_reason": ""},
    "pattern": {"minutes": 180},
    "timesheet": {"revision": 1, "status": "open", "note": "", "returned_because": ""},
    "day": {"training": 0, "absence": None, "absence_note": "", "returned_because": ""},
    "progress": {"learnt": "Sætter pallen lige"},
    "photo": {"position": 0, "digest": "1f", "width": 1, "height": 1, "small": b"jpeg"},
    "move": {"by_id": METTE, "before": "submitted", "after": "approved", "reason": ""},
}
BELONGS = {KAREN: {"employer_id": FIRM}, METTE: {"municipality_id": TOWN}}


# What the second schema could hold besides.
LATER: list[tuple[str, dict[str, Any]]] = [
    ("progress", {"id": MARK, "timesheet_id": SHEET, "activity_id": TRUCK, "mark": "alone"}),
    ("photo", {"id": PHOTO, "task_id": TASK, "added_by": KAREN, "at": AT, "content": b"jpeg"}),
]


@pytest.fixture
def old(empty: Engine) -> Engine:
    """A database as the first schema made it, with a case in it."""
    migrate.upgrade(empty, "0001")
    _insert(empty, ROWS)
    return empty


@pytest.fixture
def landed(old: Engine) -> Engine:
    """The same database as the second schema had it, its week approved."""
    migrate.upgrade(old, "0002")
    _insert(old, LATER)
    with old.begin() as connection:
        connection.exec_driver_sql("UPDATE timesheet SET status = 'approved'")
    return old


def _insert(engine: Engine, rows: list[tuple[str, dict[str, Any]]]) -> None:
    with engine.begin() as connection:
        for table, row in rows:
            whole = REST.get(table, {}) | BELONGS.get(row.get("id", ""), {}) | row
            if row.get("role") == "employer":
                whole = {"employer_id": FIRM} | whole
            _one(connection, engine, table, whole)


def _one(connection: sa.Connection, engine: Engine, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(
        sa.text(f'INSERT INTO "{table}" ({names}) VALUES ({marks})'),
        {name: _as_kept(value, engine) for name, value in row.items()},
    )


def _as_kept(value: Any, engine: Engine) -> Any:
    """SQLite keeps a UUID without its dashes, and an instant without its zone."""
    if engine.dialect.name != "sqlite" or not isinstance(value, str):
        return value
    if len(value) == 36 and value.count("-") == 4:
        return value.replace("-", "")
    return value.removesuffix("+00:00")


def everything(engine: Engine) -> Tables:
    """Every row of every table, as the database has it."""
    with engine.connect() as connection:
        return {
            table: [
                dict(row._mapping)
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY 1')
            ]
            for table in sa.inspect(engine).get_table_names()
            if table != "alembic_version"
        }


def test_every_row_is_kept_as_it_was(old: Engine) -> None:
    before = everything(old)
    assert {table for table, _ in ROWS} <= {table for table, rows in before.items() if rows}
    migrate.upgrade(old)
    assert_kept(before, everything(old))


def test_every_row_of_the_second_schema_is_kept(landed: Engine) -> None:
    before = everything(landed)
    assert {table for table, _ in [*ROWS, *LATER]} <= {t for t, rows in before.items() if rows}
    migrate.upgrade(landed)
    after = everything(landed)
    assert_kept(before, after)
    (sheet,), (day,) = after["timesheet"], after["day"]
    assert (sheet["went"], sheet["call_me"], sheet["correction"]) == (None, False, "")
    assert day["away_paid"] == 0
    assert [row["remind_at"] for row in after["employer"]] == [12 * 60]


# `noun` and `removed_at` of those rows are looked at one by one below.
MOVED = {
    "users": {"employer_id", "confirmed_at", "confirmed_by", "removed_at"},
    "move": {"noun"},
}
# What the third schema had of people: who was in, who waited, who had been put out, and by whom.
PEOPLE = {
    name: ID.format(number) for number, name in enumerate(("poul", "lone", "ole", "bo"), start=30)
}
LATER_ON = {"unwanted": "[]"}  # a column of the third schema
OF_THIRD: list[tuple[str, dict[str, Any]]] = [
    (
        "users",
        {"id": PEOPLE[name], "email": f"{name}@example.dk", "name": name.title()} | LATER_ON | told,
    )
    for name, told in {
        "poul": {"role": "employer", "confirmed_at": None},
        "lone": {"role": "employer", "confirmed_by": KAREN},
        "ole": {"role": "employer", "confirmed_by": KAREN, "removed_at": AT},
        "bo": {"role": "newcomer", "confirmed_at": None, "name": ""},
    }.items()
] + [
    ("move", {"id": 2, "noun": "user", "thing_id": PEOPLE["lone"], "action": "invite", "at": AT}),
    ("move", {"id": 3, "noun": "user", "thing_id": KAREN, "action": "calendar_made", "at": AT}),
]


@pytest.fixture
def third(landed: Engine) -> Engine:
    """The database as the third schema had it, with everybody who could be in one company."""
    migrate.upgrade(landed, "0003")
    _insert(landed, OF_THIRD)
    return landed


def test_people_belong_to_the_companies_that_they_were_in(third: Engine) -> None:
    before = everything(third)
    migrate.upgrade(third)
    after = everything(third)
    assert_kept(before, after)
    named = {str(UUID(str(row["id"]))): row["name"] for row in after["users"]}
    by_key = {
        named[str(UUID(str(row["user_id"])))]: (
            bool(row["confirmed_at"]),
            named.get(str(UUID(str(row["confirmed_by"])))) if row["confirmed_by"] else None,
            bool(row["removed_at"]),
        )
        for row in after["membership"]
    }
    assert by_key == {
        "Karen": (True, "Karen", False),
        "Poul": (False, None, False),
        "Lone": (True, "Karen", False),
        "Ole": (True, "Karen", True),
    }
    assert not any(row["removed_at"] for row in after["users"])  # they can join another one
    assert [row["noun"] for row in after["move"]] == ["split", "member", "user"]
    assert [row["named_by"] for row in after["workplace"]] == [None]


def test_ten_thousand_people_come_along(third: Engine) -> None:
    def rows(first: int) -> list[tuple[str, dict[str, Any]]]:
        return [
            (
                "users",
                {"id": str(UUID(int=number)), "role": "employer", "employer_id": FIRM}
                | {"email": f"n{number}@example.dk", "name": f"N {number}"},
            )
            for number in range(first, first + 10_000)
        ]

    with third.begin() as connection:
        for table, row in rows(1_000_000):
            whole = REST[table] | LATER_ON | row | {"confirmed_by": KAREN}
            _one(connection, third, table, whole)
    migrate.upgrade(third)
    with third.connect() as connection:
        count = "SELECT count(*), count(DISTINCT user_id) FROM membership"
        assert tuple(connection.exec_driver_sql(count).one()) == (10_004, 10_004)
        somewhere = "(SELECT user_id FROM membership)"
        lost = f"SELECT count(*) FROM users WHERE role = 'employer' AND id NOT IN {somewhere}"
        assert connection.exec_driver_sql(lost).scalar() == 0


def test_a_week_that_was_approved_before_is_locked_now(landed: Engine) -> None:
    migrate.upgrade(landed)
    with pytest.raises(sa.exc.IntegrityError), landed.begin() as connection:
        connection.exec_driver_sql("UPDATE day SET paid = 0")


def assert_kept(before: Tables, after: Tables) -> None:
    """Every row as it was. Where somebody works stands in a table of its own now."""
    for table, rows in before.items():
        moved = MOVED.get(table, frozenset())
        was = [{name: row[name] for name in row if name not in moved} for row in rows]
        kept = [
            {name: row[name] for name in item} for item, row in zip(was, after[table], strict=True)
        ]
        assert kept == was, table


def test_what_was_known_answers_the_new_questions(old: Engine) -> None:
    migrate.upgrade(old)
    result = everything(old)
    sorted_as = {row["kind"]: (row["alone"], row["worth_pay"]) for row in result["part"]}
    assert sorted_as == {"paid": ("yes", "yes"), "training": ("no", "yes"), "stays": (None, "no")}
    assert [bool(row["approved_at"]) for row in result["split"]] == [False, True]
    assert [row["starts_week"] for row in result["split"]] == [1, 1]
    assert not any(row["pay_held"] for row in result["small_job"])


def test_keys_are_followed_again_afterwards(old: Engine) -> None:
    migrate.upgrade(old)
    with pytest.raises(sa.exc.IntegrityError), old.begin() as connection:
        connection.exec_driver_sql("DELETE FROM users")


SIGNED_IN: list[tuple[str, dict[str, Any]]] = [
    ("user_session", {"token_hash": "a", "user_id": KAREN, "created_at": AT, "expires_at": AT}),
    ("user_session", {"token_hash": "b", "user_id": METTE, "created_at": AT, "expires_at": AT}),
    (
        "sign_in_code",
        {"id": NOTE, "email": "karen@example.dk", "origin": "", "code_hash": "", "tries": 0}
        | {"created_at": AT, "expires_at": AT},
    ),
]
MAIL = {"to": "karen@example.dk", "language": "da", "kind": "", "values": "{}", "attempts": 0}
MAIL |= {"created_at": AT, "due_at": AT, "failure": ""}


def test_sessions_go_on_and_only_codes_on_their_way_are_forgotten(old: Engine) -> None:
    migrate.upgrade(old, "0003")
    mails = [
        ("mail", {"id": NOTE, "template": "code"}),
        ("mail", {"id": MARK, "template": "notice"}),
    ]
    _insert(old, [*SIGNED_IN, *((table, MAIL | row) for table, row in mails)])
    migrate.upgrade(old)
    after = everything(old)
    assert [row["token_hash"] for row in after["user_session"]] == ["a", "b"]
    assert len({row["id"] for row in after["user_session"]} - {None}) == 2
    assert after["sign_in_code"] == []
    assert [row["template"] for row in after["mail"]] == ["notice"]


def test_a_domain_with_danish_letters_gets_the_spelling_it_is_looked_up_by(old: Engine) -> None:
    with old.begin() as connection:
        connection.execute(
            sa.text("UPDATE users SET email = :email WHERE role = 'employer'"),
            {"email": "karen@blåbær.example"},
        )
    migrate.upgrade(old)
    emails = {row["email"] for row in everything(old)["users"]}
    assert emails == {"karen@xn--blbr-roah.example", "mette@example.dk"}
