"""What is wrong is said in words that help."""

from __future__ import annotations

import pickle
import re
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import sipas


def test_errors_stand_in_one_tree_and_can_be_pickled() -> None:
    for name in sipas.errors.__all__:
        assert issubclass(getattr(sipas.errors, name), sipas.SipasError)
        assert getattr(sipas.errors, name).__doc__
    with pytest.raises(sipas.RefusedError) as caught:
        sipas.read_csv("tests/data/samples/pakn.csv")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.path, again.reason, str(again)) == (
        caught.value.path,
        caught.value.reason,
        str(caught.value),
    )
    rate = sipas.Rate(1, 3)
    assert pickle.loads(pickle.dumps(rate)) == rate


@pytest.mark.parametrize(
    ("of", "error", "said"),
    [
        (lambda d: d.report(period="2025-13"), sipas.UsageError, "2025-06"),
        (lambda d: d.report(window="x"), sipas.UsageError, "calendar"),
        (lambda d: d.report(by=["x"]), sipas.UsageError, "unit"),
        (lambda d: d.report(by=["unit", "unit"]), sipas.UsageError, "twice"),
        (lambda d: d.report(repeat_threshold=0), sipas.UsageError, "repeat_threshold"),
        (lambda d: d.report(periods="2025"), TypeError, "periods"),
        (lambda d: d.report(period="2025", as_of="2024-01-01"), sipas.UsageError, "as-of"),
        (lambda d: d.report(plan="nowhere.toml"), FileNotFoundError, "nowhere.toml"),
        (lambda d: d.report(period="2025").rate("nothing"), sipas.UsageError, "nothing"),
        (lambda d: d.report(period="2025").rate("late_count"), sipas.UsageError, "no rate"),
        (
            lambda d: d.report(period="2025").rate("late_rate", unit="x"),
            sipas.UsageError,
            "no group",
        ),
        (lambda d: d.report(period="2025").write("x", format="pdf"), sipas.UsageError, "json"),
        (lambda d: d.classify("lates"), sipas.UsageError, "late"),
        (lambda _: sipas.read_csv("nowhere.csv"), FileNotFoundError, "nowhere.csv"),
        (
            lambda _: sipas.read_csv("tests/data/nothing-*.csv"),
            FileNotFoundError,
            "no file matches",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", encoding="x"),
            sipas.UsageError,
            "encoding",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", kind="x"),
            sipas.UsageError,
            "dossiers",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", columns={"x": "y"}),
            sipas.ProfileError,
            "x",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", profile="nowhere.toml"),
            FileNotFoundError,
            "nowhere",
        ),
        (lambda _: float(sipas.Rate(0, 0)), sipas.NoDataError, "0 of 0"),
        (lambda _: sipas.Rate(-1, 2), sipas.UsageError, "negative"),
        (lambda d: d.report(period=2025), TypeError, "period must be text, not int"),
        (lambda d: d.report(repeat_threshold="x"), TypeError, "repeat_threshold must be a whole"),
        (lambda d: d.report(calendar="x.csv"), TypeError, "WorkCalendar"),
        (
            lambda d: d.report(period="2025-05", as_of="2025-06-20"),
            sipas.UsageError,
            "end of 2025-06-20",
        ),
        (lambda d: d.report(period="2025-06", pakn=d), sipas.UsageError, "'pakn', not dossiers"),
        (lambda d: d.report(period="2025-06", survey="s.csv"), sipas.UsageError, "survey must be"),
        (lambda d: d.late(period="2025-06", procedures=d), sipas.UsageError, "procedures must be"),
        (lambda d: d.due_soon(days=-1, period="2025-06"), sipas.UsageError, "working days"),
        (lambda _: sipas.read_csv([]), sipas.UsageError, "no file"),
        (lambda _: sipas.read_csv("x.csv", on_refused="pass"), sipas.UsageError, "on_refused"),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", delimiter=";;"),
            sipas.UsageError,
            "one character",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.xlsx"),
            sipas.RefusedError,
            "sipas.read_excel",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", columns={"code": "Số lạ"}),
            sipas.RefusedError,
            '"Số lạ" (code); headers found',
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", columns={"officer": ["A", "B"]}),
            sipas.RefusedError,
            'no column "A", "B", which columns= names as officer; headers found: "Mã hồ sơ"',
        ),
        (
            lambda _: sipas.read_excel("tests/data/edge/plain.xlsx", columns={"officer": "A"}),
            sipas.RefusedError,
            "columns= names as officer",
        ),
        (
            lambda d: sipas.from_arrow(
                d.late(period="2025-06"), columns={"received_at": "recieved"}
            ),
            sipas.RefusedError,
            '"recieved" (received_at)',
        ),
        (lambda d: d.due_soon(days="2d", period="2025-06"), sipas.UsageError, "'2d'"),
        (
            lambda d: d.report(period="2025-06", plan="lang-son"),
            sipas.UsageError,
            'no plan "lang-son"; a plan is "lang-son-2025"',
        ),
        (
            lambda d: d.report(period="2025-06", plan="nowhere.toml"),
            FileNotFoundError,
            "nowhere.toml",
        ),
    ],
)
def test_errors_say_what_is_wrong(of, error, said) -> None:  # type: ignore[no-untyped-def]
    with warnings.catch_warnings(), pytest.raises(error, match=re.escape(said)):
        of(sipas.read_csv("tests/data/samples/dossiers"))


@pytest.mark.parametrize("unique", [False, True])
def test_a_dimension_whose_column_no_input_has_is_told(unique: bool) -> None:
    def read(header: str) -> sipas.Dossiers:
        return sipas.read_csv(
            "tests/data/samples/dossiers",
            dimensions={"who": header},
            assume_unique=unique,
        )

    asked: list[Callable[[sipas.Dossiers], Any]] = [
        lambda d: d.report(period="2025-06", by="who"),
        lambda d: d.reports("2025-04..2025-06", by=["unit", "who"]),
        lambda d: d.partial(period="2025-06", by="who"),
    ]
    for ask in asked:
        with pytest.raises(sipas.UsageError, match=r'no input has the column .* for "who"'):
            ask(read("Không có"))
        assert ask(read("Kênh thực hiện"))
    frame = pytest.importorskip("polars").DataFrame(
        {"Mã hồ sơ": ["H37.12-250603-0001"], "Ngày tiếp nhận": ["03/06/2025"]}
    )
    known: dict[str, Any] = {"dimensions": {"who": "Không có"}}
    for lacks in (
        lambda: sipas.from_arrow(frame, assume_unique=unique, **known).report(
            period="2025-06", by="who"
        ),
        lambda: sipas.count_arrow(frame, period="2025-06", by="who", **known),
    ):
        with pytest.raises(sipas.UsageError, match=r'no input has the column .* for "who"'):
            lacks()


def test_refused_files_can_be_passed_over() -> None:
    data = sipas.read_csv(
        ["tests/data/samples/dossiers/ho-so-thang-6.csv", "tests/data/samples/pakn.csv"],
        on_refused="skip",
    )
    assert len(data) == 375
    assert [path for path, _ in data.refused] == ["tests/data/samples/pakn.csv"]


def test_a_plot_of_units_wants_units() -> None:
    pytest.importorskip("altair")
    report = sipas.read_csv("tests/data/samples/dossiers").report(period="2025")
    with pytest.raises(sipas.UsageError, match="by="):
        report.plot.on_time_by_unit()
