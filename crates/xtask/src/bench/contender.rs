use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sipas_bench::Figures;

/// Where everything is that takes part.
pub(crate) struct Bench {
    pub(crate) sipas: PathBuf,
    pub(crate) python: PathBuf,
    pub(crate) folder: PathBuf,
    pub(crate) rounds: usize,
}

/// A command that does the work, and where it leaves its answer.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) command: Vec<OsString>,
    pub(crate) answer: Answer,
}

impl Contender {
    /// The file that what it says goes to, if that is its answer.
    pub(crate) fn stdout(&self) -> Option<&Path> {
        match &self.answer {
            Answer::Report(path) => Some(path),
            Answer::BenchTable(_) | Answer::None => None,
        }
    }
}

pub(crate) enum Answer {
    /// A report in JSON, said on the standard output: no contender's answer is put on the disk for good, as a file of `-o` is.
    Report(PathBuf),
    /// A table in CSV, written to a file.
    BenchTable(PathBuf),
    /// It only shows a limit.
    None,
}

/// The work: which exports, by what, and whether one dossier may stand in several rows.
pub(crate) struct Work<'w> {
    pub(crate) exports: &'w [PathBuf],
    pub(crate) by: &'w [&'w str],
    pub(crate) duplicates: bool,
}

impl Bench {
    /// sipas, on all processors or on one.
    pub(crate) fn sipas(&self, name: &'static str, work: &Work<'_>, threads: Option<usize>) -> Contender {
        let answer = self.folder.join(format!("{}.json", name.replace(' ', "-")));
        let mut command = vec![self.sipas.clone().into_os_string(), "report".into()];
        command.extend(work.exports.iter().map(Into::into));
        let by = work.by.join(",");
        command.extend(
            ["--period", "2025", "--by", &by, "--plan", "none", "--format", "json", "--quiet"]
                .map(Into::into),
        );
        if !work.duplicates {
            command.push("--assume-unique".into());
        }
        if let Some(threads) = threads {
            command.extend(["--threads".into(), threads.to_string().into()]);
        }
        Contender { name, command, answer: Answer::Report(answer) }
    }

    /// DuckDB or polars, each by its script.
    pub(crate) fn peer(&self, name: &'static str, work: &Work<'_>) -> Contender {
        let answer = self.folder.join(format!("{name}.csv"));
        let script = format!("benches/peers/with_{}.py", name.to_lowercase());
        let mut command = vec![self.python.clone().into_os_string(), script.into()];
        command.extend(work.exports.iter().map(Into::into));
        command.extend(["--by".into(), work.by.join(",").into(), "-o".into(), answer.clone().into()]);
        if work.duplicates {
            command.push("--last".into());
        }
        Contender { name, command, answer: Answer::BenchTable(answer) }
    }
}

/// The line ends of a file, counted by the system's own tool: what reading costs at the least.
pub(crate) fn line_count(export: &Path) -> Contender {
    Contender { name: "wc -l", command: vec!["wc".into(), "-l".into(), export.into()], answer: Answer::None }
}

impl Answer {
    pub(crate) fn figures(&self, by: &[&str]) -> Result<Option<Figures>> {
        Ok(match self {
            Answer::Report(path) => Some(Figures::of_report(path, by)?),
            Answer::BenchTable(path) => Some(Figures::of_table(path, by)?),
            Answer::None => None,
        })
    }

    pub(crate) fn remove(&self) -> Result<()> {
        match self {
            Answer::Report(path) | Answer::BenchTable(path) => Ok(std::fs::remove_file(path)?),
            Answer::None => Ok(()),
        }
    }
}
