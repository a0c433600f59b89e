use std::io;

use memchr::memchr2_iter;

use crate::input::{Malformed, Text};

/// What old programs fill the end of a file up with: it is no part of the text.
pub(crate) const PADDING: [char; 2] = ['\u{1a}', '\0'];

/// A place between two bytes of the text, as a person counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line, from 1.
    pub(crate) line: u64,
    after_cr: bool,
}

impl Place {
    pub(crate) const START: Place = Place { line: 1, after_cr: false };

    /// Moves over `bytes`: each CRLF, LF or lone CR is one line end, wherever the text is cut.
    pub(crate) fn advance(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            let after_cr = if at == 0 { self.after_cr } else { bytes[at - 1] == b'\r' };
            self.line += u64::from(!(after_cr && bytes[at] == b'\n'));
        }
        self.after_cr = *last == b'\r';
    }
}

/// The part of the text that is in memory. It begins where a row may begin.
pub(crate) struct Window {
    source: Text,
    text: String,
    malformed: Vec<Malformed>,
    place: Place,
    state: State,
}

enum State {
    More,
    Ended,
    Failed(Option<io::Error>),
}

impl Window {
    pub(crate) fn new(source: Text) -> Window {
        Window { source, text: String::new(), malformed: Vec::new(), place: Place::START, state: State::More }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The place of its first byte.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// What in it was no text.
    pub(crate) fn malformed(&self) -> &[Malformed] {
        &self.malformed
    }

    /// Reads on until it holds `len` bytes, where there are as many.
    pub(crate) fn grow(&mut self, len: usize) {
        while self.text.len() < len && self.more() {
            match self.source.read(&mut self.text, &mut self.malformed) {
                Ok(true) => {}
                Ok(false) => {
                    self.state = State::Ended;
                    let end = self.text.trim_end_matches(PADDING).len();
                    self.text.truncate(end);
                }
                Err(error) => self.state = State::Failed(Some(error)),
            }
        }
    }

    /// Whether there may be more than is in memory.
    pub(crate) fn more(&self) -> bool {
        matches!(self.state, State::More)
    }

    /// Whether it holds the end of the file; after a failure nobody knows where that is.
    pub(crate) fn ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// What ended the reading early.
    pub(crate) fn take_failure(&mut self) -> Option<io::Error> {
        match &mut self.state {
            State::Failed(error) => error.take(),
            _ => None,
        }
    }

    /// Drops the first `len` bytes, after which it begins at `place`.
    pub(crate) fn consume(&mut self, len: usize, place: Place) {
        self.text.drain(..len);
        self.malformed.retain_mut(|malformed| {
            let kept = malformed.at >= len;
            malformed.at -= if kept { len } else { 0 };
            kept
        });
        self.place = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_the_same_wherever_the_text_is_cut() {
        let text = b"a\r\nb\rc\n\n\r\r\n\rd";
        for cut in 0..=text.len() {
            let mut place = Place::START;
            place.advance(&text[..cut]);
            place.advance(&text[cut..]);
            assert_eq!(place.line, 8, "cut at {cut}");
        }
    }
}
