//! Items of a survey that has a column for each, by their numbers in SIPAS questionnaires.

use crate::field::Field;
use crate::values::fold;

/// The item that a header names: a letter from A to E and a number, then nothing or the words of the question
/// (`A1`, `B.2`, `C3. Công chức lắng nghe …`).
pub(super) fn item(header: &str) -> Option<Field> {
    let header = fold(header);
    let mut letters = header.strip_prefix("câu ").unwrap_or(&header).chars();
    let area = "abcde".find(letters.next()?)?;
    let rest = letters.as_str().trim_start_matches(['.', ' ']);
    let text = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_number = text.len() < rest.len() && rest.len() - text.len() <= 2;
    let goes_on = text.chars().next().is_none_or(|next| matches!(next, '.' | ':' | ')' | ' ' | '-' | '–'));
    (is_number && goes_on).then_some(Field::ITEMS[area])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_by_letter_and_number() {
        for (header, field) in [
            ("A1", Field::ItemI),
            ("a12", Field::ItemI),
            ("B.2", Field::ItemII),
            ("C3. Công chức lắng nghe ý kiến", Field::ItemIII),
            ("Câu D4: Kết quả đúng hẹn", Field::ItemIV),
            ("E 1 - Bố trí hình thức tiếp nhận", Field::ItemV),
        ] {
            assert_eq!(item(header), Some(field), "{header}");
        }
        for header in ["A", "F1", "1", "A1b", "Bước 1", "Đơn vị", "Cấp 2", "A123", "D", "", "E-mail"]
        {
            assert_eq!(item(header), None, "{header}");
        }
    }
}
