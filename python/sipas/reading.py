"""Reading exports and frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from os import PathLike, fspath
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, overload

from sipas import _native
from sipas.data import Data, Procedures, Survey
from sipas.dossiers import Dossiers
from sipas.errors import UsageError
from sipas.exports import Exports
from sipas.options import listed
from sipas.pakn import Pakn
from sipas.sources import arrow, given

if TYPE_CHECKING:
    from sipas.options import Acceptable, Headers, Kind, Path, UnitNames

_KINDS: Mapping[str, type[Data]] = {
    "dossiers": Dossiers,
    "pakn": Pakn,
    "procedures": Procedures,
    "survey": Survey,
}


class _Understood(TypedDict, total=False):
    profile: Path | Sequence[Path] | None
    columns: Headers | None
    dimensions: Headers | None
    units: UnitNames | None
    accept: Acceptable | Sequence[Acceptable]
    offset: Literal["convert", "wall"]
    assume_unique: bool


class _Files(_Understood, total=False):
    delimiter: str | None
    encoding: str | None
    on_refused: Literal["raise", "skip"]


class _Books(_Understood, total=False):
    sheet: str | None
    on_refused: Literal["raise", "skip"]


class _Frames(_Understood, total=False):
    name: str
    part: bool


def samples() -> FilePath:
    """A folder of sample exports that comes with the package: three months of dossiers, petitions, a catalogue of
    procedures and a survey, all invented.

    >>> import sipas
    >>> d = sipas.read(sipas.samples())
    >>> d.kinds
    ['dossiers', 'pakn', 'procedures', 'survey']
    """
    return FilePath(str(resources.files("sipas") / "sample_exports"))


def read(
    *what: Any,
    kind: Kind | None = None,
    dimensions: Headers | None = None,
    columns: Headers | None = None,
    units: UnitNames | None = None,
    profile: Path | Sequence[Path] | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    sheet: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    assume_unique: bool = False,
    on_refused: Literal["raise", "skip"] = "raise",
) -> Exports:
    """Reads anything: files, folders and patterns of names (``~`` is the home folder), addresses where fsspec is
    installed, bytes, open files, ``StringIO``, frames of any library, Parquet where pyarrow or polars is installed;
    also lists of these, and a dict of them by the names that they are shown by.

    Which kind of export each is, its headers tell. Everything is one object: a report counts all of it.

    :param kind: what everything holds, where headers do not tell.
    :param dimensions: columns of one's own to group by, such as ``{"commune": "Xã/phường"}``; columns of applicants'
        personal data are refused.
    :param columns: which header, or headers, hold a field, as a profile's ``[columns]``.
    :param units: what units are called that exports call by several names: ``{"P. NV": "Phòng Nội vụ"}``, or a CSV file
        with the columns ``alias`` and ``name``.
    :param profile: TOML files that make foreign exports readable; each input gets the first that fits its headers.
    :param accept: what no input is refused for: ``aggregated_rows``, ``lost_digits``, ``date_order``,
        ``swallowed_rows``.
    :param offset: ``wall`` where what is said behind a time about its zone is not meant: a clock's face in Vietnam that
        is labelled UTC. Else such times are converted.
    :param sheet: the one sheet to read of each workbook, by its name.
    :param delimiter: the character between cells of text, where it is not to be looked for.
    :param encoding: such as ``windows-1258``; else UTF-8, or what a byte order mark says.
    :param assume_unique: vouches that no code comes twice: no duplicate is looked for. See :func:`read_csv`.
    :param on_refused: whether an input that is no export raises, or is passed over and listed in ``.refused``.
    :raises FileNotFoundError: nothing is there.
    :raises RefusedError: an input is no export.

    >>> import sipas
    >>> d = sipas.read(sipas.samples())
    >>> r = d.report(period="2025-Q2", by="unit")
    >>> r.rate("late_rate"), r.rate("pakn_timely_rate")
    (Rate(8, 829), Rate(49, 51))
    """
    how = reading_of(profile, columns, dimensions, units, accept, offset) | {
        "assume_unique": assume_unique,
        "kind": kind,
        "sheet": sheet,
        "delimiter": _delimiter(delimiter),
        "encoding": encoding,
        "skip_refused": _skips(on_refused),
    }
    return Exports(_native.read(given(what, encoding), how))


@overload
def read_csv(paths: Any, *, kind: Literal["dossiers"] = "dossiers", **how: Unpack[_Files]) -> Dossiers: ...
@overload
def read_csv(paths: Any, *, kind: Literal["pakn"], **how: Unpack[_Files]) -> Pakn: ...
@overload
def read_csv(paths: Any, *, kind: Literal["procedures"], **how: Unpack[_Files]) -> Procedures: ...
@overload
def read_csv(paths: Any, *, kind: Literal["survey"], **how: Unpack[_Files]) -> Survey: ...
def read_csv(
    paths: Any,
    *,
    kind: Kind = "dossiers",
    profile: Path | Sequence[Path] | None = None,
    columns: Headers | None = None,
    dimensions: Headers | None = None,
    units: UnitNames | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    delimiter: str | None = None,
    encoding: str | None = None,
    assume_unique: bool = False,
    on_refused: Literal["raise", "skip"] = "raise",
) -> Data:
    """Reads CSV exports, plain or packed (.gz, .zst): files, folders (not their sub-folders), patterns of names, bytes
    and open files.

    Encoding and delimiter are found in the file. Folders and patterns are read in natural order (tháng 2 before tháng
    10); of several rows of one code the last one read counts.

    :param kind: what the files hold; they cannot tell themselves.
    :param profile: TOML files that make foreign exports readable; each file gets the first that fits its headers.
    :param columns: what a profile's ``[columns]`` says: which header, or headers, hold a field.
    :param dimensions: and ``units``, ``accept``, ``offset``: see :func:`read`.
    :param delimiter: the character between cells, where it is not to be looked for.
    :param encoding: such as ``windows-1258``; else UTF-8, or what a byte order mark says.
    :param assume_unique: vouches that no code comes twice: no duplicate is looked for. A report of a named period then
        counts dossiers while it reads the files, in memory that does not grow with them, and tells what is wrong within
        one; the rows are read once more, and kept, when a list or another report is asked for.
    :param on_refused: whether a file that is no export raises, or is passed over and listed in ``.refused``.
    :raises FileNotFoundError: nothing is there.
    :raises RefusedError: a file is no export of this kind.
    :raises ProfileError: a profile does not hold.

    >>> import sipas
    >>> d = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv")
    >>> len(d), len(d.rejected)
    (375, 5)
    """
    how = reading_of(profile, columns, dimensions, units, accept, offset) | {
        "assume_unique": assume_unique,
        "files": "texts",
        "kind": kind,
        "delimiter": _delimiter(delimiter),
        "encoding": encoding,
        "skip_refused": _skips(on_refused),
    }
    return _of(kind, _native.read(given([paths], encoding), how))


@overload
def read_excel(paths: Any, *, kind: Literal["dossiers"] = "dossiers", **how: Unpack[_Books]) -> Dossiers: ...
@overload
def read_excel(paths: Any, *, kind: Literal["pakn"], **how: Unpack[_Books]) -> Pakn: ...
@overload
def read_excel(paths: Any, *, kind: Literal["procedures"], **how: Unpack[_Books]) -> Procedures: ...
@overload
def read_excel(paths: Any, *, kind: Literal["survey"], **how: Unpack[_Books]) -> Survey: ...
def read_excel(
    paths: Any,
    *,
    sheet: str | None = None,
    kind: Kind = "dossiers",
    profile: Path | Sequence[Path] | None = None,
    columns: Headers | None = None,
    dimensions: Headers | None = None,
    units: UnitNames | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
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
    how = reading_of(profile, columns, dimensions, units, accept, offset) | {
        "assume_unique": assume_unique,
        "files": "workbooks",
        "kind": kind,
        "sheet": sheet,
        "skip_refused": _skips(on_refused),
    }
    return _of(kind, _native.read(given([paths]), how))


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
    profile: Path | Sequence[Path] | None = None,
    columns: Headers | None = None,
    dimensions: Headers | None = None,
    units: UnitNames | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    name: str = "frame",
    assume_unique: bool = False,
    part: bool = False,
) -> Data:
    """Reads a frame: anything with ``__arrow_c_stream__`` (polars, pandas 3, pyarrow, a relation of duckdb), and lazy
    frames where narwhals is installed.

    Columns are known by the same names as in files, or by a profile. Text has any layout and any of the accepted forms;
    dates and timestamps have any unit; one with a zone is converted to Vietnam's. A column of timestamps without a zone
    that are all at midnight is one of days. The first row is line 1.

    :param name: what the frame is called in tables and messages.
    :param assume_unique: vouches that no code comes twice. A report of a named period then counts the frame as it
        stands, and nothing is copied; the rows are read once, when a list is asked for.
    :param part: whether the rows are some of many, dealt out in no order, to be counted by ``partial(rows=True)``: no
        line of text names the unit of the rows below it, and what only all rows show, as a column whose days and months
        were swapped, is judged by :func:`merge`.
    :raises RefusedError: a column is missing, or is of a type that no export has.
    :raises FrameTypeError: it is no frame.

    >>> import sipas
    >>> d = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv")
    >>> lines = d.classify(period="2025-06").to_polars()
    >>> again = sipas.from_arrow(lines, columns={"received_at": "received", "due_at": "deadline", "finished_at": "end"})
    >>> len(again)
    375
    """
    how = reading_of(profile, columns, dimensions, units, accept, offset) | {
        "kind": kind,
        "part": part,
        "assume_unique": assume_unique,
    }
    return _of(kind, _native.read([(name, None, arrow(frame))], how))


def _of(kind: Kind, native: _native.Dataset) -> Data:
    return _KINDS[kind](native)


def reading_of(
    profile: Path | Sequence[Path] | None,
    columns: Headers | None,
    dimensions: Headers | None,
    units: UnitNames | None,
    accept: Acceptable | Sequence[Acceptable],
    offset: str,
) -> dict[str, Any]:
    """How headers and cells are understood, as the native half takes it."""
    if offset not in ("convert", "wall"):
        raise UsageError(f"offset must be 'convert' or 'wall', not {offset!r}")
    return {
        "profiles": profiles_of(profile),
        "columns": headers_of(columns),
        "dimensions": [(name, header) for name, headers in headers_of(dimensions) for header in headers],
        "units": _units(units),
        "accept": listed(accept),
        "wall": offset == "wall",
    }


def _units(units: UnitNames | None) -> str | list[tuple[str, str]] | None:
    if units is None or isinstance(units, (str, PathLike)):
        return units if units is None else fspath(units)
    if not isinstance(units, Mapping):
        raise TypeError(f"units must be a CSV file or a mapping of aliases to names, not {type(units).__name__}")
    if wrong := [text for pair in units.items() for text in pair if not isinstance(text, str)]:
        raise TypeError(f"units must map text to text, not {wrong[0]!r}")
    return list(units.items())


def _delimiter(delimiter: str | None) -> str | None:
    if delimiter is not None and len(delimiter) != 1:
        raise UsageError(f"delimiter must be one character, not {delimiter!r}")
    return delimiter


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
