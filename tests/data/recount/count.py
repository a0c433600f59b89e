"""A second count: working calendar, buckets and indicators, from the definitions alone."""

from calendar import monthrange
from collections import Counter
from datetime import date, datetime, time, timedelta

from read import fold

OFF = """2023-01-02 2023-01-20 2023-01-23..26 2023-05-01..03 2023-09-01 2023-09-04
2024-01-01 2024-02-08..09 2024-02-12..14 2024-04-18 2024-04-29..30 2024-05-01 2024-09-02..03
2025-01-01 2025-01-27..31 2025-04-07 2025-04-30 2025-05-01..02 2025-09-01..02
2026-01-01..02 2026-02-16..20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01..02 2026-11-24
2027-01-01 2027-02-04..05 2027-02-08..10 2027-04-16 2027-04-30 2027-05-03 2027-09-02..03 2027-11-24"""  # noqa: E501
ON = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
OFFICE_END = time(17, 0)
MORNING, NOON, AFTERNOON = time(7, 0), time(11, 30), time(13, 30)


def off_days():
    for part in OFF.split():
        first = date.fromisoformat(part[:10])
        for day in range(first.day, int(part[12:] or first.day) + 1):
            yield first.replace(day=day)


DAYS_OFF = set(off_days())


class Uncovered(Exception):
    """A day outside the years of the calendar."""


def working(day):
    if not 2023 <= day.year <= 2027:
        raise Uncovered(day.year)
    return day in ON or (day.weekday() < 5 and day not in DAYS_OFF)


def add_working(day, n):
    working(day)
    while n:
        day += timedelta(days=1)
        n -= working(day)
    return day


def rolled(day):
    return day if working(day) else add_working(day, 1)


def term_end(received, has_time, amount, unit):
    """The last day of a term; received after office hours is received the next working day."""
    day = received.date()
    if not working(day) or (has_time and received.time() > OFFICE_END):
        day, received = add_working(day, 1), None
    if unit == "ngày làm việc":
        return add_working(day, amount)
    if unit == "ngày":
        return rolled(day + timedelta(days=amount))
    if unit == "tháng":
        month = day.month - 1 + amount
        year, month = day.year + month // 12, month % 12 + 1
        return rolled(date(year, month, min(day.day, monthrange(year, month)[1])))
    return hours_end(day, received, amount)


def hours_end(day, received, amount):
    now = max(received or datetime.combine(day, MORNING), datetime.combine(day, MORNING))
    left = timedelta(hours=amount)
    while True:
        for opens, closes in ((MORNING, NOON), (AFTERNOON, OFFICE_END)):
            start = max(now, datetime.combine(day, opens))
            room = datetime.combine(day, closes) - start
            if room >= left:
                return day
            left -= max(room, timedelta())
        day = add_working(day, 1)
        now = datetime.combine(day, MORNING)


STATUS = {}
for number, words in enumerate(
    """Mới đăng ký
Được tiếp nhận
Không được tiếp nhận
Đang xử lý|Tiếp nhận|Mới tiếp nhận|Đang giải quyết|Chờ xử lý
Yêu cầu bổ sung giấy tờ|Chờ bổ sung|Yêu cầu bổ sung|Tạm dừng
Yêu cầu thực hiện nghĩa vụ tài chính
Công dân yêu cầu rút hồ sơ|Rút hồ sơ|Hủy|Đã hủy
Dừng xử lý|Dừng giải quyết
Đã xử lý xong|Hoàn thành|Đã hoàn thành|Đã có kết quả
Đã trả kết quả
Từ chối|Từ chối giải quyết|Không đủ điều kiện
Đóng hồ sơ|Quá hạn bổ sung""".splitlines(),
    1,
):
    codes = [str(number)] if number <= 10 else []
    STATUS |= dict.fromkeys([*codes, *map(fold, words.split("|"))], number)
