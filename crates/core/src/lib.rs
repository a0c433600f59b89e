//! x
#![allow(missing_docs)]
mod calendar;
mod clock;
mod dossier;
mod evidence;
mod indicator;
mod mark;
mod moment;
mod pakn;
mod plan;
mod policy;
mod procedure;
mod rate;
mod report;
mod survey;
mod tally;

pub use calendar::{
    CalendarRow, DayKind, OfficeHours, Period, PeriodError, TableError, Uncovered, Window, WorkCalendar,
};
pub use clock::{Bucket, Clock, MonthKey, PUBLICATION_DAYS, PaknBucket, Placement};
pub use dossier::{Channel, Dossier, DossierBuilder, DossierError, DossierFacts, DossierStatus};
pub use evidence::Evidence;
pub use indicator::{ALL as INDICATORS, Basis, DayFigures, Figure, Indicator, Measure, Status, Wording};
pub use mark::Mark;
pub use moment::{Day, Moment, MomentError, Month};
pub use pakn::{Pakn, PaknBuilder, PaknError, PaknFacts, PaknKind, PaknStatus, PaknTopic};
pub use plan::{
    Baseline, Comparator, Goal, LateBudget, Plan, PlanArea, PlanError, ScoreRow, Target, Tier, Timing,
    Verdict,
};
pub use policy::{ClockEnd, DeadlineBasis, Policy, Precision, SupplementRule};
pub use procedure::{Procedure, ProcedureBuilder, ProcedureError, Term, TermUnit};
pub use rate::Rate;
pub use report::{
    Dimension, DimensionError, GroupReport, Groups, InputSummary, IssueCount, Key, Report, ReportSpec,
};
pub use survey::{Area, Satisfaction, SurveyAnswer};
pub use tally::{
    ChannelCounts, DayCounts, DossierCounts, DossierTally, Exact, PaknCounts, PaknTally, ProcedureTally,
    Reported, SurveyTally, Tally, TopicCounts, VisitCounts,
};
