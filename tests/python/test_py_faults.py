"""What the command says of a fault, the package says too: the same figures, the same warnings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sipas
from conftest import COMMAND
from faults import FAULTS, LARGE, values
from faults.case import Case, seeded
from faults.judge import differences, run, write

pl = pytest.importorskip("polars")

READERS = {".csv": sipas.read_csv, ".xlsx": sipas.read_excel, ".xls": sipas.read_excel}


def options(case: Case) -> dict[str, Any]:
    words = iter(case.flags)
    found: dict[str, Any] = {"period": case.period}
    for word in words:
        name, value = word.removeprefix("--"), next(words)
        found[name] = value.split(",") if name == "by" else value
    return found


def read(case: Case) -> Any:
    reader = READERS[Path(case.paths[0]).suffix]
    return reader(case.paths if len(case.paths) > 1 else case.paths[0])


@pytest.mark.parametrize("name", FAULTS)
def test_files_read_as_the_command_reads_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = FAULTS[name](seeded(name, 0), 24)
    if case.command[0] != "report" or {"--pakn", "--check"} & set(case.flags):
        pytest.skip("asked in another way")
    if " named as a " in name:
        pytest.skip("the package has a reader for each kind of file")
    write(case, tmp_path)
    told = run(case, tmp_path, COMMAND)
    monkeypatch.chdir(tmp_path)
    if Path(case.paths[0]).suffix not in READERS:
        pytest.skip("a folder of both kinds")
    # The command goes on without a refused input; the package raises.
    if told.document is None or told.exit == 3:
        with pytest.raises(sipas.SipasError):
            read(case).report(**options(case))
        return
    document = read(case).report(**options(case)).to_dict()
    for part in ("groups", "scorecard", "inputs"):
        assert document[part] == told.document[part]


@pytest.mark.parametrize(
    "name", sorted(LARGE & {n for n, f in FAULTS.items() if f.__module__ == values.__name__})
)
def test_frames_are_read_as_files_are(name: str, tmp_path: Path) -> None:
    """Of text columns, as a frame has them that was read without guessing."""
    case = FAULTS[name](seeded(name, 0), 24)
    if case.files.keys() - set(case.paths) or len(case.paths) > 1:
        pytest.skip("more than one file")
    write(case, tmp_path)
    told = run(case, tmp_path, COMMAND)
    frame = pl.read_csv(tmp_path / case.paths[0], infer_schema=False)
    if told.document is None:
        with pytest.raises(sipas.SipasError):
            sipas.from_arrow(frame).report(**options(case))
        return
    document = sipas.from_arrow(frame).report(**options(case)).to_dict()
    assert document["groups"] == told.document["groups"]
    assert document["inputs"][0]["issues"] == told.document["inputs"][0]["issues"]
    assert not case.figures or case.expect == "told" or not differences(case, document)
