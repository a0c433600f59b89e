//! Text from the data made harmless to look at.

use std::borrow::Cow;

/// The text without anything that a terminal obeys or that hides what is read: control characters become their
/// pictures, and marks that turn the direction of reading the replacement character. Line breaks and tabs become
/// spaces.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c => harmless(c),
    })
}

/// Cleans text, and leaves line breaks and tabs: for a cell that may hold them.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| if matches!(c, '\t' | '\n' | '\r') { None } else { harmless(c) })
}

/// What stands for a harmful character; `None` for any other.
fn harmless(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        // C1 controls, of which U+009B begins an escape sequence; then what turns or isolates the direction.
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(char::REPLACEMENT_CHARACTER)
        }
        _ => None,
    }
}

fn replaced(text: &str, by: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.chars().any(|c| by(c).is_some()) {
        text.chars().map(|c| by(c).unwrap_or(c)).collect()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(one_line("\x1b[31mred\r\nx\u{9b}1m\x7f"), "␛[31mred  x\u{fffd}1m␡");
        assert_eq!(one_line("a\u{202e}b"), "a\u{fffd}b");
        assert_eq!(lines("a\tb\n\x07"), "a\tb\n␇");
        assert!(matches!(one_line("Văn phòng"), Cow::Borrowed(_)));
    }
}
