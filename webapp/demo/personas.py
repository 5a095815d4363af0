"""The people that `/demo` lets one be."""

from dataclasses import dataclass

from ..messages import N_


@dataclass(frozen=True)
class Persona:
    key: str
    email: str
    name: str
    who: str  # message id


PERSONAS = (
    Persona(
        "owner", "karen@frugtlageret.example", "Karen Holm", N_("Owner of the fruit warehouse")
    ),
    Persona(
        "manager",
        "ali@rentogpaent.example",
        "Ali Demir",
        N_("Day-to-day manager of a cleaning company with 6 small jobs"),
    ),
    Persona(
        "bookkeeper",
        "bente@tallene.example",
        "Bente Tal",
        N_("Bookkeeper for three companies"),
    ),
    Persona("mette", "mette@vestby.example", "Mette Lund", N_("Consultant in Vestby")),
    Persona("jonas", "jonas@vestby.example", "Jonas Friis", N_("Another consultant in Vestby")),
    Persona("team-lead", "birgit@vestby.example", "Birgit Aagaard", N_("Team lead in Vestby")),
    Persona(
        "elsewhere",
        "sofie@soendersund.example",
        "Sofie Krogh",
        N_("Consultant of another municipality, Søndersund"),
    ),
)
