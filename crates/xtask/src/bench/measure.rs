//! One process, and what it took.

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use wait4::Wait4;

use super::contender::Contender;
use crate::sh;

/// The task that [`take`] starts this program as.
pub(crate) const TASK: &str = "measured";

/// Stands for no file: what the command says is told.
const TOLD: &str = "-";

/// What one process took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Took {
    /// Seconds from its start to its end.
    pub(crate) wall: f64,
    /// Seconds of the work alone where it tells them, such as a query without Python's own start.
    pub(crate) work: f64,
    /// Seconds of all processors, the system's among them.
    pub(crate) cpu: f64,
    /// Bytes of memory at the most.
    pub(crate) peak: u64,
}

/// Runs a contender's command and measures it.
///
/// A process begins with the peak of the one that starts it, so that a small one is put between: this program anew,
/// which has read nothing yet.
pub(crate) fn take(contender: &Contender) -> Result<Took> {
    let command = &contender.command;
    let into = contender.stdout().unwrap_or(Path::new(TOLD));
    let told = sh::command(std::env::current_exe()?).arg(TASK).arg(into).args(command).output()?;
    let complaint = String::from_utf8_lossy(&told.stderr);
    let shown = command.join(&OsString::from(" "));
    ensure!(told.status.success(), "{complaint}\nfailed: {}", shown.to_string_lossy());
    let said = String::from_utf8(told.stdout)?;
    let lines = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect::<Vec<Value>>();
    let own = lines.last().context("nothing was measured")?;
    let number = |value: &Value, name: &str| value[name].as_f64();
    let wall = number(own, "wall").context("no time was measured")?;
    Ok(Took {
        wall,
        work: number(&lines[0], "seconds").unwrap_or(wall),
        cpu: number(own, "cpu").context("no processor time was measured")?,
        peak: own["peak"].as_u64().context("no memory was measured")?,
    })
}

/// The process between: starts the command, waits, and says what it took.
pub(crate) fn between(words: impl Iterator<Item = String>) -> Result<()> {
    let words: Vec<String> = words.collect();
    let (into, command) = words.split_first().context("no file")?;
    let (program, arguments) = command.split_first().context("no command")?;
    let mut command = Command::new(program);
    command.args(arguments);
    if into != TOLD {
        // Made before the time begins, since to throw away an older answer takes some.
        command.stdout(File::create(into).with_context(|| into.clone())?);
    }
    let begun = Instant::now();
    let mut child = command.spawn().with_context(|| program.clone())?;
    let end = child.wait4()?;
    let wall = begun.elapsed().as_secs_f64();
    ensure!(end.status.success(), "{program}: {}", end.status);
    let cpu = (end.rusage.utime + end.rusage.stime).as_secs_f64();
    sh::print(&json!({"wall": wall, "cpu": cpu, "peak": end.rusage.maxrss}).to_string());
    Ok(())
}
