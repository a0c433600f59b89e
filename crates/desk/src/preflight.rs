//! How each file was understood, before anything is counted.

use std::collections::BTreeSet;

use serde::Serialize;
use sipas_app::{InLang, Loaded, Outcome, Reader, Settings, rejects};
use sipas_core::{Dimension, InputSummary, Moment, Plan};
use sipas_engine::Input;
use sipas_intake::{Field, Issue, Kind, Layout, Profile, Refusal};
use sipas_render::Lang;

use crate::dropped::{Export, Setting};

const LANG: Lang = Lang::Vi;

/// What was understood of everything on the desk.
#[derive(Debug, Clone, Serialize)]
pub struct Preflight {
    /// One for each input: of a workbook one for each sheet.
    pub inputs: Vec<Understood>,
    /// What the inputs of each kind cover.
    pub covered: Vec<Covered>,
    /// The period that a report is of where none is chosen, as the command writes it.
    pub period: Option<String>,
    /// The fields of each kind of export, for columns that are assigned by hand.
    pub fields: Vec<Fields>,
    /// The profiles that were dropped.
    pub profiles: Vec<String>,
    /// The plans that can be chosen: name and title.
    pub plans: Vec<(String, String)>,
    /// What groups can be made of: name and word.
    pub dimensions: Vec<(String, String)>,
}

/// One input.
#[derive(Debug, Clone, Serialize)]
pub struct Understood {
    /// The file that was dropped.
    pub file: String,
    /// How it is shown: of a workbook with its sheet.
    pub shown: String,
    /// The kind of export.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_words: &'static str,
    /// Whether the kind was chosen by hand.
    pub chosen: bool,
    /// Why it was not read, if it was not.
    pub refused: Option<String>,
    /// Whether it is a sheet that is passed over, hidden or no export, beside others that are read.
    pub passed_over: bool,
    /// The profile that it was read by.
    pub profile: Option<String>,
    /// Rows of each fate.
    pub rows: Rows,
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// The fields that a report leans on most, and whether there is a column of each.
    pub leans_on: Vec<(String, bool)>,
    /// Issues found, by kind.
    pub issues: Vec<Kinds>,
}

/// What became of rows.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[allow(missing_docs, clippy::struct_field_names, reason = "the names of the JSON document")]
pub struct Rows {
    pub rows: u64,
    pub accepted: u64,
    pub rejected: u64,
    pub duplicates: u64,
    pub skipped: u64,
}

/// A column, and what it is taken for.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// The field, if it is read.
    pub field: Option<&'static str>,
    /// The field that it may be meant as, where its header is nearly one.
    pub near: Option<&'static str>,
    /// Whether it was assigned by hand.
    pub assigned: bool,
}

/// Issues of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct Kinds {
    /// The name in reports.
    pub code: &'static str,
    /// note, warning or reject.
    pub severity: &'static str,
    /// How many.
    pub count: u64,
    /// The issue in words, with the first place.
    pub text: String,
}

/// From when to when there are records of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct Covered {
    /// The kind.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_words: &'static str,
    /// The day of the first receipt.
    pub from: Option<String>,
    /// The day of the latest event.
    pub to: Option<String>,
}

/// The fields of a kind of export: name, and the header that it most often has.
#[derive(Debug, Clone, Serialize)]
pub struct Fields {
    /// The kind.
    pub kind: &'static str,
    /// The fields.
    pub fields: Vec<(&'static str, &'static str)>,
}

impl Preflight {
    pub(crate) fn of(
        exports: &[Export],
        profiles: &[Setting<Profile>],
        plans: &[Setting<Plan>],
        loaded: &Loaded,
        reader: &Reader,
        now: Moment,
    ) -> Preflight {
        let summaries = loaded.data.summaries();
        let understood = |file: &sipas_app::File| {
            // A sheet is shown by the name of its file and its own, and so is a file of an archive.
            let of = |export: &&Export| {
                file.shown
                    .strip_prefix(&export.source.shown)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(" [") || rest.starts_with('/'))
            };
            let export = exports.iter().filter(of).max_by_key(|export| export.name.len());
            let number = file.input();
            let input = number.and_then(|number| loaded.data.inputs().get(number));
            let profile = reader.options().profiles.get(file.profile);
            Understood {
                file: export.map_or_else(|| file.shown.clone(), |export| export.name.clone()),
                shown: file.shown.clone(),
                kind: file.kind.name(),
                kind_words: file.kind.vi(),
                chosen: export.is_some_and(|export| export.chosen.is_some()),
                refused: file.refused().map(|error| error.in_lang(LANG)),
                passed_over: !matches!(file.outcome, Outcome::Read(_) | Outcome::Refused(_)),
                profile: profile.map(|profile| profile.name().to_owned()),
                rows: number.and_then(|number| summaries.get(number)).map(Rows::of).unwrap_or_default(),
                columns: columns(file, export),
                leans_on: file.layout.as_ref().map(leans_on).unwrap_or_default(),
                issues: input
                    .zip(number)
                    .map(|(input, number)| issues(loaded, input, number))
                    .unwrap_or_default(),
            }
        };
        let used: BTreeSet<Kind> = loaded.files.iter().map(|file| file.kind).collect();
        let own = loaded.data.own_dimensions().iter().copied();
        let mut known: Vec<_> =
            Plan::embedded().iter().map(|plan| (plan.id().to_owned(), plan.title().to_owned())).collect();
        known.extend(plans.iter().map(|plan| (plan.name.clone(), plan.value.title().to_owned())));
        let dimension =
            |dimension: Dimension| (dimension.name().to_owned(), LANG.dimension(dimension).to_owned());
        Preflight {
            inputs: loaded.files.iter().map(understood).collect(),
            covered: covered(loaded, reader, now),
            period: busiest(loaded, reader, now),
            fields: used.into_iter().map(Fields::of).collect(),
            profiles: profiles.iter().map(|profile| profile.name.clone()).collect(),
            plans: known,
            dimensions: Dimension::ALL.into_iter().chain(own).map(dimension).collect(),
        }
    }
}

