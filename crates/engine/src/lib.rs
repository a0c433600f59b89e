//! The records of many exports, each code kept once, and counted many at a time.
//!
//! What a row means is [`sipas_intake`]'s, and where a dossier falls [`sipas_core`]'s. This crate gives their results for
//! millions of rows: [`Dataset`] keeps what reports and lists are made from, and counts it.
//!
//! Where it has a way of its own for speed, a plain twin stands below it, and a property test holds the two equal:
//!
//! | here | plain twin |
//! |---|---|
//! | rows of a large file, many at a time (`dataset/plain`) | [`RowReader`](sipas_intake::RowReader) |
//! | groups of reports, counted by [`sipas_core::fast`] (`dataset/keyed`) | [`Counter`](sipas_core::Counter) |
//!
//! What a fast way cannot judge it declines, and the plain one has the say: unknown means slow, never wrong.

mod dataset;

pub use dataset::{
    Dataset, Distance, DossierCount, DossierLine, DossierRecord, DossierTexts, Input, LoadedPart, Loader,
    Newest, PaknCount, PaknLine, PaknRecord, Place, PlainColumn, PlainRows, RejectedRow, Rejects, RowLine,
    Source, Symbol, Which, WhichError, find_layout, judge,
};
