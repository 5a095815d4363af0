"""flask commands: serve, worker, mails, migrate, demo-data, staff, diagrams."""

import os
import sys
import time

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from . import clock, db, diagrams, logs, migrate
from .config import sqlite_folder
from .mails import operator
from .mails import worker as mails
from .scheduler import Scheduler
from .staff_commands import staff_group

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
        staff_group,
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
        db.take_time(session.connection())
        if data.is_empty(session):
            data.fill(session, today=clock.today(), seed=seed)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=0, help="0: as many as the machine has cores.")
@with_appcontext  # report wrong settings before a worker starts
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
    """Deliver mails and reminders; once a day open week sheets and delete what is too old."""
    rounds = Scheduler(current_app.extensions["engine"], current_app.extensions["settings"])
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
    """List the mails that are not delivered, and why. Their contents are not shown."""
    at = clock.now()
    with db.transaction(current_app.extensions["engine"]) as session:
        if retry:
            click.echo(f"{operator.retry_all(session, at=at)} are due now.")
        click.echo("\n".join(operator.report(session, at=at)))


@click.command("diagrams")
@click.option("--check", is_flag=True, help="Fail when a document is not up to date.")
@with_appcontext
def diagrams_command(check: bool) -> None:
    """Draw the states and the rooms of the house into the documents."""
    if not diagrams.write(check=check):
        raise click.ClickException(
            "What docs/ draws is not up to date: run `dev.py flask diagrams`"
        )
