//! Indicators of the user's own: sums and differences of the counts of a report.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Status, Wording};
use super::{full_online_rate, late_exposure_rate, online_dossier_rate, pakn_timely_rate, repeat_visit_rate};
use crate::dossier::Channel;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::tally::{ChannelCounts, Tally, VisitCounts};

/// A text such as `late + open_overdue - stopped_late`: counts by their names in reports, added up or taken off.
///
/// ```
/// use sipas_core::Formula;
/// let formula: Formula = "late + open_overdue".parse()?;
/// assert_eq!(formula.to_string(), "late + open_overdue");
/// assert!("latte".parse::<Formula>().is_err());
/// # Ok::<(), sipas_core::FormulaError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula(Vec<Term>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Term {
    is_taken_off: bool,
    name: &'static str,
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaError {
    /// A name is none of a count.
    #[error("{text:?}: there is no count {name:?}; there are {known}")]
    Name {
        /// The whole text.
        text: String,
        /// What stands there.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// Two names stand side by side.
    #[error("{text:?}: expected + or - before {rest:?}")]
    Operator {
        /// The whole text.
        text: String,
        /// What stands there.
        rest: String,
    },
}

/// Why an indicator of the user's own was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OwnIndicatorError {
    /// The name is none, or taken.
    #[error(
        "an indicator of your own needs a name of lower-case letters, digits and _ that is not taken, such as debt_rate; \
         found {0:?}"
    )]
    Name(String),
    /// Its numerator or denominator is no formula.
    #[error(transparent)]
    Formula(#[from] FormulaError),
}

/// The counts of a group by their names, in the order of reports: those of petitions begin with `pakn.`.
fn counts(tally: &Tally) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
    let dossiers = tally.dossiers.counts;
    let channels = Channel::ALL.map(|channel| (channel.name(), dossiers.channels.get(channel)));
    let levels = ChannelCounts::LEVELS.map(|(name, level)| (name, dossiers.channels.online(level)));
    let visits = VisitCounts::LABELS.into_iter().zip(dossiers.repeat_visits.all());
    let named: Vec<_> = dossiers.named().collect();
    let of = |part: &'static str| move |(name, n)| (part, name, n);
    let dossiers = named.into_iter().map(of(""));
    let channels = channels.into_iter().chain(levels).map(of("channels."));
    let pakn = tally.pakn.counts.named().into_iter().map(of("pakn."));
    dossiers.chain(channels).chain(visits.map(of("repeat_visits."))).chain(pakn)
}

/// The names of all counts.
fn names() -> &'static [&'static str] {
    static NAMES: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
        let whole = |(part, name, _)| &*format!("{part}{name}").leak();
        counts(&Tally::default()).map(whole).collect()
    });
    &NAMES
}

/// What no count can tell where this indicator is not measurable: the columns that it leans on are missing.
const LEANS_ON: [(&[&str], &Indicator); 5] = [
    (
        &["early", "on_time", "late", "open_within_due", "open_overdue", "stopped_late"],
        &late_exposure_rate::INDICATOR,
    ),
    (&["repeat_visits."], &repeat_visit_rate::INDICATOR),
    (&["channels.online_full", "channels.online_partial"], &full_online_rate::INDICATOR),
    (&["channels."], &online_dossier_rate::INDICATOR),
    (&["pakn.closed_in_time", "pakn.closed_late", "pakn.open_overdue"], &pakn_timely_rate::INDICATOR),
];

/// What has ended, which only a column of ends tells.
const ENDED: [&str; 7] = [
    "finished_unmeasurable",
    "withdrawn",
    "stopped",
    "refused",
    "closed_unanswered",
    "suspended",
    "open_unmeasurable",
];

/// What a formula comes to in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// A number.
    Known(u64),
    /// A column is missing, or records of that kind.
    Unknown,
    /// Less than nothing.
    Negative,
}

impl Formula {
    /// What it comes to in a group.
    pub(crate) fn sum(&self, basis: &Basis<'_>) -> Sum {
        let all: Vec<u64> = counts(basis.tally).map(|(_, _, n)| n).collect();
        let value = |name: &str| names().iter().position(|known| *known == name).map_or(0, |at| all[at]);
        let (mut sum, mut taken_off) = (0u64, 0u64);
        for term in &self.0 {
            if !is_told(basis, term.name) {
                return Sum::Unknown;
            }
            *(if term.is_taken_off { &mut taken_off } else { &mut sum }) += value(term.name);
        }
        sum.checked_sub(taken_off).map_or(Sum::Negative, Sum::Known)
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|term| term.name)
    }
}

