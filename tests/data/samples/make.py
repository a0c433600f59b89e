"""Write the samples anew: `python3 tests/data/samples/make.py`. Same bytes every time.

One invented quarter (April to June 2025) of one border-gate economic-zone board. Nothing here is a
person, a case or a figure of anywhere: the lives are drawn with a fixed seed, and `notable.csv`
tells, file by file and line by line, what the odd rows are.
"""

from pathlib import Path

from basis import Lines
from catalogue import write_procedures
from exports import write_dossiers
from lives import all_lives
from voices import write_pakn, write_survey

FOLDER = Path(__file__).parent


def main():
    (FOLDER / "dossiers").mkdir(exist_ok=True)
    notable = write_dossiers(FOLDER, all_lives())
    notable += write_pakn(FOLDER) + write_procedures(FOLDER) + write_survey(FOLDER)
    lines = Lines("notable.csv", ",", "\n")
    for row in [["file", "line", "code", "what"], *notable]:
        lines.add([part.strip() for part in row])
    (FOLDER / "notable.csv").write_bytes(lines.text().encode())


if __name__ == "__main__":
    main()
