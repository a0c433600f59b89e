//! Headers that mean personal data of applicants, however they are spelled.

use unicode_normalization::UnicodeNormalization;

use crate::values::bare_words;

/// What an applicant is called, without accents. A header with one of these is personal, whoever else it names.
const APPLICANT: &[&str] = &[
    "nguoi nop",
    "nguoi yeu cau",
    "nguoi de nghi",
    "nguoi dung ten",
    "nguoi dung don",
    "nguoi lam don",
    "nguoi khai",
    "nguoi dang ky",
    "nguoi gui",
    "nguoi phan anh",
    "nguoi kien nghi",
    "nguoi lien he",
    "nguoi dai dien",
    "nguoi uy quyen",
    "nguoi duoc uy quyen",
    "nguoi lam thu tuc",
    "nguoi ke khai",
    "nguoi duoc cap",
    "nguoi huong",
    "nguoi thu huong",
    "nguoi nhan ket qua",
    "nguoi su dung dat",
    "nguoi mat",
    "nguoi chet",
    "than nhan",
    "ben nop",
    "ben chuyen nhuong",
    "ben nhan chuyen nhuong",
    "chu ho so",
    "chu dau tu",
    "chu doanh nghiep",
    "chu co so",
    "chu su dung",
    "dai dien phap luat",
    "duong su",
    "applicant",
    "requester",
    "submitter",
    "sender",
];
/// Words that mean a name, telephone number, address, identity number, birth date or e-mail.
const PERSONAL: &[&str] = &[
    "ho ten",
    "ho va ten",
    "ho dem",
    "chu dem",
    "ten nguoi",
    "ten ca nhan",
    "ten cong dan",
    "ten khach hang",
    "ten doanh nghiep",
    "ten cong ty",
    "ten to chuc",
    "ca nhan to chuc",
    "to chuc ca nhan",
    "nguoi dan",
    "cong dan",
    "khach hang",
    "ten hoc sinh",
    "ho kinh doanh",
    "ho gia dinh",
    "chu ho",
    "chu so huu",
    "chu the",
    "dien thoai",
    "sdt",
    "dt lien",
    "so dt",
    "dtdd",
    "di dong",
    "lien he",
    "lien lac",
    "dia chi",
    "noi o",
    "cho o",
    "so nha",
    "cu tru",
    "thuong tru",
    "tam tru",
    "ho khau",
    "hktt",
    "tru quan",
    "que quan",
    "nguyen quan",
    "noi sinh",
    "cccd",
    "cmnd",
    "cmtnd",
    "cmt",
    "can cuoc",
    "chung minh",
    "dinh danh",
    "ddcn",
    "ho chieu",
    "giay to tuy than",
    "so giay to",
    "gttt",
    "the bhxh",
    "ma bhxh",
    "so bhxh",
    "ma so thue",
    "mst",
    "ma so doanh nghiep",
    "msdn",
    "ngay sinh",
    "sinh ngay",
    "ntns",
    "nam sinh",
    "sinh nhat",
    "e mail",
    "thu dien tu",
    "hop thu",
    "hom thu",
    "so zalo",
];
/// English words, which are found within words that are run together.
const ENGLISH: &[&str] = &[
    "email",
    "gmail",
    "full name",
    "first name",
    "last name",
    "middle name",
    "given name",
    "family name",
    "surname",
    "person name",
    "client name",
    "owner name",
    "citizen",
    "customer",
    "phone",
    "mobile",
    "contact",
    "address",
    "residence",
    "passport",
    "national id",
    "id number",
    "tax code",
    "birth",
];
/// English words that are a part of other words too.
const SHORT: &[&str] = &["mail", "tel", "telephone", "identity", "id card", "id no", "dob", "d o b"];
/// Headers that are nothing but one of these.
const ALONE: &[&str] = &["name", "ten", "d c", "dc", "d t", "dt"];
/// What forms add to a header that is nothing but a word: "Tên (bắt buộc)" asks for a name, "Tên (thủ tục)" does not.
const HOW_TO_FILL: &[&str] = &["bat buoc", "neu co", "in hoa", "ghi ro", "day du", "required", "optional"];
/// Those who handle dossiers are no applicants.
const OFFICIAL: &[&str] = &["can bo", "cong chuc", "vien chuc", "chuyen vien", "nguoi xu ly", "lanh dao"];
/// What has a number or a place, and is no person.
const IMPERSONAL: &[&str] = &[
    "dia chinh",
    "dinh danh don vi",
    "dinh danh co quan",
    "dinh danh ho so",
    "dinh danh thu tuc",
    "so lan lien he",
    "so lan lien lac",
];