/// Whether the columns are there that a count is told from.
fn is_told(basis: &Basis<'_>, name: &str) -> bool {
    let is_of = |part: &&str| *part == name || part.ends_with('.') && name.starts_with(*part);
    let guard = LEANS_ON.iter().find(|(names, _)| names.iter().any(is_of));
    let kind = if is_of(&"pakn.") { Evidence::PAKN } else { Evidence::DOSSIERS };
    basis.has(kind)
        && (!ENDED.contains(&name) || basis.has_ends(kind))
        && guard.is_none_or(|(_, indicator)| indicator.measure(basis).status() != Status::NotMeasurable)
}

impl std::str::FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Formula, FormulaError> {
        let (mut terms, mut is_taken_off, mut rest) = (Vec::new(), false, text.trim());
        loop {
            let end = rest.find([' ', '+', '-']).unwrap_or(rest.len());
            // A name may end with a plus: 3 and more extra trips.
            let most = "repeat_visits.3+";
            let end = if rest.starts_with(most) { most.len() } else { end };
            let (name, behind) = rest.split_at(end);
            let known = names().iter().find(|known| **known == name).ok_or_else(|| FormulaError::Name {
                text: text.to_owned(),
                name: name.to_owned(),
                known: names().join(", "),
            })?;
            terms.push(Term { is_taken_off, name: known });
            let behind = behind.trim_start();
            let Some(operator) = behind.chars().next() else { return Ok(Formula(terms)) };
            is_taken_off = match operator {
                '+' => false,
                '-' => true,
                _ => {
                    return Err(FormulaError::Operator { text: text.to_owned(), rest: behind.to_owned() });
                }
            };
            rest = behind[1..].trim_start();
        }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, term) in self.0.iter().enumerate() {
            let sign = match (n, term.is_taken_off) {
                (0, _) => "",
                (_, true) => " - ",
                (_, false) => " + ",
            };
            write!(f, "{sign}{}", term.name)?;
        }
        Ok(())
    }
}

/// Numerator and denominator of an indicator of the user's own; without a denominator it is a count.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Formulas {
    pub(super) num: Formula,
    pub(super) den: Option<Formula>,
}

impl Formulas {
    pub(super) fn measure(&self, basis: &Basis<'_>) -> Measure {
        let known = |sum: Sum| match sum {
            Sum::Known(n) => Some(n),
            Sum::Unknown | Sum::Negative => None,
        };
        let num = known(self.num.sum(basis));
        if let Some(den) = &self.den {
            return Measure::Rate(num.zip(known(den.sum(basis))).map(|(n, of)| Rate::new(n, of)));
        }
        let status = if num.is_some() { Status::Measured } else { Status::NotMeasurable };
        Measure::Count { value: num.unwrap_or(0), status }
    }

    /// Whether either is less than nothing.
    pub(super) fn is_negative(&self, basis: &Basis<'_>) -> bool {
        let all = [Some(&self.num), self.den.as_ref()];
        all.into_iter().flatten().any(|formula| formula.sum(basis) == Sum::Negative)
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.num.names().chain(self.den.iter().flat_map(Formula::names))
    }

    fn kind(&self) -> Kind {
        if self.names().all(|name| name.starts_with("pakn.")) { Kind::Pakn } else { Kind::Dossiers }
    }

    fn leans(&self) -> Vec<Leans> {
        let any = |names: &[&str]| self.names().any(|name| names.contains(&name.trim_start_matches("pakn.")));
        let ended = any(&["early", "on_time", "late", "stopped_late", "closed_in_time", "closed_late"]);
        let open = any(&["open_within_due", "open_overdue"]);
        let all = [(ended, Leans::Ended), (open, Leans::Open), (ended || open, Leans::Deadlines)].into_iter();
        all.filter_map(|(leans, on)| leans.then_some(on)).collect()
    }
}

impl fmt::Display for Formulas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.den {
            Some(den) => write!(f, "({}) / ({den})", self.num),
            None => self.num.fmt(f),
        }
    }
}

