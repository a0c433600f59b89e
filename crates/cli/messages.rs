use std::io::{self, IsTerminal, Write};

use sipas_render::Lang;

use crate::args::{ColorChoice, CommonArgs};

/// All that is said beside the result: it goes to the standard error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages {
    pub(crate) lang: Lang,
    pub(crate) quiet: bool,
    color: bool,
}

impl Messages {
    pub(crate) fn new(common: &CommonArgs, lang: Lang) -> Messages {
        let color = colors(common.color, io::stderr().is_terminal());
        Messages { lang, quiet: common.quiet, color }
    }

    /// For what goes wrong before the command line is understood.
    pub(crate) fn plain(lang: Lang) -> Messages {
        Messages { lang, quiet: false, color: false }
    }

    /// What was not done.
    pub(crate) fn error(self, text: &str) {
        self.say(self.lang.pick("lỗi", "error"), "31", text);
    }

    /// What was done, but wants a look.
    pub(crate) fn warning(self, text: &str) {
        self.say(self.lang.pick("cảnh báo", "warning"), "33", text);
    }

    /// Writes a note.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            self.say(self.lang.pick("ghi chú", "note"), "36", text);
        }
    }

    /// What came of a run whose results are files: whatever is quiet, it is said.
    pub(crate) fn say_result(self, text: &str) {
        self.say(self.lang.pick("xong", "done"), "32", text);
    }

    fn say(self, label: &str, color: &str, text: &str) {
        let text = harmless(text);
        let label = if self.color { format!("\x1b[1;{color}m{label}:\x1b[0m") } else { format!("{label}:") };
        // Where nobody listens there is nobody to tell.
        let _ = writeln!(io::stderr(), "{label} {text}");
    }
}

/// Whether to colour what goes to a stream.
pub(crate) fn colors(choice: ColorChoice, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // https://no-color.org
        ColorChoice::Auto => {
            terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
        }
    }
}

/// How a message begins.
const LABELS: [&str; 8] = ["lỗi", "cảnh báo", "ghi chú", "xong", "error", "warning", "note", "done"];

/// File names and values come from anybody: none of their control characters reaches a terminal, nor what turns the
/// direction of reading, nor a line that looks like a message of its own.
fn harmless(text: &str) -> String {
    let is_message = |line: &str| {
        let line = line.trim_start();
        LABELS.iter().any(|label| line.strip_prefix(label).is_some_and(|rest| rest.starts_with(':')))
    };
    let mut lines = text.split('\n');
    let mut whole = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        whole.push(if is_message(line) { '\u{fffd}' } else { '\n' });
        whole += line;
    }
    let text = whole;
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.trim_end()
        .chars()
        .map(|c| if c != '\n' && c.is_control() || turns(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_said() {
        assert_eq!(harmless("a\x1b[2Jb\u{9b}c\u{202e}d\r\n"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d");
        assert_eq!(harmless("Tổng\ncộng"), "Tổng\ncộng");
        assert_eq!(harmless("a\nlỗi: b\n  warning: c"), "a\u{fffd}lỗi: b\u{fffd}  warning: c");
    }
}
