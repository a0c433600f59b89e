"""A profile: what a foreign export calls things. A plain dict, or the same as TOML."""

from dataclasses import dataclass, field
from typing import Any

from .text import fold, is_blank, without_accents


@dataclass(frozen=True)
class Profile:
    """`words` maps a family (status, channel, topic, pakn_status, yes_no) to folded words."""

    columns: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    wall: bool = False
    delimiter: str | None = None
    thousands: bool = False
    visits_total: bool = False
    one_row_one_dossier: bool = False
    blank: frozenset[str] = frozenset()

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Profile":
        words = raw.get("words", {})
        return cls(
            columns=dict(raw.get("columns", {})),
            words={
                family: {fold(word): meaning for word, meaning in table.items()}
                for family, table in words.items()
            },
            dates=tuple(raw.get("dates", ())),
            wall=raw.get("offset") == "wall",
            delimiter=raw.get("delimiter"),
            thousands=bool(raw.get("thousands", False)),
            visits_total=raw.get("repeat_visits") == "total",
            blank=frozenset(fold(word) for word in raw.get("blank", ())),
            one_row_one_dossier=bool(raw.get("one_row_one_dossier", False)),
        )

    def fits(self, cells: list[str]) -> bool:
        """A file gets the first profile whose headers it has all."""
        have = {fold(cell) for cell in cells}
        return all(fold(header) in have for header in self.columns.values())

    def word(self, family: str, table: dict[str, str], text: str) -> str | None:
        """The meaning of a cell, or nothing where the word is not understood."""
        folded = fold(text)
        own = self.words.get(family, {}).get(folded)
        return own or table.get(folded) or _accentless(family, table).get(folded)

    def is_blank(self, text: str) -> bool:
        return is_blank(text) or fold(text) in self.blank


_ACCENTLESS: dict[str, dict[str, str]] = {}


def _accentless(family: str, table: dict[str, str]) -> dict[str, str]:
    """Statuses are written without accents too."""
    if family != "status":
        return {}
    return _ACCENTLESS.setdefault(
        family, {without_accents(word): meaning for word, meaning in table.items()}
    )
