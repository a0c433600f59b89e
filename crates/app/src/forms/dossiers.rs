//! What the forms on dossiers have in common: columns that count the same under other headings, and how they are filled.

use sipas_core::Dimension;
use sipas_render::{Form, FormPart};

use super::column::{Columns, Count};
use super::record::Dossier;
use super::rows::{self, Rows};
use super::{Column, Filling, FormError, InProgress, Resolved};

/// A form on dossiers: its words, and what its columns count.
pub(super) struct Sheet {
    pub(super) title: &'static str,
    pub(super) unit_of_count: &'static str,
    /// The heading of the numbers of its rows.
    pub(super) number: &'static str,
    /// The heading of its rows, where they are fields, if it has one of its own.
    pub(super) fields: Option<&'static str>,
    /// The name of its last row.
    pub(super) whole: &'static str,
    pub(super) columns: Columns<Dossier>,
}

/// What several forms count.
#[derive(Clone, Copy)]
pub(super) enum Shared {
    ReceivedTotal,
    CarriedIn,
    ResolvedTotal,
    Early,
    OnTime,
    Late,
    InProgressTotal,
    WithinDue,
    Overdue,
}

impl Shared {
    /// The column of a form that counts this, by its headings and its number there.
    pub(super) const fn under(self, path: &'static [&'static str], label: &'static str) -> Count<Dossier> {
        let (id, counts): (_, fn(&Dossier) -> bool) = match self {
            Shared::ReceivedTotal => ("received_total", Dossier::is_handled),
            Shared::CarriedIn => ("carried_in", Dossier::is_carried_in),
            Shared::ResolvedTotal => ("resolved_total", Dossier::is_resolved),
            Shared::Early => ("early", |one| one.is_in(Column::Resolved(Resolved::Early))),
            Shared::OnTime => ("on_time", |one| one.is_in(Column::Resolved(Resolved::OnTime))),
            Shared::Late => ("late", |one| one.is_in(Column::Resolved(Resolved::Late))),
            Shared::InProgressTotal => ("in_progress_total", Dossier::is_open),
            Shared::WithinDue => ("within_due", |one| one.is_in(Column::InProgress(InProgress::WithinDue))),
            Shared::Overdue => ("overdue", |one| one.is_in(Column::InProgress(InProgress::Overdue))),
        };
        Count { id, path, label, counts }
    }
}

impl Sheet {
    /// Fills the form, by the dimensions of the report.
    pub(super) fn fill(&self, filling: &Filling<'_>) -> Result<Form, FormError> {
        let subject = self.subject(filling)?;
        let names = filling.names();
        let mut all = Rows::new(&self.columns);
        for (line, dossier) in filling.dossiers() {
            all.add(names.of_dossier(&line), &dossier);
        }
        filling.agrees_with_report(&all)?;
        let mut form = filling.form(self.title, self.unit_of_count);
        form.parts.push(FormPart {
            columns: self.columns.headings(self.number, subject),
            rows: all.finish(rows::shown(&names, filling.report), self.whole)?,
            ..FormPart::default()
        });
        Ok(form)
    }

    /// The heading of its rows.
    pub(super) fn subject(&self, filling: &Filling<'_>) -> Result<String, FormError> {
        match (self.fields, filling.report.by.as_slice()) {
            (Some(fields), [Dimension::Field]) => Ok(fields.to_owned()),
            _ => rows::subject(filling.report),
        }
    }
}
