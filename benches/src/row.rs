use crate::days::Days;
use crate::dossier::{Dossier, Instant};
use crate::random::Random;
use crate::words::{CHANNELS, NOTES, QUOTED_NOTES, Words};

/// Writes rows of an export.
#[derive(Debug)]
pub(crate) struct Rows {
    days: Days,
    words: Words,
}

impl Rows {
    pub(crate) fn new() -> Rows {
        Rows { days: Days::new(), words: Words::new() }
    }

    pub(crate) fn push(&self, out: &mut Vec<u8>, dossier: &Dossier, random: &mut Random) {
        let Dossier { unit, procedure, .. } = *dossier;
        out.extend_from_slice(b"H37.");
        digits(out, unit as u64 + 1, 2);
        out.push(b'-');
        out.extend_from_slice(&self.days.short(dossier.day));
        out.push(b'-');
        digits(out, dossier.number, 4);
        text(out, &self.words.procedures[procedure]);
        text(out, &self.words.units[unit]);
        text(out, "Cán bộ ");
        digits(out, unit as u64 * 10 + random.below(10) + 1, 3);
        let channel = random.below(100);
        text(out, CHANNELS[usize::from(channel >= 55) + usize::from(channel >= 95)]);
        for instant in [dossier.received, dossier.due, dossier.finished, dossier.returned] {
            self.date(out, instant);
        }
        text(out, dossier.status);
        out.push(b',');
        digits(out, dossier.supplements, 1);
        out.push(b',');
        note(out, random);
        out.push(b'\n');
    }

    fn date(&self, out: &mut Vec<u8>, instant: Option<Instant>) {
        out.push(b',');
        let Some((day, second)) = instant else { return };
        out.extend_from_slice(&self.days.long(day));
        out.push(b' ');
        digits(out, second / 3600, 2);
        out.push(b':');
        digits(out, second / 60 % 60, 2);
        out.push(b':');
        digits(out, second % 60, 2);
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.push(b',');
    out.extend_from_slice(text.as_bytes());
}

/// Three notes in ten stand in quotes.
fn note(out: &mut Vec<u8>, random: &mut Random) {
    let drawn = random.next();
    if drawn % 10 < 3 {
        out.push(b'"');
        out.extend_from_slice(QUOTED_NOTES[(drawn >> 32) as usize % QUOTED_NOTES.len()].as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(NOTES[(drawn >> 32) as usize % NOTES.len()].as_bytes());
    }
}

/// A number, with zeros in front up to so many digits.
fn digits(out: &mut Vec<u8>, mut number: u64, least: usize) {
    let mut written = [b'0'; 20];
    let mut from = written.len();
    while number > 0 {
        from -= 1;
        written[from] += (number % 10) as u8;
        number /= 10;
    }
    out.extend_from_slice(&written[from.min(written.len() - least)..]);
}
