//! What was found wrong or doubtful, row by row: data beside the result, never an exception.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use sipas_core::fnv;

use crate::values::fold;

/// How much an issue weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Told, and nothing more.
    Note,
    /// The record counts, with a doubt.
    Warning,
    /// The row is refused.
    Reject,
}

impl Severity {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Reject => "reject",
        }
    }
}

macro_rules! issue_codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $severity:ident $vi:literal $en:literal;)*) => {
        /// The kinds of issue. The name is a contract; the sentence is for people.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum IssueCode { $($(#[$doc])* $variant,)* }

        impl IssueCode {
            /// All codes.
            pub const ALL: &'static [IssueCode] = &[$(IssueCode::$variant),*];

            /// The name in reports, such as `date.invalid`.
            pub fn name(self) -> &'static str {
                match self { $(IssueCode::$variant => $name),* }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(IssueCode::$variant => Severity::$severity),* }
            }

            /// The sentence in Vietnamese and in English.
            pub fn texts(self) -> (&'static str, &'static str) {
                match self { $(IssueCode::$variant => ($vi, $en)),* }
            }
        }
    };
}

issue_codes! {
    /// A file of text that names no encoding, and whose content shows it.
    EncodingUnnamed "encoding.unnamed" Note "tệp không phải UTF-8 và không ghi bảng mã; được đọc theo bảng mã mà tiêu đề cho thấy" "a file that is no UTF-8 and names no encoding; it is read by the one that its header shows";
    /// Two headers for one field.
    HeaderTwice "header.twice" Note "hai cột cùng một trường; mỗi dòng dùng cột đầu tiên có giá trị" "two headers for one field; in each row the first that has a value is used";
    /// Two columns of one field have different dates in a row.
    HeaderDiffer "header.differ" Warning "hai cột cùng một trường ghi ngày khác nhau" "two columns of one field have different dates";
    /// Of two columns of one field the first is blank in all rows.
    HeaderBlank "header.blank" Warning "cột đứng trước để trống ở mọi dòng; dùng cột sau" "the first of two columns of one field is blank in all rows; the other is used";
    /// A header that is a known one in another spelling.
    HeaderAlike "header.alike" Note "tiêu đề viết khác một tiêu đề quen thuộc; cột được đọc như vậy" "a header that is a known one in another spelling; the column is read as that";
    /// An unread column whose header is nearly one of a field that the file lacks.
    HeaderNear "header.near" Warning "cột không được đọc vì tiêu đề chỉ gần giống một tiêu đề quen thuộc" "a column is not read, since its header is only nearly a known one";
    /// A later row is a header that reads the columns in another way.
    HeaderAgain "header.again" Note "tiêu đề mới giữa tệp; từ đây đọc theo tiêu đề này" "another header within the file; from here on its columns are read";
    /// A later row looks like another header, which cannot be read as one.
    HeaderUnsure "header.unsure" Warning "dòng giữa tệp giống một dòng tiêu đề khác mà không đọc được; các dòng dưới vẫn đọc theo tiêu đề phía trên" "a row within the file looks like another header that cannot be read; the rows below are read by the header above";
    /// A row that names the unit of the rows below it.
    Band "band" Note "dòng nêu đơn vị của các dòng bên dưới" "a row that names the unit of the rows below";
    /// Only one row of the file names the unit of others.
    BandAlone "band.alone" Warning "chỉ có một dòng nêu đơn vị; các dòng trước đó không có đơn vị" "only one row names a unit; it is taken for all rows below it";
    /// Bands of two levels.
    BandLevels "band.levels" Warning "các dòng nêu đơn vị có hai cấp (như đơn vị rồi lĩnh vực); không biết cấp nào là đơn vị, dòng gần nhất được lấy" "lines that name units have two levels, as of units and fields; nobody knows which are units, and the nearest is taken";
    /// Lines of text among rows in no order, which may name the units of others.
    BandUnordered "band.unordered" Warning "có dòng chữ giữa các dòng không có thứ tự; nếu đó là tên đơn vị thì không biết của dòng nào" "lines of text among rows in no order; if they name units, nobody knows of which rows";
    /// A total row, or a title, states another number of dossiers than its table has.
    TotalDiffers "total.differs" Warning "dòng tổng ghi số hồ sơ khác với số dòng của bảng" "a total or a title states another number of dossiers than the table has";
    /// A header and nothing below it.
    HeaderAlone "header.alone" Note "chỉ có dòng tiêu đề, không có dòng dữ liệu" "a header with no row below it";
    /// The file has exactly as many lines as a sheet takes.
    FileFull "file.full" Warning "tệp có đúng bằng số dòng tối đa của một trang tính; có thể đã mất các dòng sau" "the file has exactly as many lines as a sheet takes; what came after may be lost";
    /// No code in a row that has a date.
    CodeMissing "code.missing" Reject "thiếu mã" "no code";
    /// A code of none of the known shapes.
    CodeShape "code.shape" Note "mã không theo mẫu đã biết" "a code of none of the known shapes";
    /// The date in the code is not the day of receipt.
    CodeDate "code.date" Warning "ngày trong mã khác ngày tiếp nhận" "the date in the code is not the day of receipt";
    /// A code whose last digits a spreadsheet has lost, which somebody accepts.
    CodeDigitsLost "code.digits_lost" Warning "bảng tính đã làm mất các chữ số cuối của mã; mã được lấy như ghi trong tệp" "a spreadsheet has lost the last digits of the code, which is taken as it stands";
    /// A row that stands for several dossiers, which somebody accepts.
    RowAggregated "row.aggregated" Warning "một dòng ghi nhiều hồ sơ; được tính là một" "a row that stands for several dossiers is counted as one";
    /// A cell in quotes with what looks like rows, which somebody accepts.
    RowSwallows "row.swallows" Warning "ô trong dấu nháy kép chứa những dòng giống bản ghi; chúng không được tính" "a cell in quotes holds what looks like rows; these are not counted";
    /// Dates whose day and month may be swapped, which somebody accepts.
    DateUncertain "date.uncertain" Warning "ngày và tháng của cột có thể bị đảo; được đọc như ghi trong tệp" "day and month of the column may be swapped; they are read as they stand";
    /// Several codes in one cell.
    CodeSeveral "code.several" Reject "nhiều mã trong một ô; hãy tách mỗi hồ sơ một dòng" "several codes in one cell; one row is one dossier";
    /// A code of another shape than nearly all others of its file.
    CodeOdd "code.odd" Warning "mã khác mẫu với hầu hết mã trong tệp" "a code of another shape than nearly all others of its file";
    /// A code that equals another but for its spelling.
    CodeAlike "code.alike" Warning "mã chỉ khác một mã khác ở chữ hoa, dấu cách, gạch nối, số 0 ở đầu hay chữ cái giống nhau" "a code that equals another but for case, blanks, dashes, leading zeros or letters that look alike";
    /// Rows of one code that differ in what cannot change.
    CodeRowsDiffer "code.rows_differ" Warning "các dòng cùng một mã khác ngày tiếp nhận, hoặc trong một tệp khác cả hạn và ngày kết thúc, khác đơn vị hay thủ tục" "rows of one code differ in the day of receipt, or in one file in deadline and end, in unit or procedure";
    /// Rows of one code of the catalogue that differ in what is counted.
    ProcedureRowsDiffer "procedure.rows_differ" Warning "các dòng cùng một mã thủ tục ghi khác nhau về thời hạn, đơn vị, niêm yết hay công khai; chỉ dòng sau cùng được tính" "rows of one procedure differ in term, unit, listing or publication; only the last of them counts";
    /// A date that does not parse.
    DateInvalid "date.invalid" Reject "ngày không đọc được" "a date that does not parse";
    /// A formula that no program has computed yet.
    CellFormula "cell.formula" Reject "công thức chưa được tính; hãy mở tệp bằng Excel, lưu lại rồi chạy lại" "a formula that has no value yet; open the file in Excel and save it";
    /// An error value such as `#N/A` where a code, date or number belongs.
    CellError "cell.error" Reject "ô báo lỗi, không phải giá trị" "an error value, which is no value";
    /// A code that is a number, in a column whose other codes begin with zeros.
    CodeZeros "code.zeros" Warning "mã là ô số, có thể đã mất các số 0 ở đầu" "a code in a number cell, which may have lost its leading zeros";
    /// All codes are small numbers, in a file that says nothing of deadlines, ends or states.
    CodeCounts "code.counts" Warning "mọi mã đều là số nhỏ, tệp không có hạn, ngày kết thúc hay trạng thái: có lẽ là bảng tổng hợp, mã là số lượng" "all codes are small numbers, and there are no deadlines, ends or states: this may be a summary, and the codes counts";
    /// A long code of digits that ends in zeros, as all others of its column do.
    CodeRounded "code.rounded" Warning "mã dài chỉ còn 15 chữ số, phần sau toàn số 0" "a long code with zeros after its 15th digit, as all others of its column have";
    /// A number that does not parse.
    NumberInvalid "number.invalid" Reject "số không đọc được" "a number that does not parse";
    /// An end on a day before the receipt.
    DateOrder "date.order" Reject "kết thúc trước ngày tiếp nhận" "an end on a day before the receipt";
    /// An end at an earlier time of the day of receipt.
    ClockOrder "clock.order" Note "kết thúc sớm hơn giờ tiếp nhận trong cùng ngày" "an end at an earlier time of the day of receipt";
    /// Returned before finished.
    ReturnOrder "return.order" Note "trả kết quả trước khi xử lý xong" "returned before it was finished";
    /// A receipt or end after the day of the run.
    DateAhead "date.ahead" Warning "ngày nhận hoặc ngày xong nằm sau hôm nay" "a receipt or end that lies ahead";
    /// A deadline before the day of receipt, or more than ten years after it.
    DueImplausible "due.implausible" Warning "hạn trước ngày nhận hoặc sau đó hơn mười năm" "a deadline before the receipt, or more than ten years after it";
    /// A word that is no channel, status, topic, yes or no.
    WordUnknown "word.unknown" Warning "giá trị không có trong danh mục" "a word that is not understood";
    /// The status says open, the dates say concluded.
    StatusOpen "status.open" Warning "trạng thái đang xử lý nhưng đã có ngày kết thúc" "the status says open, yet there is an end";
    /// A petition that was answered or published, yet neither status nor date says that it is concluded.
    AnsweredOpen "pakn.answered" Warning "PAKN đã trả lời hoặc công khai nhưng để trống trạng thái và ngày xử lý; bị coi là chưa xử lý xong" "a petition was answered or published, yet has neither a status nor a day of closing; it counts as open";
    /// The status says concluded, no date tells when.
    StatusUndated "status.undated" Warning "trạng thái đã xong nhưng không có ngày kết thúc" "the status says concluded, yet no date tells when";
    /// There is an end, yet no receipt: the dossier counts as one that was never accepted.
    ReceiptMissing "receipt.missing" Warning "có ngày kết thúc nhưng không có ngày tiếp nhận; hồ sơ bị coi là chưa tiếp nhận" "there is an end, yet no day of receipt; the dossier counts as not accepted";
    /// Ends that stand once for several rows.
    EndsOnce "end.once" Warning "mỗi ngày kết thúc chỉ ghi ở một dòng, nhiều dòng để trống và đã quá hạn; có lẽ ô đã gộp trước khi lưu thành tệp văn bản: hãy đọc tệp Excel gốc" "each day of an end stands in one row only, and many rows have none and are overdue; cells were perhaps merged before the file was saved as text: read the workbook itself";
    /// The status claims a verdict that the dates deny.
    StatusVerdict "status.verdict" Warning "trạng thái ghi đúng hạn hay trễ hạn trái với các ngày; tính theo các ngày" "the status claims a verdict that the dates deny; the dates hold";
    /// Trả lại hồ sơ: refused where there is an end, else sent back for a supplement.
    StatusSentBack "status.sent_back" Note "hồ sơ trả lại: có ngày kết thúc là từ chối, không có là chờ bổ sung" "sent back: refused where there is an end, else awaiting a supplement";
    /// More or fewer cells than the header.
    RowCells "row.cells" Reject "dòng thừa hoặc thiếu ô so với tiêu đề" "more or fewer cells than the header";
    /// The cells stand one column beside their headers.
    RowSlid "row.slid" Reject "các ô lệch một cột so với tiêu đề" "the cells stand one column beside their headers";
    /// The file ends in the middle of this row.
    RowCut "row.cut" Reject "tệp bị cắt giữa dòng" "the file ends in the middle of this row";
    /// Bytes that are no text in the file's encoding.
    BytesInvalid "bytes.invalid" Reject "byte không hợp lệ với bảng mã" "bytes that are no text in the file's encoding";
    /// A survey answer or area that is not understood.
    SurveyInvalid "survey.invalid" Reject "câu trả lời khảo sát không có trong danh mục" "a survey answer or area that is not understood";
    /// A survey answer without its area.
    SurveyNoArea "survey.no_area" Warning "câu trả lời khảo sát không ghi lĩnh vực; không tính vào lĩnh vực nào" "a survey answer without an area; it counts in none";
    /// Answers on two scales.
    SurveyScales "survey.scales" Warning "điểm trả lời thuộc hai thang (1–5 và 0–100, hoặc là thang 0–4); số 1–5 được đọc theo thang 1–5" "answers are on two scales (1–5 and 0–100, or on 0–4); 1–5 are read on the scale of 1–5";
    /// A row of a form that was read before.
    SurveyTwice "survey.twice" Warning "một phiếu khảo sát ghi hai lần; các câu trả lời đều được tính" "a survey form stands there twice; all of its answers count";
    /// An older row of the same code.
    Duplicate "duplicate" Note "bản ghi cũ của cùng một mã" "an older row of the same code";
    /// A row that its sheet does not show.
    RowHidden "row.hidden" Note "hàng bị ẩn trong bảng tính; vẫn được đọc" "a row that its sheet hides; it is read all the same";
    /// Rows that count although their input lacks a column that an older row of the code has.
    SnapshotLacks "snapshot.lacks" Warning "bản ghi được tính nằm trong tệp thiếu cột mà bản ghi cũ hơn có; giá trị của cột ấy không còn được tính" "rows that count stand in a file that lacks a column which an older row of the code has; what stood there counts no more";
    /// Rows that count, although an input named later has their codes: this input is the newer one by what is in it.
    SnapshotOrder "snapshot.order" Warning "tệp mới hơn theo nội dung, dù không đứng sau theo tên và thứ tự nêu: các mã trùng lấy ở tệp này; muốn theo thứ tự nêu thì thêm --newest as-named" "the newer file by what is in it, though not the later by name or order: codes in common are taken from it; --newest as-named keeps the order given";
    /// Rows that count and are open, while an older row of the code was concluded.
    SnapshotReopened "snapshot.reopened" Warning "hồ sơ còn mở ở bản ghi được tính, nhưng bản ghi cũ hơn đã kết thúc" "open in the row that counts, yet concluded in an older row of the same code";
    /// Records whose codes were not compared with those of the other parts of a merge.
    CodesUnchecked "codes.unchecked" Warning "phần được gộp không lưu dấu của các mã; chưa kiểm tra được mã trùng với các phần khác" "a merged part keeps no hashes of its codes; whether other parts have the same codes was not checked";
    /// A row that is no record: title, total, signature, column numbers.
    Skipped "skipped" Note "dòng không phải hồ sơ" "a row that is no record";
}

