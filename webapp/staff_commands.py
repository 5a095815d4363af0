"""`flask staff`: what an operator does about the people of municipalities.

Every command says in a sentence what it did, without name or address: its output is kept in logs.
Only `list` shows people.
"""

import difflib
from collections.abc import Callable
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlmodel import Session, col, select

from . import clock, db
from .accounts import emails, rules, staff, store
from .accounts.models import Municipality, User
from .actor import STAFF, Refused, Role

ROLES = [Role.CONSULTANT.value, Role.TEAM_LEAD.value]


@click.group("staff")
def staff_group() -> None:
    """Let consultants and team leads in, pause, remove and restore them."""


def _email(_context: Any, _parameter: Any, text: str) -> str:
    try:
        return emails.parse(text)
    except emails.BadEmail as wrong:
        raise click.BadParameter(str(wrong.message)) from None


def _name(_context: Any, _parameter: Any, text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise click.BadParameter("Write the person's name.")
    wrong = rules.no_address_in(name)
    if wrong or len(name) > 80:
        raise click.BadParameter(str(wrong or "At most 80 characters."))
    return name


EMAIL = click.argument("email", callback=_email)
SURE = click.option("--yes", is_flag=True, help="Also when nobody is left to let others in.")


@staff_group.command("list")
@click.option("--municipality", default="", help="Only the people of this one.")
@with_appcontext
def list_(municipality: str) -> None:
    """Show who can sign in for a municipality, who is on leave and who was removed."""
    query: Any = (
        select(User, col(Municipality.name))
        .join(Municipality, col(Municipality.id) == col(User.municipality_id))
        .order_by(col(Municipality.name), col(User.name), col(User.id))
    )
    with db.transaction(current_app.extensions["engine"]) as session:
        if municipality:
            place = _known(session, municipality)
            query = query.where(col(User.municipality_id) == place.id)
        for user, town in session.exec(query):
            standing = staff.STANDING[staff.standing(user)]
            words = (town, user.name, user.email, staff.ROLE_NAMES[user.role], standing)
            click.echo("\t".join(words))


@staff_group.command("add")
@EMAIL
@click.argument("name", callback=_name)
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--municipality", required=True, help="The name of one that is known.")
@click.option("--new-municipality", is_flag=True, help="It is not known yet: make it.")
@click.option("--phone", default="")
@with_appcontext
def add(
    email: str, name: str, role: str, municipality: str, new_municipality: bool, phone: str
) -> None:
    """Let a consultant or a team lead in; they get a mail and sign in by code like everybody."""
    with db.transaction(current_app.extensions["engine"]) as session:
        place = _known(session, municipality, new=new_municipality)
        entry = staff.StaffInput(email, name, phone.strip()[:20], Role(role))
        try:
            new = staff.add(session, entry, place, by=None, language="da", at=clock.now())
        except Refused as no:
            raise click.ClickException(str(no.message)) from None
        what = f"{staff.ROLE_NAMES[entry.role]} of {place.name}"
        click.echo(
            f"Added a {what}; the mail about it is on its way."
            if new
            else f"Nothing to do: this address is in already, as {what}."
        )


@staff_group.command("pause")
@EMAIL
@SURE
@with_appcontext
def pause(email: str, yes: bool) -> None:
    """Sign somebody on leave out everywhere, until they are restored."""
    _change(email, staff.pause, "Paused, and signed out everywhere.", sure=yes)


@staff_group.command("remove")
@EMAIL
@SURE
@with_appcontext
def remove(email: str, yes: bool) -> None:
    """Sign somebody who left out everywhere."""
    _change(email, staff.remove, "Removed, and signed out everywhere.", sure=yes)


@staff_group.command("restore")
@EMAIL
@with_appcontext
def restore(email: str) -> None:
    """Let somebody back in who was paused or removed."""
    _change(email, staff.restore, "Restored; the mail about it is on its way.")


def _change(email: str, action: Callable[..., None], done: str, **options: bool) -> None:
    with db.transaction(current_app.extensions["engine"]) as session:
        person = store.by_email(session, email)
        if person is None or person.role not in STAFF:
            raise click.ClickException("Nobody of a municipality has this address.")
        try:
            action(session, person, by=None, at=clock.now(), **options)
        except staff.LastOne as no:
            raise click.ClickException(f"{no.message} Are you sure? Then add --yes.") from None
        except Refused as no:
            raise click.ClickException(str(no.message)) from None
        click.echo(done)


def _known(session: Session, name: str, *, new: bool = False) -> Municipality:
    """The municipality of that name, however it is written; made where it is to be new."""
    name = " ".join(name.split())
    places = {place.name: place for place in store.municipalities(session)}
    for known, place in places.items():
        if known.casefold() == name.casefold():
            return place
    if not new:
        near = difflib.get_close_matches(name, places, n=3, cutoff=0.6)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise click.ClickException(
            f"There is no municipality “{name}” yet.{meant} To make it, add --new-municipality."
        )
    if not name or len(name) > 80:
        raise click.ClickException("Write the municipality's name, in at most 80 characters.")
    place = Municipality(name=name)
    session.add(place)
    session.flush()
    return place
