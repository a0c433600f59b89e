use crate::Dialect;
use crate::step::skip_blank;

/// Guesses where the first record begins that begins after the first byte of `sample`, a piece from the middle of a
/// file. It is a guess, since the sample may begin inside quotes: what is found from there on holds only if the
/// records before turn out to end there.
///
/// The first quotes that stand as an opening or a closing one must tell which it is. With none, it is taken to begin
/// outside. `None` if no record begins within the sample.
pub fn guess_start(sample: &[u8], dialect: Dialect) -> Option<usize> {
    let mut quoted = begins_quoted(sample, dialect);
    let line_end = sample.iter().position(|byte| {
        quoted ^= *byte == b'"';
        !quoted && matches!(byte, b'\r' | b'\n')
    })?;
    let start = skip_blank(sample, line_end);
    (start < sample.len()).then_some(start)
}

/// Judges by the first run of quotes that opens or closes a field and cannot do the other.
fn begins_quoted(sample: &[u8], dialect: Dialect) -> bool {
    let separates =
        |at: usize| sample.get(at).map(|byte| *byte == dialect.delimiter() || matches!(byte, b'\r' | b'\n'));
    let (mut at, mut outside) = (0, true);
    while let Some(next) = sample[at..].iter().position(|byte| *byte == b'"') {
        let first = at + next;
        let run = sample[first..].iter().take_while(|byte| **byte == b'"').count();
        at = first + run;
        let before = first.checked_sub(1).and_then(separates);
        // An even run opens and closes, or stands for half as many quotes in the text.
        if run % 2 == 1 {
            match (before, separates(at)) {
                (Some(true), Some(false)) => return !outside,
                (Some(false), Some(true)) => return outside,
                _ => {}
            }
            outside = !outside;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(sample: &str) -> &str {
        let start = guess_start(sample.as_bytes(), Dialect::new(b',').unwrap());
        start.map_or("", |start| &sample[start..])
    }

    #[test]
    fn after_the_first_line_end_outside_quotes() {
        assert_eq!(rest("a,b\nc"), "c");
        assert_eq!(rest("\nc"), "c");
        assert_eq!(rest("b\r\n\r\n\nc"), "c");
        assert_eq!(rest("b\rc"), "c");
        assert_eq!(rest("a,\"b\nc\",d\ne"), "e");
        assert_eq!(rest("no line end"), "");
        assert_eq!(rest("a\n"), "");
        assert_eq!(rest(""), "");
    }

    #[test]
    fn quotes_tell_on_which_side_it_begins() {
        assert_eq!(rest("text\nof a note\",x\nc"), "c");
        assert_eq!(rest("text\nof a \"\"note\"\"\"\nc"), "c");
        assert_eq!(rest("text, \"\"so\"\"\n\"\n\"c\""), "\"c\"");
        assert_eq!(rest("x,\"\"\ny,\"a\nb\""), "y,\"a\nb\"");
        // Nothing tells: either is possible.
        assert_eq!(rest("a,\",\nb"), "");
    }
}
