"""What was read: what records of all kinds have in common, the catalogue, and surveys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from sipas.errors import UsageError
from sipas.html import frame
from sipas.labels import of as labels_of
from sipas.options import Clock, dimensions_of, keywords, listed
from sipas.periods import compared, named, several
from sipas.report import Report
from sipas.table import Table, library

if TYPE_CHECKING:
    from sipas import _native
    from sipas.options import Dimension, Lang, Path
    from sipas.plan import Plan


class Data:
    """Records of one kind, of one input or several; every row read is accepted, rejected, duplicate or skipped."""

    __slots__ = ("native",)

    def __init__(self, native: _native.Dataset) -> None:
        self.native: _native.Dataset = native

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

    def __copy__(self) -> Data:
        return self

    def __deepcopy__(self, memo: object) -> Data:
        return self

    def _report(
        self,
        others: Mapping[str, Data | None],
        by: Dimension | Sequence[Dimension] | None,
        plan: Path | Plan | None,
        baseline: Any,
        lang: Lang,
        clock: Clock,
    ) -> Report:
        return Report(
            self.native.report(
                natives_of(others),
                by=dimensions_of(by),
                plan=plan,
                baseline=baseline_of(baseline, clock),
                lang=lang,
                keywords=keywords(clock),
            )
        )

    def _reports(
        self,
        others: Mapping[str, Data | None],
        periods: Sequence[tuple[str, str | None]],
        by: Dimension | Sequence[Dimension] | None,
        plan: Path | Plan | None,
        lang: Lang,
        clock: Clock,
    ) -> list[_native.Report]:
        return self.native.reports(
            natives_of(others), periods, by=dimensions_of(by), plan=plan, lang=lang, keywords=keywords(clock)
        )

    def _mask(self, mask: Any, columns: Sequence[str]) -> list[bool]:
        """Which records are meant, in the order of the rows of ``records``."""
        if type(mask).__module__.startswith("polars") and type(mask).__name__ == "Expr":
            polars = library("polars", "polars")
            mask = polars.DataFrame(Table(self.native.records(listed(columns) or None))).select(mask).to_series()
        if isinstance(mask, str) or not (isinstance(mask, Iterable) or hasattr(mask, "to_pylist")):
            raise UsageError(
                "a mask is an expression of polars over the columns of records(), or true or false for each of its "
                f"rows, not {mask!r}"
            )
        for way in ("to_list", "to_pylist", "tolist"):
            if hasattr(mask, way):
                mask = getattr(mask, way)()
                break
        kept = []
        for each in mask:
            if each is not None and type(each).__name__ not in ("bool", "bool_", "NAType"):
                raise UsageError(f"a mask has true or false for each record, not {each!r}")
            kept.append(each is not None and type(each).__name__ != "NAType" and bool(each))
        return kept

    def _partial(
        self,
        others: Mapping[str, Data | None],
        by: Dimension | Sequence[Dimension] | None,
        baseline: Any,
        rows: bool,
        clock: Clock,
    ) -> bytes:
        return self.native.partial(
            natives_of(others),
            by=dimensions_of(by),
            baseline=baseline_of(baseline, clock),
            rows=rows,
            keywords=keywords(clock),
        )


class Procedures(Data):
    """Danh mục thủ tục hành chính."""

    __slots__ = ()

    def report(
        self,
        *,
        plan: Path | Plan | None = "lang-son-2025",
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


def baseline_of(baseline: Any, clock: Clock) -> str | None:
    """The name of a period to compare with."""
    if baseline not in ("previous", "year"):
        return None if baseline is None else named(baseline)
    if (period := clock.get("period")) is None:
        raise UsageError(f"baseline={baseline!r} wants the period to be named")
    return compared(several(period)[0], baseline, clock.get("window") or "calendar")


def flat(which: Sequence[str | Sequence[str]]) -> list[str]:
    """Names, and lists of them."""
    return [name for each in which for name in listed(each)]
