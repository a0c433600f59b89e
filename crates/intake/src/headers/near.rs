//! Headers that are nearly those of a field, so that none of them is passed over in silence.

use std::sync::OnceLock;

use hashbrown::HashSet;

use sipas_core::Kind;

use super::grid::Known;
use super::layout::{Column, Layout};
use super::likeness::bare;
use crate::field::{Export, Field};

/// An unread column whose header is nearly one of a field that the file lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearHeader {
    /// The header as the file has it.
    pub header: String,
    /// The field that it may be meant as.
    pub field: Field,
    /// The header that is known for it.
    pub known: String,
}

/// Words that say nothing about what a column holds.
const EMPTY_WORDS: [&str; 5] = ["ho so", "ket qua", "thuc te", "du kien", "lan"];

/// What offices abbreviate.
const SHORT: [(&str, &str); 5] =
    [("kq", "ket qua"), ("hs", "ho so"), ("xl", "xu ly"), ("gq", "giai quyet"), ("tn", "tiep nhan")];

/// Headers that may be meant as a deadline, and may be a number of days as well.
const MAY_BE_DUE: [&str; 22] = [
    "Hạn",
    "Hạn cuối",
    "Hạn hoàn thành",
    "Hạn trả lời",
    "Thời hạn",
    "Thời hạn giải quyết",
    "Thời hạn hoàn thành",
    "Thời hạn trả",
    "Thời hạn xử lý",
    "Thời điểm hẹn trả",
    "Lịch hẹn trả",
    "Ngày dự kiến hoàn thành",
    "Ngày dự kiến trả",
    "Ngày dự kiến trả kết quả",
    "Ngày hoàn thành dự kiến",
    "Ngày trả dự kiến",
    "Ngày trả kết quả dự kiến",
    "Ngày hạn xử lý",
    "Ngày hết hạn",
    "Ngày hết hạn giải quyết",
    "Ngày hết hạn xử lý",
    "Ngày phải trả",
];

/// What is said of an end, in a header that nobody knows.
const SAYS_END: [&str; 7] =
    ["ket thuc", "hoan thanh", "hoan tat", "xong", "thuc tra", "tra ket qua", "ngay giai quyet"];

/// Of so many letters, blanks among them, one may be wrong.
const LONG: usize = 10;

/// No header that is meant has fewer or more bytes.
const SHORTEST: usize = 4;
const LONGEST: usize = 200;

/// The rows are the first below the header.
pub(super) fn near_headers(
    known: &Known<'_>,
    layout: &Layout,
    rows: &[(u64, Vec<String>)],
) -> Vec<NearHeader> {
    let lacks = |field: Field| {
        // Either end will do where the other is missing.
        let ends = [Field::FinishedAt, Field::ReturnedAt];
        let any = |fields: &[Field]| fields.iter().any(|field| layout.column(*field).is_some());
        !any(if ends.contains(&field) { &ends } else { std::slice::from_ref(&field) })
    };
    let missing: Vec<Field> =
        Field::of(known.kind).filter(|field| !Field::OF_REJECTS.contains(field) && lacks(*field)).collect();
    let ignored: Vec<String> = known.profile.ignore.iter().map(|header| bare(header)).collect();
    let is_unread =
        |column: &Column| column.field.is_none() && (SHORTEST..LONGEST).contains(&column.header.len());
    let unread = layout.columns().iter().enumerate().filter(|(_, column)| is_unread(column));
    let end = match known.kind {
        Kind::Dossiers => Some(Field::FinishedAt),
        Kind::Pakn => Some(Field::ClosedAt),
        Kind::Procedures | Kind::Survey => None,
    };
    let mut seen = HashSet::new();
    unread
        .filter(|(_, column)| seen.insert(column.header.as_str()) && !ignored.contains(&bare(&column.header)))
        .filter_map(|(at, column)| {
            let unread = Unread::of(&column.header);
            let near =
                |field: Field, known: String| NearHeader { header: column.header.clone(), field, known };
            let is_due = || unread.may_be_due(known.kind) && may_hold_dates(known, rows, at);
            if missing.contains(&Field::DueAt) && is_due() {
                return first_of(known, Field::DueAt).map(|usual| near(Field::DueAt, usual));
            }
            let nearest = missing.iter().find_map(|field| Some(near(*field, unread.nearest(known, *field)?)));
            let is_end = || {
                unread.says_end() && is_end_in_doubt(layout, rows, &unread) && holds_dates(known, rows, at)
            };
            let end = || end.filter(|_| is_end()).and_then(|end| Some(near(end, first_of(known, end)?)));
            nearest.or_else(end)
        })
        .collect()
}

