"""PAKN, procedures and the survey."""

from cases import JUNE, Case, Run, lines, one, refused

PAKN = ("Mã phản ánh,Đơn vị xử lý,Phân loại,Ngày gửi,Ngày tiếp nhận,Hạn xử lý,Ngày xử lý,"
        "Ngày trả lời,Ngày công khai,Ngày chuyển,Đúng thẩm quyền,Có cơ sở,Trạng thái")  # fmt: skip
FIELDS = ("topic", "sent", "accepted", "due", "closed", "answered", "published", "moved", "right",
          "founded", "status")  # fmt: skip


def pakn(*rows):
    """Rows of named cells; a date is given as dd/MM and is in 2025. All else is blank."""
    records = [PAKN]
    for n, row in enumerate(rows, 1):
        cells = []
        for name in FIELDS:
            value = row.get(name, "Khác" if name == "topic" else "")
            cells.append(f"{value}/2025" if len(value) == 5 and value[2] == "/" else value)
        records.append(",".join([row.get("code", f"PA-{n:03}"), "Văn phòng", *cells]))
    return lines(*records)


def case(name, content, holds, rows, *runs, note=""):
    return one(name, content, holds, rows, [*runs], kind="pakn", note=note)


TALK = [
    case("pakn-transferred-fifth-and-sixth-day.csv",
         pakn({"sent": "02/06", "moved": "09/06", "status": "Chuyển cơ quan khác"},
              {"sent": "02/06", "moved": "10/06", "status": "Chuyển cơ quan khác"},
              {"sent": "24/04", "moved": "05/05", "status": "Chuyển cơ quan khác"}),
         "transferred on the 5th and on the 6th working day; from 24/04 over Saturday 26/04 and the"
         " holidays 05/05 is the 4th", "3 3 0 0 0",
         (JUNE, "received 2, transferred 2, out_of_period 1",
          {"pakn_transfer_in_time_rate": [1, 2]}),
         ("--period 2025-05", "carried_in 1, transferred 1, out_of_period 2",
          {"pakn_transfer_in_time_rate": [1, 1]})),
    case("pakn-sent-only.csv",
         lines("Mã PAKN,Đơn vị xử lý,Ngày gửi,Trạng thái", "PA-1,Văn phòng,02/06/2025,Đang xử lý",
               "PA-2,Văn phòng,09/06/2025,Đang xử lý", "PA-3,Văn phòng,10/06/2025,Đã xử lý",
               "PA-4,Văn phòng,,Đang xử lý"),
         "an export with the sending date only: due the 15th working day after it", "4 4 0 0 0",
         (JUNE, "received 2, open_overdue 2, undated 2",
          {"pakn_closure_rate": [0, 2], "pakn_answered_rate": None, "pakn_published_rate": None,
           "pakn_correct_authority_rate": None}),
         note="02/06 is due 23/06, 09/06 is due 30/06; no topic column: the counts are not"
              " measurable"),
    case("pakn-accepted-only.csv",
         lines("Số PAKN,Chủ đề,Ngày tiếp nhận,Trạng thái", "PA-1,Khác,10/06/2025,Đang xử lý",
               "PA-2,Khác,02/06/2025,Mới tiếp nhận"),
         "an export with the acceptance date only", "2 2 0 0 0",
         (JUNE, "received 2, open_within_due 1, open_overdue 1",
          {"pakn_accepted_rate": [2, 2]})),
    refused("pakn-no-dates.csv",
            lines("Mã PAKN,Đơn vị xử lý,Phân loại,Trạng thái", "PA-1,Văn phòng,Khác,Đã xử lý"),
            "no date column at all", "neither sent_at nor accepted_at", kind="pakn"),
    case("pakn-buckets.csv",
         pakn({"sent": "02/06", "closed": "23/06", "status": "Đã xử lý"},
              {"sent": "02/06", "closed": "24/06", "status": "Đã xử lý"},
              {"sent": "02/06", "due": "12/06", "closed": "13/06", "status": "Đã xử lý"},
              {"sent": "19/05", "status": "Đang xử lý"},
              {"sent": "20/06", "status": "Chờ bổ sung"},
              {"sent": "02/06", "closed": "01/07", "status": "Đã xử lý"},
              {"sent": "01/07", "status": "Mới tiếp nhận"},
              {"sent": "05/05", "closed": "30/05", "status": "Đã đóng"},
              {"sent": "02/06", "status": "Chuyển cơ quan khác"}),
         "every bucket; the 15th working day after 02/06 is 23/06", "9 9 0 0 0",
         (JUNE, ("received 5, carried_in 1, closed_in_time 1, closed_late 2, open_within_due 1,"
                 " open_overdue 2, out_of_period 2, undated 1"),
          {"pakn_closure_rate": [3, 5], "pakn_clearance_rate": [3, 6],
           "pakn_timely_rate": [2, 6]})),
    case("pakn-closed-by-status.csv",
         pakn({"sent": "02/06", "answered": "10/06", "published": "12/06",
               "status": "Đã công khai"},
              {"sent": "02/06", "published": "12/06", "status": "Đã đóng"},
              {"sent": "02/06", "status": "Đã trả lời"},
              {"sent": "02/06", "answered": "02/07", "status": "Đã trả lời"},
              {"sent": "02/06", "answered": "10/06", "status": "Đang xử lý"},
              {"sent": "02/06", "answered": "10/06", "status": "Xong"}),
         "no closing date: the answer's or the publication's stands for it under a closed status",
         "6 6 0 0 0",
         (JUNE, "received 5, closed_in_time 2, open_overdue 3, undated 1",
          {"pakn_answered_rate": [1, 2], "pakn_published_rate": [2, 2],
           "pakn_accepted_rate": [5, 6]}),
         note="a warning for the status word Xong"),
    case("pakn-facts-after-the-period.csv",
         pakn({"sent": "02/06", "closed": "20/06", "answered": "02/07", "published": "03/07",
               "status": "Đã công khai"},
              {"sent": "25/06", "accepted": "02/07", "moved": "02/07",
               "status": "Chuyển cơ quan khác"}),
         "answered, published, accepted and transferred after the period", "2 2 0 0 0",
         (JUNE, "received 2, closed_in_time 1, open_within_due 1",
          {"pakn_answered_rate": [0, 1], "pakn_published_rate": [0, 1],
           "pakn_accepted_rate": [1, 2], "pakn_transfer_in_time_rate": [0, 0]})),
    case("pakn-authority.csv",
         pakn(*({"sent": "02/06", "closed": "10/06", "answered": "10/06", "published": "11/06",
                 "right": w, "status": "Đã công khai"} for w in ("Có", "Không", "", "không rõ"))),
         "right authority: yes, no, blank, a word that is not understood", "4 4 0 0 0",
         (JUNE, "received 4, closed_in_time 4",
          {"pakn_correct_authority_rate": [1, 2], "pakn_compliant_rate": [1, 2]}),
         note="a blank is read as no mark"),
    case("pakn-topics.csv",
         pakn(*({"sent": "02/06", "topic": t, "founded": f} for t, f in
                (("Yêu cầu thêm hồ sơ", "Có"), ("Yêu cầu thêm giấy tờ", "Không"),
                 ('"Thu thêm phí, lệ phí"', ""), ("Thái độ phục vụ", "Có"), ("Chậm trễ", ""),
                 ("Cơ chế chính sách", ""), ("", ""), ("Thái độ", "")))),
         "topics: three of extra requirements, one of conduct, a blank and half a phrase",
         "8 8 0 0 0", (JUNE, "received 8, open_overdue 8"),
         note="extra_requirement_report_count 3 (1 substantiated, 2 unread);"
              " staff_conduct_report_count 1 (1, 2)"),
    case("pakn-zero-with-unread.csv",
         pakn({"sent": "02/06", "topic": ""}, {"sent": "02/06"}),
         "no report of extra requirements, but one topic unread", "2 2 0 0 0",
         Run(JUNE, "received 2, open_overdue 2", {"extra_requirement_report_count": None},
             {"I.2 commitment": "not_measurable"})),
    case("pakn-baseline-zero.csv",
         pakn({"sent": "05/05", "closed": "12/05", "status": "Đã xử lý"},
              {"sent": "02/06", "closed": "10/06", "status": "Đã xử lý"}),
         "no report of staff conduct in May and none in June", "2 2 0 0 0",
         Run(f"{JUNE} --baseline 2025-05", "received 1, closed_in_time 1, out_of_period 1",
             {}, {"III.3 commitment": "met"}),
         Run(JUNE, "received 1, closed_in_time 1, out_of_period 1",
             {}, {"III.3 commitment": "no_data"}),
         note="II.2 is the same indicator and has the same verdict"),
    case("pakn-rejected.csv",
         pakn({"sent": "09/06", "accepted": "06/06"}, {"sent": "09/06", "closed": "06/06"},
              {"sent": "09/06", "answered": "06/06"}, {"sent": "09/06", "published": "06/06"},
              {"sent": "09/06", "moved": "06/06"}, {"sent": "31/06"}, {"sent": "09/06", "code": ""},
              {"sent": "09/06", "due": "06/06"}),
         "each end before the sending, an impossible date, no code; a due date before is no reason",
         "8 1 7 0 0", (JUNE, "received 1, open_overdue 1")),
    case("pakn-same-code.csv",
         pakn({"sent": "02/06", "code": "PA-9"},
              {"sent": "02/06", "closed": "10/06", "status": "Đã xử lý", "code": "PA-9"}),
         "one code twice", "2 1 0 1 0", (JUNE, "received 1, closed_in_time 1")),
]  # fmt: skip

