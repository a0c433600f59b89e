//! What is doubtful about a survey as a whole: answers on two scales, a form that stands there twice.

use std::collections::BTreeMap;

use sipas_core::fnv;
use sipas_intake::grammar::trim;
use sipas_intake::{Field, Issue, IssueCode, Kind, Layout, Profile, Row, bare_words};

use super::dossiers::CodeDoubt;
use super::latest::Place;

/// The forms of surveys, by what makes two rows one.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms(Vec<(u64, Place, Box<str>)>);

impl Forms {
    pub(super) fn push(&mut self, form: Form, place: Place) {
        self.0.push((form.key, place, form.code));
    }

    pub(super) fn absorb(&mut self, other: Forms, place: impl Fn(Place) -> Place) {
        self.0.extend(other.0.into_iter().map(|(key, at, code)| (key, place(at), code)));
    }

    /// The rows of forms that were read before, in their order.
    pub(super) fn twice(&self) -> Vec<CodeDoubt> {
        let mut by_key: BTreeMap<u64, Vec<(Place, &str)>> = BTreeMap::new();
        self.0.iter().for_each(|(key, at, code)| by_key.entry(*key).or_default().push((*at, code)));
        let mut again = Vec::new();
        for rows in by_key.values_mut() {
            rows.sort_unstable();
            again.extend(rows[1..].iter().map(|(at, code)| CodeDoubt {
                kind: IssueCode::SurveyTwice,
                at: *at,
                code: (*code).to_owned(),
                other: String::new(),
            }));
        }
        again.sort_by_key(|doubt| doubt.at);
        again
    }
}

/// One row of a survey whose forms are numbered.
#[derive(Debug)]
pub(super) struct Form {
    key: u64,
    code: Box<str>,
}

/// Which columns of a survey say what.
#[derive(Debug)]
pub(super) struct SurveyColumns {
    /// That of the number of the form.
    form: Option<usize>,
    /// Those that number the rows of the file.
    rows: Vec<usize>,
    answers: Vec<usize>,
    /// Whether a row has all answers of a form.
    is_wide: bool,
    /// Whether a number means the same as without a profile.
    has_usual_answers: bool,
}

impl SurveyColumns {
    /// `None` of another kind of export.
    pub(super) fn of(layout: &Layout, profile: Option<&Profile>) -> Option<SurveyColumns> {
        if layout.kind() != Kind::Survey {
            return None;
        }
        let named = |names: &[&str]| {
            let headers = layout.columns().iter().map(|column| bare_words(&column.header));
            let is_named = |(at, header): (usize, String)| names.contains(&header.as_str()).then_some(at);
            headers.enumerate().filter_map(is_named).collect::<Vec<_>>()
        };
        let items = layout.items().iter().map(|(_, column)| *column);
        let usual = Profile::plain().vocabulary();
        let own = profile.unwrap_or(Profile::plain()).vocabulary();
        Some(SurveyColumns {
            form: named(&["ma phieu", "ma so phieu", "ma phieu khao sat", "ma khao sat"]).first().copied(),
            rows: named(&["stt", "tt", "so thu tu"]),
            answers: items.chain(layout.column(Field::Answer)).collect(),
            is_wide: !layout.items().is_empty(),
            has_usual_answers: ["0", "1", "4"]
                .iter()
                .all(|word| own.answer().get(word) == usual.answer().get(word)),
        })
    }

    /// The form of a row, if it has a number: of a row with one answer all that it says, since a form has several.
    pub(super) fn form(&self, row: &Row<'_>) -> Option<Form> {
        let code = trim(row.cells.get(self.form?)?);
        let filled = row.cells.iter().enumerate().filter(|(at, _)| !self.rows.contains(at));
        let said: Vec<&str> =
            if self.is_wide { vec![code] } else { filled.map(|(_, cell)| trim(cell)).collect() };
        (!code.is_empty()).then(|| Form { key: fnv(said.join("\n").as_bytes()), code: code.into() })
    }

    /// Takes in on which scales a row answers.
    pub(super) fn see(&self, layout: &Layout, row: &Row<'_>, scales: &mut Scales) {
        for column in self.answers.iter().filter(|_| self.has_usual_answers) {
            let cell = trim(row.cells.get(*column).copied().unwrap_or_default());
            let number = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0")).unwrap_or(cell);
            let scale = match number {
                "0" | "25" | "50" | "75" | "100" => &mut scales.hundred,
                "1" | "2" | "3" | "4" | "5" => &mut scales.five,
                _ => continue,
            };
            scale.get_or_insert_with(|| Issue {
                code: IssueCode::SurveyScales,
                line: row.line,
                column: layout.header(*column).to_owned(),
                value: cell.to_owned(),
                expected: "1–5".to_owned(),
            });
        }
    }
}

/// The first answers on each scale.
#[derive(Debug, Clone, Default)]
pub(super) struct Scales {
    five: Option<Issue>,
    hundred: Option<Issue>,
}

impl Scales {
    /// The first answer that is none of the scale that others are on.
    pub(super) fn doubt(&self) -> Option<&Issue> {
        self.hundred.as_ref().filter(|_| self.five.is_some())
    }

    pub(super) fn join(&mut self, other: Scales) {
        let first = |known: &mut Option<Issue>, other: Option<Issue>| {
            let both = known.take().into_iter().chain(other);
            *known = both.min_by_key(|issue| issue.line);
        };
        first(&mut self.five, other.five);
        first(&mut self.hundred, other.hundred);
    }

    /// Turns lines of a part into lines of the file.
    pub(super) fn tell_lines(&mut self, line: impl Fn(u64) -> u64) {
        [&mut self.five, &mut self.hundred]
            .into_iter()
            .flatten()
            .for_each(|issue| issue.line = line(issue.line));
    }
}
