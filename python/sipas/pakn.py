"""Petitions: their report, their lists, and the records themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from sipas.data import Data, flat
from sipas.options import Clock, keywords, listed
from sipas.table import Table

if TYPE_CHECKING:
    from sipas.data import Procedures, Survey
    from sipas.options import Dimension, Lang, PaknList, Path
    from sipas.plan import Plan
    from sipas.report import Report


class Pakn(Data):
    """Phản ánh, kiến nghị."""

    __slots__ = ()

    def report(
        self,
        *,
        by: Dimension | Sequence[Dimension] | None = (),
        plan: Path | Plan | None = "lang-son-2025",
        baseline: Any = None,
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
        by: Dimension | Sequence[Dimension] | None = (),
        baseline: Any = None,
        procedures: Procedures | None = None,
        survey: Survey | None = None,
        rows: bool = False,
        **clock: Unpack[Clock],
    ) -> bytes:
        """Petitions to be merged with those of other inputs, and with dossiers; see :meth:`Dossiers.partial`."""
        return self._partial({"procedures": procedures, "survey": survey}, by, baseline, rows, clock)

    def classify(
        self,
        *which: PaknList | Sequence[PaknList],
        columns: Sequence[str] | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Table:
        """One row a petition: code, unit, bucket, received, deadline, end, days late, file and line.

        :param columns: headers of other columns of the exports: see :meth:`Dossiers.records`.

        >>> import sipas
        >>> p = sipas.read_csv("tests/data/samples/pakn.csv", kind="pakn")
        >>> len(p.classify("closed_late", period="2025-Q2"))
        1
        """
        names = [f"pakn.{name}" for name in flat(which) or ["all"]]
        kept = None if columns is None else listed(columns)
        return Table(self.native.lines([], names, 0, kept, keywords(clock)), lang)

    def records(self, *, columns: Sequence[str] = ()) -> Table:
        """One row a petition that counts, with every field as it was read: see :meth:`Dossiers.records`."""
        return Table(self.native.records(listed(columns) or None))

    def filter(self, mask: Any, *, columns: Sequence[str] = ()) -> Pakn:
        """Only some of the petitions: see :meth:`Dossiers.filter`."""
        return Pakn(self.native.filter(self._mask(mask, columns)))

    def late(self, **clock: Unpack[Clock]) -> Table:
        """The petitions that were closed late."""
        return self.classify("closed_late", **clock)

    def overdue(self, **clock: Unpack[Clock]) -> Table:
        """The petitions that are open after their deadline."""
        return self.classify("open_overdue", **clock)
