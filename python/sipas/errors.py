"""Everything that sipas raises. A missing file is Python's own FileNotFoundError."""

from __future__ import annotations

__all__ = [
    "CalendarError",
    "FrameTypeError",
    "InternalError",
    "MissingPackageError",
    "NoDataError",
    "PlanError",
    "ProfileError",
    "RefusedError",
    "SipasError",
    "UsageError",
]


class SipasError(Exception):
    """The base of all errors of this package."""


class UsageError(SipasError, ValueError):
    """An option that makes no sense: a period of no known form, an unknown name."""


class RefusedError(SipasError, ValueError):
    """A file or a frame that is no export: no header found, a column missing, cut short.

    Single rows never raise: they are in ``dossiers.rejected``.
    """

    path: str
    """The file, as it was named; or the name of the frame."""
    reason: str
    """Why it was refused."""
    advice: str
    """What would read it all the same, if anything."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(path, reason, advice)
        self.path = path
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f"; {self.advice}" if self.advice else "")


class FrameTypeError(SipasError, TypeError):
    """What was given is no frame."""


class ProfileError(SipasError, ValueError):
    """A profile that does not hold: no TOML, an unknown field, a header given to two fields."""


class PlanError(SipasError, ValueError):
    """A plan that does not hold: no TOML, an unknown indicator, no fraction."""


class CalendarError(SipasError, ValueError):
    """A calendar that does not hold, or a question about a year that it does not cover."""


class NoDataError(SipasError, ValueError):
    """A number was asked of a rate of nothing: 0 of 0 is neither 0 % nor 100%."""


class InternalError(SipasError, RuntimeError):
    """A defect of this package: it says where in the source. Nothing was changed by the call."""


class MissingPackageError(SipasError, ImportError):
    """An optional package is not installed."""
