"""Hours for payroll: what a month holds, its files, and what stands in them."""

from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, g, request, send_file
from flask_babel import format_date

from .. import clock
from ..accounts.models import Employer
from ..actor import Role
from ..clock import Month
from ..messages import Message
from ..payroll import actions, columns, files, policy, rows, rules, store
from ..payroll.columns import COLUMNS, Column
from ..payroll.forms import ColumnsForm, NumbersForm
from ..payroll.policy import Action
from ..payroll.rules import Made
from ..render import page, redirect_with_notice, say
from .guard import or_404, serves

bp = Blueprint("payroll", __name__, url_prefix="/payroll")

KINDS = ("csv", "xlsx")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Asked:
    """A month of the actor's own company; 404 where there is none, 403 for who is not in yet.

    Whoever is `making` a file has the company to themselves until it is there: each file is
    compared with the one before it.
    """

    def __init__(self, month_text: str, *, making: bool = False) -> None:
        try:
            self.month = Month.parse(month_text)
        except ValueError:
            abort(404)
        if policy.why_not(g.actor, Action.SEE):
            abort(403)
        own = g.db.get(Employer, g.actor.employer_id, with_for_update=making or None)
        self.company: Employer = or_404(own)
        self.sheets = store.sheets(g.db, g.actor, self.month)
        self.files = store.exports(g.db, g.actor, self.month)
        self.current = rules.newest(self.sheets, approved=True)
        self.file_id = rules.file_id(self.company.id, self.month, self.current)
        self.columns = columns.chosen(self.company.payroll_columns)

    @cached_property
    def people(self) -> list[rules.Person]:
        """Everybody who has a week in the month, approved or not."""
        weeks = rules.newest(self.sheets, approved=False)
        return list({sheet.person.id: sheet.person for sheet in weeks}.values())

    def rows(self, made: Made | None = None) -> list[rows.Row]:
        """The rows of a file that was made, or of the next one."""
        training = Column.TRAINING in self.columns
        return rows.of_file(self.sheets, self.files, made, training=training)


@bp.get("")
@serves(Role.EMPLOYER)
def now() -> Any:
    """The month that is wanted these days."""
    return redirect_with_notice("payroll.show", month=str(rules.wanted_on(clock.today())))


@bp.get("/<month>")
@serves(Role.EMPLOYER)
def show(month: str) -> Any:
    return _page(Asked(month))


@bp.post("/<month>")
@serves(Role.EMPLOYER)
def export(month: str) -> Any:
    """Hand over the file that the page was about, and write it down the first time."""
    it, kind = Asked(month, making=True), request.form.get("kind", "")
    if kind not in KINDS:
        abort(404)
    if request.form.get("export_id") != str(it.file_id):
        notice = Message("The month has changed since you opened the page. This is how it is now.")
        return redirect_with_notice("payroll.show", notice, month=month)
    made = next((made for made in it.files if made.id == it.file_id), None)
    return _file(it, made or _make(it), kind)


def _make(it: Asked) -> Made:
    at = clock.now()
    actions.export(
        g.db,
        it.file_id,
        it.company,
        it.month,
        it.current,
        rows=len(it.rows()),
        by=g.actor,
        at=at,
    )
    inside = frozenset(sheet.id for sheet in it.current)
    made = Made(it.file_id, at, clock.local(at).date(), g.actor.name, inside)
    it.files.append(made)
    return made


@bp.get("/files/<uuid:export_id>.<any(csv, xlsx):kind>")
@serves(Role.EMPLOYER)
def again(export_id: UUID, kind: str) -> Any:
    """A file that was made before, with the same hours as then."""
    kept = or_404(store.get(g.db, g.actor, export_id))
    it = Asked(str(Month.of(kept.month)))
    return _file(it, next(made for made in it.files if made.id == export_id), kind)


@bp.post("/<month>/columns")
@serves(Role.EMPLOYER)
def choose(month: str) -> Any:
    """Keep which columns the files have, or move one of them."""
    it, form, do = Asked(month), ColumnsForm(), request.form.get("do", "save")
    if do != "usual" and not form.validate_on_submit():
        return _page(it, form, status=422)
    wanted = [] if do == "usual" else form.chosen(do)
    actions.choose_columns(it.company, wanted, by=g.actor)
    notice = Message("The columns are saved.") if do in {"usual", "save"} else ""
    return redirect_with_notice("payroll.show", notice, month=month, folded="no", _anchor="columns")


@bp.post("/<month>/numbers")
@serves(Role.EMPLOYER)
def number(month: str) -> Any:
    """Keep what the payroll calls people."""
    it, form = Asked(month), NumbersForm()
    if not form.validate_on_submit():
        return _page(it, numbers=form, status=422)
    actions.number(g.db, form.changed(it.people), by=g.actor)
    return redirect_with_notice(
        "payroll.show", Message("The payroll numbers are saved."), month=month
    )


def _page(
    it: Asked,
    form: ColumnsForm | None = None,
    numbers: NumbersForm | None = None,
    *,
    status: int = 200,
) -> Any:
    if form is None:
        form = ColumnsForm(formdata=None)
        form.fill(it.columns)
    if numbers is None:
        numbers = NumbersForm(formdata=None)
        numbers.fill(it.people)
    return page(
        "payroll/show.html",
        status=status,
        month=it.month,
        name=_name(it.month),
        before=it.month.plus(-1),
        after=it.month.plus(1),
        names={month: _name(month) for month in (it.month.plus(-1), it.month.plus(1))},
        today=clock.today(),
        people=it.people,
        missing=rules.missing(it.sheets, it.month),
        files=it.files,
        file_id=it.file_id,
        form=form,
        numbers=numbers,
        column_names={column: made.name for column, made in COLUMNS.items()},
        **_sums(it),
    )


def _sums(it: Asked) -> dict[str, Any]:
    """What the next file adds up to, and what has changed since the last one."""
    listed = it.rows()
    last = it.files[-1] if it.files else None
    since = rows.since(it.current, rows.in_file(it.sheets, last)) if last else None
    return {
        "may_export": not policy.why_not(g.actor, Action.EXPORT, rows=len(listed)),
        "sum": rows.added_up(listed),
        "totals": rows.totals(listed),
        "last": last,
        "since": since,
        "changed": [row for row in listed if row.corrects and row.difference],
    }


def _name(month: Month) -> str:
    """`november 2026`."""
    return str(format_date(month.first, "LLLL y"))


def _file(it: Asked, made: Made, kind: str) -> Response:
    listed = it.rows(made)
    table = files.day_by_day(listed, columns.in_file(it.columns, listed), say)
    if kind == "csv":
        content = files.as_csv(table)
    else:
        compared = any(row.earlier is not None for row in listed)
        sums = files.together(rows.totals(listed), say, compared=compared)
        content = files.as_xlsx([table, sums], at=made.at)
    name = rules.file_name(it.company.name, it.month, kind)
    response = send_file(BytesIO(content), TYPES[kind], as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
