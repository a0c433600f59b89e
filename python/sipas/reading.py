"""Reading exports and frames."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, overload

from sipas import _native
from sipas.data import Data, Dossiers, Pakn, Procedures, Survey
from sipas.errors import FrameTypeError, UsageError
from sipas.options import listed
from sipas.table import library

if TYPE_CHECKING:
    from sipas.options import Headers, Kind, Path

_KINDS: Mapping[str, type[Data]] = {
    "dossiers": Dossiers,
    "pakn": Pakn,
    "procedures": Procedures,
    "survey": Survey,
}


class _Files(TypedDict, total=False):
    profile: Path | Sequence[Path] | None
    columns: Headers | None
    delimiter: str | None
    encoding: str | None
    assume_unique: bool
    on_refused: Literal["raise", "skip"]


class _Books(TypedDict, total=False):
    sheet: str | None
    profile: Path | Sequence[Path] | None
    columns: Headers | None
    assume_unique: bool
    on_refused: Literal["raise", "skip"]


class _Frames(TypedDict, total=False):
    profile: Path | None
    columns: Headers | None
    name: str
    assume_unique: bool


@overload
def read_csv(
    paths: Path | Sequence[Path], *, kind: Literal["dossiers"] = "dossiers", **how: Unpack[_Files]
) -> Dossiers: ...
@overload
def read_csv(paths: Path | Sequence[Path], *, kind: Literal["pakn"], **how: Unpack[_Files]) -> Pakn: ...
@overload
def read_csv(paths: Path | Sequence[Path], *, kind: Literal["procedures"], **how: Unpack[_Files]) -> Procedures: ...
@overload
def read_csv(paths: Path | Sequence[Path], *, kind: Literal["survey"], **how: Unpack[_Files]) -> Survey: ...
def read_csv(
    paths: Path | Sequence[Path],
    *,
    kind: Kind = "dossiers",
    profile: Path | Sequence[Path] | None = None,
    columns: Headers | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    assume_unique: bool = False,
    on_refused: Literal["raise", "skip"] = "raise",
) -> Data:
    """Reads CSV exports, plain or packed (.gz, .zst): files, folders (not their sub-folders) and patterns of names.

    Encoding and delimiter are found in the file. Folders and patterns are read in natural order (tháng 2 before tháng
    10); of several rows of one code the last one read counts.

    :param kind: what the files hold; they cannot tell themselves.
    :param profile: TOML files that make foreign exports readable; each file gets the first that fits its headers.
    :param columns: what a profile's ``[columns]`` says: which header, or headers, hold a field.
    :param delimiter: the character between cells, where it is not to be looked for.
    :param encoding: such as ``windows-1258``; else UTF-8, or what a byte order mark says.
    :param assume_unique: vouches that no code comes twice: no duplicate is looked for. A report of a named period then
        counts dossiers while it reads the files, in memory that does not grow with them, and tells what is wrong within
        one; the rows are read once more, and kept, when a list is asked for.
    :param on_refused: whether a file that is no export raises, or is passed over and listed in ``.refused``.
    :raises FileNotFoundError: nothing is there.
    :raises RefusedError: a file is no export of this kind.
    :raises ProfileError: a profile does not hold.

    >>> import sipas
    >>> d = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv")
    >>> len(d), len(d.rejected)
    (375, 5)
    """
    if delimiter is not None and len(delimiter) != 1:
        raise UsageError(f"delimiter must be one character, not {delimiter!r}")
    native = _native.read_csv(
        _named(paths),
        kind=kind,
        profiles=profiles_of(profile),
        columns=headers_of(columns),
        delimiter=delimiter,
        encoding=encoding,
        assume_unique=assume_unique,
        skip_refused=_skips(on_refused),
    )
    return _KINDS[kind](native)


@overload
def read_excel(
    paths: Path | Sequence[Path], *, kind: Literal["dossiers"] = "dossiers", **how: Unpack[_Books]
) -> Dossiers: ...
@overload
def read_excel(paths: Path | Sequence[Path], *, kind: Literal["pakn"], **how: Unpack[_Books]) -> Pakn: ...
@overload
def read_excel(paths: Path | Sequence[Path], *, kind: Literal["procedures"], **how: Unpack[_Books]) -> Procedures: ...
@overload
def read_excel(paths: Path | Sequence[Path], *, kind: Literal["survey"], **how: Unpack[_Books]) -> Survey: ...
def read_excel(
    paths: Path | Sequence[Path],
    *,
    sheet: str | None = None,
    kind: Kind = "dossiers",
    profile: Path | Sequence[Path] | None = None,
    columns: Headers | None = None,
    assume_unique: bool = False,
    on_refused: Literal["raise", "skip"] = "raise",
) -> Data:
    """Reads workbooks (.xlsx, .xls, and HTML tables saved as .xls): files, folders and patterns of names.

    What a file is, is told by its content. Every visible sheet with a header of the kind is an input of its own, called
    ``file.xlsx [Sheet]``; where there is one, sheets without a header are passed over and listed in ``.refused``.

    :param sheet: the one sheet to read, by its name, hidden or not; case does not matter.
    :param kind: and the others: see :func:`read_csv`.
    :raises FileNotFoundError: nothing is there.
    :raises RefusedError: a file is no workbook, has no sheet of that name, or none that is an export of this kind.

    >>> import sipas
    >>> d = sipas.read_excel("tests/data/edge/plain.xlsx")
    >>> d.inputs.to_dict()["path"]
    ['tests/data/edge/plain.xlsx [Hồ sơ]']
    """
    native = _native.read_excel(
        _named(paths),
        sheet=sheet,
        kind=kind,
        profiles=profiles_of(profile),
        columns=headers_of(columns),
        assume_unique=assume_unique,
        skip_refused=_skips(on_refused),
    )
    return _KINDS[kind](native)


@overload
def from_arrow(frame: Any, *, kind: Literal["dossiers"] = "dossiers", **how: Unpack[_Frames]) -> Dossiers: ...
@overload
def from_arrow(frame: Any, *, kind: Literal["pakn"], **how: Unpack[_Frames]) -> Pakn: ...
@overload
def from_arrow(frame: Any, *, kind: Literal["procedures"], **how: Unpack[_Frames]) -> Procedures: ...
@overload
def from_arrow(frame: Any, *, kind: Literal["survey"], **how: Unpack[_Frames]) -> Survey: ...
def from_arrow(
    frame: Any,
    *,
    kind: Kind = "dossiers",
    profile: Path | None = None,
    columns: Headers | None = None,
    name: str = "frame",
    assume_unique: bool = False,
) -> Data:
    """Reads a frame: anything with ``__arrow_c_stream__`` (polars, pandas 3, pyarrow, a relation of duckdb), and lazy
    frames where narwhals is installed.

    Columns are known by the same names as in files, or by a profile. Text has any layout and any of the accepted forms;
    dates and timestamps have any unit; one with a zone is converted to Vietnam's. A column of timestamps without a zone
    that are all at midnight is one of days. The first row is line 1.

    :param name: what the frame is called in tables and messages.
    :param assume_unique: vouches that no code comes twice. A report of a named period then counts the frame as it
        stands, and nothing is copied; the rows are read once, when a list is asked for.
    :raises RefusedError: a column is missing, or is of a type that no export has.
    :raises FrameTypeError: it is no frame.

    >>> import sipas
    >>> d = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv")
    >>> lines = d.classify(period="2025-06").to_polars()
    >>> again = sipas.from_arrow(lines, columns={"received_at": "received", "due_at": "deadline", "finished_at": "end"})
    >>> len(again)
    375
    """
    native = _native.from_arrow(
        arrow(frame),
        kind=kind,
        name=name,
        profiles=profiles_of(profile),
        columns=headers_of(columns),
        assume_unique=assume_unique,
    )
    return _KINDS[kind](native)


def arrow(frame: Any) -> Any:
    """A frame that speaks Arrow, with columns that Arrow can hold."""
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__"):
        return _plain(frame)
    narwhals = library("narwhals", "frames")
    try:
        native = narwhals.from_native(frame)
    except TypeError as error:
        message = f"expected a frame with __arrow_c_stream__, or a lazy one, not {type(frame).__name__}"
        raise FrameTypeError(message) from error
    return _plain((native.collect() if hasattr(native, "collect") else native).to_native())


def _plain(frame: Any) -> Any:
    """The frame as it can be handed over: columns of mixed objects are text, and columns of nothing are blank."""
    package = type(frame).__module__.partition(".")[0]
    if package == "polars" and hasattr(frame, "collect_schema"):
        polars = importlib.import_module("polars")
        blank = [name for name, dtype in frame.collect_schema().items() if dtype == polars.Null]
        return frame.with_columns(polars.col(blank).cast(polars.String)) if blank else frame
    if package == "pandas" and hasattr(frame, "dtypes") and hasattr(frame, "columns"):
        objects = [n for n, dtype in enumerate(frame.dtypes) if dtype.name == "object"]
        mixed = [n for n in objects if not _is_of_one_type(frame.iloc[:, n])]
        if mixed:
            frame = frame.copy(deep=False)
            for n in mixed:
                column = frame.iloc[:, n]
                text = [None if gone else str(cell) for cell, gone in zip(column, column.isna(), strict=True)]
                frame.isetitem(n, text)
    return frame


def _is_of_one_type(column: Any) -> bool:
    arrow = library("pyarrow", "pandas")
    try:
        arrow.array(column, from_pandas=True)
    except arrow.ArrowException:
        return False
    return True


def _named(paths: Path | Sequence[Path]) -> list[str]:
    named = [fspath(path) for path in ([paths] if isinstance(paths, (str, PathLike)) else paths)]
    if not named:
        raise UsageError("no file, folder or pattern is named")
    return named


def _skips(on_refused: str) -> bool:
    if on_refused not in ("raise", "skip"):
        raise UsageError(f"on_refused must be 'raise' or 'skip', not {on_refused!r}")
    return on_refused == "skip"


def profiles_of(profile: Path | Sequence[Path] | None) -> list[str]:
    """One profile, several, or none."""
    if profile is None:
        return []
    return [fspath(path) for path in ([profile] if isinstance(profile, (str, PathLike)) else profile)]


def headers_of(columns: Headers | None) -> list[tuple[str, list[str]]]:
    """Fields, and which headers hold each."""
    return [(field, listed(named)) for field, named in (columns or {}).items()]