# What an end tells apart: refused or sent back for a supplement.
SENT_BACK = set(map(fold, ["Trả lại", "Trả lại hồ sơ", "Hồ sơ trả", "Trả hồ sơ"]))
YES = {
    fold(w): v
    for w, v in [
        ("Có", True),
        ("x", True),
        ("1", True),
        ("true", True),
        ("Không", False),
        ("", False),
        ("0", False),
        ("false", False),
    ]
}
CLOSED_WORDS = "Đã xử lý|Chờ công khai|Đã công khai|Đã trả lời|Đã đóng"
CLOSED = set(map(fold, CLOSED_WORDS.split("|")))


class Policy:
    def __init__(self, clock_end="finished", deadline="original", precision="day",
                 supplement="as-recorded"):  # fmt: skip
        self.clock_end, self.deadline = clock_end, deadline
        self.precision, self.supplement = precision, supplement


def due_of(d, policy, terms):
    due = d.get("due_at")
    if policy.deadline == "current":
        due = d.get("extended_due_at") or d.get("rescheduled_due_at") or due
    if not due and d.get("received_at") and d.get("procedure_code") in terms:
        try:
            due = (
                datetime.combine(term_end(*d["received_at"], *terms[d["procedure_code"]]), time()),
                False,
            )
        except Uncovered:
            return None
    asked, came = d.get("supplement_requested_at"), d.get("supplement_completed_at")
    if due and asked and came and policy.supplement == "pause":
        due = due[0] + (came[0].date() - asked[0].date()), due[1]
    return due


def end_of(d, policy, as_of):
    both = d.get("finished_at"), d.get("returned_at")
    both = [e for e in (both if policy.clock_end == "finished" else both[::-1]) if e]
    return next((e for e in both if e[0] < as_of), both[0] if both else None)


def status_of(d):
    word = fold(d.get("status", ""))
    both_ends = d.get("finished_at") or d.get("returned_at")
    return (11 if both_ends else 5) if word in SENT_BACK else STATUS.get(word)


def is_late(end, due, policy):
    if policy.precision == "instant" and end[1] and due[1] and due[0].time() != time():
        return end[0] > due[0]
    return end[0].date() > due[0].date()


def bucket(d, start, as_of, policy, terms):
    """(bucket, late)."""
    received, end = d.get("received_at"), end_of(d, policy, as_of)
    status = status_of(d)
    if not received or (status in (1, 3) and not end):
        return "not_accepted", False
    if received[0] >= as_of or (end and end[0] < start):
        return "out_of_period", False
    if status in (7, 9, 10, 11, 12) and not end:
        return "undated", False
    due = due_of(d, policy, terms)
    if end and end[0] < as_of:
        late = bool(due) and is_late(end, due, policy)
        apart = {7: "withdrawn", 8: "stopped", 12: "closed_unanswered"}
        if status in apart:
            return apart[status], late
        if not due:
            return "finished_unmeasurable", False
        if late:
            return "late", True
        return ("early" if end[0].date() < due[0].date() else "on_time"), False
    if not end and status in (5, 6, 8):
        asked, came = d.get("supplement_requested_at"), d.get("supplement_completed_at")
        waits = (not asked or asked[0] < as_of) and not (came and came[0] < as_of)
        if status != 5 or waits:
            return "suspended", False
    if not due:
        return "open_unmeasurable", False
    over = due[0].date() < as_of.date()
    if policy.precision == "instant" and due[1] and due[0].time() != time():
        over = due[0] < as_of
    return ("open_overdue" if over else "open_within_due"), False


def dossier_counts(dossiers, start, as_of, policy, terms):
    found = Counter()
    for d in dossiers:
        name, late = bucket(d, start, as_of, policy, terms)
        found[name] += 1
        found["stopped_late"] += name == "stopped" and late
        results = ("early", "on_time", "late", "finished_unmeasurable")
        found["refused"] += name in results and status_of(d) == 11
        if name not in ("not_accepted", "out_of_period", "undated"):
            found["received" if d["received_at"][0] >= start else "carried_in"] += 1
    return +found


