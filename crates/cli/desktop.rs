//! What a program does that was started by a click rather than typed.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use sipas_render::Lang;

/// Opens a page in the browser, where somebody sits before a desktop; whether it could be asked for.
pub(crate) fn open(page: &Path) -> bool {
    let has = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !io::stdin().is_terminal() {
        return false;
    }
    let opener = match std::env::consts::OS {
        "windows" => "explorer",
        "macos" => "open",
        _ if has("DISPLAY") || has("WAYLAND_DISPLAY") => "xdg-open",
        _ => return false,
    };
    let quiet = Command::new(opener)
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    quiet.is_ok()
}

/// Windows closes the window of a program that was started by a click as soon as it ends: it waits until what it said was
/// read.
pub(crate) fn keep_the_window(lang: Lang) {
    if !cfg!(windows) || !io::stdin().is_terminal() || is_in_a_shell(|name| std::env::var(name).ok()) {
        return;
    }
    let _ = write!(
        io::stderr(),
        "{}",
        lang.pick("\nNhấn Enter để đóng cửa sổ này. ", "\nPress Enter to close this window. ")
    );
    let _ = io::stdin().read_line(&mut String::new());
}

/// Whether a shell started the program, by what shells of Windows leave in the environment: cmd its prompt, PowerShell
/// the user's own modules before those of the machine, shells out of Unix their name.
fn is_in_a_shell(variable: impl Fn(&str) -> Option<String>) -> bool {
    let modules = variable("PSModulePath").unwrap_or_default();
    ["PROMPT", "SHELL"].into_iter().any(|name| variable(name).is_some()) || modules.split(';').count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_is_told_from_a_click() {
        const MACHINE: &str =
            r"C:\Program Files\WindowsPowerShell\Modules;C:\Windows\system32\WindowsPowerShell\v1.0\Modules";
        let with = |set: &'static [(&str, &str)]| {
            is_in_a_shell(move |name| {
                set.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(!with(&[]));
        assert!(!with(&[("PSModulePath", MACHINE)]));
        assert!(with(&[("PSModulePath", MACHINE), ("PROMPT", "$P$G")]));
        assert!(with(&[("PSModulePath", r"C:\Users\a\Documents\WindowsPowerShell\Modules;b;c")]));
    }
}
