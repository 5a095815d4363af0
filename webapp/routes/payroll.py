"""Hours for payroll: a month, its files, and their columns."""

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
from ..payroll.rules import ExportFile
from ..render import page, redirect_with_notice, say
from .guard import or_404, serves

bp = Blueprint("payroll", __name__, url_prefix="/payroll")

KINDS = ("csv", "xlsx")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class MonthView:
    """A month of the actor's own company; 404 where there is none, 403 for those not let in yet.

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
        self.columns = columns.columns_from_codes(self.company.payroll_columns)

    @cached_property
    def people(self) -> list[rules.Participant]:
        """Everybody who has a week in the month, approved or not."""
        weeks = rules.newest(self.sheets, approved=False)
        return list({sheet.person.id: sheet.person for sheet in weeks}.values())

    def rows(self, file: ExportFile | None = None) -> list[rows.PayrollRow]:
        """The rows of a file that was made, or of the next one."""
        training = Column.TRAINING in self.columns
        return rows.rows_of_file(self.sheets, self.files, file, training=training)


@bp.get("")
@serves(Role.EMPLOYER)
def now() -> Response:
    """The month that is wanted these days."""
    return redirect_with_notice("payroll.show", month=str(rules.default_month(clock.today())))


@bp.get("/<month>")
@serves(Role.EMPLOYER)
def show(month: str) -> Response:
    return _page(MonthView(month))


@bp.post("/<month>")
@serves(Role.EMPLOYER)
def export(month: str) -> Response:
    """Hand over the file that the page was about, and write it down the first time."""
    view, kind = MonthView(month, making=True), request.form.get("kind", "")
    if kind not in KINDS:
        abort(404)
    if request.form.get("export_id") != str(view.file_id):
        notice = Message("The month has changed since you opened the page. This is how it is now.")
        return redirect_with_notice("payroll.show", notice, month=month)
    file = next((file for file in view.files if file.id == view.file_id), None)
    return _file(view, file or _make(view), kind)


def _make(view: MonthView) -> ExportFile:
    at = clock.now()
    actions.export(
        g.db,
        view.file_id,
        view.company,
        view.month,
        view.current,
        rows=len(view.rows()),
        by=g.actor,
        at=at,
    )
    inside = frozenset(sheet.id for sheet in view.current)
    file = ExportFile(view.file_id, at, clock.local(at).date(), g.actor.name, inside)
    view.files.append(file)
    return file


@bp.get("/files/<uuid:export_id>.<any(csv, xlsx):kind>")
@serves(Role.EMPLOYER)
def again(export_id: UUID, kind: str) -> Response:
    """A file that was made before, with the same hours as then."""
    kept = or_404(store.get(g.db, g.actor, export_id))
    view = MonthView(str(Month.of(kept.month)))
    return _file(view, next(file for file in view.files if file.id == export_id), kind)


@bp.post("/<month>/columns")
@serves(Role.EMPLOYER)
def choose(month: str) -> Response:
    """Keep which columns the files have, or move one of them."""
    view, form, do = MonthView(month), ColumnsForm(), request.form.get("do", "save")
    if do != "usual" and not form.validate_on_submit():
        return _page(view, form, status=422)
    wanted = [] if do == "usual" else form.chosen(do)
    actions.choose_columns(view.company, wanted, by=g.actor)
    notice = Message("The columns are saved.") if do in {"usual", "save"} else ""
    return redirect_with_notice("payroll.show", notice, month=month, folded="no", _anchor="columns")


@bp.post("/<month>/numbers")
@serves(Role.EMPLOYER)
def number(month: str) -> Response:
    """Keep what the payroll calls people."""
    view, form = MonthView(month), NumbersForm()
    if not form.validate_on_submit():
        return _page(view, numbers=form, status=422)
    actions.number(g.db, form.changed(view.people), by=g.actor)
    return redirect_with_notice(
        "payroll.show", Message("The payroll numbers are saved."), month=month
    )


def _page(
    view: MonthView,
    form: ColumnsForm | None = None,
    numbers: NumbersForm | None = None,
    *,
    status: int = 200,
) -> Response:
    if form is None:
        form = ColumnsForm(formdata=None)
        form.fill(view.columns)
    if numbers is None:
        numbers = NumbersForm(formdata=None)
        numbers.fill(view.people)
    return page(
        "payroll/show.html",
        status=status,
        month=view.month,
        name=_name(view.month),
        before=view.month.plus(-1),
        after=view.month.plus(1),
        names={month: _name(month) for month in (view.month.plus(-1), view.month.plus(1))},
        today=clock.today(),
        people=view.people,
        missing=rules.missing_weeks(view.sheets, view.month),
        files=view.files,
        file_id=view.file_id,
        form=form,
        numbers=numbers,
        column_names={column: spec.name for column, spec in COLUMNS.items()},
        **_sums(view),
    )


def _sums(view: MonthView) -> dict[str, Any]:
    """What the next file adds up to, and what has changed since the last one."""
    listed = view.rows()
    last = view.files[-1] if view.files else None
    since = (
        rows.changes_since(view.current, rows.sheets_of_file(view.sheets, last)) if last else None
    )
    return {
        "may_export": not policy.why_not(g.actor, Action.EXPORT, rows=len(listed)),
        "sum": rows.sum_rows(listed),
        "totals": rows.totals(listed),
        "last": last,
        "since": since,
        "changed": [row for row in listed if row.corrects and row.difference],
    }


def _name(month: Month) -> str:
    """`november 2026`."""
    return str(format_date(month.first, "LLLL y"))


def _file(view: MonthView, file: ExportFile, kind: str) -> Response:
    listed = view.rows(file)
    table = files.day_table(listed, columns.file_columns(view.columns, listed), say)
    if kind == "csv":
        content = files.as_csv(table)
    else:
        compared = any(row.earlier is not None for row in listed)
        sums = files.totals_table(rows.totals(listed), say, compared=compared)
        content = files.as_xlsx([table, sums], at=file.at)
    name = rules.file_name(view.company.name, view.month, kind)
    response = send_file(BytesIO(content), TYPES[kind], as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
