"""The lives of the dossiers of the quarter: when each came, was due, ended, and how.

Most are drawn by seeded chance; the late ones are chosen by number, so that the on-time rate stays
where a real board's is; and a few dozen are told one by one, for what they show.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from basis import Chance, add_working, at, midnight, next_working, working_days
from catalogue import PROCEDURES, UNITS, WORST

LAST_LOOK = datetime(2025, 7, 3)


@dataclass
class Dossier:
    code: str
    procedure: dict
    officer: str
    channel: str
    received: datetime | None
    due: date | None
    finished: datetime | None = None
    returned: datetime | None = None
    outcome: str = "result"
    words: str = ""  # a status as written, in place of the one the dates give
    again: date | None = None
    extended: date | None = None
    asked: datetime | None = None
    answered: datetime | None = None
    requests: int = 0
    visits: int = 0
    corrected: bool = False
    apologised: bool = False
    applicant: int = 0
    note: str = ""
    only: str = ""  # the months whose export holds it, where not all

    @property
    def unit(self):
        return self.procedure["unit"]


def deadline(received, amount, term):
    """The appointment a desk would give: the terms of the catalogue, in office hours."""
    day = received.date()
    if term == "ngày làm việc":
        return add_working(day, amount)
    if term == "giờ làm việc":
        used = received.hour - 7 if received.hour < 12 else received.hour - 9
        return add_working(day, (used + amount) // 8)
    if term == "ngày":
        return next_working(day + timedelta(days=amount))
    month = day.month + amount
    while True:
        try:
            return next_working(date(day.year, month, day.day))
        except ValueError:
            day -= timedelta(days=1)


def clock(chance, day, first=7):
    """A moment in the office hours of a day."""
    hour = chance.pick([h for h in (7, 8, 9, 10, 13, 14, 15, 16) if h >= first] or [16])
    return datetime(day.year, day.month, day.day, hour, chance.below(58) + 1, chance.below(60))


class Register:
    """Gives the codes: the day and a number that runs through the year."""

    def __init__(self):
        self.number = 2100

    def code(self, day):
        self.number += 1
        if self.number % 211 == 0:
            return f"2025/BN-{self.number}"
        if self.number % 173 == 0:  # submitted online the day before it was received
            day -= timedelta(days=1)
        head = "000.00.12.H37" if self.number % 9 == 0 else "H37.12"
        return f"{head}-{day:%y%m%d}-{self.number:04}"


def drawn(chance, register, day):
    """One ordinary dossier received on a working day."""
    procedure = chance.weighted(PROCEDURES, [p["weight"] for p in PROCEDURES])
    received = clock(chance, day)
    unit = UNITS.index(procedure["unit"])
    d = Dossier(
        code=register.code(day),
        procedure=procedure,
        officer=f"Cán bộ {unit * 4 + chance.below(4) + 1:02}",
        channel=chance.weighted(["online", "desk", "post", ""], [58, 34, 7, 1]),
        received=received,
        due=None,
        applicant=register.number - 2100,
    )
    days = 7
    if procedure["amount"]:
        d.due = deadline(received, procedure["amount"], procedure["term"])
        days = len(working_days(day, d.due)) - 1
    # Half of them are done on the day of the appointment or the day before it.
    used = days - chance.below(2) if chance.happens(55) else chance.below(days + 1)
    end = add_working(day, max(used, 0))
    d.finished = max(clock(chance, end), received + timedelta(minutes=35))
    if chance.happens(12):
        d.requests = d.visits = 1 + chance.happens(9)
        d.visits = min(d.visits, 1) if d.channel == "online" else d.visits
    if chance.happens(1.5):
        d.outcome = chance.pick(["withdrawn", "stopped"])
    wait = chance.weighted([0, 1, 2, 4], [70, 20, 7, 3])
    d.returned = clock(chance, add_working(end, wait)) if d.outcome == "result" else None
    if d.returned and d.returned < d.finished:
        d.returned = d.finished + timedelta(minutes=12)
    d.corrected = chance.happens(0.6)
    return d


def make_late(chance, dossiers):
    """Seven results come too late, five of them in one division; an eighth is told below."""
    wanted = {WORST: 5, UNITS[2]: 1, UNITS[1]: 1}
    for n, d in enumerate(dossiers):
        fits = d.outcome == "result" and d.due and d.returned and n > 60
        if not fits or not wanted.get(d.unit) or not date(2025, 4, 8) < d.due < date(2025, 6, 20):
            continue
        if not chance.happens(12):
            continue
        wanted[d.unit] -= 1
        days = 1 + chance.below(5)
        d.finished = clock(chance, add_working(d.due, days))
        d.returned = d.finished + timedelta(hours=1)
        d.apologised = days > 1
        if d.apologised:
            d.again = add_working(d.due, days + 1)
        d.note = "late" + (", with an apology and a new appointment" if d.again else "")
    assert not any(wanted.values()), wanted


def still_open(chance, dossiers):
    """A few are open on the day of the last export, past their appointment."""
    wanted = {WORST: 3, UNITS[2]: 1, UNITS[4]: 1}
    for d in reversed(dossiers):
        fits = d.outcome == "result" and d.due and date(2025, 6, 5) < d.due < date(2025, 6, 28)
        if fits and wanted.get(d.unit):
            wanted[d.unit] -= 1
            d.finished = d.returned = None
            d.words = chance.pick(["Quá hạn", "Trễ hạn", "Đang xử lý"])
            d.note = f"open and overdue at the end of the quarter; written {d.words}"
    assert not any(wanted.values()), wanted


def told(register):
    """The dossiers that show one thing each: (procedure, received, due, finished, rest)."""
    none = {"code": "", "name": "Hướng dẫn ngoài danh mục", "field": "", "unit": UNITS[0]}
    nth = dict(enumerate(PROCEDURES))
    rows = [
        (30, "2025-04-11 17:30", "", "2025-04-21 09:10",
         {"note": "received Friday 17:30, 5 working days by the catalogue: on time on 21/04"}),
        (28, "2025-04-26 09:15", "", "2025-05-05 15:20",
         {"note": "received on the swapped Saturday 26/04, 3 working days by the catalogue:"
                  " on time on 05/05"}),
        (25, "2025-04-03 08:20", "2025-04-15", "2025-04-10 10:00",
         {"words": "Quá hạn", "note": "written Quá hạn, finished early"}),
        (14, "2025-04-04 09:00", "2025-04-14", "2025-04-14 17:42",
         {"note": "finished after 17:00 on the due day: on time"}),
        (18, "2025-04-08 09:00", "2025-04-22", "2025-04-18 08:00",
         {"words": "Đang xử lý", "note": "an end date under the status Đang xử lý: concluded"}),
        (9, "2025-04-09 10:30", "2025-05-05", "2025-04-21 08:30",
         {"outcome": "withdrawn", "words": "Công dân yêu cầu rút hồ sơ", "note": "withdrawn"}),
        (12, "2025-04-02 10:30", "2025-04-22", "2025-04-17 08:30",
         {"outcome": "stopped", "words": "Dừng giải quyết", "note": "stopped within its time"}),
        (24, "2025-04-01 10:30", "2025-05-05", "2025-05-13 08:30",
         {"outcome": "stopped", "words": "Dừng xử lý", "note": "stopped late"}),
        (26, "2025-04-14 08:05", "", "", {"note": "neither appointment nor term: unmeasurable"}),
        (None, "2025-04-15 08:05", "", "2025-04-18 10:00",
         {"note": "no procedure code, no appointment: finished, unmeasurable"}),
        (20, "2025-04-16 09:00", "2025-05-16", "",
         {"words": "Yêu cầu bổ sung giấy tờ", "asked": at("2025-05-06 09:00"), "requests": 1,
          "note": "status 5, supplement asked 06/05 and never brought: suspended"}),
        (23, "2025-05-19 09:00", "2025-05-26", "",
         {"words": "Chờ bổ sung", "asked": at("2025-05-21 09:00"), "requests": 1,
          "answered": at("2025-05-28 09:00"), "only": "56",
          "note": "status 5 although the supplement came on 28/05: open, overdue"}),
        (27, "2025-04-28 09:00", "2025-05-08", "",
         {"words": "Yêu cầu thực hiện nghĩa vụ tài chính", "note": "status 6: suspended"}),
        (17, "2025-04-10 09:00", "2025-05-05", "",
         {"words": "Tạm dừng", "note": "status 8 with no end: suspended"}),
        (31, "", "", "", {"words": "Mới đăng ký", "only": "4", "note": "not received yet"}),
        (32, "2025-04-23 14:00", "2025-05-14", "",
         {"words": "Không được tiếp nhận", "note": "received, then not accepted"}),
        (35, "2025-04-24 09:00", "2025-04-25", "",
         {"words": "Đã trả kết quả", "note": "status 10 with no end: undated"}),
        (37, "2025-05-12 09:00", "2025-05-21", "",
         {"words": "Hủy", "note": "status 7 with no end: undated"}),
        (36, "2025-05-13 14:30", "2025-05-15", "2025-05-13 09:05",
         {"note": "finished earlier on the clock than received, same day: accepted, a warning"}),
        (5, "2025-05-20 08:30", "2025-06-04", "2025-06-12 08:30",
         {"extended": date(2025, 6, 13),
          "note": "an extension to 13/06: late by the appointment as exported"}),
        (13, "2025-06-09 08:30", "2025-06-30", "",
         {"note": "open, due on the last day of the quarter: overdue at its end"}),
        (6, "2025-06-16 08:30", "2025-06-30", "2025-06-30 23:30",
         {"note": "finished at 23:30 on the last day of the quarter: on time"}),
        (7, "2025-06-02 08:30", "2025-07-02", "2025-07-01 08:00",
         {"note": "finished after the quarter: open within due at its end"}),
        (19, "2025-04-21 08:30", "2025-06-23", "2025-06-20 08:00",
         {"returned": at("2025-07-01 09:00"), "note": "finished in the quarter, returned later"}),
        (34, "2025-06-11 08:30", "2025-06-12", "2025-06-12 09:00",
         {"returned": at("2025-06-11 16:00"), "only": "6",
          "note": "returned before finished: accepted, a warning"}),
    ]  # fmt: skip
    lives = []
    for n, (place, received, due, finished, rest) in enumerate(rows):
        moment = at(received)
        procedure = none if place is None else nth[place]
        d = Dossier(
            code=register.code(moment.date() if moment else date(2025, 4, 18)),
            procedure=procedure,
            officer=f"Cán bộ {UNITS.index(procedure['unit']) * 4 + 1:02}",
            channel=("online", "desk")[n % 2],
            received=moment,
            due=date.fromisoformat(due) if due else None,
            finished=at(finished),
            applicant=register.number - 2100,
            **rest,
        )
        if d.finished and not d.returned and d.outcome == "result":
            d.returned = d.finished
        lives.append(d)
    return lives


def all_lives():
    chance, register = Chance(20250630), Register()
    lives = []
    for day in working_days(date(2025, 3, 10), date(2025, 7, 2)):
        many = 13 + chance.below(3) if day < date(2025, 7, 1) else 2
        lives += [drawn(chance, register, day) for _ in range(many)]
    make_late(chance, lives)
    still_open(chance, lives)
    lives += told(register)
    lives.sort(key=lambda d: (d.received or midnight(date(2025, 4, 18)), d.code))
    return lives
