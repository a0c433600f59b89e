"""The command by way of the package, and frames of polars with a room of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sipas
from conftest import COMMAND

JUNE = "tests/data/samples/dossiers/ho-so-thang-6.csv"


def module(*words: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "sipas", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )


@pytest.mark.skipif(os.name == "nt", reason="no other program is looked for there")
def test_the_module_is_the_command() -> None:
    if not Path(COMMAND).is_file():
        pytest.skip("the command is not built")
    words = ("report", JUNE, "--period", "2025-06", "--format", "json", "--quiet")
    done = module(*words, path=str(Path(COMMAND).parent))
    assert done.returncode == 0, done.stderr
    assert done.stdout == sipas.read_csv(JUNE).report(period="2025-06").to_json()


def test_without_a_command_it_says_so(tmp_path: Path) -> None:
    if (Path(sipas.__file__).parent / "bin").is_dir():
        pytest.skip("this build has the command in it")
    # A script of that name is what pip makes to start this very module.
    script = tmp_path / "sipas"
    script.write_text("#!/bin/sh\nexit 9\n")
    script.chmod(0o755)
    done = module("--version", path=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no command" in done.stderr


def test_frames_of_polars_have_a_room() -> None:
    pl = pytest.importorskip("polars")
    import sipas.polars

    frame = pl.read_csv(JUNE, separator="\t", infer_schema=False)
    expected = sipas.from_arrow(frame).report(period="2025-06", by="unit").to_json()
    for one in (frame, frame.lazy()):
        assert one.sipas.report(period="2025-06", by="unit").to_json() == expected
    lists = frame.sipas.classify("late", period="2025-06", columns=["Tên thủ tục hành chính"])
    assert lists["bucket"].to_list() == ["late"]
    assert lists["Tên thủ tục hành chính"].null_count() == 0
    own = frame.sipas.report(
        period="2025-06", by="title", dimensions={"title": "Tên thủ tục hành chính"}
    )
    assert set(own.groups.to_dict()["title"]) - {None} <= set(frame["Tên thủ tục hành chính"])
    with pytest.raises(sipas.UsageError, match="name"):
        frame.sipas.report(period="2025-06", dimensions={"verdict": "Tên thủ tục hành chính"})
    assert len(frame.sipas.reports("2025-05..2025-06")) == 2
