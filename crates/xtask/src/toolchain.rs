//! Other compilers than the one at work: the nightly one, which sanitizers and fuzzing want and nothing else does, and
//! the oldest that is promised.

use std::path::Path;
use std::process::Command;

use crate::sh;

/// A compiler by the name that rustup knows it by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toolchain(pub(crate) &'static str);

pub(crate) const NIGHTLY: Toolchain = Toolchain("nightly");

impl Toolchain {
    /// Its cargo, undisturbed by the one that runs this.
    pub(crate) fn cargo(self) -> Command {
        self.program("cargo")
    }

    /// Why it cannot be used, if it cannot.
    pub(crate) fn missing(self) -> Option<String> {
        let Toolchain(name) = self;
        let there = self.cargo().arg("--version").output().is_ok_and(|output| output.status.success());
        (!there).then(|| format!("there is no Rust {name}: rustup toolchain install {name}"))
    }

    /// Whether it has a component, such as `miri`.
    pub(crate) fn has(self, component: &str) -> bool {
        let mut list = sh::command("rustup");
        list.args(["component", "list", "--installed", "--toolchain", self.0]);
        let has =
            |output: &[u8]| String::from_utf8_lossy(output).lines().any(|line| line.starts_with(component));
        list.output().is_ok_and(|output| has(&output.stdout))
    }

    /// The machine that it runs on, as it names it.
    pub(crate) fn host(self) -> Option<String> {
        let output = self.program("rustc").arg("-vV").output().ok()?;
        let said = String::from_utf8(output.stdout).ok()?;
        said.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
    }

    fn program(self, program: &str) -> Command {
        let mut command = sh::command("rustup");
        command.args(["run", self.0, program]).env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        command
    }
}

/// Whether the compiler at work can build for a target.
pub(crate) fn has_target(target: &str) -> bool {
    let asked = sh::command("rustc").args(["--print", "target-libdir", "--target", target]).output();
    asked.is_ok_and(|output| {
        output.status.success() && Path::new(String::from_utf8_lossy(&output.stdout).trim()).exists()
    })
}
