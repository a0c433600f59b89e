"""Random surveys, one answer a row and a column for each item, against the oracle."""

import random
from pathlib import Path

import pytest
from oracle import Options, differences, report
from test_command import SAMPLES, command_report

LEVELS = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "HÀI LÒNG", "Rất hài lòng"]
ANSWERS = [*LEVELS, "1", "2", "3", "4", "5", "0", "25", "50", "75", "100", "", "-", "Chưa hài lòng"]
AREAS = ["I", "II", "III", "IV", "V", "Thủ tục hành chính", "Kết quả dịch vụ", "Bãi xe", ""]
UNITS = ["Phòng Quản lý Xuất nhập khẩu", "Phòng Quản lý Quy hoạch và Xây dựng", "Văn phòng", ""]
DAYS = ["01/04/2025", "30/6/2025", "01/07/2025", "31/03/2025", "5/5/2025", "", "31/06/2025"]
ITEMS = [
    *["A1", "A2. Nơi ngồi chờ có đủ chỗ", "B1", "B.2", "C1: Công chức lắng nghe", "Câu C2"],
    *["D1", "D3 – Kết quả đúng hẹn", "E1", "e10"],
]


def long(dice: random.Random) -> list[list[str]]:
    rows = [["Lĩnh vực đánh giá", "Mức độ hài lòng", "Đơn vị", "Ngày"]]
    for _ in range(dice.randint(0, 60)):
        rows.append([dice.choice(of) for of in (AREAS, ANSWERS, UNITS, DAYS)])
    return rows


def wide(dice: random.Random) -> list[list[str]]:
    items = dice.sample(ITEMS, dice.randint(2, len(ITEMS)))
    header = ["Mã phiếu", "Đơn vị", "Ngày khảo sát", "Ý kiến khác", *items]
    dice.shuffle(header)
    cells = {"Mã phiếu": ["P1"], "Đơn vị": UNITS, "Ngày khảo sát": DAYS, "Ý kiến khác": ["", "Tốt"]}
    rows = [dice.choice([["KẾT QUẢ KHẢO SÁT"], header]), header]
    rows = rows[rows[0] is header :]
    for _ in range(dice.randint(0, 60)):
        rows.append([dice.choice(cells.get(name, ANSWERS)) for name in header])
    return rows


@pytest.mark.parametrize("seed", range(40))
def test_random_surveys_give_what_the_oracle_finds(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    files = []
    for n in range(dice.randint(1, 3)):
        rows = dice.choice([long, wide])(dice)
        path = tmp_path / f"khao-sat-{n}.csv"
        mark = dice.choice([",", ";"])
        lines = [mark.join(row + [""] * (len(rows[-1]) - len(row))) for row in rows]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        files.append(path)
    options = Options(
        dossiers=[SAMPLES / "dossiers" / "ho-so-thang-6.csv"],
        survey=files,
        period=dice.choice(["2025-Q2", "2025-06"]),
        baseline=dice.choice([None, "2025-Q1"]),
        by=dice.choice([(), ("unit",), ("field",)]),
    )
    assert differences(report(options), command_report(options)) == []
