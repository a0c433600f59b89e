//! Counts on several threads, each with a counter of its own, and merges what they counted.
//!
//! The same holds for machines: `Partial` is a counter as bytes.
//!
//! `cargo run -p sipas-examples --bin threads`

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;
use std::ops::Range;
use std::thread;

use sipas_core::{Clock, Counter, Dimension, DossierBuilder, DossierError};

/// A dossier of each number, one in fifty of them concluded a day late.
fn dossier(number: u32) -> Result<sipas_core::Dossier<'static>, DossierError> {
    let moment = |text: &str| text.parse().expect("a date and a time");
    DossierBuilder {
        code: format!("H37.12-250602-{number:05}").into(),
        unit: format!("Đơn vị {}", number % 7).into(),
        received_at: Some(moment("2025-06-02T08:00:00")),
        due_at: Some(moment("2025-06-09")),
        finished_at: Some(moment(if number.is_multiple_of(50) {
            "2025-06-10T09:00:00"
        } else {
            "2025-06-09T16:00:00"
        })),
        ..DossierBuilder::default()
    }
    .build()
}

fn count(clock: &Clock, numbers: Range<u32>) -> Counter {
    let mut counter = Counter::new(clock, &[Dimension::Unit]).expect("one dimension");
    for number in numbers {
        counter.dossier(&dossier(number).expect("a code and a date of receipt"));
    }
    counter
}

fn main() -> Result<(), Box<dyn Error>> {
    let clock = Clock::over("2025-06".parse()?);
    let counted: Vec<Counter> = thread::scope(|scope| {
        let clock = &clock;
        let shares = (0..4).map(|n| scope.spawn(move || count(clock, n * 2500..(n + 1) * 2500)));
        let shares: Vec<_> = shares.collect();
        shares.into_iter().map(|share| share.join().expect("a thread that ends")).collect()
    });
    let mut whole = Counter::new(&clock, &[Dimension::Unit])?;
    for counter in counted {
        // Refused where the two count by another clock, period or dimension.
        whole.merge(counter)?;
    }
    // However the work was divided.
    assert_eq!(whole, count(&clock, 0..10_000));
    let rate = whole.finish(None).whole().rate("late_rate").ok_or("no rate")?;
    println!("{} of {} late", rate.numerator, rate.denominator);
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    #[test]
    fn what_threads_counted_is_what_one_counts() {
        super::main().unwrap();
    }
}
