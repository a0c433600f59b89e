//! The command `sipas`, end to end: what it prints, what it writes, and how it exits.

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
mod samples;
