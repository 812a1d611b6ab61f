"""A folder of files in a browser: handed over, read, asked about, answered once for all."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from archive.ingest.folder.staging import stage_waiting
from archive.models import ImportBatch
from tests.browser.waiting import css, new_page
from tests.ingest.folder.test_staging import srt
from tests.record import make_board
from tests.staff import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("read_here")
def test_a_folder_is_handed_over_and_its_questions_are_answered_once(desk, tmp_path, width):
    board, folder = make_board("Sample Elm School Board"), tmp_path / "folder"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"Elm 2024-03-0{day}.srt").write_bytes(srt(day, "Kim Example"))
    (folder / "picture.srt").write_bytes(b"\x89PNG\r\n\x1a\n picture")
    desk.sign_in(make_person(username="ada", is_superuser=True, is_staff=True))
    desk.open("/desk/")
    desk.press("Import a folder")
    desk.field("Files, or a zip").send_keys("\n".join(str(path) for path in sorted(folder.iterdir())))
    desk.press("Import the files")
    desk.sees("Files: 4 new.")
    list(stage_waiting())

    desk.open("/desk/folder/")
    desk.sees("3 files", ".questions li:first-child")
    desk.sees("This is a picture")
    browser = desk.browser
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    Select(css(browser, ".questions select")).select_by_visible_text("Sample Elm School Board")
    with new_page(browser):
        css(browser, ".questions button").click()
    desk.sees("Answered for 3 files")
    list(stage_waiting())

    desk.open("/desk/folder/")
    desk.sees("Who is “Kim Example” at Sample Elm School Board?")
    css(browser, ".questions input[value=new]").click()
    with new_page(browser):
        css(browser, ".questions button").click()
    desk.sees("“Kim Example” is Kim Example in 3 files.")
    assert not browser.find_elements(By.CSS_SELECTOR, ".questions")
    batches = ImportBatch.objects.filter(meeting__board=board)
    assert [batch.labels.get().speaker.name for batch in batches] == ["Kim Example"] * 3
    desk.open(f"/desk/imports/{batches[0].pk}/")
    desk.press("Save as drafts")
    desk.sees("Saved as drafts: 1 new.")