def pakn_facts(p, start, as_of):
    """The bucket of one PAKN and the facts that the indicators ask for."""
    status = fold(p.get("status", ""))
    received, moved = p.get("received_at"), p.get("transferred_at")
    closed = p.get("closed_at")
    if not closed and status in CLOSED:
        closed = p.get("answered_at") or p.get("published_at")
    undated = not received or (status in CLOSED and not closed)
    if undated or (status == fold("Chuyển cơ quan khác") and not closed and not moved):
        return "undated", None
    closed = closed if closed and closed[0] < as_of else None
    refused = None
    if status == fold("Từ chối tiếp nhận"):
        refused = p.get("closed_at") or p.get("answered_at") or received
        refused = refused if refused[0] < as_of else None
    ended = refused or closed or moved
    if received[0] >= as_of or (ended and ended[0] < start):
        return "out_of_period", None
    if refused:
        return "refused", None
    try:
        due = p["due_at"][0] if p.get("due_at") else None
        due = due.date() if due else add_working(received[0].date(), 15)
    except Uncovered:
        due = None
    if not closed and moved and moved[0] < as_of:
        return "transferred", None
    if not due:
        return "unmeasurable", bool(closed)
    if closed:
        return ("closed_late" if closed[0].date() > due else "closed_in_time"), None
    return ("open_overdue" if due < as_of.date() else "open_within_due"), None


def pakn_counts(pakn, start, as_of):
    found = Counter()
    for p in pakn:
        name, closed = pakn_facts(p, start, as_of)
        found[name] += 1
        found["unmeasurable_closed"] += bool(closed)
        if name not in ("undated", "out_of_period"):
            found["received" if p["received_at"][0] >= start else "carried_in"] += 1
    return +found


def pakn_rates(pakn, start, as_of):
    """The PAKN indicators as pairs."""

    def before(p, name):
        return bool(p.get(name)) and p[name][0] < as_of

    closed, over, through, received, accepted = [], 0, 0, 0, 0
    count, fast, right, marked = pakn_counts(pakn, start, as_of), 0, 0, 0
    for p in pakn:
        name, is_closed = pakn_facts(p, start, as_of)
        got = p.get("received_at")
        if name == "undated" and got and start <= got[0] < as_of:
            received, accepted = received + 1, accepted + 1
        if name in ("undated", "out_of_period", "refused"):
            continue
        if p["received_at"][0] >= start:
            received += 1
            facts = any(before(p, f"{f}_at") for f in
                        ("accepted", "closed", "answered", "published", "transferred"))  # fmt: skip
            accepted += facts
        done = name in ("closed_in_time", "closed_late") or bool(is_closed)
        over += name == "open_overdue"
        if done:
            closed.append((p, name))
        if name == "transferred":
            fast += p["transferred_at"][0].date() <= add_working(p["received_at"][0].date(), 5)
        mark = YES.get(fold(p.get("correct_authority", ""))) if p.get("correct_authority") else None
        if (done or name == "transferred") and mark is not None:
            right, marked = right + mark, marked + 1
        through += done or name == "transferred"
    good = count["closed_in_time"] + count["open_within_due"] + count["transferred"]
    known = [(p, n) for p, n in closed if p.get("correct_authority")
             and YES.get(fold(p["correct_authority"])) is not None]  # fmt: skip
    whole = [p for p, n in known if n == "closed_in_time" and YES[fold(p["correct_authority"])]
             and before(p, "answered_at") and before(p, "published_at")]  # fmt: skip
    return {
        "pakn_accepted_rate": [accepted, received],
        "pakn_closure_rate": [len(closed), len(closed) + over],
        "pakn_clearance_rate": [
            through,
            count["received"] + count["carried_in"] - count["refused"],
        ],
        "pakn_timely_rate": [good, good + count["closed_late"] + count["open_overdue"]],
        "pakn_transfer_in_time_rate": [fast, count["transferred"]],
        "pakn_correct_authority_rate": [right, marked],
        "pakn_answered_rate": [sum(before(p, "answered_at") for p, _ in closed), len(closed)],
        "pakn_published_rate": [sum(before(p, "published_at") for p, _ in closed), len(closed)],
        "pakn_compliant_rate": [len(whole), len(known) + over],
    }