/// Whether another column may be that of the ends: there is none, it is blank in all of the first rows, or this one says that it
/// has the real dates of it.
fn is_end_in_doubt(layout: &Layout, rows: &[(u64, Vec<String>)], unread: &Unread) -> bool {
    let columns = layout.columns().iter().enumerate();
    let ends = columns.filter(|(_, column)| {
        matches!(column.field, Some(Field::FinishedAt | Field::ReturnedAt | Field::ClosedAt))
    });
    let is_blank =
        |at: usize| rows.iter().all(|(_, cells)| cells.get(at).is_none_or(|cell| cell.trim().is_empty()));
    let real = without(&unread.phrase.words, "thuc te");
    let mut ends = ends.peekable();
    ends.peek().is_none()
        || ends.all(|(at, column)| is_blank(at) || real.as_ref() == Some(&Phrase::of(&column.header).text))
}

fn holds_dates(known: &Known<'_>, rows: &[(u64, Vec<String>)], at: usize) -> bool {
    let dates = &known.profile.dates;
    rows.iter().any(|(_, cells)| cells.get(at).is_some_and(|cell| dates.has_shape(cell.trim())))
}

/// Whether a column has a date among the first rows, or nothing.
fn may_hold_dates(known: &Known<'_>, rows: &[(u64, Vec<String>)], at: usize) -> bool {
    let mut cells = rows.iter().filter_map(|(_, cells)| Some(cells.get(at)?.trim()));
    cells.all(str::is_empty) || holds_dates(known, rows, at)
}

/// The header that a profile names for a field, else the first of the usual ones.
fn first_of(known: &Known<'_>, field: Field) -> Option<String> {
    match known.profile.columns.get(&field) {
        Some(named) => named.first().cloned(),
        None => usual(known.kind, field).first().map(|usual| usual.header.clone()),
    }
}

/// The phrases of the usual headers of each field of each kind, the likeliest first.
static USUAL: [[OnceLock<Vec<Phrase>>; Field::COUNT]; Kind::ALL.len()] =
    [const { [const { OnceLock::new() }; Field::COUNT] }; Kind::ALL.len()];

fn usual(kind: Kind, field: Field) -> &'static [Phrase] {
    USUAL[kind as usize][field as usize].get_or_init(|| {
        let entries = kind.table().iter().filter(|entry| entry.field == field);
        entries.flat_map(|entry| entry.headers).map(|header| Phrase::of(header)).collect()
    })
}

/// A header's words, and these as one text.
struct Phrase {
    header: String,
    words: Vec<String>,
    text: String,
    letters: usize,
}

/// The header of an unread column.
struct Unread {
    phrase: Phrase,
    /// The text without each of the words that say nothing.
    shorter: Vec<String>,
}

impl Phrase {
    fn of(header: &str) -> Phrase {
        let words = words(header);
        let text = words.join(" ");
        Phrase { header: header.to_owned(), letters: text.chars().count(), words, text }
    }

    /// Whether both have the same words, some of these cut short at a dot.
    fn is_shortened(&self, known: &Phrase) -> bool {
        let same = |(word, known): (&String, &String)| match word.strip_suffix('.') {
            Some(short) => !short.is_empty() && known.starts_with(short),
            None => word == known,
        };
        self.words.len() == known.words.len() && self.words.iter().zip(&known.words).all(same)
    }
}

impl Unread {
    fn of(header: &str) -> Unread {
        let phrase = Phrase::of(header);
        let shorter = EMPTY_WORDS.iter().filter_map(|word| without(&phrase.words, word)).collect();
        Unread { phrase, shorter }
    }

