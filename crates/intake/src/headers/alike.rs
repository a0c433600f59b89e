//! Headers that are known ones in another spelling: decorated, without accents, words run together or cut short. Each has one
//! meaning only, so that it is read, and noted.

use std::sync::OnceLock;

use hashbrown::HashMap;

use super::likeness::bare;
use crate::field::{Entry, Export, Field};
use crate::values::{each_part, fold, without_marks};
use sipas_core::Kind;

/// What offices abbreviate.
const SHORT: [(&str, &str); 5] =
    [("kq", "kết quả"), ("hs", "hồ sơ"), ("xl", "xử lý"), ("gq", "giải quyết"), ("tn", "tiếp nhận")];

/// What stands in brackets and says nothing about what a column holds, beside a form of dates.
const REMARKS: [&str; 6] = ["", "*", "lần", "nếu có", "bắt buộc", "ngày/tháng/năm"];

/// No header that is meant has fewer or more bytes.
const SHORTEST: usize = 4;
const LONGEST: usize = 200;

/// A field, and which of its usual headers it is.
pub(super) type Usual = (Field, usize, &'static str);

/// The usual headers of each kind of export by their letters.
static TABLES: [OnceLock<HashMap<String, Vec<Usual>>>; Kind::ALL.len()] =
    [const { OnceLock::new() }; Kind::ALL.len()];

fn table(kind: Kind) -> &'static HashMap<String, Vec<Usual>> {
    TABLES[kind as usize].get_or_init(|| {
        let mut table: HashMap<String, Vec<Usual>> = HashMap::new();
        for usual in usual(kind) {
            table.entry(letters(&words(&fold(usual.2)))).or_default().push(usual);
        }
        table
    })
}

fn usual(kind: Kind) -> impl Iterator<Item = Usual> {
    let ranked =
        |entry: &'static Entry| (0..).zip(entry.headers).map(|(rank, header)| (entry.field, rank, *header));
    kind.table().iter().flat_map(ranked)
}

/// The first of some headers, where all are of one field.
fn of_one_field(mut headers: impl Iterator<Item = Usual>) -> Option<Usual> {
    let first = headers.next()?;
    headers.all(|other| other.0 == first.0).then_some(first)
}

/// The usual header that this one is in another spelling.
pub(super) fn alike(kind: Kind, header: &str) -> Option<Usual> {
    // No usual header of this length has a digit, and most other cells have.
    if !(SHORTEST..LONGEST).contains(&header.len()) || header.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = undecorated(&fold(header))?;
    let words = words(&plain);
    let same_letters = table(kind).get(&letters(&words)).map_or(&[][..], Vec::as_slice);
    let own = spelled(&words);
    let same = same_letters.iter().copied().filter(|usual| spelled(&self::words(&fold(usual.2))) == own);
    if same.clone().next().is_some() {
        return of_one_field(same);
    }
    // What has some accents and not all of them may be another word.
    if plain.is_ascii() { of_one_field(same_letters.iter().copied()) } else { cut_short(kind, &plain) }
}

