//! What SIPAS indicators are made of: dossiers (hồ sơ TTHC), petitions (PAKN), the working calendar, tallies, exact
//! rates, and the verdicts of an improvement plan.
//!
//! The crate has no file, clock, log or thread. Whoever reads exports hands over checked records, and whoever shows
//! figures takes a [`Report`].
//!
//! # Overview
//!
//! - [`Dossier`], [`Pakn`], [`Procedure`] are records; [`DossierBuilder`] and its like are the only way to make one.
//! - [`Clock`] puts a record in its place: [`Policy`], [`WorkCalendar`] and [`Period`] decide.
//! - [`Counter`] counts records and finishes them into a [`Report`]. Counters merge in any order, so that threads may each
//!   count their share.
//! - [`Partial`] is what one machine counted, as bytes, to be merged with what others did.
//! - A [`Report`] reads figures off the counts, one for each [`Indicator`], and holds them against a [`Plan`].
//!
//! The rule stands in two plain functions, [`Clock::place`] and [`DossierTally::observe`]; [`fast`] computes their results for
//! many dossiers at a time.
//!
//! # Example
//!
//! ```
//! use sipas_core::{Bucket, Clock, Counter, Dimension, DossierBuilder, Plan};
//!
//! let clock = Clock::over("2025-06".parse()?);
//! let mut counter = Counter::new(&clock, &[Dimension::Unit])?;
//! let dossier = DossierBuilder {
//!     code: "H37.12-250603-0001".into(),
//!     unit: "Văn phòng".into(),
//!     received_at: Some("2025-06-03T08:15:00".parse()?),
//!     due_at: Some("2025-06-10".parse()?),
//!     finished_at: Some("2025-06-10T17:20:00".parse()?),
//!     ..DossierBuilder::default()
//! };
//! counter.dossier(&dossier.build()?);
//! let report = counter.finish(Some(&Plan::lang_son_2025()));
//!
//! // By day, as the official forms compare: 17:20 on the due day is on time.
//! assert_eq!(report.whole().dossiers().unwrap().get(Bucket::OnTime), 1);
//! for group in report.groups() {
//!     println!("{:?} {:?}", group.key, group.rate("late_rate"));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The definitions, the reasons behind the design and the terms are in [`_documentation`].

mod calendar;
mod clock;
mod counter;
pub mod damage;
pub mod decision766;
mod dimension;
mod dossier;
mod evidence;
pub mod fast;
mod indicator;
mod kind;
mod mark;
mod moment;
mod pakn;
mod partial;
mod plan;
mod policy;
mod procedure;
mod rate;
mod report;
mod survey;
mod tally;

pub use calendar::{
    CalendarRow, DayKind, OfficeHours, Period, PeriodError, TableError, Uncovered, WorkCalendar,
};
pub use clock::{Bucket, Clock, PAKN_DAYS, PUBLICATION_DAYS, PaknBucket, Placement};
pub use counter::{Counter, CounterError};
pub use dimension::{
    Dimension, DimensionError, Key, MOST_DIMENSIONS, OwnDimension, folded_unit, reform_tones,
};
pub use dossier::{
    Channel, Dossier, DossierBuilder, DossierError, DossierFacts, DossierStatus, FactsBuilder, FactsColumns,
    OnlineLevel,
};
pub use evidence::Evidence;
pub use indicator::{
    ALL as INDICATORS, Basis, DayFigures, DaysReason, Figure, FigureKind, Formula, FormulaError, Indicator,
    Leans, Measure, OwnIndicatorError, Status, Sum, Wording,
};
pub use kind::Kind;
pub use mark::Mark;
pub use moment::{Day, Moment, MomentError, Month, MonthKey, Window};
pub use pakn::{Pakn, PaknBuilder, PaknError, PaknFacts, PaknKind, PaknStatus, PaknTopic};
pub use partial::{
    Codes, Counted, MergeError, MergeRefusal, Partial, PartialError, PartialInput, PartialSettings,
    SettingsDiffer, Share, ShareError, Split, fnv,
};
pub use plan::{
    Baseline, Comparator, Condition, DayStatistic, External, Goal, LateBudget, Phrase, Plan, PlanArea,
    PlanError, Subject, Target, Tier, Timing, Uncounted, Undecided, Verdict,
};
pub use policy::{ClockEnd, DeadlineBasis, Policy, Precision, SupplementRule};
pub use procedure::{Procedure, ProcedureBuilder, ProcedureError, Term, TermUnit};
pub use rate::{Rate, difference_of_counts};
pub use report::{
    Caution, CautionCode, Coverage, Document, DocumentCalendar, DocumentDossiers, DocumentFigure,
    DocumentGroup, DocumentInput, DocumentIssue, DocumentName, DocumentScore, DocumentWriter, Gap, GapReason,
    Group, Groups, InputSummary, IssueCount, JoinedUnit, NameDoubt, NameDoubtCode, Report, ReportSpec,
    ScoreRow, Slice, Unmeasured, UnreadWords, WouldBe,
};
pub use survey::{Area, Satisfaction, SurveyAnswer};
pub use tally::{
    Activities, Activity, ChannelCounts, DayCounts, DossierCounts, DossierTally, Exact, LazyBox, PaknCounts,
    PaknTally, ProcedureTally, PutOff, Reported, SurveyTally, Tally, TopicCounts, VisitCounts,
};

/// Long reading, kept as Markdown beside the code.
pub mod _documentation {
    #[doc = include_str!("../docs/INDICATORS.md")]
    pub mod indicators {}
    #[doc = include_str!("../docs/DESIGN.md")]
    pub mod design {}
    #[doc = include_str!("../docs/GLOSSARY.md")]
    pub mod glossary {}
    #[doc = include_str!("../docs/SCALE.md")]
    pub mod scale {}
}

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
