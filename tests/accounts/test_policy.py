"""Who may let whom in, put whom out, and approve what: by hand, case by case."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.world import EARLIER, NOW
from webapp.accounts.policy import Action, why_not, why_not_answer
from webapp.accounts.rules import Member, Sender, no_address_in
from webapp.actor import Actor, Role

FIRM, KAREN, METTE, VESTBY = uuid4(), uuid4(), uuid4(), uuid4()
WAITS = Member(
    id=uuid4(),
    user_id=uuid4(),
    employer_id=FIRM,
    employer="Frugtlageret",
    name="Poul Vente",
    email="poul@example.dk",
    phone="01 11 11 11",
    created_at=EARLIER,
    confirmed_at=None,
    confirmed_by="",
    known_only_to=None,
    known_in=None,
    removed_at=None,
    alone=False,
)
ALONE = replace(WAITS, alone=True)
IN = replace(WAITS, confirmed_at=EARLIER)
BY_METTE = replace(IN, known_only_to=METTE, known_in=VESTBY, alone=True)
OUT = replace(IN, removed_at=NOW)
LONG_OUT = replace(IN, removed_at=NOW - timedelta(days=30, seconds=1))
JUST_STILL = replace(IN, removed_at=NOW - timedelta(days=30))
SELF = replace(IN, user_id=KAREN)
ACTORS = {
    "colleague": Actor(Role.EMPLOYER, KAREN, name="Karen", employer_id=FIRM),
    "waiting": Actor(Role.WAITING, KAREN, name="Karen", employer_id=FIRM),
    "mette": Actor(Role.CONSULTANT, METTE, name="Mette", municipality_id=VESTBY),
    "jonas": Actor(Role.CONSULTANT, uuid4(), name="Jonas", municipality_id=VESTBY),
    "team lead": Actor(Role.TEAM_LEAD, uuid4(), name="Birgit", municipality_id=VESTBY),
    "elsewhere": Actor(Role.CONSULTANT, uuid4(), name="Sofie", municipality_id=uuid4()),
    "newcomer": Actor(Role.NEWCOMER, uuid4()),
}
CASES = [
    # who, does what, about whom, may they?
    ("colleague", Action.CONFIRM, WAITS, True),
    ("colleague", Action.CONFIRM, IN, False),
    ("colleague", Action.CONFIRM, OUT, False),
    ("waiting", Action.CONFIRM, WAITS, False),
    ("mette", Action.CONFIRM, WAITS, False),  # a colleague is there to do it
    ("mette", Action.CONFIRM, ALONE, True),
    ("team lead", Action.CONFIRM, ALONE, True),
    ("newcomer", Action.CONFIRM, ALONE, False),
    ("mette", Action.SECOND, BY_METTE, False),  # two pairs of eyes
    ("jonas", Action.SECOND, BY_METTE, True),
    ("team lead", Action.SECOND, BY_METTE, True),
    ("colleague", Action.SECOND, BY_METTE, False),
    ("jonas", Action.SECOND, IN, False),
    ("elsewhere", Action.SECOND, BY_METTE, False),  # one of Mette's colleagues has to
    ("jonas", Action.SECOND, replace(BY_METTE, confirmed_at=None), False),
    ("jonas", Action.REMOVE, BY_METTE, True),  # let in by mistake
    ("mette", Action.REMOVE, BY_METTE, True),
    ("elsewhere", Action.REMOVE, BY_METTE, False),
    ("mette", Action.REMOVE, replace(BY_METTE, removed_at=NOW), False),
    ("mette", Action.REMOVE, replace(BY_METTE, confirmed_at=None), False),  # came once more
    ("jonas", Action.SECOND, replace(BY_METTE, removed_at=NOW), False),
    ("colleague", Action.REMOVE, IN, True),
    ("colleague", Action.REMOVE, WAITS, True),
    ("colleague", Action.REMOVE, SELF, False),
    ("colleague", Action.REMOVE, OUT, False),
    ("waiting", Action.REMOVE, IN, False),
    ("mette", Action.REMOVE, IN, False),
    ("colleague", Action.RESTORE, OUT, True),
    ("colleague", Action.RESTORE, JUST_STILL, True),
    ("colleague", Action.RESTORE, LONG_OUT, False),
    ("colleague", Action.RESTORE, IN, False),
    ("mette", Action.RESTORE, OUT, False),
    ("colleague", Action.INVITE, None, True),
    ("waiting", Action.INVITE, None, False),
    ("mette", Action.INVITE, None, False),
    ("colleague", Action.CHANGE_COMPANY, None, True),
    ("waiting", Action.CHANGE_COMPANY, None, False),
    ("colleague", Action.WITHDRAW, None, True),
    ("waiting", Action.WITHDRAW, None, False),
]


@pytest.mark.parametrize(("who", "action", "member", "may"), CASES)
def test_who_may_what_about_whom(
    who: str, action: Action, member: Member | None, may: bool
) -> None:
    assert (why_not(ACTORS[who], action, member, at=NOW) is None) == may


SENDER = Sender(
    uuid4(), "Karen Holm", "+45 30 11 22 33", known_only_to_you=False, alone_knows_you=False
)


@pytest.mark.parametrize(
    ("sender", "name", "phone", "may"),
    [
        (SENDER, "Mette Lund", "20 11 22 33", True),
        (SENDER, "karen  HOLM", "20 11 22 33", False),  # her other address
        (SENDER, "Mette Lund", "30112233", False),  # her own phone
        (SENDER, "Mette Lund", "", True),
        (replace(SENDER, phone="112"), "Mette Lund", "112", True),  # too short to be anybody's
        (replace(SENDER, name=""), "", "20 11 22 33", True),
        (replace(SENDER, known_only_to_you=True), "Mette Lund", "20 11 22 33", False),
        (replace(SENDER, alone_knows_you=True), "Mette Lund", "20 11 22 33", False),
        (replace(SENDER, user_id=METTE), "Mette Lund", "20 11 22 33", False),
        (None, "Mette Lund", "20 11 22 33", True),
    ],
)
def test_nobody_approves_what_they_had_a_hand_in(
    sender: Sender | None, name: str, phone: str, may: bool
) -> None:
    actor = Actor(Role.CONSULTANT, METTE, name=name, municipality_id=uuid4())
    assert (why_not_answer(actor, phone, sender) is None) == may


@pytest.mark.parametrize(
    "name",
    [
        "Vind på vind-nu.dk",
        "www.vind",
        "karen@example.dk",
        "http://x",
        "Se //x.y/z",
        "evil.example",
        "WWW.X",
    ],
)
def test_a_name_with_an_address_is_nobodys(name: str) -> None:
    assert no_address_in(name) is not None


@pytest.mark.parametrize(
    "name", ["H.C. Andersen", "Hans Chr. Lund", "Anne-Marie Bjørn", "O'Neill", "Aa. Kjær", "Müller"]
)
def test_names_of_people_pass(name: str) -> None:
    assert no_address_in(name) is None


@pytest.mark.parametrize("name", ["Kurts.dk", "Bang & Søn A/S", "J. Lund ApS", "3B Biler I/S"])
def test_companies_may_be_called_after_their_site(name: str) -> None:
    assert no_address_in(name, company=True) is None


@pytest.mark.parametrize("name", ["http://kurts.dk", "www.kurts.dk", "kurt@kurts.dk"])
def test_but_not_with_a_link(name: str) -> None:
    assert no_address_in(name, company=True) is not None
