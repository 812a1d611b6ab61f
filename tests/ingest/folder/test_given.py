"""A manifest says in a CSV what is known about each file."""

import pytest

from archive.actions.removed_words.removed import Removed
from archive.ingest.folder.given import Given, ManifestWrong, read_manifest

ELM = "Sample Elm School Board"


@pytest.mark.parametrize(
    "manifest",
    [
        f"file,board,date\na.srt,{ELM},2024-03-05\n",
        f"Board;Meeting date;Path\n{ELM};5 March 2024;./a.srt\n",
        f"\ufefffilename\tbody\tdate\na.srt\t{ELM}\t2024-03-05\n\t\t\n",
    ],
)
def test_columns_are_known_by_several_names(manifest: str):
    assert read_manifest(manifest.encode()) == {"a.srt": Given(board=ELM, date="2024-03-05")}


def test_a_kind_is_given_by_its_value_or_its_name():
    manifest = "file,kind\na.srt,minutes\nb.srt,Official transcript\nc.srt,\n"

    assert [given.kind for given in read_manifest(manifest.encode()).values()] == ["minutes", "transcript", ""]


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ("board,date\nx,2024\n", "no column “file”"),
        ("file,date\na.srt,soon\n", "Row 2 of the manifest, a.srt: “soon” is not a date"),
        ("file,date\na.srt,5/6/2024\n", "write 2024-05-06 or 2024-06-05"),
        ("file,kind\na.srt,song\n", "“song” is not a kind"),
        ("file,board\na.srt,x\na.srt,y\n", "Row 3 of the manifest, a.srt: the file is on an earlier row"),
        (f"file,board\na.srt,{'x' * 301}\n", "more than 300 characters"),
    ],
)
def test_a_manifest_that_cannot_be_followed_says_which_row_is_wrong(manifest: str, sentence: str):
    with pytest.raises(ManifestWrong, match=sentence):
        read_manifest(manifest.encode())


def test_what_is_said_later_wins_and_answers_are_added():
    earlier = Given(board=ELM, date="2024-03-05", boards={"Elm": 1})
    later = Given(date="2024-03-06", boards={"Oak": 2}).over(earlier)

    assert later == Given(board=ELM, date="2024-03-06", boards={"Elm": 1, "Oak": 2})
    assert Given.of(later.stored()) == later


def test_a_redaction_takes_words_out_of_the_names_that_were_answered():
    given = Given(
        boards={"The board of Quillifer Zanthrope": 1}, dates={"Meeting with Quillifer Zanthrope": "2024-03-05"}
    )
    assert Given.of(given.stored()) == given

    stored = Removed.of(["Quillifer Zanthrope"]).taken_out_of_any(given.stored())

    assert "Zanthrope" not in str(stored)
    assert list(Given.of(stored).boards.values()) == [1]
