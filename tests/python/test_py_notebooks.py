"""The notebooks run from their first cell to their last, wherever the package is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
import sipas

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
NOTEBOOKS = sorted((Path(sipas.__file__).parent / "notebooks").glob("*.ipynb"))


def test_there_are_two() -> None:
    assert len(NOTEBOOKS) == 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("polars", "altair", "ipykernel"):
        pytest.importorskip(extra)
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "kept without outputs"
    nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = str([cell.get("outputs") for cell in notebook.cells])
    assert "text/html" in shown and ("sipas-chart" in shown or "vega" in shown)
