"""``make house`` measures every file of the app, in one room each."""

import pytest

from tools import house


def test_each_file_of_the_app_is_in_one_room():
    parts = [part for room in house.rooms() for part in room.parts]
    assert len(parts) == len(set(parts))
    assert {house.room_of(path, house.rooms()).name for path in house.files_like("archive/**/*.py")} == {
        room.name for room in house.rooms()
    }


def test_a_part_that_is_gone_is_in_no_room():
    assert [part for room in house.rooms() for part in room.parts if not (house.ROOT / "archive" / part).exists()] == []


def test_a_file_without_a_room_is_refused():
    with pytest.raises(LookupError, match=r"archive/attic/old\.py is in no room"):
        house.room_of("archive/attic/old.py", house.rooms())


@pytest.mark.slow
def test_the_rooms_are_printed_with_the_figures_of_the_whole(capsys: pytest.CaptureFixture[str]):
    house.main()
    printed = capsys.readouterr().out
    rows = {row.split()[0]: row.split() for row in printed.splitlines()[1:] if row}
    for room in house.rooms():
        lines, at_most, modules = (int(figure.replace(",", "")) for figure in rows[room.name][1:4])
        assert at_most == room.lines_at_most
        assert lines >= modules > 0
    together = sum(map(house.lines_of, house.files_like("archive/**/*.py")))
    assert rows["together"][1] == f"{together:,}"