    /// The header of a field that this one nearly is: of those that a profile names, or else of the usual ones.
    fn nearest(&self, known: &Known<'_>, field: Field) -> Option<String> {
        if let Some(named) = known.profile.columns.get(&field) {
            return named.iter().find(|header| self.is_near(&Phrase::of(header))).cloned();
        }
        let usual = usual(known.kind, field).iter().find(|usual| self.is_near(usual));
        usual.map(|usual| usual.header.clone())
    }

    fn may_be_due(&self, kind: Kind) -> bool {
        static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
        let phrases = PHRASES.get_or_init(|| MAY_BE_DUE.into_iter().map(Phrase::of).collect());
        let begins = |known: &Phrase| known.words.len() > 1 && self.phrase.words.starts_with(&known.words);
        phrases.iter().any(|phrase| self.phrase.text == phrase.text || self.shorter.contains(&phrase.text))
            || usual(kind, Field::DueAt).iter().any(begins)
    }

    fn says_end(&self) -> bool {
        let text = format!(" {} ", self.phrase.text);
        SAYS_END.iter().any(|said| text.contains(&format!(" {said} ")))
    }

    /// Whether a header equals a known one after dropping marks, brackets with what is in them, and signs, or but for one
    /// of the words that say nothing, an abbreviation, or one letter.
    fn is_near(&self, known: &Phrase) -> bool {
        let own = &self.phrase;
        !own.words.is_empty()
            && (own.text == known.text
                || self.shorter.contains(&known.text)
                || own.is_shortened(known)
                || own.letters >= LONG
                    && own.letters.abs_diff(known.letters) <= 1
                    && strsim::damerau_levenshtein(&own.text, &known.text) == 1)
    }
}

/// The words without the first place where these stand among them; `None` where they do not.
fn without(words: &[String], left_out: &str) -> Option<String> {
    let left_out: Vec<&str> = left_out.split(' ').collect();
    let at = words.windows(left_out.len()).position(|some| some == left_out)?;
    let (before, after) = (&words[..at], &words[at + left_out.len()..]);
    Some([before, after].concat().join(" "))
}

fn words(header: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for c in bare(header).chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ':' | '*' | '_' => plain.push(' '),
            // An abbreviated word ends with its dot, wherever the next begins.
            '.' => plain.push_str(". "),
            _ => plain.push(c),
        }
    }
    plain
        .split_whitespace()
        .flat_map(|word| {
            let long = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
            long.split(' ').map(str::to_owned)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_marks_and_one_letter_do_not_hide_a_header() {
        for (header, known) in [
            ("Ngày kết thúc xử lý:", "Ngày kết thúc xử lý"),
            ("Ngày hẹn trả (dd/mm/yyyy)", "Ngày hẹn trả"),
            ("Ngày hẹn trả (*)", "Ngày hẹn trả"),
            ("Ngay ket thuc xu ly", "Ngày kết thúc xử lý"),
            ("ngay_hen_tra", "Ngày hẹn trả"),
            ("Ngày trả kết qủa", "Ngày trả kết quả"),
            ("Ngày trả KQ", "Ngày trả kết quả"),
            ("Ngày k.thúc x.lý", "Ngày kết thúc xử lý"),
            ("Ngày trả thực tế", "Ngày trả"),
            ("Tình trạng hồ sơ", "Tình trạng"),
            ("Số lần bổ xung", "Số lần bổ sung"),
            ("Đơn vị xử lí", "Đơn vị xử lý"),
        ] {
            assert!(Unread::of(header).is_near(&Phrase::of(known)), "{header} / {known}");
        }
        for (header, known) in [
            ("Ngày sinh", "Ngày gửi"),
            ("Ngày trình", "Ngày trả"),
            ("Đơn vị tính", "Đơn vị"),
            ("Số ngày xử lý", "Ngày xử lý xong"),
            ("Người nhận kết quả", "Ngày nhận kết quả"),
            ("Tỷ lệ hoàn thành", "Ngày hoàn thành"),
            ("(1)", "Ngày"),
        ] {
            assert!(!Unread::of(header).is_near(&Phrase::of(known)), "{header} / {known}");
        }
    }
}
