//! Reads the exports of a folder as the command does, and tells what became of each row.
//!
//! `cargo run -p sipas-examples --bin exports -- tests/data/samples/dossiers 2025-Q2`

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::env;
use std::error::Error;
use std::path::Path;

use sipas_core::{Clock, Dimension, Report};

fn report(folder: &Path, period: &str) -> Result<Report, Box<dyn Error>> {
    // Workbooks, CSV files, packed ones; a file that is cut is refused.
    let data = sipas_app::open([folder])?;
    let clock = Clock::over(period.parse()?);
    Ok(data.report(&clock, &[Dimension::Unit], None, None))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(folder), Some(period)) = (args.next(), args.next()) else {
        return Err("name a folder of exports and a period, such as 2025-Q2".into());
    };
    let report = report(Path::new(&folder), &period)?;
    for input in &report.inputs {
        println!("{}: {} accepted, {} rejected", input.path, input.accepted, input.rejected);
    }
    for (indicator, measure) in report.whole().indicators() {
        if let Some(rate) = measure.rate() {
            println!("{}: {}/{}", indicator.id, rate.numerator, rate.denominator);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn the_samples_are_counted() {
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/samples/dossiers");
        let report = report(Path::new(samples), "2025-Q2").unwrap();
        assert_eq!(report.inputs.len(), 3);
        assert!(report.whole().rate("on_time_return_rate").unwrap().denominator > 0);
    }
}
