//! The command `sipas`, end to end: what it prints, what it writes, and how it exits.

// The helpers of tests are tests too: a panic is how they say what is wrong.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod common;

mod arrows;
mod calendars;
mod edge;
mod exits;
mod exports;
mod help;
mod inspect;
mod lists;
mod privacy;
mod real;
mod refusals;
mod rejects;
mod reports;
mod samples;
mod workbooks;
