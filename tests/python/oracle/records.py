"""Records from rows: what is rejected, and which of several rows with one code is kept."""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from .dates import BadDate, When, parse_date
from .profile import Profile
from .tables import Refused, Table, read_table, verdict
from .text import clean, code_text
from .words import (
    CHANNEL,
    LEVEL_OF_CHANNEL,
    ONLINE_LEVEL,
    PAKN_STATUS,
    STATUS,
    TERM_UNIT,
    TOPIC,
    YES_NO,
)


class Rejected(Exception):
    """A row is rejected, never repaired."""


@dataclass(frozen=True, slots=True)
class Dossier:
    code: str
    columns: frozenset[str]
    procedure: str
    procedure_code: str
    field: str
    unit: str
    officer: str
    channel: str
    status: str
    received_at: When | None
    due_at: When | None
    rescheduled_due_at: When | None
    extended_due_at: When | None
    finished_at: When | None
    returned_at: When | None
    supplement_requests: int
    supplement_requested_at: When | None
    supplement_completed_at: When | None
    visits: int
    result_corrected: bool | None
    apologised: bool | None
    submitted_at: When | None
    apologised_at: When | None
    error_reported_at: When | None
    corrected_at: When | None
    online_level: str
    digitised: bool | None
    paid_online: bool | None
    electronic_result: bool | None


@dataclass(frozen=True, slots=True)
class Pakn:
    code: str
    columns: frozenset[str]
    unit: str
    field: str
    topic: str
    status: str
    sent_at: When | None
    accepted_at: When | None
    due_at: When | None
    closed_at: When | None
    answered_at: When | None
    published_at: When | None
    transferred_at: When | None
    correct_authority: bool | None
    substantiated: bool | None

    @property
    def received_at(self) -> When | None:
        return self.sent_at or self.accepted_at

    @property
    def concluded_at(self) -> When | None:
        """closed_at; for a closed status without it, the answer, else the publication."""
        if self.closed_at is None and self.status == "closed":
            return self.answered_at or self.published_at
        return self.closed_at

    @property
    def refused_at(self) -> When | None:
        """Of a petition that was refused: the closing, else the answer, else the receipt."""
        if self.status != "refused":
            return None
        return self.closed_at or self.answered_at or self.received_at


@dataclass(frozen=True, slots=True)
class Procedure:
    code: str
    columns: frozenset[str]
    field: str
    unit: str
    in_force_from: When | None
    in_force_to: When | None
    listed_at_office: bool | None
    published_on_portal: bool | None
    decision_date: When | None
    published_at: When | None
    content_complete: bool | None
    term: tuple[int, str] | None
    online_level: str

    @property
    def procedure(self) -> str:
        return self.code


Record = TypeVar("Record", Dossier, Pakn, Procedure)


class Cells:
    """One row seen through its table: typed reading of cells, rejecting what does not parse."""

    def __init__(self, table: Table, row: list[str]) -> None:
        self.table = table
        self.row = row
        self.profile: Profile = table.profile
        self.columns = frozenset(table.columns)

    def code(self) -> str:
        return code_text(self.table.cell(self.row, "code"))

    def text(self, name: str) -> str:
        return clean(self.table.cell(self.row, name))

    def date(self, name: str) -> When | None:
        text = self.table.cell(self.row, name)
        if not text:
            return None
        try:
            return parse_date(text, self.profile.dates, self.profile.wall)
        except BadDate as error:
            raise Rejected("date.invalid") from error

    def count(self, name: str) -> int | None:
        text = self.table.cell(self.row, name)
        if self.profile.thousands and re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", text):
            text = re.sub("[.,]", "", text)
        if not text:
            return None
        if not re.fullmatch("[0-9]+([.,]0)?", text):
            raise Rejected("number.invalid")
        return int(re.split("[.,]", text)[0])

    def word(self, name: str, family: str, table: dict[str, str]) -> str:
        return self.profile.word(family, table, self.text(name)) or "unknown"

    def yes(self, name: str) -> bool | None:
        word = self.word(name, "yes_no", YES_NO)
        return {"yes": True, "no": False}.get(word)

    def marked(self, name: str) -> bool | None:
        """A blank mark is no mark."""
        return self.yes(name) if self.text(name) else None


