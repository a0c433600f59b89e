use std::io::Read;

use indicatif::{ProgressBar, ProgressStyle};

/// How much has been read: a bar on a terminal, nothing anywhere else.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar over so many bytes; 0 where nobody knows.
    pub(crate) fn new(bytes: u64, hidden: bool) -> Progress {
        // indicatif itself draws on a terminal only.
        let bar = if hidden { ProgressBar::hidden() } else { ProgressBar::new(bytes) };
        let template =
            if bytes > 0 { "{wide_bar} {bytes}/{total_bytes} {msg}" } else { "{spinner} {bytes} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar }
    }

    /// Counts so many bytes more.
    pub(crate) fn add(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// Counts what is read of a file of that name.
    pub(crate) fn of(&self, name: &str, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        self.bar.set_message(name);
        Box::new(self.bar.wrap_read(reader))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
