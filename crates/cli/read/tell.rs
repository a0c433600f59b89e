//! What is to be said of the inputs beside the report.

use std::collections::{BTreeMap, BTreeSet};

use sipas_app::exports::{PassedOver, shown};
use sipas_app::{InLang, Outcome, in_natural_order};
use sipas_core::InputSummary;
use sipas_engine::{Input, Newest, RowLine};
use sipas_intake::{Issue, IssueCode, Severity};

use super::Loaded;
use crate::messages::Messages;

impl Loaded<'_> {
    pub(super) fn tell(&self, messages: Messages) {
        let lang = messages.lang;
        // What is no export of one kind may be read as one of another.
        let read: BTreeSet<&str> = self.files().map(|file| file.shown.as_str()).collect();
        let mut not_read = Vec::new();
        for file in self.read.files.iter().filter(|file| !read.contains(file.shown.as_str())) {
            let shown = &file.shown;
            match file.outcome {
                Outcome::PassedOver(_) => messages.note(&lang.pick(
                    format!("{shown}: không có tiêu đề {}; bỏ qua trang này", file.kind.vi()),
                    format!("{shown}: no header of {}; this sheet is passed over", file.kind),
                )),
                Outcome::Hidden => messages.note(&lang.pick(
                    format!("{shown}: trang tính bị ẩn; bỏ qua, nêu --sheet để đọc"),
                    format!("{shown}: this sheet is hidden; passed over, name it by --sheet to read it"),
                )),
                Outcome::NotRead(why) => not_read.push(PassedOver { path: shown.into(), why }),
                Outcome::Read(_) | Outcome::Refused(_) => {}
            }
        }
        not_read.sort_by(|a, b| (a.why, &a.path).cmp(&(b.why, &b.path)));
        not_read.dedup();
        if let Some((count, reasons)) = reasons(&not_read, messages) {
            messages.note(&lang.pick(
                format!("bỏ qua {count} tệp trong tệp nén ({reasons})"),
                format!("{count} files of archives are passed over ({reasons})"),
            ));
        }
        let options = self.job.reader.options();
        let plain = self.files().all(|file| file.workbook.is_none() && file.refused().is_none());
        if let Some(sheet) = options.sheet.as_deref().filter(|_| plain) {
            messages.warning(&lang.pick(
                format!("--sheet {sheet}: không đầu vào nào là bảng tính"),
                format!("--sheet {sheet}: no input is a workbook"),
            ));
        }
        for file in self.files() {
            match file.refused() {
                Some(refused) => {
                    let said = refused.in_lang(lang);
                    messages.error(&match refused.code().filter(|_| self.job.can_accept) {
                        Some(code) => lang.pick(
                            format!("{said}; vẫn đọc như ghi trong tệp thì thêm --accept {}", code.name()),
                            format!(
                                "{said}; to read it as it stands all the same add --accept {}",
                                code.name()
                            ),
                        ),
                        None => said,
                    });
                }
                None if file.profile.is_none() && !self.job.profiles().is_empty() => {
                    messages.note(&lang.pick(
                        format!(
                            "{}: không tệp cấu hình nào khớp tiêu đề; đọc như tệp kết xuất thường",
                            file.shown
                        ),
                        format!("{}: no profile fits its headers; read as a usual export", file.shown),
                    ));
                }
                None => {}
            }
        }
        self.data.inputs().iter().for_each(|input| tell_issues(input, messages));
        let mut doubts: BTreeMap<(IssueCode, usize), (Issue, u64)> = BTreeMap::new();
        for (input, doubt) in self.data.code_doubts() {
            doubts.entry((doubt.code, input)).or_insert((doubt, 0)).1 += 1;
        }
        let path = |input: usize| self.data.inputs().get(input).map_or("", |input| &input.path);
        for ((_, input), (first, count)) in doubts {
            tell_first(path(input), &first, count, messages, Messages::warning);
        }
        self.tell_rejected(messages);
        for (input, code, count) in self.data.snapshot_doubts() {
            let ((vi, en), path) = (code.texts(), path(input));
            messages.warning(
                &lang.pick(format!("{path}: {count} dòng: {vi}"), format!("{path}: {count} rows: {en}")),
            );
        }
        let across = |row: &RowLine| row.kept.is_some_and(|kept| kept.input != row.place.input);
        let as_named = options.newest == Newest::AsNamed && !in_natural_order(&self.job.sources);
        if as_named && self.data.duplicates().any(|row| across(&row)) {
            messages.note(lang.pick(
                "các tệp được đọc theo thứ tự nêu ra, không phải thứ tự số của tên; mã có ở nhiều tệp lấy ở tệp nêu sau",
                "files are read in the order named, which is not the natural order of their names; a code of several \
                 files is taken from the one named last",
            ));
        }
    }

    /// How many rows of each input are rejected, and how many of them nobody has mended.
    fn tell_rejected(&self, messages: Messages) {
        let lang = messages.lang;
        for input in self.data.summaries().into_iter().filter(|input| input.rejected > 0) {
            let InputSummary { path, rows, rejected, mended, .. } = &input;
            let said = lang.pick(
                format!("{path}: {rejected} dòng lỗi trong {rows}"),
                format!("{path}: {rejected} of {rows} rows rejected"),
            );
            let left = rejected - mended;
            if left == 0 {
                messages.note(&lang.pick(
                    format!("{said}; đều đã sửa trong tệp dòng lỗi"),
                    format!("{said}; all of them are mended in a file of rejects"),
                ));
            } else if *mended == 0 {
                messages.warning(&said);
            } else {
                messages.warning(
                    &lang.pick(
                        format!("{said}; {left} dòng chưa sửa"),
                        format!("{said}; {left} not mended yet"),
                    ),
                );
            }
        }
    }
}

