use std::str::FromStr;

use sipas_core::{Bucket, Day, Dimension, DossierCounts, Kind};
use sipas_render::Form;

use super::notes::Numbers;
use super::period::{self, Span};
use super::{
    Filling, FormError, Mapping, late_list, outline_01dc, pakn_06a, vpcp_06a, within_07a, within_07b,
};

/// The day on which Circular 09/2026/TT-BTP came into force, and Circular 01/2020/TT-VPCP went out.
const NEW: (i32, u32, u32) = (2026, 8, 1);

const VPCP: &str = "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020";
const BTP: &str = "Ban hành theo Thông tư số 09/2026/TT-BTP ngày 15/6/2026";

/// A form of the table, by its full name, or a bare name that stands for one of several by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormName(Named);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// The place in the table.
    Full(usize),
    Bare(&'static str),
}

/// When a bare name stands for a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Always,
    BeforeNew,
    FromNew,
}

/// A form that can be filled.
#[derive(Debug)]
pub struct FormKind {
    /// Its name in full.
    pub full: &'static str,
    /// Its bare name.
    pub bare: &'static str,
    /// The number that it bears on paper.
    pub number: &'static str,
    /// By what it is issued.
    pub issued: &'static str,
    /// The records that it counts, the first of them needed where it counts one kind.
    pub records: &'static [Kind],
    /// What its rows are where nothing else is asked for.
    pub usual_rows: &'static [Dimension],
    pub(super) holds: Holds,
    /// The periods that its circular knows; none where any will do.
    pub(super) spans: &'static [Span],
    /// Until when it is sent.
    pub(super) sent: &'static str,
    /// Where it puts the dossiers for which it has no column.
    pub(super) mapping: fn() -> Mapping,
    /// How many resolved dossiers are neither early, on time nor late, as far as it has no column for them; none where it counts
    /// no dossiers.
    pub(super) without_column: Option<fn(&DossierCounts) -> u64>,
    /// What its columns are called in its notes; none where it has no columns that hold more than they are named for.
    pub(super) numbers: Option<&'static Numbers>,
    pub(super) fill: fn(&Filling<'_>) -> Result<Form, FormError>,
}

const UNIT_SENT: &str = "Cấp xã, sở, ban, ngành gửi báo cáo chậm nhất ngày 20 của tháng.";
const PROVINCE_SENT: &str = "Cấp tỉnh gửi báo cáo chậm nhất ngày 23 của tháng.";

/// A form of dossiers with the columns of Circular 09/2026/TT-BTP.
const DOSSIERS_BTP: FormKind = FormKind {
    full: "",
    bare: "",
    number: "",
    issued: BTP,
    records: &[Kind::Dossiers],
    usual_rows: &[Dimension::Field],
    holds: Holds::FromNew,
    spans: period::BTP,
    sent: UNIT_SENT,
    mapping: Mapping::btp,
    without_column: Some(|counts| counts.concluded() - counts.judged()),
    numbers: Some(&within_07a::NUMBERS),
    fill: |filling| within_07a::SHEET.fill(filling),
};

/// A form of petitions with the columns of Circular 09/2026/TT-BTP.
const PAKN_BTP: FormKind = FormKind {
    records: &[Kind::Pakn],
    spans: period::BTP_PAKN,
    without_column: None,
    numbers: None,
    fill: pakn_06a::fill,
    ..DOSSIERS_BTP
};

/// All forms. A new one is a file and its line here.
pub static FORMS: [FormKind; 7] = [
    FormKind { full: "07a/BTP/KSTT", bare: "07a", number: "Biểu số 07a/BTP/KSTT", ..DOSSIERS_BTP },
    FormKind {
        full: "07b/BTP/KSTT",
        bare: "07b",
        number: "Biểu số 07b/BTP/KSTT",
        sent: PROVINCE_SENT,
        fill: within_07b::fill,
        ..DOSSIERS_BTP
    },
    FormKind { full: "06a/BTP/KSTT", bare: "06a", number: "Biểu số 06a/BTP/KSTT", ..PAKN_BTP },
    FormKind {
        full: "06b/BTP/KSTT",
        bare: "06b",
        number: "Biểu số 06b/BTP/KSTT",
        sent: PROVINCE_SENT,
        ..PAKN_BTP
    },
    FormKind {
        full: "II.06a/VPCP/KSTT",
        bare: "06a",
        number: "Biểu số II.06a/VPCP/KSTT",
        issued: VPCP,
        records: &[Kind::Dossiers],
        usual_rows: &[Dimension::Unit, Dimension::Field],
        holds: Holds::BeforeNew,
        spans: &[],
        sent: "",
        mapping: Mapping::default,
        // It has no word on withdrawn and stopped ones.
        without_column: Some(|counts| counts.get(Bucket::FinishedUnmeasurable)),
        numbers: Some(&vpcp_06a::NUMBERS),
        fill: |filling| vpcp_06a::SHEET.fill(filling),
    },
    FormKind {
        full: "01-DC",
        bare: "01-DC",
        number: "Đề cương 01-ĐC/BTP/KSTT",
        records: &[Kind::Dossiers, Kind::Pakn],
        usual_rows: &[],
        holds: Holds::Always,
        without_column: None,
        numbers: Some(&outline_01dc::NUMBERS),
        fill: outline_01dc::fill,
        ..DOSSIERS_BTP
    },
    FormKind {
        full: "late-list",
        bare: "late-list",
        number: "Phụ lục",
        issued: "",
        usual_rows: &[],
        holds: Holds::Always,
        spans: &[],
        sent: "",
        without_column: None,
        numbers: None,
        fill: late_list::fill,
        ..DOSSIERS_BTP
    },
];

impl FormName {
    /// All names, bare ones first.
    pub fn all() -> impl Iterator<Item = &'static str> {
        let names = FORMS.iter().map(|form| form.bare).chain(FORMS.iter().map(|form| form.full));
        let mut all = Vec::new();
        for name in names {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.into_iter()
    }

    /// The form that the name stands for where a period ends on that day.
    pub fn at(self, last: Day) -> Result<&'static FormKind, FormError> {
        let bare = match self.0 {
            Named::Full(at) => return Ok(&FORMS[at]),
            Named::Bare(bare) => bare,
        };
        let (year, month, day) = NEW;
        let is_new = last >= Day::from_ymd(year, month, day).expect("a day of the calendar");
        let of_name = || FORMS.iter().filter(move |form| form.bare == bare);
        let holds = |form: &&FormKind| match form.holds {
            Holds::Always => true,
            Holds::BeforeNew => !is_new,
            Holds::FromNew => is_new,
        };
        of_name().find(holds).ok_or_else(|| FormError::NotInForce {
            name: bare,
            full: of_name().map(|form| form.full).collect(),
            last,
        })
    }
}

/// A name that no form has.
impl FromStr for FormName {
    type Err = ();

    fn from_str(text: &str) -> Result<FormName, ()> {
        let text = text.trim().to_uppercase().replace('Đ', "D");
        let is = |name: &str| name.to_uppercase() == text;
        if let Some(form) = FORMS.iter().find(|form| is(form.bare)) {
            return Ok(FormName(Named::Bare(form.bare)));
        }
        let full = FORMS.iter().position(|form| is(form.full) || is(&format!("{}/BTP/KSTT", form.full)));
        full.map(|at| FormName(Named::Full(at))).ok_or(())
    }
}
