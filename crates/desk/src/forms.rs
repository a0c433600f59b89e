//! The official forms that a page offers to save.

use serde::Serialize;
use sipas_app::forms::{self, Acceptable, FormError, FormName, LevelError, Levels, Request};
use sipas_core::Clock;
use sipas_engine::Dataset;
use sipas_render::Form;

use crate::units::Units;

/// Those of an office that handles what it reports, and that of a province. Which form a name stands for depends on when the period ends.
const OFFERED: [&str; 5] = ["07a", BY_LEVELS, "06a", "01-DC", "late-list"];
/// That of a province, which is divided by the levels of units.
const BY_LEVELS: &str = "07b";

/// A form that is offered.
#[derive(Debug, Clone, Serialize)]
pub struct Offered {
    /// The name that it is saved by.
    pub name: &'static str,
    /// The number that it bears on paper.
    pub number: &'static str,
    /// Its title, where it can be made.
    pub title: String,
    /// Why it cannot be made.
    pub refused: Option<String>,
    /// What somebody would have to accept to make it all the same; nothing where that does not help.
    pub accept: Vec<&'static str>,
    /// Where the form is divided by them: each unit, and whether it is of the province.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<(String, bool)>,
}

/// The forms in force for which there are records.
pub(crate) fn offered(data: &Dataset, clock: &Clock, told: &Units) -> Vec<Offered> {
    let (levels, listed) = (told.levels(data), told.listed(data));
    let of = |name: &'static str| {
        let units = if name == BY_LEVELS { listed.clone() } else { Vec::new() };
        if name == BY_LEVELS && units.len() < 2 {
            return None;
        }
        let number = named(name).ok()?.at(clock.period.last_day()).ok()?.number;
        let offered =
            Offered { name, number, title: String::new(), refused: None, accept: Vec::new(), units };
        match filled(name, &[], data, clock, &levels) {
            Ok(form) => Some(Offered { title: form.title.replace('\n', " "), ..offered }),
            Err(FormError::NoRecords { .. } | FormError::NotInForce { .. }) => None,
            Err(error) => {
                let (refused, accept) = said(&error);
                Some(Offered { refused: Some(refused), accept, ..offered })
            }
        }
    };
    OFFERED.into_iter().filter_map(of).collect()
}

/// A form with what somebody has accepted of it.
pub(crate) fn form(
    name: &str,
    accept: &[String],
    data: &Dataset,
    clock: &Clock,
    units: &Units,
) -> Result<Form, String> {
    let known =
        |code: &String| Acceptable::NAMED.into_iter().find(|(name, _)| name == code).map(|(_, one)| one);
    let accept: Vec<Acceptable> = accept.iter().filter_map(known).collect();
    named(name)?;
    filled(name, &accept, data, clock, &units.levels(data)).map_err(|error| said(&error).0)
}

fn filled(
    name: &str,
    accept: &[Acceptable],
    data: &Dataset,
    clock: &Clock,
    levels: &Levels,
) -> Result<Form, FormError> {
    let request = Request { by: &[], put: &[], accept, levels, previous: None };
    let name = name.parse().expect("a form that there is");
    forms::fill_as_reported(name, data, clock, &request)
}

fn named(name: &str) -> Result<FormName, String> {
    name.parse().map_err(|()| format!("không có biểu {name:?}"))
}

/// Why a form is refused, without a word of the command, and what would have to be accepted.
fn said(error: &FormError) -> (String, Vec<&'static str>) {
    match error {
        FormError::Untold { untold, .. } => {
            let why: Vec<&str> = untold.iter().map(|one| one.vi.as_str()).collect();
            let mut codes: Vec<_> = untold.iter().map(|one| one.code.name()).collect();
            codes.dedup();
            (why.join("; "), codes)
        }
        FormError::NoPaknField => {
            ("tệp kết xuất PAKN không có cột lĩnh vực; nếu có cột ấy thì gán ở bước 2".to_owned(), Vec::new())
        }
        FormError::Levels(LevelError::Missing) => {
            ("chưa biết đơn vị nào thuộc cấp tỉnh; hãy đánh dấu ở dưới".to_owned(), Vec::new())
        }
        FormError::Levels(LevelError::Unknown(units)) => {
            (format!("bảng đơn vị không có {}; hãy đánh dấu ở dưới", units.join(", ")), Vec::new())
        }
        error => (error.vi(), Vec::new()),
    }
}
