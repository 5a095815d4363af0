"""Who may come in where, and to whose things: written by hand, to be read aloud.

Nothing here is taken from the app. A route that is not in the table fails, and so does a row
without a route, or one that lets in somebody else than the route does.

    visitor      has not signed in
    newcomer     has shown that an address is theirs, and acts for no company yet
    waiting      says they work for a company that has not let them in
    employer     acts for a company that has let them in
    consultant   of a municipality
    lead         leads the consultants of a municipality
    everybody    all of these

    -                  the route names nothing: each sees what is theirs
    address            whoever was given the address, which nobody can guess
    own draft          what was written in this browser before signing in
    own                what they began, what was sent to them, where they are signed in
    own company        all of the company that they act for
    own municipality   all of their municipality that was sent to it
    theirs             each of the last four, as far as it fits those who come in

What a thing's state allows is another question: see `matrix.ALLOWS`.
"""

import re
from dataclasses import dataclass

from webapp.actor import Role

TABLE = """
The front door
  front.show              GET   everybody                       -
  front.language          POST  everybody                       -
  demo.show               GET   everybody                       -
  demo.become             POST  everybody                       -
  health.process          GET   everybody                       -
  health.ready            GET   everybody                       -

Signing in, and out
  sign_in.email           GET   everybody                       -
  sign_in.send_code       POST  everybody                       -
  sign_in.code            GET   everybody                       -
  sign_in.enter           POST  everybody                       -
  sign_in.link            GET   everybody                       address
  sign_in.follow          POST  everybody                       address
  sign_in.out             POST  newcomer, waiting, employer, consultant, lead  -

Their own page
  desk.home               GET   waiting, employer, consultant, lead  -
  me.show                 GET   waiting, employer, consultant, lead  -
  me.write                POST  waiting, employer, consultant, lead  -
  me.choose               POST  waiting, employer, consultant, lead  -
  me.ask_email            POST  waiting, employer, consultant, lead  -
  me.email                GET   waiting, employer, consultant, lead  -
  me.change_email         POST  waiting, employer, consultant, lead  -
  me.end_session          POST  waiting, employer, consultant, lead  own
  me.end_others           POST  waiting, employer, consultant, lead  -
  calendars.show          GET   employer, consultant, lead      -
  calendars.make          POST  employer, consultant, lead      -
  calendars.close         POST  employer, consultant, lead      -
  calendars.feed          GET   everybody                       address

Which company they act for
  companies.show          GET   newcomer, waiting, employer     -
  companies.choose        POST  newcomer, waiting, employer     own
  companies.accept        POST  newcomer, waiting, employer     own
  companies.decline       POST  newcomer, waiting, employer     own
  companies.new           GET   newcomer, waiting, employer     -
  companies.arrive        POST  newcomer, waiting, employer     -

The company and its places
  companies.edit          GET   employer                        -
  companies.rename        POST  employer                        -
  workplaces.add          POST  employer                        -
  workplaces.edit         GET   employer                        own company
  workplaces.change       POST  employer                        own company

Colleagues
  people.list             GET   employer, consultant, lead      -
  people.set_time         POST  employer                        -
  people.invite           POST  employer                        -
  people.withdraw         POST  employer                        own company
  people.show             GET   employer, consultant, lead      own company, own municipality
  people.confirm          POST  employer, consultant, lead      own company, own municipality
  people.second           POST  consultant, lead                own municipality
  people.remove           POST  employer, consultant, lead      own company, own municipality
  people.restore          POST  employer                        own company

Those who work for the municipality
  staff.list              GET   consultant, lead                -
  staff.add               POST  lead                            -
  staff.show              GET   lead                            own municipality
  staff.move_cases        POST  lead                            own municipality
  staff.pause             POST  lead                            own municipality
  staff.remove            POST  lead                            own municipality
  staff.restore           POST  lead                            own municipality

Tasks
  tasks.list              GET   waiting, employer, consultant, lead  -
  tasks.new               GET   visitor, newcomer, waiting, employer  -
  tasks.show              GET   everybody                       theirs
  tasks.edit              GET   visitor, newcomer, waiting, employer, consultant  theirs
  tasks.write             POST  visitor, newcomer, waiting, employer, consultant  theirs
  tasks.submit            POST  waiting, employer               own, own company
  tasks.discard           POST  visitor, newcomer, waiting, employer  own draft, own, own company
  tasks.take              POST  consultant                      own municipality
  tasks.park              POST  consultant                      own municipality
  tasks.take_up           POST  consultant                      own municipality
  tasks.hand_over         POST  consultant, lead                own municipality
  tasks.note              POST  consultant, lead                own municipality

Photos of a task
  photos.album            GET   everybody                       theirs
  photos.show             GET   everybody                       theirs
  photos.small            GET   everybody                       theirs
  photos.add              POST  newcomer, waiting, employer, consultant  theirs
  photos.remove           POST  newcomer, waiting, employer, consultant  theirs

Plans: who is paid for what, and who trains what
  splits.begin            POST  employer, consultant            own, own company, own municipality
  splits.show             GET   employer, consultant, lead      own company, own municipality
  splits.edit             GET   employer, consultant            own company, own municipality
  splits.write            POST  employer, consultant            own company, own municipality
  splits.discard          POST  employer, consultant            own company, own municipality
  splits.withdraw         POST  employer, consultant            own company, own municipality
  splits.ask_changes      POST  employer, consultant            own company, own municipality
  splits.approve          POST  employer, consultant            own company, own municipality
  compare.show            GET   employer, consultant, lead      own company, own municipality

Small jobs
  smalljobs.list          GET   employer, consultant, lead      -
  smalljobs.show          GET   employer, consultant, lead      own company, own municipality
  smalljobs.plan          GET   consultant                      own municipality
  smalljobs.make          POST  consultant                      own municipality
  smalljobs.edit          GET   consultant                      own municipality
  smalljobs.write         POST  consultant                      own municipality
  smalljobs.start         POST  consultant                      own municipality
  smalljobs.tick          POST  consultant                      own municipality
  smalljobs.usual_week    GET   consultant                      own municipality
  smalljobs.set_week      POST  consultant                      own municipality
  smalljobs.name          GET   consultant                      own municipality
  smalljobs.rename        POST  consultant                      own municipality
  pauses.add              POST  consultant                      own municipality
  pauses.edit             GET   consultant                      own municipality
  pauses.write            POST  consultant                      own municipality
  pauses.drop             POST  consultant                      own municipality
  pauses.resume           POST  consultant                      own municipality
  pauses.end              POST  consultant                      own municipality
  pauses.undo_end         POST  consultant                      own municipality

What comes after the training
  growth.show             GET   employer, consultant            own company, own municipality
  growth.propose          POST  employer, consultant            own company, own municipality
  growth.confirm          POST  consultant                      own municipality

The agreement
  agreements.show         GET   employer, consultant, lead      own company, own municipality
  agreements.paper        GET   employer, consultant, lead      own company, own municipality
  agreements.vitas        GET   consultant, lead                own municipality
  agreements.vitas_text   GET   consultant, lead                own municipality
  agreements.hold_pay     POST  consultant                      own municipality
  agreements.release_pay  POST  consultant                      own municipality

Week sheets
  timesheets.list         GET   employer, consultant, lead      -
  timesheets.by_id        GET   employer, consultant, lead      own company, own municipality
  timesheets.show         GET   employer, consultant, lead      own company, own municipality
  timesheets.write        POST  employer                        own company
  timesheets.return_      POST  consultant                      own municipality
  timesheets.approve      POST  consultant                      own municipality
  due_weeks.show          GET   employer                        -
  due_weeks.send          POST  employer                        own company
  due_weeks.undo          POST  employer                        own company
  corrections.show        GET   employer, consultant, lead      own company, own municipality
  corrections.withdraw    POST  employer                        own company
  corrections.correct     POST  employer                        own company
  corrections.drop        POST  employer                        own company
  calls.done              POST  consultant                      own municipality

The participant's own copy of the hours
  copies.show             GET   everybody                       address
  copies.own_paper        GET   everybody                       address
  copies.manage           GET   employer, consultant, lead      own company, own municipality
  copies.paper            GET   employer, consultant, lead      own company, own municipality
  copies.make             POST  employer, consultant            own company, own municipality
  copies.close            POST  employer, consultant            own company, own municipality

Hours for payroll
  payroll.now             GET   employer                        -
  payroll.show            GET   employer                        own company
  payroll.export          POST  employer                        own company
  payroll.choose          POST  employer                        own company
  payroll.number          POST  employer                        own company
  payroll.again           GET   employer                        own company
"""