/// Whether a header means personal data of an applicant: a name, telephone number, address, identity number, birth date
/// or e-mail. What does is never read, whoever asks for it.
///
/// Case, accents, marks around words and characters that nobody sees make no difference, nor do words that are run
/// together.
///
/// ```
/// assert!(sipas_intake::is_personal("Số điện thoại"));
/// assert!(sipas_intake::is_personal("SoDienThoai(*)"));
/// assert!(!sipas_intake::is_personal("Xã/phường"));
/// ```
pub fn is_personal(header: &str) -> bool {
    let seen: String = header.nfkd().filter(|letter| !is_unseen(*letter)).collect();
    let words = bare_words(&seen);
    let words: Vec<&str> =
        words.split(' ').filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
    let mut text = format!(" {} ", words.join(" "));
    for impersonal in IMPERSONAL {
        text = text.replace(&format!(" {impersonal} "), " ");
    }
    let has = |phrase: &&str| text.contains(&format!(" {phrase} "));
    let asked = HOW_TO_FILL.iter().fold(text.clone(), |text, words| text.replace(&format!(" {words} "), " "));
    if ALONE.contains(&asked.trim()) || APPLICANT.iter().any(has) {
        return true;
    }
    if PERSONAL.iter().chain(ENGLISH).chain(SHORT).any(has) {
        return !OFFICIAL.iter().any(has);
    }
    if text.split_whitespace().all(|word| is_syllable(word) || word.len() < 4) {
        return false;
    }
    let letters: String = text.split_whitespace().collect();
    let held = |phrase: &&str| holds(&letters, phrase);
    APPLICANT.iter().any(held) || (PERSONAL.iter().chain(ENGLISH).any(held) && !OFFICIAL.iter().any(held))
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether words that are run together hold a phrase: what stands around it has to be words too, since "nguoidanhgia" is no
/// "nguoi dan".
fn holds(letters: &str, phrase: &str) -> bool {
    let squeezed: String = phrase.split(' ').collect();
    // Abbreviations and English words are no syllables, nor need be what stands around them.
    let alone = ENGLISH.contains(&phrase) || !splits(&squeezed);
    letters
        .match_indices(&squeezed)
        .any(|(at, found)| alone || (splits(&letters[..at]) && splits(&letters[at + found.len()..])))
}

/// Whether letters are Vietnamese syllables, one after another.
fn splits(letters: &str) -> bool {
    let mut ends = vec![true];
    for end in 1..=letters.len() {
        let from = end.saturating_sub(7);
        ends.push((from..end).any(|start| ends[start] && letters.get(start..end).is_some_and(is_syllable)));
    }
    ends[letters.len()]
}

/// Whether a word is shaped as a syllable of Vietnamese without accents.
fn is_syllable(word: &str) -> bool {
    const INITIALS: [&str; 27] = [
        "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "g", "h", "k", "l",
        "m", "n", "p", "q", "r", "s", "t", "v", "x",
    ];
    const FINALS: [&str; 8] = ["ch", "ng", "nh", "c", "m", "n", "p", "t"];
    let is_core = |core: &str| (1..=3).contains(&core.len()) && core.bytes().all(|b| b"aeiouy".contains(&b));
    let cores = std::iter::once(word).chain(INITIALS.iter().filter_map(|initial| word.strip_prefix(initial)));
    cores
        .into_iter()
        .any(|rest| is_core(rest) || FINALS.iter().any(|last| rest.strip_suffix(last).is_some_and(is_core)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use crate::field::Export;

    /// Headers, each with whether it is personal: the tests of the command and of the Python package ask the same.
    const HEADERS: &str = include_str!("../../../../tests/data/headers/personal.csv");

    fn headers(word: &str) -> Vec<&'static str> {
        let suffix = format!(",{word}");
        let of = HEADERS.lines().skip(1).filter_map(|line| line.strip_suffix(&suffix));
        let all: Vec<_> = of.map(|header| header.trim_matches('"')).collect();
        assert!(all.len() > 50);
        all
    }

    /// A header as programs and people write it.
    fn spellings(header: &str) -> [String; 12] {
        [
            header.to_owned(),
            header.to_uppercase(),
            header.to_lowercase(),
            header.nfd().collect(),
            bare_words(&header.nfkd().collect::<String>()),
            format!("3. {header}:"),
            format!("({header}) *"),
            format!("{header} (1)"),
            format!("{header} (bắt buộc)"),
            header.replace(' ', "_"),
            header.replace(' ', "\u{a0}\n"),
            header.chars().flat_map(|letter| [letter, '\u{200b}']).collect(),
        ]
    }

    #[test]
    fn what_an_applicant_is_known_by_is_personal_however_it_is_spelled() {
        for header in headers("yes") {
            for spelled in spellings(header) {
                assert!(is_personal(&spelled), "{spelled:?} of {header}");
            }
            let run_together: String = bare_words(&header.nfkd().collect::<String>()).split(' ').collect();
            // Of a few letters nobody can tell what they were.
            assert!(run_together.len() < 5 || is_personal(&run_together), "{run_together}");
        }
    }

    #[test]
    fn what_is_of_no_person_is_read() {
        for header in headers("no") {
            for spelled in spellings(header) {
                assert!(!is_personal(&spelled), "{spelled:?} of {header}");
            }
        }
        for header in Kind::ALL.into_iter().flat_map(Export::table).flat_map(|entry| entry.headers) {
            assert!(!is_personal(header), "{header}");
        }
    }
}
