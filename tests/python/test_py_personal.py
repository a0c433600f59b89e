"""No door of the package lets a column of an applicant through, however its header is spelled."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sipas

TABLE = Path(__file__).resolve().parents[1] / "data" / "headers" / "personal.csv"
SECRET = "ZZ-bí-mật"


def headers(personal: str) -> list[str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = [row["header"] for row in csv.DictReader(file) if row["personal"] == personal]
    assert len(found) > 50
    return found


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper": str.upper,
    "NFD": lambda header: unicodedata.normalize("NFD", header),
    "no accents": bare,
    "spaces": lambda header: f"  {header.replace(' ', '   ')} ",
    "underscores": lambda header: header.replace(" ", "_"),
    "within": lambda header: f"2. {header} (bắt buộc)",
    "bytes": lambda header: header.replace(" ", "\u00a0"),
}


def export(header: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", header])
    writer.writerow(["H37.12-250602-0001", "02/06/2025", "10/06/2025", SECRET])
    return out.getvalue()


def shown(found: sipas.Dossiers) -> str:
    return f"{found.records().to_dict()}{found.classify(period='2025-06').to_dict()}"


def with_profile(header: str, tmp_path: Path) -> str:
    profile, path = tmp_path / "profile.toml", tmp_path / "t6.csv"
    quoted = header.replace("\\", "\\\\").replace('"', '\\"')
    profile.write_text(f'[dimensions]\nx = "{quoted}"\n', encoding="utf-8")
    path.write_text(export(header), encoding="utf-8")
    return shown(sipas.read_csv(path, profile=profile))


def of_a_frame(header: str) -> str:
    pyarrow = pytest.importorskip("pyarrow")
    columns = {"code": ["H37.12-250602-0001"], "received_at": ["02/06/2025"], header: [SECRET]}
    return shown(sipas.from_arrow(pyarrow.table(columns), dimensions={"x": header}))


def by_dimensions(header: str) -> str:
    return shown(sipas.read(io.StringIO(export(header)), dimensions={"x": header}).dossiers)


def by_records(header: str) -> str:
    data = sipas.read(io.StringIO(export(header))).dossiers
    return str(data.records(columns=[header]).to_dict())


def by_classify(header: str) -> str:
    data = sipas.read(io.StringIO(export(header))).dossiers
    return str(data.classify(period="2025-06", columns=[header]).to_dict())


def asked(personal: str, tmp_path: Path) -> Iterator[tuple[Callable[[str], str], str]]:
    """Every header at every door, and in every spelling at one."""
    for header in headers(personal):
        for name, spell in SPELLINGS.items():
            # Whether a header is read does not hang on how it is spelled: a few spellings show it.
            if personal == "yes" or name in ("upper", "no accents", "within"):
                yield by_dimensions, spell(header)
        for door in (lambda h: with_profile(h, tmp_path), of_a_frame, by_records, by_classify):
            yield door, header


def test_what_means_an_applicant_is_refused(tmp_path: Path) -> None:
    for door, spelled in asked("yes", tmp_path):
        try:
            found = door(spelled)
        except sipas.SipasError as refused:
            said = str(refused)
            assert "personal data" in said and SECRET not in said, f"{door}: {spelled!r}: {said}"
            name = " ".join(unicodedata.normalize("NFC", spelled).split())
            assert name in said, f"{door}: {name} is not named: {said}"
        else:
            pytest.fail(f"{door}: {spelled!r} is read: {found}")


def test_what_means_nobody_is_read(tmp_path: Path) -> None:
    read = 0
    for door, spelled in asked("no", tmp_path):
        # A date of the export may be asked for too; its row is rejected then, since it has none.
        read += SECRET in door(spelled)
    assert read > 700
