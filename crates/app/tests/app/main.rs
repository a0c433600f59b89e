//! What holds for every export, however dirty it is.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod dirty;
mod files;
mod forms;
mod laws;
mod sheets;

/// How many exports a law is tried on: few, unless somebody asks for more.
fn trials(few: u32) -> u32 {
    std::env::var("SIPAS_TRIALS").ok().and_then(|asked| asked.parse().ok()).unwrap_or(few)
}
