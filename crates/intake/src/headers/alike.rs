//! Headers that are known ones in another spelling: decorated, without accents, words run together or cut short. Each has one
//! meaning only, so that it is read, and noted.

use std::sync::OnceLock;

use hashbrown::HashMap;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::likeness::bare;
use crate::field::{Export, Field};
use crate::values::fold;
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

/// The usual headers of a kind of export, by the two keys; `None` where several fields have one.
struct Table {
    spelled: HashMap<String, Option<Usual>>,
    letters: HashMap<String, Option<Usual>>,
    words: Vec<(Vec<String>, Usual)>,
}

static TABLES: [OnceLock<Table>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];

fn table(kind: Kind) -> &'static Table {
    TABLES[kind as usize].get_or_init(|| {
        let mut table = Table { spelled: HashMap::new(), letters: HashMap::new(), words: Vec::new() };
        for entry in kind.table() {
            for (rank, header) in entry.headers.iter().enumerate() {
                let usual = (entry.field, rank, *header);
                let words = words(&fold(header));
                let keep =
                    |known: &mut Option<Usual>| *known = known.filter(|(field, ..)| *field == entry.field);
                let entry_of = |map: &mut HashMap<String, Option<Usual>>, key: String| {
                    map.entry(key).and_modify(keep).or_insert(Some(usual));
                };
                entry_of(&mut table.spelled, spelled(&words));
                entry_of(&mut table.letters, letters(&words));
                table.words.push((words, usual));
            }
        }
        table
    })
}

/// The usual header that this one is in another spelling.
pub(super) fn alike(kind: Kind, header: &str) -> Option<Usual> {
    // No usual header of this length has a digit, and most other cells have.
    if !(SHORTEST..LONGEST).contains(&header.len()) || header.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = undecorated(&fold(header))?;
    let (words, table) = (words(&plain), table(kind));
    if let Some(known) = table.spelled.get(&spelled(&words)) {
        return *known;
    }
    // What has some accents and not all of them may be another word.
    if plain.is_ascii() {
        return table.letters.get(&letters(&words)).copied().flatten();
    }
    cut_short(&plain, table)
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
    each_part(word, |part| {
        let is_tone = matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        (if is_tone { &mut tones } else { &mut key }).push(part);
    });
    let open = |c: char| c.is_alphabetic() && !"aăâeêioôơuưy".contains(c);
    if key.strip_suffix('y').is_some_and(|before| before.ends_with(open)) {
        key.pop();
        key.push('i');
    }
    key + &tones
}

/// The letters alone, without accents.
fn letters(words: &[String]) -> String {
    let bare = |word: &String| {
        let mut plain = String::with_capacity(word.len());
        each_part(word, |part| match part {
            'đ' => plain.push('d'),
            part if is_combining_mark(part) => {}
            part => plain.push(part),
        });
        spelled_word(&plain)
    };
    words.iter().map(bare).collect()
}

/// Calls with each letter and mark of a word. Most letters are ASCII, and their own.
fn each_part(word: &str, mut with: impl FnMut(char)) {
    for letter in word.chars() {
        if letter.is_ascii() { with(letter) } else { decompose_canonical(letter, &mut with) }
    }
}

/// The only usual header that has the same words, some of them cut short at a dot to which a whole word is joined.
fn cut_short(plain: &str, table: &Table) -> Option<Usual> {
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
    let is_meant = |words: &Vec<String>| {
        words.len() == parts.len() && parts.iter().zip(words).all(|(part, word)| same(part, word))
    };
    let mut meant = table.words.iter().filter(|(words, _)| is_meant(words)).map(|(_, usual)| *usual);
    let first = meant.next()?;
    meant.all(|other| other.0 == first.0).then_some(first)
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
