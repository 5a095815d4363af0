"""From values to a page: whole, or for htmx the named block of that same page.

Also everything that puts a value into the reader's language and format.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask_babel import format_date, gettext
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block
from markupsafe import Markup, escape

from . import clock, hours, money
from .messages import Message
from .numbers import is_digits
from .privacy import sensitive_words

htmx = HTMX()

_DAY_OF_LINE = re.compile(r"^(\d{4}-\d\d-\d\d): ")
_DAY_FORMATS = {"da": "dd.MM.y", "en": "d MMM y"}


def page(template: str, *, block: str | None = None, status: int = 200, **values: Any) -> Response:
    """The whole page, or only `block` of it when htmx asked for that."""
    if htmx and block and not htmx.boosted:
        # Notices come along as a partial of their own, wherever the block is put.
        g.partial = True
        body = render_block(template, block, **values) + render_block("notices.html", "notices")
    else:
        body = render_template(template, **values)
    return _answer(body, status)


def pieces(
    template: str,
    blocks: Mapping[str, str],
    *,
    macros: Mapping[str, Markup] | None = None,
    status: int = 200,
    **values: Any,
) -> Response:
    """Several pieces of a page at once, each for the element that its selector names.

    `blocks` names blocks of the template, `macros` holds what a macro of `ui` has made already. An
    empty selector leaves its block out.
    """
    made = {
        selector: Markup(render_block(template, block, **values))  # noqa: S704 - Jinja has escaped it
        for selector, block in blocks.items()
        if selector
    }
    made |= macros or {}
    partial = Markup('<hx-partial data-hx-target="{}" data-hx-swap="outerHTML">{}</hx-partial>')
    return _answer(
        Markup("").join(partial.format(selector, piece) for selector, piece in made.items()),
        status,
    )


def _answer(body: str, status: int) -> Response:
    response = make_response(body, status)
    response.headers["Vary"] = "HX-Request"
    response.headers["Cache-Control"] = "no-store"
    return response


def redirect_with_notice(endpoint: str, notice: Message | str = "", **values: Any) -> Response:
    """After something was done: say so, and go where one sees it. htmx follows as well."""
    if notice:
        flash(say(notice) if isinstance(notice, Message) else notice)
    response = make_response(redirect(url_for(endpoint, **values), 303))
    response.headers["Vary"] = "HX-Request"
    return response


def link_below(text: Message, address: str) -> None:
    """Put a link to one of our pages below the notice that is said with this answer."""
    flash([say(text), address], "link")  # type: ignore[arg-type]  # kept as JSON like any other


def language() -> str:
    """The reader's language."""
    return str(g.get("language", "da"))