TERMS = lines("Mã TTHC,Tên TTHC,Thời hạn giải quyết,Đơn vị tính",
              "9.000101,Một ngày làm việc,1,ngày làm việc",
              "9.000102,Hai ngày làm việc,2,ngày làm việc",
              "9.000103,Ba ngày làm việc,3,ngày làm việc", "9.000115,Mười lăm ngày,15,ngày",
              "9.000202,Hai tháng,2,tháng", "9.000308,Tám giờ,8,giờ làm việc")  # fmt: skip
LIST = ("Mã TTHC,Tên TTHC,Niêm yết tại trụ sở,Công khai trên cổng,Ngày quyết định,Ngày công khai,"
        "Đầy đủ nội dung")  # fmt: skip

LISTS = [
    one("procedures-terms.csv", TERMS, "terms in all four units (used by the term cases)",
        "6 6 0 0 0", [(JUNE, "", {"procedure_listing_rate": None})], kind="procedures"),
    one("procedures-listing.csv",
        lines(LIST, "9.1,A,Có,Có,01/01/2025,02/01/2025,Có", "9.2,B,x,x,01/01/2025,02/01/2025,",
              "9.3,C,1,0,01/01/2025,,", "9.4,D,,Có,01/01/2025,02/01/2025,Có"),
        "listed 3 of 4, on the portal 3 of 4 but one of these not listed, complete 2 of 3",
        "4 4 0 0 0",
        [(JUNE, "", {"procedure_listing_rate": [3, 4], "procedure_publication_rate": [2, 4],
                     "procedure_content_complete_rate": [2, 3],
                     "procedure_published_in_time_rate": [0, 0]})], kind="procedures"),
    one("procedures-published-in-time.csv",
        lines(LIST, "9.1,A,Có,Có,02/06/2025,09/06/2025,Có", "9.2,B,Có,Có,02/06/2025,10/06/2025,Có",
              "9.3,C,Có,Không,02/06/2025,,", "9.4,D,Có,Có,30/05/2025,20/06/2025,Có"),
        "published on the 5th and 6th working day, not at all, and decided before the period",
        "4 4 0 0 0", [(JUNE, "", {"procedure_published_in_time_rate": [1, 3]})],
        kind="procedures"),
    one("procedures-in-force.csv",
        lines("code,name,listed_at_office,in_force_from,in_force_to", "9.1,A,1,01/01/2024,",
              "9.2,B,0,01/01/2024,31/12/2024", "9.3,C,1,,", "9.4,D,0,01/10/2025,"),
        "English headers; one out of force, one not yet in force", "4 4 0 0 0",
        [(JUNE, "", {"procedure_listing_rate": [2, 2]})], kind="procedures"),
]  # fmt: skip

SURVEY = [
    Case({"survey.csv": lines("Lĩnh vực đánh giá,Mức độ hài lòng,Đơn vị,Ngày",
                              "I,5,Văn phòng,02/06/2025", "I,Không hài lòng,Văn phòng,02/06/2025",
                              "II,Rất hài lòng,Văn phòng,02/06/2025", "II,3,Văn phòng,02/06/2025",
                              "III,,Văn phòng,02/06/2025", "IV,Bình thường,Văn phòng,02/06/2025")},
         "numbers and words, and one without an answer", "6 6 0 0 0", [Run(JUNE)], kind="survey",
         note="satisfied: I 1 of 2, II 1 of 2, III 0 of 0, IV 0 of 1, V 0 of 0"),
]  # fmt: skip

CASES = TALK + LISTS + SURVEY
