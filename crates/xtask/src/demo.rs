use anyhow::Result;

use crate::sh;

/// The main job on the sample exports: a quarter of one board.
pub(crate) fn run() -> Result<()> {
    let cargo = ["run", "--release", "--quiet", "--locked", "--bin", "sipas", "--"];
    sh::run(sh::cargo().args(cargo).args(arguments()))
}

/// What the command is asked.
pub(crate) fn arguments() -> impl Iterator<Item = String> {
    let file = |name: &str| format!("tests/data/samples/{name}");
    let inputs = [("--pakn", "pakn.csv"), ("--procedures", "procedures.csv"), ("--survey", "survey.csv")];
    let inputs = inputs.into_iter().flat_map(move |(flag, name)| [flag.to_owned(), file(name)]);
    let first = ["report".to_owned(), file("dossiers")];
    first.into_iter().chain(inputs).chain(["--period", "2025-Q2", "--by", "unit"].map(str::to_owned))
}