impl fmt::Display for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One issue at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What kind.
    pub code: IssueCode,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The header of the column, as the file has it; empty where the issue is the whole row's.
    pub column: String,
    /// The cell's value; never one of a column that holds personal data, since those are not read.
    pub value: String,
    /// What was expected instead, or what the other side is.
    pub expected: String,
}

/// Exact counts by kind, and the places of the first of each kind.
///
/// A word that is not understood counts once a column, however many rows hold it. Logs of the parts of a file,
/// joined, are the log of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IssueLog {
    counts: BTreeMap<IssueCode, u64>,
    kept: Vec<Issue>,
    /// Columns and words, hashed, since a column of free text may hold millions.
    words: BTreeSet<u64>,
    /// Of what rejects rows only the first places are kept too.
    first_only: bool,
}

impl IssueLog {
    /// How many places of one kind are kept where the issue is only a doubt, or where only the first ones are asked for: their
    /// number is exact all the same.
    pub const KEPT_DOUBTS: u64 = 1000;

    /// A log that keeps the first places of what rejects rows, as it does of doubts, however many there are.
    pub fn first_only() -> IssueLog {
        IssueLog { first_only: true, ..IssueLog::default() }
    }

    /// Adds one issue.
    pub fn push(&mut self, issue: Issue) {
        if issue.code == IssueCode::WordUnknown && !self.words.insert(word_key(&issue)) {
            return;
        }
        let keeps = self.keeps(issue.code);
        self.count_one(issue.code);
        if keeps {
            self.kept.push(issue);
        }
    }

