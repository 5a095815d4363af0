"""The address of everything that can be linked to: the only place where pages meet endpoints."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for

from ..messages import Page, Target


@dataclass(frozen=True)
class _Address:
    """An endpoint, and what the parts of a target are called in its address."""

    endpoint: str
    id: str = ""
    week: str = ""
    anchor: str | None = None


ADDRESSES = {
    Page.FRONT: _Address("front.show"),
    Page.SIGN_IN: _Address("sign_in.email"),
    Page.SIGN_IN_LINK: _Address("sign_in.link", id="link_token"),
    Page.HOME: _Address("desk.home"),
    Page.ACCOUNT: _Address("me.show"),
    Page.MAIL_CHOICES: _Address("me.show", anchor="mails"),
    Page.NEW_EMAIL: _Address("me.email"),
    Page.COMPANIES: _Address("companies.show"),
    Page.COLLEAGUES: _Address("people.list"),
    Page.MEMBER: _Address("people.show", id="member_id"),
    Page.TASK: _Address("tasks.show", id="task_id"),
    Page.TASK_FORM: _Address("tasks.edit", id="task_id"),
    Page.PLAN: _Address("splits.show", id="split_id"),
    Page.PLAN_FORM: _Address("splits.edit", id="split_id"),
    Page.SMALL_JOB: _Address("smalljobs.show", id="job_id"),
    Page.WEEK: _Address("timesheets.show", id="job_id", week="week"),
    Page.WEEK_SHEET: _Address("timesheets.by_id", id="sheet_id"),
    Page.DUE_WEEKS: _Address("due_weeks.show"),
}


def address_of(target: Target, *, external: bool = False) -> str:
    """Where a link to `target` leads; `external`: from outside of our pages."""
    address = ADDRESSES[target.page]
    values: dict[str, Any] = {address.id: target.id, address.week: target.week}
    values.pop("", None)  # what this address has no place for
    return url_for(address.endpoint, _external=external, _anchor=address.anchor, **values)


def init(app: Flask) -> None:
    """Give templates the addresses, and mails, which lie below routes and may not import them."""
    app.extensions["address_of"] = app.jinja_env.globals["address_of"] = address_of
