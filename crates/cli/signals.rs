//! A run that is told to end leaves nothing unfinished behind, neither half an output nor rows with names in them.

#[cfg(unix)]
pub(crate) fn clean_up_before_the_end() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let heeded = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal));
    // Without it all goes on as before: what is unfinished has no name on most systems.
    let Ok(mut signals) = Signals::new(heeded) else { return };
    let wait = move || {
        for signal in &mut signals {
            let _unfinished = sipas_csv::remove_unfinished();
            let _ = emulate_default_handler(signal);
        }
    };
    let _ = std::thread::Builder::new().spawn(wait);
}

/// Whether whoever began the run wants it to live through that signal, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[cfg(not(unix))]
pub(crate) fn clean_up_before_the_end() {}
