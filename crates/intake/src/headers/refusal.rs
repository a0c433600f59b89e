use std::fmt::Write as _;

use sipas_core::Kind;

use super::grid::{Known, Reading};
use super::legacy::Legacy;
use super::likeness::nearest;
use crate::field::{Export, Field};
use crate::values::DateDoubt;

/// What a file is refused for unless somebody knows better: then it is read as it stands, and the report says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalCode {
    /// Rows that stand for several dossiers are counted as one each.
    AggregatedRows,
    /// Codes that lost digits are taken as they are.
    LostDigits,
    /// Dates of two shapes, or with the month first, are read by the usual forms.
    DateOrder,
    /// Cells in quotes hold what looks like rows.
    SwallowedRows,
}

impl RefusalCode {
    /// All, by the names that they are accepted by.
    pub const NAMED: [(&'static str, RefusalCode); 4] = [
        ("aggregated_rows", RefusalCode::AggregatedRows),
        ("lost_digits", RefusalCode::LostDigits),
        ("date_order", RefusalCode::DateOrder),
        ("swallowed_rows", RefusalCode::SwallowedRows),
    ];

    /// The name.
    pub fn name(self) -> &'static str {
        RefusalCode::NAMED.iter().find(|(_, code)| *code == self).map_or("", |(name, _)| name)
    }
}

/// Why a file is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No text at all.
    #[error("the file is empty")]
    EmptyFile,
    /// No row could be meant as a header of this kind of export.
    #[error(
        "no header row of a {kind} export in the first {rows} rows: three known columns are needed, {} among them{}",
        wanted(*kind, kind.required(), &[], " or "),
        self.details_en(),
        rows = super::HEADER_ROWS
    )]
    NoHeader {
        /// The kind of export that was looked for.
        kind: Kind,
        /// The cells of the row that is most likely meant.
        found: Vec<String>,
        /// Known headers that are spelled like them.
        suggestions: Vec<Suggestion>,
    },
    /// There is a header, but not all that is required.
    #[error("missing column of a {kind} export: {}{}", self.missing(" or "), self.details_en())]
    MissingColumns {
        /// The kind of export.
        kind: Kind,
        /// The missing fields: of each list, one would be enough.
        missing: Vec<Vec<Field>>,
        /// The header that a profile gives to a field, where it gives one.
        named: Vec<(Field, String)>,
        /// The headers there are.
        found: Vec<String>,
        /// Those that are spelled like what is missing.
        suggestions: Vec<Suggestion>,
    },
    /// The header is text of an encoding from before Unicode.
    #[error(
        "the text is {0}, not Unicode; convert it with the toolkit of UniKey (source {0}, target Unicode) and save \
         it as UTF-8"
    )]
    Legacy(Legacy),
    /// A byte near the header is no text in the file's encoding.
    #[error(
        "line {line}: byte {byte} is no text in the file's encoding; name the encoding, or save the file as UTF-8"
    )]
    HeaderBytes {
        /// The line of the row that holds it.
        line: u64,
        /// Its offset in the unpacked file, from 0.
        byte: u64,
    },
    /// A spreadsheet took the codes for numbers, and their last digits are gone: several dossiers look like one.
    #[error(
        "line {line}, column {} is {}: a spreadsheet has taken the code for a number, and all digits after the 15th are \
         lost; export the file again with this column as text",
        shown(header),
        shown(value)
    )]
    LostDigits {
        /// The line of the first such row.
        line: u64,
        /// The header of the column.
        header: String,
        /// The code as it stands there.
        value: String,
    },
    /// Two tables stand beside each other, so that a row is two records.
    #[error("line {line}: two tables stand side by side; put one below the other, or in two files")]
    SideBySide {
        /// The line of the first row with a code in each.
        line: u64,
    },
    /// A quoted cell goes on over lines that are rows of the file.
    #[error(
        "line {line}: a cell in quotes goes on over rows of the file; a quote (\") is open there that closes too late; \
         mend it, or read the file with --quotes none"
    )]
    SwallowedRows {
        /// The line on which its row begins.
        line: u64,
    },
    /// The source broke off before its end, so that rows are missing.
    #[error("{en}")]
    BrokenOff {
        /// How, in English.
        en: String,
        /// How, in Vietnamese.
        vi: String,
    },
    /// Day and month of the dates of a column cannot be trusted.
    #[error("column {}{}: {}", shown(header), at_line(", line ", *line), dates_en(*doubt))]
    Dates {
        /// Why not.
        doubt: DateDoubt,
        /// A line that shows it; 0 where it is not known, of rows that were dealt out.
        line: u64,
        /// The header of the column.
        header: String,
    },
    /// A row stands for several dossiers, so that counting rows would count wrong.
    #[error(
        "line {line}, column {} is {}: one row stands for several dossiers; export one row a dossier, or \
         say one_row_one_dossier = true in a profile",
        shown(header),
        shown(value)
    )]
    Aggregated {
        /// The line of the first such row.
        line: u64,
        /// The header of the column.
        header: String,
        /// Its value.
        value: String,
    },
}

