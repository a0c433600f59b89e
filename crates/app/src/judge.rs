use sipas_core::{Dimension, DimensionError, Plan};
use sipas_engine::Dataset;

/// Why the targets of a plan that are for some groups only cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JudgeError {
    /// No export has the column.
    #[error(
        "target {target} is for some groups of {dimension}, which no export has: say which column it is, as in --dimension \
         {dimension}=\"Header\""
    )]
    Missing {
        /// The target's id.
        target: String,
        /// The dimension.
        dimension: Dimension,
    },
    /// With the dimensions of the report they are too many for a key.
    #[error("with what the plan's targets are for: {0}")]
    Dimensions(#[from] DimensionError),
}

/// Refuses a plan together with groups by these dimensions, before anything is read.
pub fn check_plan(plan: Option<&Plan>, by: &[Dimension]) -> Result<(), JudgeError> {
    let lists = plan.map_or_else(Vec::new, |plan| plan.slices(by));
    Ok(lists.iter().try_for_each(|list| Dimension::check(list))?)
}

/// Refuses a plan whose targets are for groups by what no export has.
pub fn can_judge(data: &Dataset, plan: Option<&Plan>) -> Result<(), JudgeError> {
    let targets = plan.map_or(&[][..], Plan::targets).iter();
    let asked = targets
        .flat_map(|target| target.conditions.iter().map(move |condition| (target, condition.dimension())));
    for (target, dimension) in asked {
        if !data.can_group(&[dimension]) {
            return Err(JudgeError::Missing { target: target.id.clone(), dimension });
        }
    }
    Ok(())
}
