"""The text for VITAS: on a page, to copy, and as a file."""

from tests.agreements.jobs import VALUE, address, job_of
from tests.conftest import Browse
from tests.database import Database
from tests.world import World
from webapp.demo import build
from webapp.splits.plan import Kind

GOAL = "At køre den lille truck."


def test_the_text_for_vitas_is_there_to_copy_and_to_keep(world: World, browse: Browse) -> None:
    """In Danish, though she reads English."""
    job = job_of(world, [build.part(Kind.TRAINING, 270, what="Køre truck", goal=GOAL, to_week=8)])
    mette = browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    page = mette.follow("Text for VITAS").text
    assert page.count("<textarea") == 10
    assert (
        "in the order of the form" in page
        and 'lang="da" readonly>4\u00a0t\u00a030 om ugen<' in page
    )
    assert "26.10.2026 til 20.12.2026" in page and mette.reader.links["Small jobs"]
    response = mette.open(mette.reader.links["Get it all as a text file"])
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    text = response.get_data(as_text=True)
    assert text.startswith("Virksomhed\nFrugtlageret\nKajvej 8\n\nCVR-nummer\n")
    assert f"Formål\nKøre truck. Det skal læres: {GOAL}\n" in text
    assert "Periode\n26.10.2026 til 20.12.2026\n" in text


def test_nothing_of_the_pay_is_in_the_text_for_vitas(world: World, browse: Browse) -> None:
    mette, job = browse(world.mette), job_of(world)
    for page in ("vitas", "vitas.txt"):
        assert VALUE not in mette.open(address(job, page)).text


def test_words_stay_as_they_are_in_the_text_file(world: World, browse: Browse) -> None:
    words = '<b>&amp;</b> "citat" {{ 7 * 7 }}'
    job = job_of(world, [build.part(Kind.TRAINING, 240, goal=words)])
    assert words in browse(world.mette).open(address(job, "vitas.txt")).text


def test_a_job_without_training_has_nothing_to_apply_for(world: World, browse: Browse) -> None:
    job, mette = job_of(world, [build.part()]), browse(world.mette)
    mette.open(f"/smalljobs/{job.id}")
    assert "Text for VITAS" not in mette.reader.links
    mette.open(address(job, "vitas"))
    assert mette.sees("there is nothing to apply for")
    assert mette.open(address(job, "vitas.txt")).status_code == 404


def test_what_is_missing_for_vitas_is_said(world: World, browse: Browse, db: Database) -> None:
    db.update(world.kaj, p_number="", full_time_equivalents=None)
    page = browse(world.mette).open(address(job_of(world), "vitas")).text
    assert page.count("This is not told yet.") == 2


def test_the_company_does_not_see_the_application(world: World, browse: Browse) -> None:
    karen, job = browse(world.karen), job_of(world)
    karen.open(f"/smalljobs/{job.id}")
    assert "Text for VITAS" not in karen.reader.links
    for page in ("vitas", "vitas.txt"):
        assert karen.open(address(job, page)).status_code == 403
