"""Periods, duplicates and indicators: what lies between the records and the printed figures."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from count import YES, add_working, bucket, end_of
from read import fold, read

SPANS = {"Q": 3, "H": 6, "9M": 9}


def period(text, window="calendar"):
    """The first moment of a period, and the first moment after it."""
    if ".." in text:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
        return datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    year, _, rest = text.partition("-")
    if rest in ("", "9M"):
        first, months = 1, 12 if not rest else 9
    elif rest[0] in "QH":
        months = SPANS[rest[0]]
        first = months * (int(rest[1:]) - 1) + 1
    else:
        first, months = int(rest), 1
    start = datetime(int(year), first, 1)
    after = first + months
    end = datetime(int(year) + (after > 12), (after - 1) % 12 + 1, 1)
    if window == "reporting":
        start = (start - timedelta(days=1)).replace(day=15)
        end = (end - timedelta(days=1)).replace(day=15)
    return start, end


def terms_of(path):
    found = read(path, "procedures").good if path else []
    return {p["code"]: (p["term"], p["term_unit"]) for p in found if p.get("term")}


ENDS = ("finished_at", "returned_at", "closed_at", "transferred_at")
EVENTS = (
    "received_at",
    "supplement_requested_at",
    "supplement_completed_at",
    "sent_at",
    "accepted_at",
    "answered_at",
    *ENDS,
)


def times(record, fields):
    """What happened to a record; a catalogue's dates are no events."""
    return [record[field][0] for field in fields if record.get(field)]


def newest(tables):
    """The records that stay, and how many rows of each table were dropped for a newer one."""
    seen = [
        max((at for r in t.good for at in times(r, EVENTS)), default=datetime.min) for t in tables
    ]
    ages, last = {}, {}
    for n, table in enumerate(tables):
        for record in table.good:
            record["fields"] = table.fields
            code, end = record["code"], max(times(record, ENDS), default=datetime.min)
            age = seen[n], n, end, record["line"]
            if code not in ages or ages[code] < age:
                ages[code], last[code] = age, (n, record["line"])
    kept = [[r for r in t.good if last[r["code"]] == (n, r["line"])] for n, t in enumerate(tables)]
    return [r for k in kept for r in k], [
        len(t.good) - len(k) for t, k in zip(tables, kept, strict=True)
    ]


def accounting(table, duplicates):
    return {
        "rows": table.rows,
        "accepted": len(table.good) - duplicates,
        "rejected": len(table.bad),
        "duplicates": duplicates,
        "skipped": table.skipped,
    }


def no_trip(d):
    """A supplement to a dossier that was received online is sent online."""
    online = fold(d.get("channel", "")) in ONLINE
    return "repeat_visits" not in d["fields"] and "channel" in d["fields"] and online


ONLINE = {fold(w) for w in ("Trực tuyến", "2", "Dịch vụ công trực tuyến")}


def visits_of(d):
    has = "repeat_visits" in d["fields"]
    return (d.get("repeat_visits") if has else d.get("supplement_requests")) or 0


def dossier_rates(dossiers, start, as_of, policy, terms, least=1):
    """The dossier indicators as pairs, for records of files that have the columns."""
    named = [(bucket(d, start, as_of, policy, terms), d) for d in dossiers]
    by = Counter(name for (name, _), _ in named)
    late = [d for (name, _), d in named if name == "late"]
    results = ("early", "on_time", "late", "finished_unmeasurable")
    ended = [
        d
        for (name, _), d in named
        if name in (*results, "withdrawn", "stopped", "closed_unanswered")
    ]
    sl = sum(late for (name, late), _ in named if name == "stopped")
    done = by["early"] + by["on_time"] + by["late"]
    exposed = by["late"] + sl + by["open_overdue"]
    whole = sum(by[n] for n in by if n not in ("not_accepted", "out_of_period", "undated"))
    has = {"repeat_visits", "supplement_requests"}
    visited = [visits_of(d) for d in ended if has & d["fields"] and not no_trip(d)]
    asked = [
        d.get("supplement_requests") or 0 for d in ended if "supplement_requests" in d["fields"]
    ]
    sorry = [YES.get(fold(d["apologised"])) for d in late if "apologised" in d["fields"]]
    wrong = [
        YES.get(fold(d["result_corrected"]))
        for (name, _), d in named
        if name in results and "result_corrected" in d["fields"]
    ]
    days = sorted(
        (end_of(d, policy, as_of)[0].date() - d["received_at"][0].date()).days
        for (name, _), d in named
        if name in results
    )
    undated = any(n == "undated" and d["received_at"][0] >= start for (n, _), d in named)
    return {
        name: [None, None] if pair[1] == 0 and undated else pair
        for name, pair in pairs_of(
            by, done, exposed, sl, whole, visited, asked, sorry, wrong, least
        ).items()
    } | {
        "late_count": [by["late"], None],
        "late_exposure_count": [exposed, None],
        "processing_days_sum_and_count": [sum(days), len(days)],
        "repeat_visits": dict(Counter(str(v) if v < 3 else "3+" for v in visited)),
    }


