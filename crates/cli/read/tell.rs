//! What is to be said of the inputs beside the report.

use sipas_intake::{IssueCode, RowLine, Severity};

use super::{Job, Loaded};
use crate::inputs;
use crate::messages::Messages;

impl Loaded<'_> {
    pub(super) fn tell(&self, job: &Job, messages: Messages) {
        let lang = messages.lang;
        self.notes.iter().for_each(|note| messages.note(note));
        let plain = self.files.iter().all(|file| file.workbook.is_none() && file.refused.is_none());
        if let Some(sheet) = job.sheet.as_deref().filter(|_| plain) {
            messages.warning(&lang.pick(
                format!("--sheet {sheet}: không đầu vào nào là bảng tính"),
                format!("--sheet {sheet}: no input is a workbook"),
            ));
        }
        for file in &self.files {
            match &file.refused {
                Some(refused) => messages.error(refused),
                None if file.profile.is_none() && !job.profiles.is_empty() => messages.note(&lang.pick(
                    format!("{}: không tệp cấu hình nào khớp tiêu đề; đọc như bản xuất thường", file.shown),
                    format!("{}: no profile fits its headers; read as a usual export", file.shown),
                )),
                None => {}
            }
        }
        for input in self.data.inputs() {
            // A file that is cut, or has no row, is said to be so; what else is doubtful stands in the report.
            for code in [
                IssueCode::HeaderAlone,
                IssueCode::RowCut,
                IssueCode::HeaderNear,
                IssueCode::HeaderBlank,
                IssueCode::HeaderDiffer,
                IssueCode::BandAlone,
                IssueCode::TotalDiffers,
                IssueCode::HeaderTwice,
                IssueCode::HeaderAgain,
                IssueCode::Band,
            ] {
                if let Some(issue) = input.log.issues().iter().find(|issue| issue.code == code) {
                    let (vi, en) = code.texts();
                    let bare = matches!(code, IssueCode::HeaderAlone | IssueCode::RowCut);
                    let what = [&issue.column, &issue.value, &issue.expected];
                    let what: Vec<_> = what
                        .into_iter()
                        .filter(|part| !part.is_empty())
                        .map(|part| format!("{part:?}"))
                        .collect();
                    let what = if bare || what.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", what.join(", "))
                    };
                    let said = lang.pick(
                        format!("{}: dòng {}: {vi}{what}", input.path, issue.line),
                        format!("{}: line {}: {en}{what}", input.path, issue.line),
                    );
                    match code.severity() {
                        Severity::Note if code != IssueCode::HeaderAlone => messages.note(&said),
                        _ => messages.warning(&said),
                    }
                }
            }
        }
        for input in self.data.summaries().into_iter().filter(|input| input.rejected > 0) {
            messages.warning(&lang.pick(
                format!("{}: {} dòng bị từ chối trong {}", input.path, input.rejected, input.rows),
                format!("{}: {} of {} rows rejected", input.path, input.rejected, input.rows),
            ));
        }
        let across = |row: &RowLine| row.kept.is_some_and(|kept| kept.input != row.place.input);
        if !inputs::in_natural_order(&job.sources) && self.data.duplicates().any(|row| across(&row)) {
            messages.note(lang.pick(
                "các tệp được đọc theo thứ tự nêu ra, không phải thứ tự số của tên; mã có ở nhiều tệp lấy ở tệp nêu sau",
                "files are read in the order named, which is not the natural order of their names; a code of several \
                 files is taken from the one named last",
            ));
        }
    }
}
