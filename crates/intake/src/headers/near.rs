//! Headers that are nearly those of a field, so that none of them is passed over in silence.

use hashbrown::HashSet;

use super::grid::Known;
use super::layout::Layout;
use super::likeness::bare;
use crate::field::Field;

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

/// Of so many letters, blanks among them, one may be wrong.
const LONG: usize = 10;

/// No header that is meant has fewer or more bytes.
const SHORTEST: usize = 4;
const LONGEST: usize = 200;

pub(super) fn near_headers(known: &Known<'_>, layout: &Layout) -> Vec<NearHeader> {
    let lacks = |field: Field| {
        // Either end will do where the other is missing.
        let ends = [Field::FinishedAt, Field::ReturnedAt];
        let any = |fields: &[Field]| fields.iter().any(|field| layout.column(*field).is_some());
        !any(if ends.contains(&field) { &ends } else { std::slice::from_ref(&field) })
    };
    let missing: Vec<Field> =
        known.kind.fields().filter(|field| *field != Field::Surplus && lacks(*field)).collect();
    let wanted: Vec<_> = missing
        .iter()
        .flat_map(|field| known.headers_of(*field).map(move |header| (*field, header, Phrase::of(header))))
        .collect();
    let ignored: Vec<String> = known.profile.ignore.iter().map(|header| bare(header)).collect();
    let unread = layout
        .columns()
        .iter()
        .filter(|column| column.field.is_none() && (SHORTEST..LONGEST).contains(&column.header.len()));
    let mut seen = HashSet::new();
    unread
        .filter(|column| seen.insert(column.header.as_str()) && !ignored.contains(&bare(&column.header)))
        .filter_map(|column| {
            let words = Phrase::of(&column.header);
            let (field, known, _) = wanted.iter().find(|(_, _, wanted)| words.is_near(wanted))?;
            Some(NearHeader { header: column.header.clone(), field: *field, known: (*known).to_owned() })
        })
        .collect()
}

/// A header's words, and these as one text.
struct Phrase {
    words: Vec<String>,
    text: String,
    letters: usize,
}

impl Phrase {
    fn of(header: &str) -> Phrase {
        let words = words(header);
        let text = words.join(" ");
        Phrase { letters: text.chars().count(), words, text }
    }

    /// Whether a header equals a known one after dropping marks, brackets with what is in them, and signs, or but for one
    /// of the words that say nothing, an abbreviation, or one letter.
    fn is_near(&self, known: &Phrase) -> bool {
        !self.words.is_empty()
            && (self.text == known.text
                || EMPTY_WORDS.iter().any(|word| self.without(word).is_some_and(|text| text == known.text))
                || self.is_shortened(known)
                || self.letters >= LONG
                    && self.letters.abs_diff(known.letters) <= 1
                    && strsim::damerau_levenshtein(&self.text, &known.text) == 1)
    }

    fn without(&self, word: &str) -> Option<String> {
        let padded = format!(" {} ", self.text);
        let at = padded.find(&format!(" {word} "))?;
        let (before, after) = (padded[..at].trim(), padded[at + word.len() + 2..].trim());
        Some(format!("{before} {after}").trim().to_owned())
    }

    /// Whether both have the same words, some of them cut short at a dot.
    fn is_shortened(&self, known: &Phrase) -> bool {
        let same = |(word, known): (&String, &String)| match word.strip_suffix('.') {
            Some(short) => !short.is_empty() && known.starts_with(short),
            None => word == known,
        };
        self.words.len() == known.words.len() && self.words.iter().zip(&known.words).all(same)
    }
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
            assert!(Phrase::of(header).is_near(&Phrase::of(known)), "{header} / {known}");
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
            assert!(!Phrase::of(header).is_near(&Phrase::of(known)), "{header} / {known}");
        }
    }
}
