"""Values: dates, counts, words of status, channel and yes/no, text that groups."""

from cases import HEADER, JUNE, Run, dossiers, lines, nfd, one

DUE, DONE, GOING = "10/06/2025", "Đã xử lý xong", "Đang xử lý"


def finished(*dates):
    """One dossier for each date of finishing, due 10/06."""
    return dossiers(*(("02/06/2025", DUE, d) for d in dates))


def statuses(*words):
    """One dossier for each status word: received 02/06, due 10/06, no end."""
    return dossiers(*(("02/06/2025", DUE, "", w) for w in words))


DATES = [
    one("dates-day-first.csv",
        finished("09/06/2025", "9/6/2025", "09-06-2025", "09.06.2025", "09/06/2025 08:30",
                 "9/6/2025 08:30", "09-06-2025 08:30:15", "09.06.2025 08:30:15.250"),
        "day first with / - and ., with and without a time", "8 8 0 0 0",
        [(JUNE, "received 8, early 8")]),
    one("dates-time-first.csv",
        lines(HEADER.replace(",", ";"),
              *(f"H37.12-250602-000{n};Văn phòng;02/06/2025;10/06/2025;{d};9" for n, d in enumerate(
                  ("08:30, 09/06/2025", "08:30 09/06/2025", "08:30:15, 09/06/2025",
                   "23:59, 09/06/2025"), 1))),
        "HH:mm, dd/MM/yyyy", "4 4 0 0 0", [(JUNE, "received 4, early 4")]),
    one("dates-iso.csv",
        finished("2025-06-09", "2025/06/09", "2025-06-09 08:30", "2025-06-09T08:30:15",
                 "2025-06-09 08:30:15.123", "2025-06-09T08:30:15+07:00"),
        "year first", "6 6 0 0 0", [(JUNE, "received 6, early 6")]),
    one("dates-offset.csv",
        finished("2025-06-10T18:00:00Z", "2025-06-11T01:00:00+09:00", "2025-06-10T12:00:00-07:00",
                 "2025-06-30T17:00:00Z"),
        "other offsets become UTC+7: 11/06 01:00, 10/06 23:00, 11/06 02:00, 01/07 00:00",
        "4 4 0 0 0", [(JUNE, "received 4, on_time 1, late 2, open_overdue 1")]),
    one("day-before-month.csv",
        dossiers(("03/04/2025", "10/04/2025", "05/04/2025"),
                 ("3/4/2025", "10/4/2025", "12/4/2025")),
        "03/04/2025 is 3 April", "2 2 0 0 0",
        [("--period 2025-04", "received 2, early 1, late 1")]),
    one("dates-impossible.csv",
        finished("31/04/2025", "29/02/2025", "13/25/2025", "06/13/2025", "00/06/2025",
                 "09/06/2025 25:00", "09/06/2025 08:61"),
        "days, months and times there are not", "7 0 7 0 0", [(JUNE,)],
        note="each names its column and value"),
    one("dates-leap-day.csv",
        dossiers(("01/02/2024", "29/02/2024", "29/02/2024"),
                 ("01/02/2025", "28/02/2025", "29/02/2025")),
        "29/02/2024 is a day, 29/02/2025 is not", "2 1 1 0 0",
        [("--period 2024-02", "received 1, on_time 1")]),
    one("dates-bad-years.csv",
        dossiers(("02/06/25", DUE, ""), ("02/06/1989", DUE, ""), ("02/06/2025", "10/06/2101", ""),
                 ("02/06/1990", DUE, ""), ("02/06/2025", "31/12/2100", "")),
        "a year of two digits, 1989, 2101; and the first and the last that are read",
        "5 2 3 0 0", [(JUNE, "received 1, carried_in 1, open_overdue 1, open_within_due 1")]),
    one("dates-other-shapes.csv",
        finished("20250609", "2025-W24-1", "2025-160", "45817", "9 tháng 6", "09/06", "hôm qua"),
        "other ISO shapes, a serial number in a CSV file, words; digits alone are read",
        "7 1 6 0 0",
        [(JUNE, "received 1, early 1")]),
]  # fmt: skip

COUNTS = [
    one("counts.csv",
        dossiers(*(("02/06/2025", DUE, DUE, DONE, n) for n in
                   ("0", "2", "", "-1", "1.5", '"1,5"', "1.234", '"1,234"', "hai")),
                 more=",Số lần bổ sung"),
        "0, 2 and blank; negative, with a fraction, grouped thousands, a word", "9 3 6 0 0",
        [(JUNE, "received 3, on_time 3", {"supplement_once_rate": [2, 3]})]),
]  # fmt: skip