impl Rows {
    fn of(summary: &InputSummary) -> Rows {
        let InputSummary { rows, accepted, rejected, duplicates, skipped, .. } = *summary;
        Rows { rows, accepted, rejected, duplicates, skipped }
    }
}

impl Fields {
    fn of(kind: Kind) -> Fields {
        let is_usual = |field: &Field| !Field::OWN.contains(field) && !Field::OF_REJECTS.contains(field);
        let fields = Field::of(kind).filter(is_usual);
        Fields {
            kind: kind.name(),
            fields: fields.map(|field| (field.name(), field.usual_header(kind))).collect(),
        }
    }
}

/// The columns as they were read; of a file that was refused its headers, so that they can be assigned.
fn columns(file: &sipas_app::File, export: Option<&Export>) -> Vec<Column> {
    let assigned = |header: &str| export.is_some_and(|export| export.columns.values().any(|of| of == header));
    if let Some(layout) = &file.layout {
        let near = |header: &str| layout.near().iter().find(|near| near.header == header);
        let column = |column: &sipas_intake::Column| Column {
            field: column.field.map(Field::name),
            near: near(&column.header).filter(|_| column.field.is_none()).map(|near| near.field.name()),
            assigned: assigned(&column.header),
            header: column.header.clone(),
        };
        return layout.columns().iter().filter(|of| !of.header.is_empty()).map(column).collect();
    }
    let found = match file.refused() {
        Some(sipas_app::ReadError::Refused { refusal, .. }) => match &**refusal {
            Refusal::MissingColumns { found, .. } | Refusal::NoHeader { found, .. } => found.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let column = |header: &String| Column {
        field: None,
        near: None,
        assigned: assigned(header),
        header: header.clone(),
    };
    found.iter().filter(|header| !header.trim().is_empty()).map(column).collect()
}

/// The columns without which the figures that matter most are not measurable, by their usual headers.
fn leans_on(layout: &Layout) -> Vec<(String, bool)> {
    use sipas_intake::Field;
    let (kind, has) = (layout.kind(), |field: Field| layout.column(field).is_some());
    let told =
        |fields: &[Field]| (fields[0].usual_header(kind).to_owned(), fields.iter().any(|field| has(*field)));
    match kind {
        Kind::Dossiers => vec![
            told(&[Field::DueAt]),
            told(&[Field::FinishedAt, Field::ReturnedAt]),
            told(&[Field::Unit]),
            told(&[Field::ProcedureCode, Field::ProcedureName]),
        ],
        Kind::Pakn => vec![told(&[Field::DueAt]), told(&[Field::ClosedAt, Field::AnsweredAt])],
        Kind::Procedures | Kind::Survey => Vec::new(),
    }
}

fn issues(loaded: &Loaded, input: &Input, number: usize) -> Vec<Kinds> {
    let kinds = input.log.counts().map(|(code, count)| {
        let first = input.log.issues().iter().find(|issue| issue.code == code);
        let text = first.map_or_else(
            || code.texts().0.to_owned(),
            |issue| format!("{}: {}", place(issue, loaded.cell(number, issue)), rejects::reason(issue, LANG)),
        );
        Kinds { code: code.name(), severity: code.severity().name(), count, text }
    });
    kinds.collect()
}

/// `dòng 87, cột “Ngày hẹn trả” (“31/04/2025”)`; in a workbook the cell.
fn place(issue: &Issue, cell: Option<String>) -> String {
    let row = cell.map_or_else(|| format!("dòng {}", issue.line), |cell| format!("ô {cell}"));
    let shown = |is_there: bool, text: String| if is_there { text } else { String::new() };
    let column = shown(!issue.column.is_empty(), format!(", cột “{}”", issue.column));
    let value = shown(!issue.value.is_empty(), format!(" (“{}”)", issue.value));
    row + &column + &value
}

/// What the records cover, as reports tell it, over all years of the calendar up to now.
fn covered(loaded: &Loaded, reader: &Reader, now: Moment) -> Vec<Covered> {
    let calendar = sipas_core::WorkCalendar::vietnam();
    let whole = format!("{}-01-01..{}", calendar.years().start(), now.day());
    let profiles = loaded.profiles(reader);
    let settings = Settings::at(now).with_period(&whole).ok();
    let clock = settings
        .and_then(|settings| settings.clock(settings.policy(profiles.into_iter()), &loaded.data).ok());
    let Some(clock) = clock else { return Vec::new() };
    let report = loaded.data.report(&clock, &[], None, None);
    let covered = |of: &sipas_core::Coverage| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == of.kind.name());
        Covered {
            kind: of.kind.name(),
            kind_words: kind.map_or("", Kind::vi),
            from: of.from.map(|day| day.to_string()),
            to: of.to.map(|day| day.to_string()),
        }
    };
    report.coverage.iter().map(covered).collect()
}

/// The month that a report is of where nobody names a period.
fn busiest(loaded: &Loaded, reader: &Reader, now: Moment) -> Option<String> {
    let settings = Settings::at(now);
    let clock = settings.clock(settings.policy(loaded.profiles(reader).into_iter()), &loaded.data).ok()?;
    Some(clock.period.first_day().month().to_string())
}
