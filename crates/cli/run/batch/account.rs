//! What a run has to say for itself: a log for people, a summary for programs. Neither has a time in it, so that a second
//! run on the same input is the same.

use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sipas_app::Source;
use sipas_core::{Report, ScoreRow, Tier, Verdict};
use sipas_render::Lang;

use crate::exit::Exit;

/// A file, as it was read or as it is written.
pub(super) struct Print {
    path: String,
    what: String,
    bytes: u64,
    sha256: String,
}

/// Everything that went into a run and came out of it.
pub(super) struct Account<'a> {
    pub(super) batch: String,
    pub(super) settings: Vec<Print>,
    pub(super) inputs: Vec<Print>,
    pub(super) outputs: Vec<Print>,
    pub(super) report: &'a Report,
    pub(super) exit: Exit,
}

impl Print {
    /// Of a file on the disk.
    pub(super) fn of_file(path: &Path, what: &str) -> Result<Print> {
        let mut hash = Sha256::new();
        let read = File::open(path).and_then(|mut file| io::copy(&mut file, &mut hash));
        let bytes = read.with_context(|| path.display().to_string())?;
        Ok(Print { path: shown(path), what: what.to_owned(), bytes, sha256: hex(hash) })
    }

    /// Of an input.
    pub(super) fn of_source(source: &Source) -> Result<Option<Print>> {
        let Some(path) = source.path() else { return Ok(None) };
        let print = Print::of_file(path, source.kind.name())?;
        Ok(Some(Print { path: source.shown.clone(), ..print }))
    }

    /// Of bytes that are to be written.
    pub(super) fn of_bytes(path: &Path, what: &str, bytes: &[u8]) -> Print {
        Print { path: shown(path), what: what.to_owned(), bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }

    fn json(&self, what: &str) -> Value {
        json!({ "path": self.path, what: self.what, "bytes": self.bytes, "sha256": self.sha256 })
    }
}

impl Account<'_> {
    /// For programs.
    pub(super) fn summary(&self) -> Vec<u8> {
        let all = |prints: &[Print], what| prints.iter().map(|print| print.json(what)).collect::<Vec<_>>();
        let commitments = self.report.plan.as_ref().map(|_| {
            let [met, missed, undecided] = self.commitments();
            json!({ "met": met, "missed": missed, "undecided": undecided })
        });
        let summary = json!({
            "schema": "sipas.batch/1",
            "generator": concat!("sipas ", env!("CARGO_PKG_VERSION")),
            "batch": self.batch,
            "period": self.report.period,
            "as_of": self.report.period.as_of().datetime().format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
            "baseline": self.report.baseline,
            "settings": all(&self.settings, "kind"),
            "inputs": all(&self.inputs, "kind"),
            "outputs": all(&self.outputs, "format"),
            "commitments": commitments,
            "exit": self.exit.code(),
        });
        format!("{summary:#}\n").into_bytes()
    }

    /// For people.
    pub(super) fn log(&self, lang: Lang) -> Vec<u8> {
        let mut log = String::new();
        let period = &self.report.period;
        let mut line = |text: String| {
            let _ = writeln!(log, "{}", text.replace(char::is_control, "\u{fffd}"));
        };
        line(lang.pick(format!("Chạy theo {}", self.batch), format!("Run of {}", self.batch)));
        let (of, at) = (lang.period(period), lang.moment(period.as_of()));
        line(lang.pick(format!("Kỳ {of}, tính đến {at}"), format!("Period {of}, as of {at}")));
        if let Some(baseline) = &self.report.baseline {
            let of = lang.period(baseline);
            line(lang.pick(format!("So sánh với kỳ {of}"), format!("Compared with {of}")));
        }
        line(String::new());
        line(lang.pick("Đã đọc", "Read").to_owned());
        for input in &self.report.inputs {
            let n = |n: u64| lang.count(n);
            let [rows, accepted] = [n(input.rows), n(input.accepted)];
            let [rejected, duplicates, skipped] = [n(input.rejected), n(input.duplicates), n(input.skipped)];
            line(lang.pick(
                format!(
                    "  {}: {rows} dòng, hợp lệ {accepted}, lỗi {rejected}, trùng {duplicates}, bỏ qua {skipped}",
                    input.path
                ),
                format!(
                    "  {}: {rows} rows, {accepted} accepted, {rejected} rejected, {duplicates} duplicates, {skipped} skipped",
                    input.path
                ),
            ));
        }
        line(String::new());
        line(lang.pick("Đã ghi", "Written").to_owned());
        for output in &self.outputs {
            line(format!("  {}: {}, {} byte", output.path, output.what, lang.count(output.bytes)));
        }
        if self.report.plan.is_some() {
            let [met, missed, undecided] = self.commitments();
            let ids = if missed.is_empty() { String::new() } else { format!(" ({})", missed.join(", ")) };
            let [met, lost, open] = [&met, &missed, &undecided].map(Vec::len);
            line(String::new());
            line(lang.pick(
                format!("Cam kết: {met} đạt, {lost} không đạt{ids}, {open} chưa kết luận được"),
                format!("Commitments: {met} met, {lost} missed{ids}, {open} undecided"),
            ));
        }
        log.into_bytes()
    }

    /// The commitments on the whole by their ids: met, missed, undecided.
    fn commitments(&self) -> [Vec<&str>; 3] {
        let commitment = |row: &ScoreRow<'_>| row.target.tier == Tier::Commitment;
        let mut sorted = [Vec::new(), Vec::new(), Vec::new()];
        for row in self.report.scores(self.report.whole()).filter(commitment) {
            let at = match row.verdict {
                Verdict::Met => 0,
                Verdict::Missed => 1,
                Verdict::NoData | Verdict::NotMeasurable => 2,
            };
            sorted[at].push(row.target.id.as_str());
        }
        sorted
    }
}

/// With slashes on every system, so that a summary is the same wherever it is made.
fn shown(path: &Path) -> String {
    let parts: PathBuf = path.components().collect();
    parts.display().to_string().replace('\\', "/")
}

/// The fingerprint of bytes.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(bytes);
    hex(hash)
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
