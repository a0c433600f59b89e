//! The command `sipas`, end to end: what it prints, what it writes, and how it exits.

// The helpers of tests are tests too: a panic is how they say what is wrong.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod common;

mod archives;
mod arrows;
mod batch;
mod calendars;
mod cells;
mod codes;
mod dimensions;
mod doubts;
mod edge;
mod exits;
mod exports;
#[cfg(target_os = "linux")]
mod faults;
mod forms;
mod help;
mod inspect;
mod kinds;
mod laws;
mod lists;
mod months;
mod partials;
#[cfg(target_os = "linux")]
mod places;
mod plans;
mod privacy;
mod real;
mod refusals;
mod registers;
mod rejects;
mod reports;
mod samples;
mod scores;
mod surveys;
mod unit_names;
mod units;
mod words;
mod workbooks;
mod years;
mod yesterday;