    /// Adds an issue that many rows have alike, with the place of the first.
    pub fn push_often(&mut self, first: Issue, count: u64) {
        *self.counts.entry(first.code).or_default() += count;
        self.kept.push(first);
    }

    /// Whether the next issue of this kind is looked at beyond its count.
    pub(crate) fn keeps(&self, code: IssueCode) -> bool {
        (code.severity() == Severity::Reject && !self.first_only)
            || code == IssueCode::WordUnknown
            || self.count(code) < Self::KEPT_DOUBTS
    }

    pub(crate) fn count_one(&mut self, code: IssueCode) {
        *self.counts.entry(code).or_default() += 1;
    }

    /// The counts by kind.
    pub fn counts(&self) -> impl Iterator<Item = (IssueCode, u64)> + '_ {
        self.counts.iter().map(|(code, n)| (*code, *n))
    }

    /// The count of one kind.
    pub fn count(&self, code: IssueCode) -> u64 {
        self.counts.get(&code).copied().unwrap_or(0)
    }

    /// The words not understood, hashed with their columns.
    pub fn words(&self) -> &BTreeSet<u64> {
        &self.words
    }

    /// The issues kept, in the order in which they were found.
    pub fn issues(&self) -> &[Issue] {
        &self.kept
    }

    /// The log of a file from the logs of its parts, in whatever order they come. `line` tells the line of the file from
    /// what the parts say.
    pub fn join(parts: Vec<IssueLog>, line: impl Fn(u64) -> u64) -> IssueLog {
        let first_only = parts.iter().any(|part| part.first_only);
        let mut whole = IssueLog { first_only, ..IssueLog::default() };
        let mut kept = Vec::new();
        for part in parts {
            for (code, n) in part.counts {
                *whole.counts.entry(code).or_default() += n;
            }
            kept.extend(part.kept.into_iter().map(|issue| Issue { line: line(issue.line), ..issue }));
        }
        // Issues of one row stay in their order.
        kept.sort_by_key(|issue| issue.line);
        let mut seen: BTreeMap<IssueCode, u64> = BTreeMap::new();
        kept.retain(|issue| {
            let seen = seen.entry(issue.code).or_default();
            *seen += 1;
            match issue.code {
                IssueCode::WordUnknown => whole.words.insert(word_key(issue)),
                code => *seen <= Self::KEPT_DOUBTS || code.severity() == Severity::Reject && !first_only,
            }
        });
        whole.kept = kept;
        if !whole.words.is_empty() {
            whole.counts.insert(IssueCode::WordUnknown, whole.words.len() as u64);
        }
        whole
    }
}

