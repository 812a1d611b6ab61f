"""A PDF that takes over the process that reads it reaches neither files nor other processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from archive.ingest.readers.pdf import WORKER
from tests.machine.test_system_calls import only_with_a_filter

# Instead of reading a PDF, this does what code in it could do.
TAKEN_OVER = """
import os, runpy, sys
from pathlib import Path
import pypdfium2

worker, file, parent = sys.argv.pop(1), Path(sys.argv.pop(1)), int(sys.argv.pop(1))

def taken_over(data):
    for call in (file.read_bytes, file.unlink, lambda: os.kill(parent, 0), lambda: os.fork() or os._exit(0)):
        try:
            call()
        except OSError:
            continue
        raise pypdfium2.PdfiumError("password")
    raise pypdfium2.PdfiumError("damaged")

pypdfium2.PdfDocument = taken_over
runpy.run_path(worker, run_name="__main__")
"""
LIMITS = ["10", "2000000000", "100", "100000", "10000"]


@only_with_a_filter
def test_files_and_processes_are_out_of_reach_of_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("The record.")
    reached = [str(WORKER), str(tmp_path / "file"), str(os.getpid())]
    done = subprocess.run(
        [sys.executable, "-I", "-c", TAKEN_OVER, *reached, *LIMITS], input=b"", capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {"refused": "damaged"}
    assert (tmp_path / "file").read_text() == "The record."
