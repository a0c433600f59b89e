//! Running the command, and looking at what came of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Its result, after an exit that leaves one.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// All of it, for a snapshot.
    pub(crate) fn shown(&self) -> String {
        let said = |text: &str| text.trim_end().to_owned();
        format!("exit {}\n--- stdout\n{}\n--- stderr\n{}", self.code, said(&self.stdout), said(&self.stderr))
    }
}

/// The names of all output formats.
pub(crate) fn formats() -> Vec<&'static str> {
    sipas_app::formats::all().map(|format| format.name).collect()
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the test data.
pub(crate) fn data(folder: &str) -> PathBuf {
    root().join("tests/data").join(folder)
}

/// The command, in a folder, in an environment that says nothing.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sipas"));
    command.current_dir(folder).args(args).env_remove("SIPAS_LANG").env_remove("NO_COLOR");
    command.stdin(Stdio::null());
    command
}

/// Runs the command in a folder.
pub(crate) fn sipas_in(folder: &Path, args: &[&str]) -> Ran {
    finished(&mut command(folder, args))
}

/// Runs the command among the samples.
pub(crate) fn sipas(args: &[&str]) -> Ran {
    sipas_in(&data("samples"), args)
}

/// Runs a command that may have been given more.
pub(crate) fn finished(command: &mut Command) -> Ran {
    let output = command.output().expect("the command was built");
    let text = |bytes| String::from_utf8(bytes).expect("text is UTF-8");
    let code = output.status.code().expect("no signal ended it");
    Ran { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The words of a line, as they are typed.
pub(crate) fn typed(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// A folder of its own for a test.
pub(crate) fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// An export of dossiers with as many rows as given: code, received, due, finished.
pub(crate) fn export(rows: &[[&str; 4]]) -> String {
    let mut text = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n".to_owned();
    for row in rows {
        text += &(row.join(",") + "\n");
    }
    text
}

/// The count of a report's first group.
pub(crate) fn count(report: &Value, name: &str) -> u64 {
    report["groups"][0]["dossiers"][name].as_u64().unwrap_or_else(|| panic!("no count {name}: {report}"))
}