def pairs_of(by, done, exposed, sl, whole, visited, asked, sorry, wrong, least):
    return {
        "on_time_return_rate": [by["early"] + by["on_time"], done],
        "late_rate": [by["late"], done],
        "late_exposure_rate": [exposed, done + sl + by["open_overdue"]],
        "late_share_rate": [exposed, whole],
        "repeat_visit_rate": [sum(v >= least for v in visited), len(visited)],
        "supplement_once_rate": [sum(a <= 1 for a in asked), len(asked)],
        "apology_coverage_rate": [sum(s is True for s in sorry), sum(s is not None for s in sorry)],
        "result_accuracy_rate": [
            sum(w is False for w in wrong),
            sum(w is not None for w in wrong),
        ],
    }


def procedure_rates(procedures, start, as_of):
    def force(p):
        first, last = p.get("in_force_from"), p.get("in_force_to")
        return (not first or first[0] < as_of) and (not last or last[0] >= as_of)

    def yes(p, name):
        return YES.get(fold(p.get(name, ""))) is True

    on = [p for p in procedures if force(p)]
    listed = [p for p in on if yes(p, "listed_at_office")]
    shown = [p for p in on if yes(p, "published_on_portal")]
    new = [p for p in procedures if p.get("decision_date")]
    new = [p for p in new if start <= p["decision_date"][0] < as_of]
    quick = [
        p
        for p in new
        if p.get("published_at")
        and p["published_at"][0].date() <= add_working(p["decision_date"][0].date(), 5)
    ]
    return {
        "procedure_listing_rate": [len(listed), len(on)],
        "procedure_publication_rate": [sum(yes(p, "published_on_portal") for p in listed), len(on)],
        "procedure_content_complete_rate": [
            sum(yes(p, "content_complete") for p in shown),
            len(shown),
        ],
        "procedure_published_in_time_rate": [len(quick), len(new)],
    }


SATISFIED = {fold(w): w in ("4", "5", "Hài lòng", "Rất hài lòng") for w in (
    "1", "2", "3", "4", "5", "Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng",
    "Rất hài lòng")}  # fmt: skip


def survey_rates(answers):
    found = {}
    for a in answers:
        if fold(a["answer"]) in SATISFIED:
            pair = found.setdefault(a["area"], [0, 0])
            pair[0] += SATISFIED[fold(a["answer"])]
            pair[1] += 1
    return dict(sorted(found.items()))


def topic_counts(pakn, start, as_of):
    kinds = {"extra_requirement_report_count": ("thêm hồ sơ", "thêm giấy tờ", "phí"),
             "staff_conduct_report_count": ("hành vi", "thái độ phục vụ")}  # fmt: skip
    known = ("hành chính", "trễ hạn", "chậm trễ", "chính sách", "khác")
    received = [p for p in pakn if p.get("received_at") and start <= p["received_at"][0] < as_of]
    found = {}
    for name, words in kinds.items():
        about = [p for p in received if any(w in fold(p["topic"]) for w in words)]
        every = known + sum(kinds.values(), ())
        found[name] = {
            "value": len(about),
            "substantiated": sum(YES.get(fold(p["substantiated"])) is True for p in about),
            "unread": sum(not any(w in fold(p["topic"]) for w in every) for p in received),
        }
    return found
