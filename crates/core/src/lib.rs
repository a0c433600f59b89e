//! x
#![allow(missing_docs)]
mod dossier;
mod evidence;
mod mark;
mod moment;
mod pakn;
mod policy;
mod procedure;
mod survey;

pub use dossier::{Channel, Dossier, DossierBuilder, DossierError, DossierFacts, DossierStatus};
pub use evidence::Evidence;
pub use mark::Mark;
pub use moment::{Day, Moment, MomentError, Month};
pub use pakn::{Pakn, PaknBuilder, PaknError, PaknFacts, PaknKind, PaknStatus, PaknTopic};
pub use policy::{ClockEnd, DeadlineBasis, Policy, Precision, SupplementRule};
pub use procedure::{Procedure, ProcedureBuilder, ProcedureError, Term, TermUnit};
pub use survey::{Area, Satisfaction, SurveyAnswer};
