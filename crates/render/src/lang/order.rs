//! The order of a Vietnamese dictionary.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use super::Lang;

const BREVE: char = '\u{306}';
const CIRCUMFLEX: char = '\u{302}';
const HORN: char = '\u{31b}';
/// Huyền, hỏi, ngã, sắc, nặng, in their order.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A letter's place among letters: itself, and whether it is the plain one, ă (or đ), â (or ê, ô), ơ (or ư).
type Letter = (char, u8);

/// A text as it is compared: its letters, then its tones, then its capitals.
type Key = (Vec<Letter>, Vec<u8>, Vec<bool>);

impl Lang {
    /// Compares as a Vietnamese dictionary does: a, ă, â; d, đ; e, ê; o, ô, ơ; u, ư; tones count only between words of the
    /// same letters. What is empty is not known, and comes last.
    ///
    /// ```
    /// use sipas_render::Lang;
    /// let mut names = ["", "Đồng Đăng", "Dân tộc", "Địa chính", "Tư pháp", "Tài chính"];
    /// names.sort_by(|a, b| Lang::in_order(a, b));
    /// assert_eq!(names, ["Dân tộc", "Địa chính", "Đồng Đăng", "Tài chính", "Tư pháp", ""]);
    /// ```
    pub fn in_order(a: &str, b: &str) -> Ordering {
        let known = a.is_empty().cmp(&b.is_empty());
        known.then_with(|| key(a).cmp(&key(b))).then_with(|| a.cmp(b))
    }
}

fn key(text: &str) -> Key {
    let (mut letters, mut tones, mut capitals) = Key::default();
    for c in text.nfd() {
        if let (Some(tone), Some(last)) = (TONES.iter().position(|tone| *tone == c), tones.last_mut()) {
            *last = u8::try_from(tone + 1).unwrap_or_default();
            continue;
        }
        let shape = match c {
            BREVE => 1,
            CIRCUMFLEX => 2,
            HORN => 3,
            _ => 0,
        };
        if let (1.., Some(last)) = (shape, letters.last_mut()) {
            let (base, _): Letter = *last;
            *last = (base, shape);
            continue;
        }
        let (letter, shape) = match c {
            'đ' | 'Đ' => ('d', 1),
            c => (c.to_lowercase().next().unwrap_or(c), 0),
        };
        letters.push((letter, shape));
        tones.push(0);
        capitals.push(c.is_uppercase());
    }
    (letters, tones, capitals)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each word comes before the next.
    const WORDS: [&str; 24] = [
        "An", "Ăn", "Ân", "Ba", "Da", "Dân", "Đa", "Đá", "Đạ", "Đê", "E", "Ê", "La", "là", "lả", "lã", "lá",
        "lạ", "lan", "O", "Ô", "Ơ", "U", "Ư",
    ];

    #[test]
    fn words_stand_as_in_a_dictionary() {
        for (n, word) in WORDS.iter().enumerate() {
            for later in &WORDS[n + 1..] {
                assert_eq!(Lang::in_order(word, later), Ordering::Less, "{word} {later}");
            }
        }
        // However their marks are written.
        assert_eq!(key("Thẩm định"), key(&"Thẩm định".nfd().collect::<String>()));
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[a-dăâđê àảạ]{0,4}", b in "[a-dăâđê àảạ]{0,4}", c in "[a-dăâđê àảạ]{0,4}") {
            prop_assert_eq!(Lang::in_order(&a, &b), Lang::in_order(&b, &a).reverse());
            if Lang::in_order(&a, &b).is_le() && Lang::in_order(&b, &c).is_le() {
                prop_assert!(Lang::in_order(&a, &c).is_le());
            }
        }
    }
}