impl Indicator {
    /// An indicator of the user's own: a rate, or without a denominator a count. Its name has lower-case letters, digits and
    /// `_`, begins with a letter, and is none of the others.
    ///
    /// 0 of 0 is no data. What leans on a missing column, or is less than nothing, is not measurable.
    ///
    /// ```
    /// use sipas_core::Indicator;
    /// let debt = Indicator::own("debt_rate", "", "late + open_overdue", Some("received + carried_in"))?;
    /// assert_eq!(debt.en.definition, "(late + open_overdue) / (received + carried_in)");
    /// # Ok::<(), sipas_core::OwnIndicatorError>(())
    /// ```
    pub fn own(
        id: &str,
        title: &str,
        num: &str,
        den: Option<&str>,
    ) -> Result<&'static Indicator, OwnIndicatorError> {
        // Indicators are named and copied everywhere as if they were built in, so that each is kept for good: there are few.
        static KNOWN: Mutex<Vec<(&'static Indicator, &'static Formulas)>> = Mutex::new(Vec::new());
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_name = id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(is_letter);
        if !is_name || id.len() > 60 || Indicator::named(id).is_some() {
            return Err(OwnIndicatorError::Name(id.to_owned()));
        }
        let title = if title.is_empty() { id } else { title };
        let formulas = Formulas { num: num.parse()?, den: den.map(str::parse).transpose()? };
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let is_this = |(own, of): &&(&'static Indicator, &'static Formulas)| {
            own.id == id && own.vi.name == title && **of == formulas
        };
        if let Some((own, _)) = known.iter().find(is_this) {
            return Ok(own);
        }
        let formulas: &'static Formulas = Box::leak(Box::new(formulas));
        let wording = Wording {
            name: String::from(title).leak(),
            definition: formulas.to_string().leak(),
            columns: "",
        };
        let own: &'static Indicator = Box::leak(Box::new(Indicator {
            id: String::from(id).leak(),
            kind: formulas.kind(),
            figure: if formulas.den.is_some() { FigureKind::Rate } else { FigureKind::Count },
            areas: &[],
            leans: formulas.leans().leak(),
            vi: wording,
            en: wording,
            measure: By::Formulas(formulas),
        }));
        known.push((own, formulas));
        Ok(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Bucket;

    fn figure(num: &str, den: Option<&str>, tally: &Tally, evidence: Evidence) -> Measure {
        let own = Indicator::own("debt_rate", "", num, den).unwrap();
        own.measure(&Basis { tally, evidence: &[evidence] })
    }

    fn tally() -> Tally {
        let mut tally = Tally::default();
        let counts = &mut tally.dossiers.counts;
        counts.received = 10;
        counts.buckets[Bucket::Late as usize] = 2;
        counts.buckets[Bucket::OpenOverdue as usize] = 1;
        counts.buckets[Bucket::OnTime as usize] = 7;
        tally
    }

    const ALL: Evidence = Evidence::ALL;

    #[test]
    fn sums_and_differences_of_counts_make_a_figure() {
        let of = |num, den| figure(num, den, &tally(), ALL);
        assert_eq!(of("late + open_overdue", Some("received")), Measure::Rate(Some(Rate::new(3, 10))));
        assert_eq!(
            of("received-late - open_overdue", None),
            Measure::Count { value: 7, status: Status::Measured }
        );
        assert_eq!(of("late", Some("withdrawn")).status(), Status::NoData);
        // Less than nothing is no number of records.
        assert_eq!(of("late - received", Some("received")).status(), Status::NotMeasurable);
        assert_eq!(
            of("repeat_visits.3+ + repeat_visits.0", None),
            Measure::Count { value: 0, status: Status::Measured }
        );
    }

    #[test]
    fn a_missing_column_is_not_measurable() {
        let of = |num, evidence| figure(num, Some("received"), &tally(), evidence).status();
        let ends = Evidence::DOSSIERS | Evidence::FINISHED_AT;
        assert_eq!(of("late", ends), Status::NotMeasurable);
        assert_eq!(of("late", ends | Evidence::DEADLINE), Status::Measured);
        assert_eq!(of("withdrawn", Evidence::DOSSIERS), Status::NotMeasurable);
        assert_eq!(of("withdrawn", ends), Status::Measured);
        assert_eq!(of("channels.online", ends), Status::NotMeasurable);
        assert_eq!(of("channels.online", ends | Evidence::CHANNEL), Status::Measured);
        assert_eq!(of("pakn.received", ends), Status::NotMeasurable);
        assert_eq!(of("carried_in", Evidence::PAKN), Status::NotMeasurable);
    }

    #[test]
    fn a_wrong_text_says_what_is_wrong() {
        let refused = |id: &str, num: &str| Indicator::own(id, "", num, None).unwrap_err().to_string();
        assert!(
            refused("own", "latte")
                .starts_with("\"latte\": there is no count \"latte\"; there are received, ")
        );
        assert_eq!(refused("own", "late early"), "\"late early\": expected + or - before \"early\"");
        assert!(refused("own", "late +").contains("there is no count \"\""));
        for name in ["late_rate", "Own", "1", ""] {
            assert!(refused(name, "late").contains("needs a name"), "{name}");
        }
    }

    #[test]
    fn an_indicator_is_kept_once() {
        let own = |title| Indicator::own("kept_once", title, "late", None).unwrap();
        assert!(std::ptr::eq(own("Một"), own("Một")));
        assert!(!std::ptr::eq(own("Một"), own("Hai")));
    }
}
