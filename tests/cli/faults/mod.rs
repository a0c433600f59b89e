//! What the system does to us: disks that are full, files that go away, runs that are killed, inputs without end. Each
//! run ends with an exit code of the documentation, a message that helps and bounded memory, and leaves nothing half
//! written.
//!
//! `SIPAS_LONG=1` makes the inputs without end as long as gigabytes: best with `cargo test --release`.

mod inputs;
mod kills;
mod many;
mod outputs;
mod shapes;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{Ran, command, export, finished};

/// So many KiB of addresses are enough for any input, whatever its length, on two threads.
const MEMORY: u32 = 640 * 1024;

/// Whether the long way was asked for.
fn long() -> bool {
    std::env::var_os("SIPAS_LONG").is_some()
}

/// The command within limits that a shell sets before: `ulimit -v 100000`.
fn limited(folder: &Path, limits: &str, args: &[&str]) -> Command {
    let plain = command(folder, args);
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")]).arg(plain.get_program()).args(args);
    shell.current_dir(folder).env_remove("SIPAS_LANG").env_remove("NO_COLOR").stdin(Stdio::null());
    shell
}

/// Runs it within the memory that any input may take.
fn bounded(folder: &Path, args: &[&str]) -> Ran {
    finished(&mut limited(folder, &format!("ulimit -v {MEMORY}"), args))
}

/// The same with a standard input that is written while it is read.
fn fed(folder: &Path, args: &[&str], feed: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send) -> Ran {
    let mut command = limited(folder, &format!("ulimit -v {MEMORY}"), args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = io::BufWriter::with_capacity(1 << 16, child.stdin.take().unwrap());
    let output = std::thread::scope(|scope| {
        // Whoever has read enough closes the pipe.
        scope.spawn(move || match feed(&mut stdin) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => panic!("{error}"),
            _ => (),
        });
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        code: output.status.code().expect("no signal ended it"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Dossiers of June, one a row, all in time.
fn dossiers(rows: usize) -> String {
    let codes: Vec<String> = (0..rows).map(|n| format!("H37.12-250602-{n:04}")).collect();
    let rows: Vec<_> = codes.iter().map(|code| [code, "02/06/2025", "10/06/2025", "06/06/2025"]).collect();
    export(&rows)
}

/// The names in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Nobody's user, as far as we may become that: the superuser may read and write everything.
fn nobody(command: &mut Command) -> bool {
    use std::os::unix::process::CommandExt;

    let superuser = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    if superuser {
        command.uid(65534).gid(65534);
        // The command may lie where nobody may go.
        let mut probe = Command::new(env!("CARGO_BIN_EXE_sipas"));
        if !probe
            .arg("--version")
            .uid(65534)
            .gid(65534)
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
        {
            println!("skipped: another user cannot run the command where it was built");
            return false;
        }
    }
    true
}
