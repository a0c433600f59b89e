"""What was read: dossiers, petitions, procedures, survey answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from sipas.errors import UsageError
from sipas.html import frame
from sipas.labels import of as labels_of
from sipas.options import Clock, keywords, listed
from sipas.report import Report
from sipas.table import Table

if TYPE_CHECKING:
    from sipas import _native
    from sipas.options import Dimension, DossierList, Lang, PaknList, Path


class Data:
    """Records of one kind, of one input or several; every row read is accepted, rejected, duplicate or skipped."""

    __slots__ = ("native",)

    def __init__(self, native: _native.Dataset) -> None:
        self.native = native

    @property
    def kind(self) -> str:
        """``dossiers``, ``pakn``, ``procedures`` or ``survey``."""
        return self.native.kind

    @property
    def inputs(self) -> Table:
        """One row an input: path, kind, rows, accepted, rejected, duplicates, skipped."""
        return Table(self.native.inputs)

    @property
    def columns(self) -> Table:
        """How each header was understood: file, kind, header, field (null where it is not read)."""
        return Table(self.native.columns)

    @property
    def refused(self) -> list[tuple[str, str]]:
        """The inputs that were passed over, and why: where they do not raise, and sheets that are no export."""
        return self.native.refused

    @property
    def issues(self) -> Table:
        """Every rejected, skipped, duplicate or doubtful row: file, kind, line, code, severity, column, value,
        expected.

        All that reject a row are there; of each doubt the first thousand of an input, while ``report().to_dict()`` has
        their exact number.
        """
        return Table(self.native.issues)

    @property
    def rejected(self) -> Table:
        """Why rows were refused: one row a reason, with file, line, column, value and what was expected."""
        return Table(self.native.rejected)

    @property
    def duplicates(self) -> Table:
        """The rows that gave way to a newer one of the same code, and which one counts."""
        return Table(self.native.duplicates)

    @property
    def skipped(self) -> Table:
        """The rows that are no record: titles, totals, signatures, column numbers, empty cells."""
        return Table(self.native.skipped)

    def __len__(self) -> int:
        """How many records there are: rows accepted."""
        return sum(self.native.inputs.to_dict()["accepted"])

    def __repr__(self) -> str:
        inputs = len(self.native.inputs)
        return f"{type(self).__name__}({len(self)} records of {inputs} input{'s' * (inputs != 1)})"

    def _repr_html_(self) -> str:
        inputs = self.native.inputs
        return frame(inputs.to_dict(), len(inputs), labels_of("vi"))

    def _report(
        self,
        others: Mapping[str, Data | None],
        by: Dimension | Sequence[Dimension],
        plan: Path | None,
        baseline: str | None,
        lang: Lang,
        clock: Clock,
    ) -> Report:
        return Report(
            self.native.report(
                natives_of(others),
                by=listed(by),
                plan=plan,
                baseline=baseline,
                lang=lang,
                keywords=keywords(clock),
            )
        )

    def _partial(
        self,
        others: Mapping[str, Data | None],
        by: Dimension | Sequence[Dimension],
        baseline: str | None,
        rows: bool,
        clock: Clock,
    ) -> bytes:
        return self.native.partial(
            natives_of(others), by=listed(by), baseline=baseline, rows=rows, keywords=keywords(clock)
        )


class Dossiers(Data):
    """Hồ sơ thủ tục hành chính."""

    __slots__ = ()

    def report(
        self,
        *,
        by: Dimension | Sequence[Dimension] = (),
        plan: Path | None = "lang-son-2025",
        baseline: str | None = None,
        pakn: Pakn | None = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Report:
        """The indicators of a period, and the verdicts of a plan.

        :param by: what groups are made of: unit, officer, field, procedure, channel, month.
        :param plan: ``lang-son-2025``, ``nghi-quyet-01-2026``, a TOML file, or None for no verdicts.
        :param baseline: a period to compare with, from the same data.
        :param pakn: petitions; without them their indicators are not measurable, and so for procedures and survey.
        :param lang: the language of names and of what a notebook shows.
        :param clock: see :class:`sipas.options.Clock`: period, window, as_of, clock_end, deadline, precision, …
        :raises UsageError: no period of that form, nothing concluded to choose one from, an unknown name.

        >>> import sipas
        >>> d = sipas.read_csv("tests/data/samples/dossiers")
        >>> r = d.report(period="2025-Q2", by=["unit"], baseline="2025-04")
        >>> r.rate("on_time_return_rate", unit="Văn phòng")
        Rate(133, 133)
        """
        return self._report({"pakn": pakn, "procedures": procedures, "survey": survey}, by, plan, baseline, lang, clock)

    def partial(
        self,
        *,
        by: Dimension | Sequence[Dimension] = (),
        baseline: str | None = None,
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
        *which: DossierList,
        within: int = 2,
        procedures: Procedures | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Table:
        """One row a dossier: code, unit, officer, field, procedure, bucket, received, deadline, end, days
        late in calendar and working days, file and line.

        :param which: buckets and lists to keep (a dossier of any of them); all where none is named.
        :param within: the working days that count as soon, for ``due-soon``.
        :param procedures: the catalogue whose terms are the deadlines of dossiers that have none.

        >>> import sipas
        >>> d = sipas.read_csv("tests/data/samples/dossiers")
        >>> sorted(set(d.classify("late", "open_overdue", period="2025-Q2").to_dict()["bucket"]))
        ['late', 'open_overdue']
        """
        if not isinstance(within, int) or within < 0:
            raise UsageError(f"within (or days) must be working days, 0 or more, not {within!r}")
        lines = self.native.lines(
            natives_of({"procedures": procedures}), list(which) or ["all"], within, keywords(clock)
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


class Pakn(Data):
    """Phản ánh, kiến nghị."""

    __slots__ = ()

    def report(
        self,
        *,
        by: Dimension | Sequence[Dimension] = (),
        plan: Path | None = "lang-son-2025",
        baseline: str | None = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Report:
        """A report without dossiers; see :meth:`Dossiers.report`."""
        return self._report({"procedures": procedures, "survey": survey}, by, plan, baseline, lang, clock)

    def partial(
        self,
        *,
        by: Dimension | Sequence[Dimension] = (),
        baseline: str | None = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        rows: bool = False,
        **clock: Unpack[Clock],
    ) -> bytes:
        """Petitions to be merged with those of other inputs, and with dossiers; see :meth:`Dossiers.partial`."""
        return self._partial({"procedures": procedures, "survey": survey}, by, baseline, rows, clock)

    def classify(self, *which: PaknList, lang: Lang = "vi", **clock: Unpack[Clock]) -> Table:
        """One row a petition: code, unit, bucket, received, deadline, end, days late, file and line.

        >>> import sipas
        >>> p = sipas.read_csv("tests/data/samples/pakn.csv", kind="pakn")
        >>> len(p.classify("closed_late", period="2025-Q2"))
        1
        """
        names = [f"pakn.{name}" for name in which or ("all",)]
        return Table(self.native.lines([], names, 0, keywords(clock)), lang)

    def late(self, **clock: Unpack[Clock]) -> Table:
        """The petitions that were closed late."""
        return self.classify("closed_late", **clock)

    def overdue(self, **clock: Unpack[Clock]) -> Table:
        """The petitions that are open after their deadline."""
        return self.classify("open_overdue", **clock)


class Procedures(Data):
    """Danh mục thủ tục hành chính."""

    __slots__ = ()

    def report(
        self,
        *,
        plan: Path | None = "lang-son-2025",
        survey: Survey | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Report:
        """A report of the catalogue alone; the period is to be named. See :meth:`Dossiers.report`."""
        return self._report({"survey": survey}, (), plan, None, lang, clock)


class Survey(Data):
    """Phiếu khảo sát mức độ hài lòng: answers, given to a report as ``survey=``."""

    __slots__ = ()


def natives_of(others: Mapping[str, Data | None]) -> list[_native.Dataset]:
    """What was read beside, each of the kind that it is given as."""
    found = []
    for kind, other in others.items():
        if other is None:
            continue
        if not isinstance(other, Data) or other.kind != kind:
            what = f"{other.kind} records" if isinstance(other, Data) else type(other).__name__
            raise UsageError(f"{kind} must be what was read with kind={kind!r}, not {what}")
        found.append(other.native)
    return found
