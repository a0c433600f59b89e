"""What can be read, whatever it is: paths, patterns, addresses, bytes, open files, frames."""

from __future__ import annotations

import glob
import importlib
import importlib.util
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath
from typing import Any, TypeAlias

from sipas.errors import FrameTypeError, MissingPackageError, UsageError
from sipas.table import library

Given: TypeAlias = tuple[str, bytes | None, Any]
"""A path; or a name, and the bytes or the frame under it."""

_FRAMES = (".parquet", ".pq", ".feather", ".arrow", ".ipc")


def given(what: Iterable[Any], encoding: str | None = None) -> list[Given]:
    """Everything that is named, one after another, each under a name of its own."""
    found = [one for each in what for one in _one(each, None, encoding)]
    if not found:
        raise UsageError("no file, folder, pattern, frame or bytes is named")
    taken: dict[str, int] = {}
    for n, (name, content, frame) in enumerate(found):
        if content is None and frame is None:
            continue
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            found[n] = (f"{name} {taken[name]}", content, frame)
    return found


def _one(what: Any, name: str | None, encoding: str | None) -> Iterator[Given]:
    if isinstance(what, (str, PathLike)):
        yield from _path(os.fsdecode(fspath(what)), encoding)
    elif isinstance(what, (bytes, bytearray, memoryview)):
        yield _content(bytes(what), name or "bytes")
    elif isinstance(what, Mapping):
        for key, value in what.items():
            yield from _one(value, str(key), encoding)
    elif hasattr(what, "read") and not hasattr(what, "__arrow_c_stream__"):
        yield _content(_read(what, encoding), name or _name_of(what))
    elif isinstance(what, (list, tuple, set, frozenset, Iterator)):
        for each in what:
            yield from _one(each, name, encoding)
    else:
        yield name or "frame", None, arrow(what)


def _path(path: str, encoding: str | None) -> Iterator[Given]:
    if "://" in path:
        fsspec: Any = library("fsspec", "fsspec")
        for file in fsspec.open_files(path, "rb"):
            with file as opened:
                yield _content(opened.read(), str(file.path).rsplit("/", 1)[-1])
        return
    path = os.path.expanduser(path)
    if os.path.isdir(path):
        inside = sorted(name for name in os.listdir(path) if name.lower().endswith(_FRAMES) and name[0] not in ".~")
        frames = [os.path.join(path, name) for name in inside]
        if not frames or len(inside) < len(os.listdir(path)):
            yield path, None, None
    elif path.lower().endswith(_FRAMES):
        frames = [path] if os.path.exists(path) else sorted(glob.glob(path, recursive=True))
        if not frames:
            raise FileNotFoundError(f"{path}: no such file")
    else:
        frames = []
        yield path, None, None
    for file in frames:
        yield file, None, _columns(file)


def _content(content: bytes, name: str) -> Given:
    if content[:4] == b"PAR1" or content[:6] == b"ARROW1":
        return name, None, _columns(io.BytesIO(content), is_parquet=content[:4] == b"PAR1")
    return name, content, None


def _columns(file: Any, *, is_parquet: bool | None = None) -> Any:
    """A file of columns as a frame, by whichever library is there."""
    if is_parquet is None:
        is_parquet = str(file).lower().endswith((".parquet", ".pq"))
    if importlib.util.find_spec("pyarrow") is not None:
        if is_parquet:
            return arrow(importlib.import_module("pyarrow.parquet").read_table(file))
        return arrow(importlib.import_module("pyarrow.feather").read_table(file))
    if importlib.util.find_spec("polars") is not None:
        polars = importlib.import_module("polars")
        return arrow(polars.read_parquet(file) if is_parquet else polars.read_ipc(file))
    raise MissingPackageError(
        "Parquet and Arrow files need pyarrow or polars: pip install 'sipas[polars]'", name="pyarrow"
    )


def _read(file: Any, encoding: str | None) -> bytes:
    content = file.read()
    if isinstance(content, str):
        return content.encode(encoding or "utf-8")
    if not isinstance(content, (bytes, bytearray, memoryview)):
        raise FrameTypeError(f"expected a file whose read() gives text or bytes, not {type(content).__name__}")
    return bytes(content)


def _name_of(file: Any) -> str:
    name = getattr(file, "name", None)
    return name if isinstance(name, str) and name else "file"


def arrow(frame: Any) -> Any:
    """A frame that speaks Arrow, with columns that Arrow can hold."""
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__"):
        return _plain(frame)
    readable = "a path, bytes, an open file, a frame with __arrow_c_stream__ or a lazy one"
    message = f"expected {readable}, not {type(frame).__name__}"
    if frame is None or isinstance(frame, (bool, int, float)):
        raise FrameTypeError(message)
    if type(frame).__module__.partition(".")[0] == "pandas" and hasattr(frame, "dtypes") and hasattr(frame, "columns"):
        # pandas before 2.2 does not speak Arrow itself.
        return library("pyarrow", "pandas").Table.from_pandas(_plain(frame))
    narwhals = library("narwhals", "frames")
    try:
        native = narwhals.from_native(frame)
    except TypeError as error:
        raise FrameTypeError(message) from error
    whole = (native.collect() if hasattr(native, "collect") else native).to_native()
    # What is not lazy and speaks no Arrow yet is a frame of pandas, or says itself what it is made of.
    return arrow(whole) if hasattr(whole, "columns") and whole is not frame else _plain(whole)


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
    pyarrow = library("pyarrow", "pandas")
    try:
        pyarrow.array(column, from_pandas=True)
    except pyarrow.ArrowException:
        return False
    return True
