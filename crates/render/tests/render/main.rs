//! Reports and lists in every format, as they are read.
#![cfg(test)]

mod csv;
mod figures;
mod groups;
mod hostile;
mod json;
mod lists;
mod markdown;
mod office;
mod page;
mod table;
