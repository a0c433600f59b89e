//! Answers of a satisfaction survey (khảo sát mức độ hài lòng).

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// One of the five areas of an improvement plan, which are the five factors of SIPAS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Area {
    /// Tiếp cận dịch vụ.
    I,
    /// Thủ tục hành chính.
    II,
    /// Công chức trực tiếp giải quyết công việc.
    III,
    /// Kết quả cung ứng dịch vụ.
    IV,
    /// Tiếp nhận, giải quyết phản ánh, kiến nghị.
    V,
}

impl Area {
    /// All five, in order.
    pub const ALL: [Area; 5] = [Area::I, Area::II, Area::III, Area::IV, Area::V];
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// One answer to one question about one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyAnswer<'a> {
    /// What was asked about; `None` where its word was not understood, which counts nowhere.
    pub area: Option<Area>,
    /// The answer; `None` where there is none, or its word was not understood: not answered.
    pub answer: Option<Satisfaction>,
    /// The unit that the citizen dealt with.
    #[serde(default)]
    pub unit: Cow<'a, str>,
    /// When it was answered; `None` counts in every period.
    #[serde(default)]
    pub answered_on: Option<Moment>,
}

/// The five grades of an answer (mức độ hài lòng).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// 1: rất không hài lòng.
    VeryDissatisfied,
    /// 2: không hài lòng.
    Dissatisfied,
    /// 3: bình thường.
    Neutral,
    /// 4: hài lòng.
    Satisfied,
    /// 5: rất hài lòng.
    VerySatisfied,
}

impl Satisfaction {
    /// Whether the answer counts as satisfied.
    pub fn is_satisfied(self) -> bool {
        self >= Satisfaction::Satisfied
    }
}