/// Without signs and remarks that say nothing; `None` where brackets say something.
fn undecorated(folded: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = folded;
    while let Some(at) = rest.find(['(', '[']) {
        let end = at + rest[at..].find([')', ']'])?;
        let inside = rest[at + 1..end].trim();
        if !REMARKS.map(fold).contains(&inside.to_owned()) && !is_date_form(inside) {
            return None;
        }
        plain.push_str(&rest[..at]);
        plain.push(' ');
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    let run_together = !plain.trim().contains(' ');
    let sign = |c: char| if matches!(c, ':' | '*' | '_') || c == '-' && run_together { ' ' } else { c };
    Some(plain.chars().map(sign).collect::<String>().trim_end_matches(['.', ' ']).to_owned())
}

/// dd/mm/yyyy, dd-mm-yyyy hh:mm:ss.
fn is_date_form(inside: &str) -> bool {
    let is_sign = |c: char| matches!(c, '/' | '-' | '.' | ':' | ' ');
    let parts = || inside.split(is_sign).filter(|part| !part.is_empty());
    let known = ["d", "dd", "m", "mm", "yyyy", "yy", "h", "hh", "ss"];
    parts().count() > 1 && parts().all(|part| known.contains(&part))
}

/// The words, what is abbreviated written out.
fn words(plain: &str) -> Vec<String> {
    let long = |word| match SHORT.iter().find(|(short, _)| *short == word) {
        Some((_, long)) => *long,
        None => word,
    };
    plain.split_whitespace().flat_map(|word| long(word).split(' ')).map(str::to_owned).collect()
}

/// The words as they are spelled, but for where a tone stands in its word, and y for i at its end.
fn spelled(words: &[String]) -> String {
    words.iter().map(|word| spelled_word(word)).collect::<Vec<_>>().join(" ")
}

fn spelled_word(word: &str) -> String {
    let (mut key, mut tones) = (String::with_capacity(word.len() + 4), String::new());
    for letter in word.chars() {
        each_part(letter, |part| {
            let is_tone = matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            (if is_tone { &mut tones } else { &mut key }).push(part);
        });
    }
    let open = |c: char| c.is_alphabetic() && !"aăâeêioôơuưy".contains(c);
    if key.strip_suffix('y').is_some_and(|before| before.ends_with(open)) {
        key.pop();
        key.push('i');
    }
    key + &tones
}

/// The letters alone, without accents: the same for all that is spelled the same.
fn letters(words: &[String]) -> String {
    words.iter().map(|word| spelled_word(&without_marks(word))).collect()
}

/// The only usual header that has the same words, some of them cut short at a dot to which a whole word is joined.
fn cut_short(kind: Kind, plain: &str) -> Option<Usual> {
    if plain.contains(". ") {
        return None;
    }
    let parts: Vec<String> = words(&plain.replace('.', ". "));
    if !parts.iter().any(|part| part.ends_with('.')) || parts.last()?.ends_with('.') {
        return None;
    }
    if parts.windows(2).any(|two| two.iter().all(|part| part.ends_with('.'))) {
        return None;
    }
    let same = |part: &String, word: &String| match part.strip_suffix('.') {
        Some(short) => !short.is_empty() && bare(word).starts_with(&bare(short)),
        None => spelled_word(part) == spelled_word(word),
    };
    let is_meant = |usual: &Usual| {
        let words = words(&fold(usual.2));
        words.len() == parts.len() && parts.iter().zip(&words).all(|(part, word)| same(part, word))
    };
    of_one_field(usual(kind).filter(is_meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_spelling_of_a_header_is_the_header() {
        for (header, known) in [
            ("Ngày kết thúc xử lý:", "Ngày kết thúc xử lý"),
            ("Ngày hẹn trả (dd/MM/yyyy)", "Ngày hẹn trả"),
            ("Ngày hẹn trả [dd-mm-yyyy hh:mm]", "Ngày hẹn trả"),
            ("Ngày hẹn trả (*)", "Ngày hẹn trả"),
            ("(*) Ngày hẹn trả", "Ngày hẹn trả"),
            ("Số lần đi lại (lần)", "Số lần đi lại"),
            ("Ngay ket thuc xu ly", "Ngày kết thúc xử lý"),
            ("NGAY KET THUC XU LI", "Ngày kết thúc xử lý"),
            ("ngay_hen_tra", "Ngày hẹn trả"),
            ("ngay-hen-tra", "Ngày hẹn trả"),
            ("NgayHenTra", "Ngày hẹn trả"),
            ("ma_ho_so", "Mã hồ sơ"),
            ("Ngày trả kết qủa", "Ngày trả kết quả"),
            ("Đơn vị xử lí", "Đơn vị xử lý"),
            ("Ngày trả KQ", "Ngày trả kết quả"),
            ("Ngày k.thúc x.lý", "Ngày kết thúc xử lý"),
        ] {
            assert_eq!(alike(Kind::Dossiers, header).map(|usual| usual.2), Some(known), "{header}");
        }
        for header in [
            // Another day, a guess, a word left out.
            "Ngày trả kết quả (dự kiến)",
            "Ngày hẹn trả (lần 2)",
            "Ngày hẹn trả (2)",
            "Ngày hẹn trả dự kiến",
            "Số lần bổ xung",
            "Ngày tiếp nhan",
            "Sổ hồ sơ",
            "Ngày k.t",
            "Ngày t. kết quả",
            "Ngày",
            "Ngày sinh",
            "Tỷ lệ hoàn thành",
            "Ngày hẹn trả (",
        ] {
            assert_eq!(alike(Kind::Dossiers, header), None, "{header}");
        }
    }

    #[test]
    fn no_usual_header_has_a_digit() {
        let headers = Kind::ALL.into_iter().flat_map(Kind::table).flat_map(|entry| entry.headers);
        let long = headers.filter(|header| header.len() >= SHORTEST);
        assert_eq!(long.filter(|header| header.bytes().any(|byte| byte.is_ascii_digit())).count(), 0);
    }

    #[test]
    fn every_usual_header_is_alike_itself_or_none() {
        for kind in Kind::ALL {
            for entry in kind.table() {
                for header in entry.headers.iter().filter(|header| header.len() >= SHORTEST) {
                    let found = alike(kind, header).map(|usual| usual.0);
                    assert!(found.is_none_or(|field| field == entry.field), "{kind}: {header}");
                }
            }
        }
    }
}
