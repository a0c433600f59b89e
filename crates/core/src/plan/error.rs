use super::Tier;
use crate::indicator::OwnIndicatorError;
use crate::survey::Area;

/// Why something is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The file is not TOML, or has a key that a plan does not have; the text names line and column.
    #[error("{0}")]
    Toml(String),
    /// The indicator is not known.
    #[error("target {target}: unknown indicator {indicator:?}; known are {known}")]
    Indicator {
        /// The target's id.
        target: String,
        /// What stands there.
        indicator: String,
        /// The names that there are.
        known: String,
    },
    /// The id does not begin with the number of an area.
    #[error("target {0}: expected an id such as IV.1, which begins with an area from I to V")]
    Id(String),
    /// No area of the plan has the number that the id begins with, and the target names no lead of its own.
    #[error("target {target}: the plan has no [areas.{area}] and the target no lead")]
    Area {
        /// The target's id.
        target: String,
        /// The area.
        area: Area,
    },
    /// The threshold is no fraction, or missing, or one too many.
    #[error("target {target}: expected {expected}, found {found:?}")]
    Threshold {
        /// The target's id.
        target: String,
        /// The expected form.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// Which of the durations is compared is not said, or said of what has none.
    #[error(
        "target {target}: expected statistic = mean, median, p90, working_mean, working_median or working_p90 beside \
         processing_days, and none beside another indicator"
    )]
    Statistic {
        /// The target's id.
        target: String,
    },
    /// It names no figure, or two.
    #[error("target {0}: expected either indicator or external")]
    Subject(String),
    /// The groups that it is for are none.
    #[error(
        "target {target}: where is for field, unit, procedure or a dimension of your own, each with a name or a list of names; \
         found {found:?}"
    )]
    Where {
        /// The target's id.
        target: String,
        /// What stands there.
        found: String,
    },
    /// The day by which it has to be met is none.
    #[error("target {target}: expected a deadline such as 2026-12-31, found {found:?}")]
    Deadline {
        /// The target's id.
        target: String,
        /// What stands there.
        found: String,
    },
    /// Two targets share id and tier.
    #[error("target {0} ({1}) is there twice")]
    Twice(String, Tier),
    /// There is no target, nor an indicator of its own.
    #[error("the plan has no [[targets]]")]
    Empty,
    /// An indicator of its own is none.
    #[error("[[indicators]] {name}: {error}")]
    Own {
        /// Its name.
        name: String,
        /// Why.
        error: OwnIndicatorError,
    },
    /// Two indicators of its own share a name.
    #[error("[[indicators]] {0} is there twice")]
    OwnTwice(String),
}
