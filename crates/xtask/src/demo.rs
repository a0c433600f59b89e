use anyhow::Result;

use crate::sh;

/// The main job on the sample exports: a quarter of one board.
pub(crate) fn run() -> Result<()> {
    let samples = "tests/data/samples";
    let file = |name: &str| format!("{samples}/{name}");
    sh::run(
        sh::cargo()
            .args(["run", "--release", "--quiet", "--locked", "--bin", "sipas", "--", "report"])
            .arg(file("dossiers"))
            .args([
                "--pakn",
                &file("pakn.csv"),
                "--procedures",
                &file("procedures.csv"),
                "--survey",
                &file("survey.csv"),
                "--period",
                "2025-Q2",
                "--by",
                "unit",
            ]),
    )
}
