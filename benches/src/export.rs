use std::io::{self, Write};

use crate::dossier::Dossier;
use crate::random::{Random, Shuffle};
use crate::row::Rows;
use crate::words::HEADER;

/// One export: which dossiers it holds, and how many times.
///
/// 14 columns of Vietnamese text, some 270 bytes a row: code, procedure (code, name, field), unit, officer, channel,
/// four dates with their times, status, supplement requests and a note, three notes in ten quoted, with commas, doubled
/// quotes or line breaks. 40 units, 480 procedures, received from December 2024 to December 2025, in no order. Some are
/// open, waiting, withdrawn, stopped, not accepted; one row in some ten thousand ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// How many dossiers the office has in all.
    office: u64,
    /// The first that stands in here, and how many do.
    first: u64,
    dossiers: u64,
    rows: u64,
    /// The first of those that a later export holds too: here they are as they were earlier.
    again: u64,
}

impl Export {
    /// The first line of each.
    pub const HEADER: &str = HEADER;

    /// Of a whole year: each dossier once.
    pub fn of_a_year(rows: u64) -> Export {
        Export { office: rows, first: 0, dossiers: rows, rows, again: rows }
    }

    /// Of a whole year, with so many rows more as this percentage of the dossiers: their dossiers stand elsewhere too,
    /// finished there where they are open here. Which of the two comes last is left to chance.
    pub fn with_duplicates(dossiers: u64, percent: u64) -> Export {
        Export { rows: dossiers + dossiers * percent / 100, ..Export::of_a_year(dossiers) }
    }

    /// Twelve of so many rows, one after the other: the last third of each stands in the next one too, further on in
    /// life.
    pub fn monthly(rows: u64) -> [Export; 12] {
        let step = rows - rows / 3;
        let office = 11 * step + rows;
        std::array::from_fn(|month| {
            let first = month as u64 * step;
            let again = if month == 11 { office } else { first + step };
            Export { office, first, dossiers: rows, rows, again }
        })
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// A name that says all that it is made of.
    pub fn name(&self) -> String {
        let Export { office, first, dossiers, rows, again } = self;
        format!("export-{office}-{first}-{dossiers}-{rows}-{again}")
    }

    /// Writes it, as UTF-8 with LF at the ends of lines.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEADER.as_bytes())?;
        let (rows, shuffle) = (Rows::new(), Shuffle::new(self.rows));
        let mut block = Vec::with_capacity(BLOCK + 2048);
        for row in 0..self.rows {
            let drawn = shuffle.at(row);
            let repeated = drawn >= self.dossiers;
            let among = if repeated { Random::new(!drawn).below(self.dossiers) } else { drawn };
            let place = self.first + among;
            let (mut dossier, mut random) = Dossier::draw(place, self.office);
            if repeated || place >= self.again {
                dossier = dossier.earlier();
            }
            rows.push(&mut block, &dossier, &mut random);
            if block.len() >= BLOCK {
                out.write_all(&block)?;
                block.clear();
            }
        }
        out.write_all(&block)
    }
}

const BLOCK: usize = 1 << 20;
