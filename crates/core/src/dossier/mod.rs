//! The dossier (hồ sơ TTHC): one application of one citizen or business, from receipt to result.

mod channel;
mod columns;
mod level;
mod status;
mod table;

pub use channel::Channel;
pub use columns::FactsColumns;
pub use level::OnlineLevel;
pub use status::DossierStatus;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dimension::Dimension;
use crate::dossier_fields;
use crate::evidence::Evidence;
use crate::mark::Mark;
use crate::moment::MonthKey;
use crate::moment::{Moment, PackedMoment};
use crate::policy::{ClockEnd, DeadlineBasis};

/// What stands in columns of the user's own, by the names of their dimensions.
type Own<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// Makes the records of a dossier from the table of its fields.
macro_rules! records {
    (
        {$($doc:tt)*}
        texts { $($(#[$text_doc:meta])* $text:ident $text_field:ident $(by $by:ident)?;)* }
        dates { $($(#[$date_doc:meta])* $date:ident $date_field:ident $date_evidence:ident = $date_bit:literal;)* }
        numbers { $($(#[$number_doc:meta])* $number:ident $number_field:ident $number_evidence:ident = $number_bit:literal;)* }
        words { $($(#[$word_doc:meta])* $word:ident $word_field:ident $word_evidence:ident = $word_bit:literal: $word_type:ty;)* }
        marks { $($(#[$mark_doc:meta])* $mark:ident $mark_field:ident $mark_evidence:ident = $mark_bit:literal: $blank:ident;)* }
    ) => {
        $($doc)*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(into = "DossierBuilder<'a>", try_from = "DossierBuilder<'a>")]
        pub struct Dossier<'a> {
            code: Cow<'a, str>,
            $($text: Cow<'a, str>,)*
            own: Own<'a>,
            facts: DossierFacts,
        }

        /// What of a dossier is counted, before it is checked together.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct FactsBuilder {
            $($(#[$date_doc])* pub $date: Option<Moment>,)*
            $($(#[$number_doc])* pub $number: u32,)*
            $($(#[$word_doc])* pub $word: $word_type,)*
            $($(#[$mark_doc])* pub $mark: Mark,)*
        }

        impl FactsBuilder {
            /// Nothing known: what a row of blank cells says.
            pub const BLANK: FactsBuilder = FactsBuilder {
                $($date: None,)*
                $($number: 0,)*
                $($word: <$word_type>::Unknown,)*
                $($mark: Mark::$blank,)*
            };
        }

        /// The parts of a dossier, before they are checked together.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct DossierBuilder<'a> {
            /// Mã hồ sơ.
            pub code: Cow<'a, str>,
            $($(#[$text_doc])* pub $text: Cow<'a, str>,)*
            /// What stands in columns of the user's own, by the names of their dimensions.
            #[serde(skip_serializing_if = "BTreeMap::is_empty")]
            pub own: Own<'a>,
            $($(#[$word_doc])* pub $word: $word_type,)*
            $($(#[$date_doc])* pub $date: Option<Moment>,)*
            $($(#[$number_doc])* pub $number: u32,)*
            $($(#[$mark_doc])* pub $mark: Mark,)*
        }

        impl<'a> DossierBuilder<'a> {
            /// Checks the parts together.
            pub fn build(self) -> Result<Dossier<'a>, DossierError> {
                if self.code.trim().is_empty() {
                    return Err(DossierError::NoCode);
                }
                let facts = FactsBuilder {
                    $($date: self.$date,)*
                    $($number: self.$number,)*
                    $($word: self.$word,)*
                    $($mark: self.$mark,)*
                };
                Ok(Dossier { facts: facts.build()?, code: self.code, $($text: self.$text,)* own: self.own })
            }

            fn of(code: Cow<'a, str>, [$($text),*]: [Cow<'a, str>; TEXTS], facts: &FactsBuilder) -> DossierBuilder<'a> {
                DossierBuilder {
                    code,
                    $($text,)*
                    own: Own::new(),
                    $($word: facts.$word,)*
                    $($date: facts.$date,)*
                    $($number: facts.$number,)*
                    $($mark: facts.$mark,)*
                }
            }
        }

        /// How many texts there are.
        const TEXTS: usize = [$(stringify!($text)),*].len();

        impl<'a> From<Dossier<'a>> for DossierBuilder<'a> {
            fn from(dossier: Dossier<'a>) -> DossierBuilder<'a> {
                let builder = DossierBuilder::of(dossier.code, [$(dossier.$text),*], &dossier.facts.0);
                DossierBuilder { own: dossier.own, ..builder }
            }
        }

        impl Dossier<'_> {
            $($(#[$text_doc])* pub fn $text(&self) -> &str { &self.$text })*

            /// What stands in its group's key; the month is that of its place in a period.
            pub fn key(&self, by: Dimension, month: MonthKey) -> Cow<'_, str> {
                match by {
                    $($(Dimension::$by => self.$text().into(),)?)*
                    Dimension::Procedure => self.procedure_key().into(),
                    Dimension::Channel => self.facts.channel().name().into(),
                    Dimension::Month => month.to_string().into(),
                    Dimension::Own(_) => self.own(by.name()).into(),
                }
            }
        }

        impl DossierFacts {
            $($(#[$date_doc])* #[inline] pub fn $date(&self) -> Option<Moment> { self.0.$date })*
            $($(#[$number_doc])* #[inline] pub fn $number(&self) -> u32 { self.0.$number })*
            $($(#[$word_doc])* #[inline] pub fn $word(&self) -> $word_type { self.0.$word })*
            $($(#[$mark_doc])* #[inline] pub fn $mark(&self) -> Mark { self.0.$mark })*
        }
    };
}

dossier_fields!(records {
    /// A checked dossier: its code is never blank, and neither of its ends lies on a day before its receipt.
    ///
    /// It borrows its texts from wherever they were read. It is made by [`DossierBuilder::build`], and by serde through
    /// the same door. Applicants' names, phone numbers and addresses have no place in it.
    ///
    /// ```
    /// use sipas_core::{Dossier, DossierBuilder};
    /// let dossier = DossierBuilder {
    ///     code: "H37.12-250613-0001".into(),
    ///     unit: "Văn phòng".into(),
    ///     received_at: Some("2025-06-13T08:00:00".parse()?),
    ///     due_at: Some("2025-06-20".parse()?),
    ///     ..DossierBuilder::default()
    /// }
    /// .build()?;
    /// assert_eq!(dossier.unit(), "Văn phòng");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
});

/// What of a dossier is counted: dates, states and numbers, no text. Small and `Copy`; made by
/// [`FactsBuilder::build`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DossierFacts(FactsBuilder);

impl Default for FactsBuilder {
    fn default() -> FactsBuilder {
        FactsBuilder::BLANK
    }
}

impl Default for DossierBuilder<'_> {
    fn default() -> Self {
        DossierBuilder::of(Cow::default(), Default::default(), &FactsBuilder::BLANK)
    }
}

/// Why a dossier was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DossierError {
    /// The code is empty or white space.
    #[error("a dossier needs a code")]
    NoCode,
    /// The result or its return lies on a day before the receipt.
    #[error("{column} {end} lies before received_at {received}")]
    EndBeforeReceived {
        /// `finished_at` or `returned_at`.
        column: &'static str,
        /// That end.
        end: Moment,
        /// The receipt.
        received: Moment,
    },
}

impl FactsBuilder {
    /// Checks the parts together: neither end lies on a day before the receipt.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a copy of all parts costs more than the checks")]
    pub fn build(self) -> Result<DossierFacts, DossierError> {
        if let Some(received) = self.received_at {
            for (column, end) in [("finished_at", self.finished_at), ("returned_at", self.returned_at)] {
                if let Some(end) = end.filter(|end| end.day() < received.day()) {
                    return Err(DossierError::EndBeforeReceived { column, end, received });
                }
            }
        }
        Ok(DossierFacts(self))
    }

    /// Builds facts whose dates and status agree; `None` where something surely comes before what it follows, be it by the
    /// time of day, or where the status says open beside an end, or concluded without one.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a copy of all parts costs more than the checks")]
    pub fn build_consistent(self) -> Option<DossierFacts> {
        let dates = [self.received_at, self.finished_at, self.returned_at].map(PackedMoment::of);
        // An end on a day before the receipt would surely come before it.
        columns::is_consistent(self.status, dates).then_some(DossierFacts(self))
    }
}

impl<'a> TryFrom<DossierBuilder<'a>> for Dossier<'a> {
    type Error = DossierError;
    fn try_from(builder: DossierBuilder<'a>) -> Result<Dossier<'a>, DossierError> {
        builder.build()
    }
}

impl Dossier<'_> {
    /// Mã hồ sơ.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What a procedure is grouped by: its code, else its name.
    pub fn procedure_key(&self) -> &str {
        if self.procedure_code.is_empty() { &self.procedure_name } else { &self.procedure_code }
    }

    /// What stands in a column of the user's own, by the name of its dimension; empty where there is none.
    pub fn own(&self, dimension: &str) -> &str {
        self.own.get(dimension).map_or("", AsRef::as_ref)
    }

    /// All that is counted.
    pub fn facts(&self) -> &DossierFacts {
        &self.facts
    }
}

impl DossierFacts {
    /// Parts of which the checks are up to someone else.
    #[inline]
    pub(crate) fn unchecked(parts: FactsBuilder) -> DossierFacts {
        DossierFacts(parts)
    }

    /// The parts, as they were checked together.
    #[inline]
    pub fn parts(&self) -> &FactsBuilder {
        &self.0
    }

    /// The instant that ends the clock, as it was known at `as_of`: the setting's own end if it lies before, else the other if
    /// that does; of two that lie ahead the setting's own. So a later export tells the same of an earlier moment.
    #[inline]
    pub fn end(&self, by: ClockEnd, as_of: Moment) -> Option<Moment> {
        let (own, other) = match by {
            ClockEnd::Finished => (self.0.finished_at, self.0.returned_at),
            ClockEnd::Returned => (self.0.returned_at, self.0.finished_at),
        };
        let happened = |end: &Moment| end.is_before(as_of);
        own.filter(happened).or(other.filter(happened)).or(own).or(other)
    }

    /// How often the appointment was put off: by an apology, by an extension.
    pub fn times_put_off(&self) -> u32 {
        u32::from(self.0.rescheduled_due_at.is_some()) + u32::from(self.0.extended_due_at.is_some())
    }

    /// The deadline that the record itself names.
    #[inline]
    pub fn appointment(&self, basis: DeadlineBasis) -> Option<Moment> {
        match basis {
            DeadlineBasis::Original => self.0.due_at,
            DeadlineBasis::Current => self.0.extended_due_at.or(self.0.rescheduled_due_at).or(self.0.due_at),
        }
    }

    /// Days waited for supplements that were asked for and brought before `as_of`; 0 where either is unknown.
    #[inline]
    pub fn supplement_wait(&self, as_of: Moment) -> i32 {
        match (self.0.supplement_requested_at, self.0.supplement_completed_at) {
            (Some(asked), Some(brought)) if brought.is_before(as_of) => {
                brought.day().since(asked.day()).max(0)
            }
            _ => 0,
        }
    }

    /// Whether a supplement is being waited for at `as_of`: asked for before it and not brought before it, or
    /// neither date known, so that the status has the word.
    #[inline]
    pub fn awaits_supplement(&self, as_of: Moment) -> bool {
        let (asked, brought) = (self.0.supplement_requested_at, self.0.supplement_completed_at);
        let happened = |at: Option<Moment>| at.is_some_and(|at| at.is_before(as_of));
        (asked.is_none() && brought.is_none()) || (happened(asked) && !happened(brought))
    }

    /// Whether it waits for the citizen at `as_of`: for a supplement, for a payment, or because it was stopped. Only a dossier
    /// without any end can.
    pub fn is_suspended(&self, as_of: Moment) -> bool {
        match self.0.status {
            DossierStatus::AwaitingPayment | DossierStatus::Stopped => true,
            DossierStatus::AwaitingSupplement => self.awaits_supplement(as_of),
            _ => false,
        }
    }

    /// Extra trips: as counted by an export that counts them, else its supplement requests; `None` of neither. A supplement to
    /// a dossier that was received online is sent online, and no trip.
    #[inline]
    pub fn visits(&self, evidence: Evidence) -> Option<u32> {
        let is_online = evidence.has(Evidence::CHANNEL) && self.0.channel == Channel::Online;
        if evidence.has(Evidence::REPEAT_VISITS) {
            return Some(self.0.repeat_visits);
        }
        let is_told = evidence.has(Evidence::SUPPLEMENT_REQUESTS) && !is_online;
        is_told.then_some(self.0.supplement_requests)
    }
}

#[cfg(test)]
mod tests;