def say(message: Message) -> str:
    """A message in the reader's language, its hours and days in the reader's format."""
    values: dict[str, Any] = {
        name: say(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    for name in message.hours:
        values[name] = show_hours(values[name])
    for name in message.days:
        values[name] = show_day(values[name])
    for name in message.weekdays:
        values[name] = show_weekday(values[name])
    for name in message.instants:
        values[name] = show_moment(values[name])
    return gettext(message.id, **values) if values else gettext(message.id)


def show_hours(minutes: int) -> str:
    return hours.show(int(minutes), language())


def show_hours_in_column(minutes: int) -> str:
    return hours.show(int(minutes), language(), aligned=True)


def show_typed_hours(minutes: int) -> str:
    return hours.show_typed(int(minutes), language())


def show_kroner(oere: int) -> str:
    return f"{money.show(int(oere), language())} kr."


def show_day(day: date) -> str:
    return str(format_date(day, _DAY_FORMATS[language()]))


def show_weekday(day: date) -> str:
    """`mandag 16. november`, `Monday 16 November`."""
    return str(format_date(day, "EEEE d. MMMM" if language() == "da" else "EEEE d MMMM"))


def show_short_weekday(day: date) -> str:
    """`man. 16.`, `Mon 16`: the month stands above the week."""
    return str(format_date(day, "EEE d." if language() == "da" else "EEE d"))


def show_week(monday: date) -> str:
    """`16.–22. november`: the days that a week number stands for."""
    week = clock.Week.of(monday)
    if week.monday.month == week.sunday.month:
        start = f"{week.monday.day}." if language() == "da" else str(week.monday.day)
    else:
        start = str(format_date(week.monday, "d. MMM" if language() == "da" else "d MMM"))
    return f"{start}–{format_date(week.sunday, 'd. MMM y' if language() == 'da' else 'd MMM y')}"


def since(at: datetime) -> str:
    """Since when something waits, as people say it."""
    day, today = clock.local(at).date(), clock.today()
    waited = (today - day).days
    if waited <= 0:
        return gettext("since today")
    if waited == 1:
        return gettext("since yesterday")
    if waited < 7:
        return gettext("since %(weekday)s", weekday=format_date(day, "EEEE"))
    return gettext("since %(day)s", day=show_day(day))


def show_instant(at: datetime) -> str:
    """Day and time of day in Denmark."""
    there = clock.local(at)
    return f"{show_day(there.date())} {there:%H:%M}"


def show_moment(at: datetime) -> str:
    """`i dag kl. 06.28`, `today at 06:28`: when something happened, as people say it."""
    there = clock.local(at)
    time = f"{there:%H.%M}" if language() == "da" else f"{there:%H:%M}"
    return gettext("%(day)s at %(time)s", day=show_near_day(at), time=time)


def show_near_day(at: datetime) -> str:
    """`i dag`, `i går`, `i morgen`, else `13. november`; the year where it is another one."""
    day, today = clock.local(at).date(), clock.today()
    if day == today:
        return gettext("today")
    if (today - day).days == 1:
        return gettext("yesterday")
    if (day - today).days == 1:
        return gettext("tomorrow")
    if day.year != today.year:
        return show_day(day)
    return str(format_date(day, "d. MMMM" if language() == "da" else "'on' d MMMM"))


def dated_lines(text: str) -> Markup:
    """Lines of which some begin with the day that they are about, `2026-11-09: …`."""
    return Markup("<br>").join(escape(_DAY_OF_LINE.sub(_said, line)) for line in text.splitlines())


def _said(match: re.Match[str]) -> str:
    day = date.fromisoformat(match[1])
    return f"{format_date(day, 'EEE d.M.' if language() == 'da' else 'EEE d MMM')}: "


def show_date(at: datetime) -> str:
    """The day in Denmark."""
    return show_day(clock.local(at).date())


def lines(text: str) -> Markup:
    """A person's own words, with their line breaks."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def show_phone(number: str) -> str:
    """A Danish number in pairs, `12 34 56 78`; others as they were written."""
    digits = re.sub(r"[ ()-]", "", number).removeprefix("+45")
    if len(digits) != 8 or not is_digits(digits):
        return number
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2))


def fresh_id() -> UUID:
    """The id that a form will create its thing under: sent twice, it makes one."""
    return uuid4()


def init(app: Flask) -> None:
    """Give templates what they need: filters, the macros as `ui`, and addresses of files."""
    htmx.init_app(app)
    app.jinja_env.filters.update(
        say=say,
        hours=show_hours,
        hours_in_column=show_hours_in_column,
        typed_hours=show_typed_hours,
        kroner=show_kroner,
        day=show_day,
        date=show_date,
        weekday=show_weekday,
        since=since,
        short_weekday=show_short_weekday,
        week=show_week,
        instant=show_instant,
        lines=lines,
        dated_lines=dated_lines,
        moment=show_moment,
        near_day=show_near_day,
        phone=show_phone,
        sensitive=sensitive_words,
    )
    app.jinja_env.globals.update(
        file=lambda name: current_app.extensions["assets"].address(name),
        fresh_id=fresh_id,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _gather_macros(app)


def _gather_macros(app: Flask) -> None:
    """Put the macros of `ui.html`, and of the rooms beside it in `ui/`, under one name.

    They are reached only through `ui`, so that every block renders alone. They reach each other
    across rooms as templates do: by `ui.name(...)`, so the name is there before they are.
    """
    ui = app.jinja_env.globals["ui"] = SimpleNamespace()
    rooms = app.jinja_env.list_templates(
        filter_func=lambda name: name == "ui.html" or name.startswith("ui/")
    )
    for room in rooms:
        module = app.jinja_env.get_template(room).module
        vars(ui).update({name: macro for name, macro in vars(module).items() if callable(macro)})
