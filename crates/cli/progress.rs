use indicatif::{ProgressBar, ProgressStyle};
use sipas_app::Watch;

/// How much has been read: a bar on a terminal, nothing anywhere else.
#[derive(Debug)]
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
}

impl Watch for Progress {
    fn begins(&self, shown: &str) {
        let name: String = shown.chars().filter(|c| !c.is_control()).collect();
        self.bar.set_message(name);
    }

    fn read(&self, bytes: u64) {
        self.bar.inc(bytes);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