impl Refusal {
    /// The code by which it may be accepted; none of what cannot be read at all.
    pub fn code(&self) -> Option<RefusalCode> {
        match self {
            Refusal::Aggregated { .. } => Some(RefusalCode::AggregatedRows),
            Refusal::LostDigits { .. } => Some(RefusalCode::LostDigits),
            Refusal::Dates { .. } => Some(RefusalCode::DateOrder),
            Refusal::SwallowedRows { .. } => Some(RefusalCode::SwallowedRows),
            _ => None,
        }
    }
}

fn at_line(before: &str, line: u64) -> String {
    if line == 0 { String::new() } else { format!("{before}{line}") }
}

fn dates_en(doubt: DateDoubt) -> &'static str {
    match doubt {
        DateDoubt::Swapped => {
            "dates written in one way have days up to 12 only, those written in another later days only: a program has \
             swapped day and month; export the file anew, or say swapped = true under [dates] in a profile"
        }
        DateDoubt::MonthFirst => {
            "the dates stand with the month first; export them with the day first, or name their form in a profile: \
             formats = [\"%m/%d/%Y\"] under [dates]"
        }
    }
}

fn dates_vi(doubt: DateDoubt) -> &'static str {
    match doubt {
        DateDoubt::Swapped => {
            "ngày ghi theo một dạng đều không quá 12, theo dạng khác đều sau 12: một chương trình đã đảo ngày với tháng; \
             hãy xuất lại tệp, hoặc ghi swapped = true trong mục [dates] của tệp cấu hình"
        }
        DateDoubt::MonthFirst => {
            "ngày ghi tháng trước ngày sau; hãy xuất lại với ngày đứng trước, hoặc nêu dạng ngày trong tệp cấu hình: \
             formats = [\"%m/%d/%Y\"] trong mục [dates]"
        }
    }
}

/// A header of the file, and the known one that it may be meant as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// As the file has it.
    pub found: String,
    /// The known header.
    pub known: String,
}

/// How many headers are told: no export has more, and what has is no export.
const TOLD: usize = 100;
/// How many letters of each are told.
const LETTERS: usize = 80;

/// A header as a message quotes it.
fn shown(header: &str) -> String {
    match header.char_indices().nth(LETTERS) {
        None => format!("{header:?}"),
        Some((end, _)) => format!("{:?}…", &header[..end]),
    }
}

/// Whether a cell may be a header, and no value of a person's.
fn looks_like_header(text: &str) -> bool {
    /// No header has more words.
    const WORDS: usize = 6;
    let is_odd = |c: char| c == '@' || c.is_ascii_digit();
    !text.is_empty() && !text.contains(is_odd) && text.split_whitespace().count() <= WORDS
}

impl Refusal {
    pub(super) fn of_header(known: &Known<'_>, reading: Option<&Reading>) -> Refusal {
        let (kind, profile) = (known.kind, known.profile);
        let columns = reading.map_or(&[][..], |reading| &reading.columns);
        let texts = columns.iter().filter(|column| looks_like_header(&column.header));
        let missing: Vec<Vec<Field>> = kind
            .required()
            .iter()
            .filter(|any| !any.iter().any(|field| reading.is_some_and(|reading| reading.has(*field))))
            .map(|any| any.to_vec())
            .collect();
        let wanted =
            |field: Field| missing.is_empty() || missing.iter().flatten().any(|wanted| *wanted == field);
        // A header that a profile names goes before all that are usual.
        let named = || profile.columns.iter().filter(|(field, _)| wanted(**field));
        let known = || {
            let usual = |field| wanted(field) && !profile.columns.contains_key(&field);
            let entries = kind.table().iter().filter(move |entry| usual(entry.field));
            let usual = entries.flat_map(|entry| entry.headers.iter().copied().chain([entry.field.name()]));
            usual.chain(named().flat_map(|(_, headers)| headers.iter().map(String::as_str)))
        };
        let unread = texts.clone().filter(|column| column.field.is_none()).take(TOLD);
        let suggestions = unread.filter_map(|column| {
            let found = column.header.clone();
            nearest(&found, known()).map(|known| Suggestion { known: known.to_owned(), found })
        });
        let suggestions: Vec<Suggestion> = suggestions.collect();
        let fields = reading.map_or(0, Reading::fields);
        // A row without any header that is known, or like one, may be a record: a person's name looks like a header.
        let may_be_record = fields == 0 && suggestions.is_empty();
        let found = texts.filter(|_| !may_be_record).map(|column| column.header.clone()).collect();
        if !missing.is_empty() && fields > 0 {
            let named = named().filter_map(|(field, headers)| Some((*field, headers.first()?.clone())));
            let named = named.collect();
            Refusal::MissingColumns { kind, missing, named, found, suggestions }
        } else {
            Refusal::NoHeader { kind, found, suggestions }
        }
    }

