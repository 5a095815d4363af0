"""flask commands: serve, worker, mails, migrate, demo-data, create-user, diagrams."""

import os
import sys
import time

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from . import clock, db, diagrams, logs, migrate
from .accounts.models import Municipality, User
from .actor import Role
from .config import sqlite_folder
from .mails import operator
from .mails import worker as mails
from .rounds import Rounds

ROUND = 2.0  # seconds between two rounds of the worker


def init(app: Flask) -> None:
    """Put the commands on the app."""
    for command in (
        migrate_command,
        make_migration,
        demo_data,
        serve,
        worker,
        mails_command,
        create_user,
        diagrams_command,
    ):
        app.cli.add_command(command)


@click.command("migrate")
@click.option("--check", is_flag=True, help="Only say where models and migrations differ.")
@with_appcontext
def migrate_command(check: bool) -> None:
    """Bring the database to the newest schema."""
    if check:
        differ = migrate.differences_on_sqlite()
        if differ:
            raise click.ClickException("\n".join(["models and migrations differ:", *differ]))
        return
    folder = sqlite_folder(current_app.extensions["settings"].database_url)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(current_app.extensions["engine"])


@click.command("make-migration")
@click.argument("title")
@with_appcontext
def make_migration(title: str) -> None:
    """Write a migration for what changed in the models."""
    migrate.make(current_app.extensions["engine"], title)


@click.command("demo-data")
@click.option("--seed", default=1, show_default=True)
@with_appcontext
def demo_data(seed: int) -> None:
    """Fill an empty database with two municipalities' worth of invented people."""
    from .demo import data

    with db.transaction(current_app.extensions["engine"]) as session:
        if data.is_empty(session):
            data.fill(session, today=clock.today(), seed=seed)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=0, help="0: as many as the machine has cores.")
@with_appcontext  # what is wrong with the settings is said before a worker starts
def serve(host: str, port: int, workers: int) -> None:
    """Serve the app until somebody asks to stop (Ctrl-C, SIGTERM)."""
    from . import server

    try:
        log = logs.config_of_server(current_app.extensions["settings"].log)
        server.serve(host, port, workers or os.cpu_count() or 1, log=log)
    except server.PortTaken:
        raise click.ClickException(
            f"Port {port} is taken: another program, or an earlier start, listens there.\n"
            f"Stop it, or choose another port: --port {port + 1}"
        ) from None
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {error.strerror}."
        ) from None


@click.command()
@click.option("--once", is_flag=True, help="One round, then stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Deliver mails, remind of weeks; once a day open week sheets and forget what is too old."""
    rounds = Rounds(current_app.extensions["engine"], current_app.extensions["settings"])
    while True:
        sent = rounds.run(today=clock.today(), at=clock.now())
        if once:
            if rounds.failed:
                sys.exit(1)  # with a trace of Python's own it would say what the log does not
            return
        if sent < mails.MOST:  # else more are waiting
            time.sleep(ROUND)


@click.command("mails")
@click.option("--retry", is_flag=True, help="Make all of them due now, also those given up.")
@with_appcontext
def mails_command(retry: bool) -> None:
    """Say which mails are not delivered, and why. Never what is in them."""
    at = clock.now()
    with db.transaction(current_app.extensions["engine"]) as session:
        if retry:
            click.echo(f"{operator.retry_all(session, at=at)} are due now.")
        click.echo("\n".join(operator.report(session, at=at)))


@click.command("create-user")
@click.argument("email")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([Role.CONSULTANT.value, Role.TEAM_LEAD.value]), required=True
)
@click.option("--municipality", required=True, help="Made when it is new.")
@click.option("--phone", default="")
@with_appcontext
def create_user(email: str, name: str, role: str, municipality: str, phone: str) -> None:
    """Let a consultant or a team lead in; they sign in by code like everybody."""
    from sqlmodel import col, select

    with db.transaction(current_app.extensions["engine"]) as session:
        place = session.exec(
            select(Municipality).where(col(Municipality.name) == municipality)
        ).one_or_none() or Municipality(name=municipality)
        session.add(place)
        session.flush()
        now = clock.now()
        session.add(
            User(
                email=email.lower(),
                name=name,
                phone=phone,
                role=Role(role),
                municipality_id=place.id,
                created_at=now,
            )
        )


@click.command("diagrams")
@click.option("--check", is_flag=True, help="Fail when docs/states.md is not up to date.")
@with_appcontext
def diagrams_command(check: bool) -> None:
    """Draw the state diagrams from the tables of moves."""
    if not diagrams.write(check=check):
        raise click.ClickException("docs/states.md is not up to date: run `dev.py flask diagrams`")