WORDS = [
    one("statuses-ten-names.csv",
        statuses("Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý",
                 "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính",
                 "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả"),
        "the ten national statuses by name, none with an end", "10 10 0 0 0",
        [(JUNE, "received 5, open_overdue 2, suspended 3, not_accepted 2, undated 3")]),
    one("statuses-ten-codes.csv", statuses(*map(str, range(1, 11))), "the ten by their codes",
        "10 10 0 0 0",
        [(JUNE, "received 5, open_overdue 2, suspended 3, not_accepted 2, undated 3")]),
    one("statuses-synonyms.csv",
        statuses("Tiếp nhận", "Mới tiếp nhận", "Đang giải quyết", "Chờ xử lý", "Chờ bổ sung",
                 "Tạm dừng", "Từ chối", "Trả lại", "Rút hồ sơ", "Hủy", "Đã hủy", "Hoàn thành",
                 "Đã hoàn thành", "Đã có kết quả", "Quá hạn", "Trễ hạn", ""),
        "the other words of the table, and a blank", "17 17 0 0 0",
        [(JUNE, "received 10, open_overdue 7, suspended 3, undated 7")]),
    one("statuses-spelt-otherwise.csv",
        statuses("HUỶ", "Đã  huỷ", " đã hủy ", nfd("Đã hủy"), "ĐANG XỬ LÝ", "Bước 5", "Bước 5"),
        "old tone place, capitals, spaces, NFD; and an unknown word twice", "7 7 0 0 0",
        [(JUNE, "received 3, open_overdue 3, undated 4")],
        note="one warning for the unknown word, not two"),
    one("channels.csv",
        dossiers(*(("02/06/2025", DUE, DUE, DONE, w) for w in
                   ("Trực tiếp", "1", "Trực tuyến", "2", "Dịch vụ công trực tuyến", "BCCI",
                    "Bưu chính", "Bưu chính công ích", "3", "", "Zalo", "TRỰC  TUYẾN")),
                 more=",Hình thức tiếp nhận"),
        "every channel word, a blank, an unknown one, capitals", "12 12 0 0 0",
        [(JUNE, "received 12, on_time 12")],
        note="in_person 2, online 4, postal 4, unknown 2; a warning for Zalo only"),
    one("yes-no-words.csv",
        dossiers(*(("02/06/2025", DUE, "11/06/2025", DONE, w) for w in
                   ("Có", "Không", "x", "", "1", "0", "TRUE", "false", "chưa rõ")),
                 more=",Phiếu xin lỗi"),
        "every yes/no word and one that is not understood", "9 9 0 0 0",
        [(JUNE, "received 9, late 9", {"apology_coverage_rate": [4, 8]})],
        note="the unknown word is a warning, its dossier is out of both counts"),
    one("corrected-results.csv",
        dossiers(("02/06/2025", DUE, DUE, DONE, "Có"), ("02/06/2025", DUE, DUE, DONE, ""),
                 ("02/06/2025", DUE, DUE, DONE, "?"), ("02/06/2025", DUE, DUE, "Dừng xử lý", "Có"),
                 more=",Đính chính"),
        "one corrected result of two that are known; a stopped one is no result", "4 4 0 0 0",
        [(JUNE, "received 4, on_time 3, stopped 1", {"result_accuracy_rate": [1, 2]})]),
    one("units.csv",
        lines(HEADER,
              "H37.12-250602-0001,Phòng Quản lý Đầu tư,02/06/2025,10/06/2025,10/06/2025,9",
              "H37.12-250602-0002,  Phòng  Quản lý Đầu tư ,02/06/2025,10/06/2025,11/06/2025,9",
              "H37.12-250602-0003," + nfd("Phòng Quản lý Đầu tư")
              + ",02/06/2025,10/06/2025,09/06/2025,9",
              "H37.12-250602-0004,PHÒNG QUẢN LÝ ĐẦU TƯ,02/06/2025,10/06/2025,09/06/2025,9",
              "H37.12-250602-0005,,02/06/2025,10/06/2025,09/06/2025,9"),
        "one unit written in four ways, one of them in capitals, and one empty", "5 5 0 0 0",
        [Run(f"{JUNE} --by unit", "received 5, early 3, on_time 1, late 1",
             units={"": "received 1, early 1",
                    "Phòng Quản lý Đầu tư": "received 4, early 2, on_time 1, late 1"})]),
]  # fmt: skip

CASES = DATES + COUNTS + WORDS