/// One note for what folders and patterns hold besides exports.
pub(crate) fn passed_over(mut files: Vec<PassedOver>, messages: Messages) {
    files.sort_by_key(|file| file.why);
    let Some((count, reasons)) = reasons(&files, messages) else { return };
    messages.note(&messages.lang.pick(
        format!("bỏ qua {count} tệp trong thư mục hoặc mẫu tên ({reasons}); nêu đích danh thì được đọc"),
        format!(
            "{count} files of folders or patterns are passed over ({reasons}); named by itself a file is read"
        ),
    ));
}

/// How many files are passed over, and why, by the first of each kind; `None` where there are none.
fn reasons(sorted: &[PassedOver], messages: Messages) -> Option<(String, String)> {
    const NAMED: usize = 3;
    let lang = messages.lang;
    let reasons = sorted.chunk_by(|a, b| a.why == b.why).map(|some| {
        let (vi, en) = some[0].why.texts();
        let names = some.iter().take(NAMED).map(|file| shown(&file.path)).collect::<Vec<_>>().join(", ");
        let more =
            if some.len() > NAMED { format!(", … (+{})", some.len() - NAMED) } else { String::new() };
        format!("{}: {names}{more}", lang.pick(vi, en))
    });
    let reasons = reasons.collect::<Vec<_>>().join("; ");
    (!sorted.is_empty()).then(|| (lang.count(sorted.len() as u64), reasons))
}

/// Says what is doubtful about an input: a line a kind, with the first place; of words that are not understood a line each.
fn tell_issues(input: &Input, messages: Messages) {
    /// A column of free text may hold any number.
    const WORDS: usize = 20;
    let lang = messages.lang;
    for (code, count) in input.log.counts() {
        let is_whole_file = matches!(code, IssueCode::HeaderAlone | IssueCode::RowCut);
        let warns = is_whole_file || code.severity() == Severity::Warning;
        // Rejected rows are told together, and of duplicates nothing is doubtful.
        if !warns && code.severity() == Severity::Reject || code == IssueCode::Duplicate {
            continue;
        }
        let tell = |text: &str| if warns { messages.warning(text) } else { messages.note(text) };
        let (vi, en) = code.texts();
        let mut places = input.log.issues().iter().filter(|issue| issue.code == code);
        if code == IssueCode::WordUnknown {
            for issue in places.by_ref().take(WORDS) {
                let (path, line, column, value) = (&input.path, issue.line, &issue.column, &issue.value);
                tell(&lang.pick(
                    format!("{path}: dòng {line}, cột {column}: {vi}: {value:?}"),
                    format!("{path}: line {line}, column {column}: {en}: {value:?}"),
                ));
            }
            let more = places.count();
            if more > 0 {
                tell(&lang.pick(
                    format!("{}: và {more} giá trị khác không có trong danh mục", input.path),
                    format!("{}: and {more} more words that are not understood", input.path),
                ));
            }
            continue;
        }
        let say = if warns { Messages::warning } else { Messages::note };
        if let Some(first) = places.next() {
            tell_first(&input.path, first, count, messages, say);
        }
    }
}

/// Says one kind of doubt, by its first place and how many there are.
fn tell_first(path: &str, first: &Issue, count: u64, messages: Messages, say: fn(Messages, &str)) {
    let (lang, line, (vi, en)) = (messages.lang, first.line, first.code.texts());
    let often = if count > 1 {
        lang.pick(format!(" (cả thảy {count} chỗ)"), format!(" ({count} places in all)"))
    } else {
        String::new()
    };
    let parts = [&first.column, &first.value, &first.expected].into_iter().filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.filter(|_| names_what(first.code)).map(|part| format!("{part:?}")).collect();
    let what = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let text = lang.pick(
        format!("{path}: dòng {line}: {vi}{what}{often}"),
        format!("{path}: line {line}: {en}{what}{often}"),
    );
    say(messages, &text);
}

/// Whether a doubt is of no use without the header, band or total that it is about.
fn names_what(code: IssueCode) -> bool {
    use IssueCode::{
        Band, BandAlone, EncodingUnnamed, HeaderAgain, HeaderAlike, HeaderBlank, HeaderDiffer, HeaderNear,
        HeaderTwice, TotalDiffers,
    };
    let of_header =
        matches!(code, HeaderAgain | HeaderAlike | HeaderBlank | HeaderDiffer | HeaderNear | HeaderTwice);
    of_header || matches!(code, Band | BandAlone | EncodingUnnamed | TotalDiffers)
}