    fn parts(&self) -> (&[String], &[Suggestion]) {
        match self {
            Refusal::NoHeader { found, suggestions, .. }
            | Refusal::MissingColumns { found, suggestions, .. } => (found, suggestions),
            _ => (&[], &[]),
        }
    }

    fn details(&self, headers: &str, like: &str) -> String {
        let (found, suggestions) = self.parts();
        let quoted: Vec<String> = found.iter().take(TOLD).map(|header| shown(header)).collect();
        let mut text = String::new();
        if !quoted.is_empty() {
            let _ = write!(text, "; {headers} {}", quoted.join(", "));
        }
        if found.len() > TOLD {
            let _ = write!(text, ", … (+{})", found.len() - TOLD);
        }
        for Suggestion { found, known } in suggestions {
            let _ = write!(text, "; {} {like} {known:?}?", shown(found));
        }
        text
    }

    fn missing(&self, or: &str) -> String {
        match self {
            Refusal::MissingColumns { kind, missing, named, .. } => wanted(*kind, missing, named, or),
            _ => String::new(),
        }
    }

    fn details_en(&self) -> String {
        self.details("headers found:", "may be meant as")
    }

    /// Tells the refusal in Vietnamese.
    pub fn vi(&self) -> String {
        let details = self.details("các tiêu đề tìm thấy:", "có phải là");
        match self {
            Refusal::EmptyFile => "tệp rỗng".to_owned(),
            Refusal::NoHeader { kind, .. } => {
                format!(
                    "không có dòng tiêu đề {} trong {} dòng đầu: cần ba cột quen thuộc, trong đó có {}{details}",
                    kind.vi(),
                    super::HEADER_ROWS,
                    wanted(*kind, kind.required(), &[], " hoặc ")
                )
            }
            Refusal::MissingColumns { kind, .. } => {
                format!("tệp {} thiếu cột {}{details}", kind.vi(), self.missing(" hoặc "))
            }
            Refusal::HeaderBytes { line, byte } => format!(
                "dòng {line}: byte {byte} không phải văn bản trong bảng mã của tệp; hãy nêu bảng mã, hoặc lưu tệp ở UTF-8"
            ),
            Refusal::Legacy(legacy) => format!(
                "văn bản dùng bảng mã {legacy}, không phải Unicode; hãy chuyển mã bằng công cụ của UniKey (nguồn \
                 {legacy}, đích Unicode) rồi lưu dạng UTF-8"
            ),
            Refusal::LostDigits { line, header, value } => format!(
                "dòng {line}, cột {} là {}: bảng tính đã coi mã là số nên mất các chữ số sau chữ số thứ 15; \
                 hãy xuất lại tệp với cột này ở dạng văn bản",
                shown(header),
                shown(value)
            ),
            Refusal::SideBySide { line } => format!(
                "dòng {line}: hai bảng đặt cạnh nhau; hãy xếp bảng này dưới bảng kia, hoặc tách thành hai tệp"
            ),
            Refusal::SwallowedRows { line } => format!(
                "dòng {line}: một ô trong dấu nháy kép kéo dài qua những dòng là hồ sơ; dấu nháy (\") mở ở đó đóng quá \
                 muộn; hãy sửa lại, hoặc đọc tệp với --quotes none"
            ),
            Refusal::BrokenOff { vi, .. } => vi.clone(),
            Refusal::Dates { doubt, line, header } => {
                format!("cột {}{}: {}", shown(header), at_line(", dòng ", *line), dates_vi(*doubt))
            }
            Refusal::Aggregated { line, header, value } => format!(
                "dòng {line}, cột {} là {}: một dòng thay cho nhiều hồ sơ; hãy xuất mỗi hồ sơ một dòng, \
                 hoặc khai one_row_one_dossier = true trong tệp cấu hình",
                shown(header),
                shown(value)
            ),
        }
    }
}

fn wanted(kind: Kind, missing: &[impl AsRef<[Field]>], named: &[(Field, String)], or: &str) -> String {
    let one = |field: &Field| {
        let named = named.iter().find(|(of, _)| of == field).map(|(_, header)| header.as_str());
        format!("{:?} ({field})", named.unwrap_or_else(|| field.usual_header(kind)))
    };
    let any = |fields: &_| AsRef::<[Field]>::as_ref(fields).iter().map(one).collect::<Vec<_>>().join(or);
    missing.iter().map(any).collect::<Vec<_>>().join(", ")
}
