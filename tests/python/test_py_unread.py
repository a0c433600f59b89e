"""Files whose codes are vouched for are counted while they are read, and say the same."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
import sipas
from dirty_frames import plainly

SAMPLES = Path("tests/data/samples/dossiers")
MONTH = SAMPLES / "ho-so-thang-6.csv"


def report(dossiers: sipas.Dossiers, **more: Any) -> Any:
    return dossiers.report(period="2025-06", by=["unit", "month"], **more).to_dict()


def lists(dossiers: sipas.Dossiers) -> list[Any]:
    all_rows = (
        dossiers.classify(period="2025-06"),
        dossiers.rejected,
        dossiers.skipped,
        dossiers.issues,
        dossiers.inputs,
    )
    return [table.to_dict() for table in all_rows]


@pytest.mark.parametrize("seed", range(4))
def test_a_file_is_counted_as_it_is_read(seed: int, tmp_path: Path) -> None:
    path = plainly(tmp_path, seed, 300)
    counted, read = (sipas.read_csv(path, assume_unique=True) for _ in range(2))
    assert len(read) > 0, "which reads it"
    assert report(counted) == report(read)
    assert report(counted, baseline="2025-05") == report(read, baseline="2025-05")
    assert lists(counted) == lists(read)
    assert report(counted) == report(read), "after the lists too"


def test_several_files_packed_ones_among_them(tmp_path: Path) -> None:
    packed = tmp_path / "packed.csv.gz"
    packed.write_bytes(gzip.compress(MONTH.read_bytes()))
    paths = [*sorted(SAMPLES.glob("*.csv"))[:2], packed]
    counted, read = (sipas.read_csv(paths, assume_unique=True) for _ in range(2))
    assert len(read) == len(sipas.read_csv(SAMPLES, assume_unique=True))
    assert report(counted) == report(read)


def test_the_busiest_month_and_a_catalogue_are_told_from_rows() -> None:
    sample = SAMPLES.parent
    others = {
        "procedures": sipas.read_csv(sample / "procedures.csv", kind="procedures"),
        "survey": sipas.read_csv(sample / "survey.csv", kind="survey"),
    }
    chosen, joined, read = (sipas.read_csv(MONTH, assume_unique=True) for _ in range(3))
    assert len(read) > 0, "which reads it"
    assert chosen.report().to_dict() == read.report().to_dict()
    assert report(joined, **others) == report(read, **others)


def test_a_file_that_has_changed_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(MONTH.read_bytes())
    dossiers = sipas.read_csv(path, assume_unique=True)
    first = report(dossiers)
    path.write_bytes((SAMPLES / "ho-so-thang-5.csv").read_bytes())
    with pytest.raises(sipas.RefusedError, match="changed since"):
        report(dossiers)
    with pytest.raises(sipas.RefusedError, match="changed since"):
        len(dossiers)
    path.unlink()
    with pytest.raises(FileNotFoundError, match=r"export\.csv"):
        report(dossiers)
    assert first == report(sipas.read_csv(MONTH, assume_unique=True)) | {"inputs": first["inputs"]}


def test_what_is_wrong_within_a_file_is_told_by_its_report(tmp_path: Path) -> None:
    path = tmp_path / "export.csv.gz"
    path.write_bytes(gzip.compress(MONTH.read_bytes())[:-2000])
    dossiers = sipas.read_csv(path, assume_unique=True)
    with pytest.raises(sipas.RefusedError, match=r"export\.csv\.gz"):
        report(dossiers)
    skipped = sipas.read_csv([path, MONTH], assume_unique=True, on_refused="skip")
    assert [Path(name).name for name, _ in skipped.refused] == ["export.csv.gz"]


def test_a_file_without_a_header_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(sipas.RefusedError):
        sipas.read_csv(path, assume_unique=True)
    with pytest.raises(FileNotFoundError):
        sipas.read_csv(tmp_path / "nothing.csv", assume_unique=True)