/// Equal for the same word in the same column, on every machine.
fn word_key(issue: &Issue) -> u64 {
    fnv(format!("{}\n{}", issue.column, fold(&issue.value)).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(code: IssueCode, line: u64, value: &str) -> Issue {
        Issue { code, line, column: "Trạng thái".into(), value: value.into(), expected: String::new() }
    }

    #[test]
    fn a_word_counts_once_a_file() {
        let (mut first, mut later) = (IssueLog::default(), IssueLog::default());
        first.push(issue(IssueCode::WordUnknown, 2, "Lạ"));
        first.push(issue(IssueCode::WordUnknown, 3, "LẠ "));
        later.push(issue(IssueCode::WordUnknown, 4, "lạ"));
        later.push(issue(IssueCode::WordUnknown, 5, "khác"));
        let first = IssueLog::join(vec![later, first], |line| line);
        assert_eq!(first.count(IssueCode::WordUnknown), 2);
        assert_eq!(first.issues().iter().map(|issue| issue.line).collect::<Vec<_>>(), [2, 5]);
    }

    #[test]
    fn the_log_of_the_parts_is_the_log_of_the_whole() {
        let all: Vec<Issue> = (0..3000)
            .map(|n| match n % 3 {
                0 => issue(IssueCode::CodeShape, n, "x"),
                1 => issue(IssueCode::DateInvalid, n, "y"),
                _ => issue(IssueCode::WordUnknown, n, &format!("{}", n % 1700)),
            })
            .collect();
        for empty in [IssueLog::default(), IssueLog::first_only()] {
            let log = |issues: &[Issue]| {
                let mut log = empty.clone();
                issues.iter().cloned().for_each(|issue| log.push(issue));
                log
            };
            let whole = log(&all);
            for cut in [0, 7, 1500, 2999] {
                let parts = vec![log(&all[cut..]), log(&all[..cut])];
                assert_eq!(IssueLog::join(parts, |line| line), whole, "{cut}");
            }
        }
        let log = |mut log: IssueLog| {
            all.iter().chain(&all).cloned().for_each(|issue| log.push(issue));
            let of = |code| log.issues().iter().filter(|issue| issue.code == code).count();
            (log.count(IssueCode::DateInvalid), of(IssueCode::DateInvalid))
        };
        assert_eq!(log(IssueLog::default()), (2000, 2000));
        assert_eq!(log(IssueLog::first_only()), (2000, 1000));
        let mut whole = IssueLog::default();
        all.iter().cloned().for_each(|issue| whole.push(issue));
        let doubts = whole.issues().iter().filter(|issue| issue.code == IssueCode::CodeShape).count();
        assert_eq!((whole.count(IssueCode::CodeShape), doubts), (1000, 1000));
    }
}
