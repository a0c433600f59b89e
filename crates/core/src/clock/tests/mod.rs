//! Where records fall, as a specification: one line a case; then the laws that hold of any record.

pub(crate) mod any;
pub(crate) mod count;
mod dossiers;
pub(crate) mod form;
mod laws;
mod pakn;
mod settings;
