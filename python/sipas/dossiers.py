"""Dossiers: their reports, their lists, and the records themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Unpack

from sipas.data import Data, flat, natives_of
from sipas.errors import UsageError
from sipas.indicator import Picked, with_own
from sipas.options import Clock, keywords, listed
from sipas.periods import compared, several
from sipas.report import Report
from sipas.reports import Reports
from sipas.table import Table

if TYPE_CHECKING:
    from sipas.data import Procedures, Survey
    from sipas.indicator import OwnIndicator
    from sipas.options import Dimension, DossierList, Lang, Path
    from sipas.pakn import Pakn
    from sipas.plan import Plan


class Dossiers(Data):
    """Hồ sơ thủ tục hành chính."""

    __slots__ = ()

    def report(
        self,
        *,
        by: Dimension | Sequence[Dimension] | None = (),
        plan: Path | Plan | None = "lang-son-2025",
        baseline: Any = None,
        pakn: Pakn | None = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        indicators: Sequence[OwnIndicator] = (),
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Report:
        """The indicators of a period, and the verdicts of a plan.

        :param by: what groups are made of: unit, officer, field, procedure, channel, month, and dimensions of one's own
            that were named when it was read.
        :param plan: ``lang-son-2025``, ``nghi-quyet-01-2026``, a TOML file, or None for no verdicts.
        :param baseline: a period to compare with, from the same data; or ``previous``, ``year`` (the same of the year
            before) of a period that is named.
        :param pakn: petitions; without them their indicators are not measurable, and so for procedures and survey.
        :param indicators: those of one's own, made by :func:`sipas.indicator`.
        :param lang: the language of names and of what a notebook shows.
        :param clock: see :class:`sipas.options.Clock`: period, window, as_of, clock_end, deadline, precision, …
        :raises UsageError: no period of that form, nothing concluded to choose one from, an unknown name.

        >>> import sipas
        >>> d = sipas.read_csv("tests/data/samples/dossiers")
        >>> r = d.report(period="2025-Q2", by=["unit"], baseline="2025-04")
        >>> r.rate("on_time_return_rate", unit="Văn phòng")
        Rate(133, 133)
        """
        others = {"pakn": pakn, "procedures": procedures, "survey": survey}
        report = self._report(others, by, plan, baseline, lang, clock)
        counted = {}
        for own in indicators:
            if not isinstance(own.num, str):
                counted[own.name] = self._picked(own, report, by, clock)
        return Report(with_own(report.native, indicators, counted)) if indicators else report

    def _picked(
        self, own: OwnIndicator, report: Report, by: Dimension | Sequence[Dimension] | None, clock: Clock
    ) -> list[tuple[int, int | None] | None] | None:
        """The pairs of an indicator that picks dossiers, over the period of a report."""
        picked = Picked(self, own)
        if picked.num is None or picked.den is None:
            return None
        over: Clock = {**clock, "period": report.period.range, "as_of": report.as_of}
        num, den = (of._report({}, by, None, None, "vi", over).native for of in (picked.num, picked.den))
        return picked.figures(report.native, num, den)

    def reports(
        self,
        periods: Any,
        *,
        by: Dimension | Sequence[Dimension] | None = (),
        cumulative: bool = False,
        baseline: Literal["previous", "year"] | str | None = None,
        plan: Path | Plan | None = "lang-son-2025",
        pakn: Pakn | None = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        indicators: Sequence[OwnIndicator] = (),
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Reports:
        """The reports of many periods, and one tidy table of all.

        :param periods: a range such as ``2025-01..2025-12``, ``2024-Q3..2025-Q2`` or ``2023..2025``, or periods of any
            form, one after another.
        :param cumulative: each from the start of its year to its end.
        :param baseline: what each is compared with: ``previous``, ``year`` (the same period of the year before), or one
            period for all.
        :param clock: as for :meth:`report`; of a period that has not ended at ``as_of`` the report is as of then.
        :raises UsageError: no such period, or one that begins after ``as_of``.

        >>> import sipas
        >>> d = sipas.read(sipas.samples())
        >>> months = d.reports("2025-04..2025-06", by="unit")
        >>> [str(r.rate("late_rate")) for r in months]
        ['5/282 (1.77%)', '2/265 (0.75%)', '1/282 (0.35%)']
        >>> months.indicators.columns[:5]
        ['period', 'start', 'last', 'unit', 'indicator']
        """
        if clock.get("period") is not None:
            raise UsageError("the periods are named once: as the first argument of reports")
        window = clock.get("window") or "calendar"
        pairs: list[tuple[str, str | None]] = []
        names: list[str] = []
        for one in several(periods):
            told = one.since_new_year(window) if cumulative else str(one)
            pairs.append((told, compared(one, baseline, window, cumulative=cumulative)))
            names.append(str(one))
        others = {"pakn": pakn, "procedures": procedures, "survey": survey}
        natives = self._reports(others, pairs, by, plan, lang, clock)
        counted: list[dict[str, list[tuple[int, int | None] | None] | None]] = [{} for _ in natives]
        for own in indicators:
            if isinstance(own.num, str):
                continue
            picked = Picked(self, own)
            if picked.num is None or picked.den is None:
                for of in counted:
                    of[own.name] = None
                continue
            alone = [(period, None) for period, _ in pairs]
            nums, dens = (of._reports({}, alone, by, None, lang, clock) for of in (picked.num, picked.den))
            for of, native, num, den in zip(counted, natives, nums, dens, strict=True):
                of[own.name] = picked.figures(native, num, den)
        if indicators:
            natives = [with_own(native, indicators, of) for native, of in zip(natives, counted, strict=True)]
        return Reports(names, [Report(native) for native in natives])

    def records(self, *, columns: Sequence[str] = ()) -> Table:
        """One row a dossier that counts, with every field as it was read: of several rows of a code the newest one.

        :param columns: headers of other columns of the exports, to stand beside; with them comes ``row``, the number of
            the row below the header, as a frame of the file has it, counted from 1. Columns of applicants' personal
            data are refused.

        >>> import sipas
        >>> d = sipas.read(sipas.samples())
        >>> records = d.records(columns=["Tên thủ tục hành chính"])
        >>> len(records), records.columns[-4:]
        (934, ['file', 'line', 'row', 'Tên thủ tục hành chính'])
        """
        return Table(self.native.records(listed(columns) or None))

    def filter(self, mask: Any, *, columns: Sequence[str] = ()) -> Dossiers:
        """Only some of the dossiers, chosen after it was settled which of several rows of a code counts.

        :param mask: true or false for each row of :meth:`records`, as a list, a series or an array; or an expression of
            polars over its columns. Unknown is false.
        :param columns: other columns of the exports that an expression asks about.

        >>> import sipas
        >>> d = sipas.read(sipas.samples())
        >>> channels = d.records().to_dict()["channel"]
        >>> online = d.filter([channel == "online" for channel in channels])
        >>> len(online.records()) == channels.count("online")
        True
        """
        return Dossiers(self.native.filter(self._mask(mask, columns)))

    def partial(
        self,
        *,
        by: Dimension | Sequence[Dimension] | None = (),
        baseline: Any = None,
        pakn: Pakn | None = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        rows: bool = False,
        **clock: Unpack[Clock],
    ) -> bytes:
        """What :meth:`report` is made of, as bytes to be merged with those of other records by :func:`sipas.merge`.

        All rows of one code have to be in one dataset: which one counts is known only there. Every part wants the same
        catalogue and survey. The command reads the bytes too: ``sipas merge``.

        :param rows: whether these are some rows of inputs that others have rows of, under the same names; otherwise a
            file that is in two parts is refused.
        :param clock: see :class:`sipas.options.Clock`; the period is to be named, and ``as_of`` while it has not ended.
        :raises UsageError: no period, or one that would not be the same elsewhere.
        """
        return self._partial({"pakn": pakn, "procedures": procedures, "survey": survey}, by, baseline, rows, clock)

    def classify(
        self,
        *which: DossierList | Sequence[DossierList],
        within: int = 2,
        columns: Sequence[str] | None = None,
        procedures: Procedures | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Table:
        """One row a dossier: code, unit, officer, field, procedure, bucket, received, deadline, end, days
        late in calendar and working days, file and line.

        :param which: buckets and lists to keep (a dossier of any of them); all where none is named.
        :param within: the working days that count as soon, for ``due-soon``.
        :param columns: headers of other columns of the exports, to stand beside, with the number of the row: see
            :meth:`records`.
        :param procedures: the catalogue whose terms are the deadlines of dossiers that have none.

        >>> import sipas
        >>> d = sipas.read_csv("tests/data/samples/dossiers")
        >>> sorted(set(d.classify("late", "open_overdue", period="2025-Q2").to_dict()["bucket"]))
        ['late', 'open_overdue']
        """
        if not isinstance(within, int) or within < 0:
            raise UsageError(f"within (or days) must be working days, 0 or more, not {within!r}")
        lines = self.native.lines(
            natives_of({"procedures": procedures}),
            flat(which) or ["all"],
            within,
            None if columns is None else listed(columns),
            keywords(clock),
        )
        return Table(lines, lang)

    def late(self, *, procedures: Procedures | None = None, **clock: Unpack[Clock]) -> Table:
        """The dossiers that ended late."""
        return self.classify("late", procedures=procedures, **clock)

    def overdue(self, *, procedures: Procedures | None = None, **clock: Unpack[Clock]) -> Table:
        """The dossiers that are open after their deadline."""
        return self.classify("open_overdue", procedures=procedures, **clock)

    def due_soon(self, *, days: int = 2, procedures: Procedures | None = None, **clock: Unpack[Clock]) -> Table:
        """The open dossiers whose deadline is at most so many working days away."""
        return self.classify("due-soon", within=days, procedures=procedures, **clock)

    def repeat_visits(self, *, procedures: Procedures | None = None, **clock: Unpack[Clock]) -> Table:
        """The concluded dossiers whose applicant had to come again."""
        return self.classify("repeat-visit", procedures=procedures, **clock)

    def stopped_late(self, *, procedures: Procedures | None = None, **clock: Unpack[Clock]) -> Table:
        """The dossiers that the office stopped or refused after their deadline."""
        return self.classify("stopped_late", procedures=procedures, **clock)

    def unmeasurable(self, *, procedures: Procedures | None = None, **clock: Unpack[Clock]) -> Table:
        """The dossiers that no deadline is known of, open or finished: in no rate."""
        return self.classify("finished_unmeasurable", "open_unmeasurable", procedures=procedures, **clock)