def dossier(cells: Cells) -> Dossier:
    procedure_code = cells.text("procedure_code")
    requests = cells.count("supplement_requests") or 0
    visits = cells.count("repeat_visits") or 0
    if cells.profile.visits_total:
        visits = max(0, visits - 1)
    record = Dossier(
        code=cells.code(),
        columns=cells.columns,
        procedure=procedure_code or cells.text("procedure_name"),
        procedure_code=procedure_code,
        field=cells.text("field"),
        unit=cells.text("unit"),
        officer=cells.text("officer"),
        channel=cells.word("channel", "channel", CHANNEL),
        status=cells.word("status", "status", STATUS),
        received_at=cells.date("received_at"),
        due_at=cells.date("due_at"),
        rescheduled_due_at=cells.date("rescheduled_due_at"),
        extended_due_at=cells.date("extended_due_at"),
        finished_at=cells.date("finished_at"),
        returned_at=cells.date("returned_at"),
        supplement_requests=requests,
        supplement_requested_at=cells.date("supplement_requested_at"),
        supplement_completed_at=cells.date("supplement_completed_at"),
        visits=visits if "repeat_visits" in cells.columns else requests,
        result_corrected=cells.yes("result_corrected"),
        apologised=cells.yes("apologised"),
        submitted_at=cells.date("submitted_at"),
        apologised_at=cells.date("apologised_at"),
        error_reported_at=cells.date("error_reported_at"),
        corrected_at=cells.date("corrected_at"),
        online_level=_online_level(cells),
        digitised=cells.marked("digitised"),
        paid_online=cells.marked("paid_online"),
        electronic_result=cells.marked("electronic_result"),
    )
    _not_before(record.received_at, [record.finished_at, record.returned_at])
    ended = record.finished_at or record.returned_at
    if record.status == "sent_back":
        return replace(record, status="refused" if ended else "5")
    if record.status == "to_return":
        return replace(record, status="9" if ended else "4")
    return record


def _online_level(cells: Cells) -> str:
    """The level of its own column, else the one that the word of the channel tells."""
    level = cells.word("online_level", "online_level", ONLINE_LEVEL)
    if level != "unknown":
        return level
    return cells.word("channel", "level_of_channel", LEVEL_OF_CHANNEL)


def pakn(cells: Cells) -> Pakn:
    record = Pakn(
        code=cells.code(),
        columns=cells.columns,
        unit=cells.text("unit"),
        field=cells.text("field"),
        topic=cells.word("topic", "topic", TOPIC),
        status=cells.word("status", "pakn_status", PAKN_STATUS),
        sent_at=cells.date("sent_at"),
        accepted_at=cells.date("accepted_at"),
        due_at=cells.date("due_at"),
        closed_at=cells.date("closed_at"),
        answered_at=cells.date("answered_at"),
        published_at=cells.date("published_at"),
        transferred_at=cells.date("transferred_at"),
        correct_authority=cells.marked("correct_authority"),
        substantiated=cells.yes("substantiated"),
    )
    later = [
        record.accepted_at,
        record.closed_at,
        record.answered_at,
        record.published_at,
        record.transferred_at,
    ]
    _not_before(record.received_at, later)
    return record


def procedure(cells: Cells) -> Procedure:
    amount = cells.count("term")
    unit = cells.word("term_unit", "term_unit", TERM_UNIT)
    return Procedure(
        code=cells.code(),
        columns=cells.columns,
        field=cells.text("field"),
        unit=cells.text("unit"),
        in_force_from=cells.date("in_force_from"),
        in_force_to=cells.date("in_force_to"),
        listed_at_office=cells.yes("listed_at_office"),
        published_on_portal=cells.yes("published_on_portal"),
        decision_date=cells.date("decision_date"),
        published_at=cells.date("published_at"),
        content_complete=cells.yes("content_complete"),
        term=(amount, unit) if amount is not None and unit != "unknown" else None,
        online_level=cells.word("online_level", "online_level", ONLINE_LEVEL),
    )


def _not_before(received: When | None, ends: list[When | None]) -> None:
    if received and any(end and end.day < received.day for end in ends):
        raise Rejected("end.before_received")


@dataclass
class Intake(Generic[Record]):
    """The kept records of all files of one kind, and the accounts of each file."""

    records: list[Record] = field(default_factory=list)
    inputs: list[dict[str, object]] = field(default_factory=list)
    columns: list[frozenset[str]] = field(default_factory=list)

    def any_file(self, test: Callable[[frozenset[str]], bool]) -> bool:
        return any(test(columns) for columns in self.columns)


BUILDERS = {"dossiers": dossier, "pakn": pakn, "procedures": procedure}


