"""What was read of several kinds of exports, as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from sipas.data import Data, Procedures, Survey
from sipas.dossiers import Dossiers
from sipas.errors import UsageError
from sipas.pakn import Pakn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sipas import _native
    from sipas.options import Clock, Lang
    from sipas.table import Table

_KINDS: dict[str, type[Data]] = {
    "dossiers": Dossiers,
    "pakn": Pakn,
    "procedures": Procedures,
    "survey": Survey,
}


class Exports(Dossiers):
    """Dossiers, petitions, the catalogue of procedures and survey answers, whichever were read: a report counts all of
    them, lists are of the dossiers."""

    __slots__ = ("_parts",)

    def __init__(self, native: _native.Dataset, parts: dict[str, Data] | None = None) -> None:
        super().__init__(native)
        self._parts: dict[str, Data] = {} if parts is None else parts

    @property
    def kinds(self) -> list[str]:
        """What was read: of ``dossiers``, ``pakn``, ``procedures`` and ``survey``."""
        return self.native.kinds

    @property
    def dossiers(self) -> Dossiers | None:
        """The dossiers alone; None where none were read."""
        part = self._part("dossiers")
        return part if isinstance(part, Dossiers) else None

    @property
    def pakn(self) -> Pakn | None:
        """The petitions alone; None where none were read."""
        part = self._part("pakn")
        return part if isinstance(part, Pakn) else None

    @property
    def procedures(self) -> Procedures | None:
        """The catalogue alone; None where none was read."""
        part = self._part("procedures")
        return part if isinstance(part, Procedures) else None

    @property
    def survey(self) -> Survey | None:
        """The survey alone; None where none was read."""
        part = self._part("survey")
        return part if isinstance(part, Survey) else None

    def _part(self, kind: str) -> Data | None:
        if kind not in self.kinds:
            return None
        if kind not in self._parts:
            self._parts[kind] = _KINDS[kind](self.native.of_kind(kind))
        return self._parts[kind]

    def classify(
        self,
        *which: Any,
        within: int = 2,
        columns: Sequence[str] | None = None,
        procedures: Procedures | None = None,
        lang: Lang = "vi",
        **clock: Unpack[Clock],
    ) -> Table:
        """One row a dossier, or, where there are none, a petition: see :meth:`Dossiers.classify`."""
        if self.kind == "pakn" and (pakn := self.pakn) is not None:
            return pakn.classify(*which, columns=columns, lang=lang, **clock)
        return super().classify(*which, within=within, columns=columns, procedures=procedures, lang=lang, **clock)

    def filter(self, mask: Any, *, columns: Sequence[str] = ()) -> Exports:
        """All that was read, but of the dossiers only some: see :meth:`Dossiers.filter`."""
        if self.dossiers is None:
            raise UsageError("there are no dossiers to filter; petitions alone: .pakn.filter(…)")
        kept = [*map(bool, self._mask(mask, columns))]
        parts = {kind: part for kind in self.kinds if (part := self._part(kind)) is not None}
        parts["dossiers"] = Dossiers(self.dossiers.native.filter(kept))
        return Exports(self.native.filter(kept), parts)
