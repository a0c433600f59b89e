//! Text measured in the cells of a terminal.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::format::Style;
use crate::table::Tone;

/// The text on one line, without anything that a terminal obeys.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    crate::clean::one_line(text)
}

/// The cells that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text and as many blanks as make it `to` cells wide.
pub(super) fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// The text in lines of at most `room` cells, broken at blanks, and within a word only where it alone is too long.
pub(super) fn paragraph(text: &str, room: Option<usize>) -> Vec<String> {
    let Some(room) = room.map(|room| room.max(1)) else { return vec![text.to_owned()] };
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words(text) {
        let wide = width(word);
        if used > 0 && used + 1 + wide > room {
            lines.push(String::new());
            used = 0;
        }
        if used > 0 {
            push(&mut lines, ' ');
            used += 1;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used > 0 && used + wide > room {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, c);
            used += wide;
        }
    }
    lines
}

/// The words of a text. A percent sign stays with its number.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = text.match_indices(' ').map(|(at, _)| at).filter(|at| !text[at + 1..].starts_with('%'));
    ends.chain([text.len()])
        .map(move |end| {
            let word = &text[from..end];
            from = (end + 1).min(text.len());
            word
        })
        .filter(|word| !word.is_empty())
}

fn push(lines: &mut [String], c: char) {
    if let Some(last) = lines.last_mut() {
        last.push(c);
    }
}

/// Colours and weights, where they are wanted.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    on: bool,
}

impl Paint {
    pub(super) fn of(style: Style) -> Paint {
        Paint { on: style.color }
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.on && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    pub(super) fn tone(self, tone: Tone, text: &str) -> String {
        match tone {
            Tone::Plain => text.to_owned(),
            Tone::Good => self.with("32", text),
            Tone::Bad => self.with("31", text),
            Tone::Strong => self.bold(text),
            Tone::Faint => self.faint(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combining_marks_take_no_room() {
        // The same words, composed and decomposed.
        assert_eq!((width("Đơn vị"), width("Đơn vi\u{323}")), (6, 6));
        assert_eq!(padded("漢", 4), "漢  ");
    }

    #[test]
    fn lines_break_at_blanks_and_in_words_that_are_too_long() {
        assert_eq!(paragraph("một hai ba", Some(7)), ["một hai", "ba"]);
        assert_eq!(paragraph("abcdefgh ij", Some(3)), ["abc", "def", "gh", "ij"]);
        assert_eq!(paragraph("  tỷ lệ  trên 99%", Some(12)), ["tỷ lệ trên", "99%"]);
        assert_eq!(paragraph("", Some(3)), [""]);
        assert_eq!(paragraph("a b", None), ["a b"]);
    }
}