def read_all(
    paths: list[Path], kind: str, profiles: list[Profile], delimiter: str | None = None
) -> Intake:
    """Read files in order; of the rows of one code the newest counts, and a rejected row replaces nothing."""  # noqa: E501
    intake: Intake = Intake()
    rows: list[Taken] = []
    accounts: list[dict[str, object]] = []
    for path in paths:
        try:
            table = read_table(path, kind, profiles, delimiter)
        except (Refused, OSError) as error:
            # One unreadable file does not stop the others.
            warnings.warn(str(error), stacklevel=2)
            continue
        intake.columns.append(frozenset(table.columns))
        account = _account(table)
        accounts.append(account)
        for row in table.rows:
            record = _take(table, row, account)
            if record is not None:
                rows.append(Taken(record, len(accounts), len(rows), account))
    latest = _latest_events(rows)
    by_age = sorted(range(len(accounts)), key=lambda n: (latest.get(n + 1, datetime.min), n))
    intake.inputs = [accounts[n] for n in by_age]
    intake.records = _newest(rows, latest)
    return intake


@dataclass(frozen=True, slots=True)
class Taken:
    """An accepted row: its record, the number of its file and of the row, and the account of the file."""  # noqa: E501

    record: Dossier | Pakn | Procedure
    file: int
    number: int
    account: dict[str, object]


def events(record: Dossier | Pakn | Procedure) -> list[datetime]:
    """All that happened: every date but deadlines. A catalogue has no events."""
    match record:
        case Dossier():
            supplement = [record.supplement_requested_at, record.supplement_completed_at]
            amends = [record.apologised_at, record.error_reported_at, record.corrected_at]
            ends = [record.finished_at, record.returned_at]
            dates = [record.submitted_at, record.received_at, *supplement, *ends, *amends]
        case Pakn():
            told = [record.answered_at, record.published_at]
            own = [record.received_at, record.accepted_at]
            dates = [*own, record.concluded_at, record.transferred_at, *told]
        case _:
            dates = []
    return [date.at for date in dates if date]


def latest_end(record: Dossier | Pakn | Procedure) -> datetime:
    match record:
        case Dossier():
            dates = [record.finished_at, record.returned_at]
        case Pakn():
            dates = [record.concluded_at, record.transferred_at]
        case _:
            dates = []
    return max((date.at for date in dates if date), default=datetime.min)


def _latest_events(rows: list["Taken"]) -> dict[int, datetime]:
    """The latest event of each file that is not after the moment of the run."""
    now = datetime.now()
    latest: dict[int, datetime] = {}
    for row in rows:
        happened = [at for at in events(row.record) if at <= now]
        latest[row.file] = max([latest.get(row.file, datetime.min), *happened])
    return latest


def _newest(rows: list[Taken], latest: dict[int, datetime]) -> list[Dossier | Pakn | Procedure]:
    """Of each code the row of the newest file, told by its latest event; within a file the one that ended last."""  # noqa: E501

    def age(row: Taken) -> tuple[datetime, int, datetime, int]:
        return latest[row.file], row.file, latest_end(row.record), row.number

    kept: dict[str, Taken] = {}
    for row in rows:
        known = kept.get(row.record.code)
        if known is None or age(known) < age(row):
            kept[row.record.code] = row
    counts = {id(row) for row in kept.values()}
    for row in rows:
        account = row.account
        account["accepted" if id(row) in counts else "duplicates"] += 1
    return [row.record for row in rows if id(row) in counts]


def _account(table: Table) -> dict[str, object]:
    return {
        "path": table.path,
        "kind": table.kind,
        "rows": table.above + len(table.rows),
        "accepted": 0,
        "rejected": 0,
        "duplicates": 0,
        "skipped": table.above,
        "issues": [],
    }


def _take(table: Table, row: list[str], account: dict) -> Dossier | Pakn | Procedure | None:
    reason = verdict(table, row)
    if reason == "skipped":
        account["skipped"] += 1
        return None
    try:
        if reason != "record":
            raise Rejected(reason)
        return BUILDERS[table.kind](Cells(table, row))
    except Rejected as rejection:
        account["rejected"] += 1
        _issue(account["issues"], str(rejection))
        return None


def _issue(issues: list[dict], code: str) -> None:
    for issue in issues:
        if issue["code"] == code:
            issue["count"] += 1
            return
    issues.append({"code": code, "severity": "reject", "count": 1})
