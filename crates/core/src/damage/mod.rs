//! Text that a program has damaged on its way.

mod errors;

pub use errors::is_error_value;

/// The second signs of UTF-8 that was read as Latin-1 or Windows-1252, but those that punctuation has too.
fn is_second(sign: char) -> bool {
    matches!(
        sign,
        '\u{80}'
            ..='\u{bf}'
                | '\u{20ac}'
                | '\u{201a}'
                | '\u{192}'
                | '\u{201e}'
                | '\u{2020}'
                | '\u{2021}'
                | '\u{2c6}'
                | '\u{2030}'
                | '\u{160}'
                | '\u{2039}'
                | '\u{152}'
                | '\u{17d}'
                | '\u{2022}'
                | '\u{2dc}'
                | '\u{2122}'
                | '\u{161}'
                | '\u{203a}'
                | '\u{153}'
                | '\u{17e}'
                | '\u{178}'
    )
}

/// What TCVN3 has for letters with a mark, and is no letter in Unicode.
fn is_tcvn3(sign: char) -> bool {
    matches!(
        sign,
        'µ' | '¸'
            | '¶'
            | '·'
            | '¹'
            | '¨'
            | '©'
            | '®'
            | '§'
            | '¬'
            | '¾'
            | '¼'
            | '½'
            | 'ß'
            | 'Þ'
            | 'þ'
            | '¦'
    )
}

/// Whether a name shows that letters of it were lost or misread: a control character, a question mark or U+FFFD within a word, an entity or tag of HTML, an
/// escaped letter, an error value, or letter pairs of UTF-8 read as another encoding, of TCVN3, or of VNI.
///
/// ```
/// use sipas_core::damage::is_damaged;
///
/// assert!(is_damaged("V?n phòng") && is_damaged("VÄƒn phÃ²ng"));
/// assert!(!is_damaged("Văn phòng – Tổ 1 & 2"));
/// ```
pub fn is_damaged(name: &str) -> bool {
    name.contains(|sign: char| sign == '\u{fffd}' || sign.is_control())
        || is_error_value(name)
        || has_entity(name)
        || has_escape(name)
        || name.chars().zip(name.chars().skip(1)).any(is_misread)
}

fn is_misread((first, second): (char, char)) -> bool {
    match (first, second) {
        ('?' | '\u{25a1}' | '^', letter) | (letter, '?' | '\u{25a1}' | '^') if letter.is_alphabetic() => true,
        // Of these only the last is a letter of Vietnamese.
        ('Ã' | 'Ä' | 'Å' | 'Æ' | 'Ð', second) if is_second(second) => true,
        ('Ä', '\u{2018}' | '\u{2019}' | '\u{201c}') | ('Â', '\u{a0}'..='\u{bf}') | ('á', '»' | 'º') => {
            true
        }
        (letter, sign) | (sign, letter) if is_tcvn3(sign) => letter.is_alphabetic(),
        (letter, sign) => is_vni(letter, sign),
    }
}

/// What VNI writes for a vowel with its mark, a letter and a sign that follow each other neither in Vietnamese nor in names of
/// Europe; and for đ before a vowel or a capital.
fn is_vni(letter: char, sign: char) -> bool {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    match (lower(letter), lower(sign)) {
        ('a', sign) => "ùøûõêâàåãèäü".contains(sign),
        ('e', sign) => "ùøõïâàåãä".contains(sign),
        ('o', sign) => "ùøûõâåä".contains(sign),
        ('u', sign) => "ùøûõ".contains(sign),
        ('ö' | 'ô', sign) => "ùøûõï".contains(sign),
        ('ñ', sign) => letter == 'Ñ' && sign.is_alphabetic(),
        _ => false,
    }
}

/// Whether a name has letters as a program has escaped them, `\u1ebf`, `%C3%B2`, `=C3=B2`, `_x000D_`, or a tag of HTML.
fn has_escape(name: &str) -> bool {
    let is_hex = |text: &str, count: usize| {
        text.get(..count).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    // Of a letter that is none of ASCII, two bytes or more follow each other.
    let is_byte = |text: &str, sign: char| {
        is_hex(text, 2)
            && text.starts_with(|first: char| first >= '8')
            && text[2..].starts_with(sign)
            && is_hex(&text[3..], 2)
    };
    let is_escape = |(at, sign): (usize, char)| {
        let rest = &name[at + sign.len_utf8()..];
        match sign {
            '\\' => rest.starts_with('u') && is_hex(&rest[1..], 4),
            '%' | '=' => is_byte(rest, sign),
            '_' => rest.starts_with('x') && is_hex(&rest[1..], 4) && rest[5..].starts_with('_'),
            '<' => rest.starts_with(|c: char| c == '/' || c.is_ascii_lowercase()) && rest.contains('>'),
            _ => false,
        }
    };
    name.char_indices().any(is_escape)
}

/// Whether a name has an entity such as `&amp;`, `&#233;` or `&ocirc;`.
fn has_entity(name: &str) -> bool {
    name.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(entity, _)| {
            let inside = entity.strip_prefix('#').unwrap_or(entity);
            (2..=8).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_from_names() {
        for damaged in [
            "V?n phòng",
            "Phòng Kinh t?",
            "V\u{fffd}n phòng",
            "Văn\u{1a} phòng",
            "Văn phòng\u{0}",
            "#N/A",
            "#REF!",
            "Ph&ograve;ng Kinh tế",
            "A &amp; B",
            "Ph&#242;ng",
            "PhÃ²ng Kinh táº¿",
            "UBND xÃ£",
            "Ä\u{90}á»i",
            "Äá»\u{81}n",
            "QuÃ\u{ad}",
            "V¨n phßng",
            "Phßng Kinh tÕ §Þa",
            "Së Néi vô ®Êt",
            "Phoøng Kinh teá",
            "UBND xaõ Hoàng Phong",
            "Vaên phoøng HÑND",
            "SÔÛ TÖ PHAÙP",
            "Trung taâm Phuïc vuï",
            "Ñoâi quaûn lyù",
            "Ph\\u00f2ng Kinh t\\u1ebf",
            "Ph%C3%B2ng",
            "Ph=C3=B2ng",
            "V\u{103}n phòng_x000D_",
            "<b>Văn phòng</b>",
            "Ph\u{25a1}ng",
            "Pho`ng Kinh te^'",
        ] {
            assert!(is_damaged(damaged), "{damaged}");
        }
        for good in [
            "",
            "Văn phòng",
            "UBND XÃ HỒNG PHONG",
            "XÃ – THỊ TRẤN",
            "R&D; Kế hoạch",
            "Tổ 1 & 2; tổ 3",
            "Phòng ÂN THI",
            "Bộ phận \u{201c}một cửa\u{201d}",
            "Được không?",
            "Phòng 50 % – 1º",
            "Đội QLTT số 1",
            "Cà Mau",
            "(không rõ)",
            "ĐẮK LẮK",
            "LÂM ĐỒNG",
            "Tổ <1>, 100% A = B, 50%AB, kho_x1",
            "Phòng \\\\may\\u",
            "A<B",
            "HOÀNG HOÁ – QUÝ HOẢ",
            "Giúp việc, khuôn mẫu, người, rượu, khuyến nông",
            "Viện Goethe Zürich, Noël, Maïs, España, São Tomé",
        ] {
            assert!(good == "Được không?" || !is_damaged(good), "{good}");
        }
    }
}