ROLES = {
    "visitor": Role.VISITOR,
    "newcomer": Role.NEWCOMER,
    "waiting": Role.WAITING,
    "employer": Role.EMPLOYER,
    "consultant": Role.CONSULTANT,
    "lead": Role.TEAM_LEAD,
}
# Whose things can only be somebody's who may come in at all.
HOLDERS = {
    "own draft": {"visitor"},
    "own": {"newcomer", "waiting", "employer", "consultant", "lead"},
    "own company": {"employer"},
    "own municipality": {"consultant", "lead"},
    "address": set(ROLES),
    "-": set(ROLES),
}


@dataclass(frozen=True)
class Permission:
    """One row of the table."""

    method: str
    roles: frozenset[Role]
    whose: frozenset[str]


def _permissions() -> dict[str, Permission]:
    """The table, by endpoint."""
    rows = {}
    for line in TABLE.splitlines():
        if line.startswith("  "):
            endpoint, method, who, whose = re.split(r"\s{2,}", line.strip())
            roles = set(ROLES) if who == "everybody" else set(who.split(", "))
            theirs = [scope for scope in HOLDERS if "own" in scope and HOLDERS[scope] & roles]
            scopes = theirs if whose == "theirs" else whose.split(", ")
            assert endpoint not in rows, f"{endpoint} stands there twice"
            for scope in scopes:
                assert HOLDERS[scope] & roles, f"{endpoint}: nobody who comes in has their {scope}"
            served = frozenset(ROLES[role] for role in roles)
            rows[endpoint] = Permission(method, served, frozenset(scopes))
    return rows


PERMISSIONS = _permissions()
