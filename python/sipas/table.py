"""Tables and columns in Arrow's memory, for whichever library is at hand."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from sipas import html, labels
from sipas.errors import MissingPackageError
from sipas.values import many_values

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from sipas import _native
    from sipas.options import Lang


def library(name: str, extra: str) -> Any:
    """An optional package, or how to get it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        message = f"{name} is not installed; it comes with: pip install 'sipas[{extra}]'"
        raise MissingPackageError(message, name=name) from error


class Table:
    """A table: any library that takes ``__arrow_c_stream__`` takes it as it is, without a copy.

    Enums are text, by the names of the JSON document. Moments are timestamps without a zone, in Vietnamese local time;
    a day without a time stands at its midnight.

    >>> import sipas
    >>> t = sipas.read_csv("tests/data/samples/dossiers").late(period="2025-Q2")
    >>> len(t), t.columns[:3]
    (8, ['code', 'unit', 'officer'])
    """

    __slots__ = ("lang", "native")

    def __init__(self, native: _native.Table, lang: Lang = "vi") -> None:
        self.native: _native.Table = native
        self.lang: Lang = lang

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.native.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self.native)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.native.columns

    def __copy__(self) -> Table:
        return self

    def __deepcopy__(self, memo: object) -> Table:
        return self

    def to_dict(self) -> dict[str, list[Any]]:
        """The columns as lists; needs no library."""
        columns: dict[str, list[Any]] = {}
        with many_values(columns):
            self.native.to_dict(into=columns)
        return columns

    def to_polars(self) -> pl.DataFrame:
        """As a polars frame."""
        frame: pl.DataFrame = library("polars", "polars").DataFrame(self)
        return frame

    def to_pandas(self) -> pd.DataFrame:
        """As a pandas frame."""
        pandas = library("pandas", "pandas")
        frame: pd.DataFrame = (
            pandas.DataFrame.from_arrow(self)
            if hasattr(pandas.DataFrame, "from_arrow")
            else self.to_arrow().to_pandas()
        )
        return frame

    def to_arrow(self) -> Any:
        """As a table of pyarrow."""
        return library("pyarrow", "arrow").table(self)

    def __repr__(self) -> str:
        return f"Table({len(self)} rows: {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        return html.frame(self.native.to_dict(html.ROWS), len(self), labels.of(self.lang))


class Column:
    """A column: any library that takes ``__arrow_c_array__`` takes it as it is."""

    __slots__ = ("native",)

    def __init__(self, native: _native.Column) -> None:
        self.native: _native.Column = native

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return self.native.__arrow_c_array__(requested_schema)

    def __len__(self) -> int:
        return len(self.native)

    def to_list(self) -> list[Any]:
        """Its values; needs no library."""
        return self.native.to_list()

    def to_polars(self) -> pl.Series:
        """As a polars series."""
        series: pl.Series = library("polars", "polars").Series(self)
        return series

    def to_pandas(self) -> pd.Series[Any]:
        """As a pandas series."""
        pandas = library("pandas", "pandas")
        series: pd.Series[Any] = (
            pandas.Series.from_arrow(self) if hasattr(pandas.Series, "from_arrow") else self.to_arrow().to_pandas()
        )
        return series

    def to_arrow(self) -> Any:
        """As an array of pyarrow."""
        return library("pyarrow", "arrow").array(self)

    def __repr__(self) -> str:
        return f"Column({len(self)} values)"
