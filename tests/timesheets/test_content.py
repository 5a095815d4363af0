"""What a stored week says, read whole."""

from uuid import UUID

from webapp.clock import Week
from webapp.demo import build
from webapp.timesheets.rules import Mark, Went

WEEK, DRIVING = Week(2026, 47), UUID(int=2)


def test_all_that_a_week_says_is_read() -> None:
    said = {"note": "Travlt.", "went": Went.WELL, "call_me": True}
    reasons = {"paid_above": "To lastbiler ekstra."}
    marks = [build.progress(DRIVING, Mark.ALONE, "Bakker.")]
    sheet = build.timesheet(UUID(int=1), WEEK, **said, reasons=reasons, progress=marks)
    content = sheet.content
    assert {name: getattr(content, name) for name in said} == said
    assert content.reasons == reasons
    assert content.progress == {DRIVING: (Mark.ALONE, "Bakker.")}
    assert [day.paid for day in content.days] == [144] * 5 + [0] * 2


def test_of_a_blank_week_nothing_is_said() -> None:
    content = build.timesheet(UUID(int=1), WEEK).content
    assert (content.note, content.went, content.call_me, content.reasons) == ("", None, False, {})
