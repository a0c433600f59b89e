//! The records behind a number, one row each.

use sipas_core::Clock;
use sipas_engine::{Dataset, Distance, DossierLine, PaknLine, Place, Which};

use super::{Columns, Table, in_batches};

/// The dossiers of a list, in the order in which they were read; `within` is the working days that count as soon. And where
/// each stands.
pub fn dossiers(data: &Dataset, clock: &Clock, which: &[Which], within: i32) -> (Table, Vec<Place>) {
    let wanted = |line: &DossierLine<'_>| which.iter().any(|which| which.has_dossier(line, within));
    let mut at = Vec::new();
    let lines = data.dossier_lines(clock).filter(wanted).inspect(|line| at.push(line.place));
    let table = in_batches(lines, |lines| {
        let all = || lines.iter();
        let columns = Columns::default()
            .text("code", all().map(|line| Some(line.code.as_str())))
            .text("unit", all().map(|line| Some(line.texts.unit)))
            .text("officer", all().map(|line| Some(line.texts.officer)))
            .text("field", all().map(|line| Some(line.texts.field)))
            .text("procedure", all().map(|line| Some(line.texts.procedure())))
            .text("procedure_name", all().map(|line| Some(line.texts.procedure_name)));
        let own = data.own_dimensions().iter().enumerate();
        let columns = own.fold(columns, |columns, (n, dimension)| {
            columns.text(dimension.name(), all().map(|line| Some(line.texts.own[n])))
        });
        let columns = columns
            .text("channel", all().map(|line| Some(line.facts.channel().name())))
            .text("status", all().map(|line| Some(line.facts.status().name())))
            .text("bucket", all().map(|line| Some(line.placed.bucket.name())))
            .moment("received", all().map(|line| line.received_at))
            .moment("deadline", all().map(|line| line.placed.deadline))
            .moment("end", all().map(|line| line.placed.end))
            .flag("received_in_period", all().map(|line| Some(line.placed.received_in_period)))
            .flag("stopped_late", all().map(|line| Some(line.placed.stopped_late)))
            .flag("repeat_visit", all().map(|line| Some(line.repeat_visit)));
        let columns = distances(columns, || lines.iter().map(|line| line.distance));
        places(columns, data, || lines.iter().map(|line| line.place)).batch()
    });
    (table, at)
}

/// The petitions of a list, in the order in which they were read. And where each stands.
pub fn pakn(data: &Dataset, clock: &Clock, which: &[Which]) -> (Table, Vec<Place>) {
    let wanted = |line: &PaknLine<'_>| which.iter().any(|which| which.has_pakn(line));
    let mut at = Vec::new();
    let lines = data.pakn_lines(clock).filter(wanted).inspect(|line| at.push(line.place));
    let table = in_batches(lines, |lines| {
        let all = || lines.iter();
        let columns = Columns::default()
            .text("code", all().map(|line| Some(line.code)))
            .text("unit", all().map(|line| Some(line.unit)))
            .text("bucket", all().map(|line| Some(line.placed.bucket.name())))
            .moment("received", all().map(|line| line.received_at))
            .moment("deadline", all().map(|line| line.placed.deadline))
            .moment("end", all().map(|line| line.placed.end))
            .flag("received_in_period", all().map(|line| Some(line.placed.received_in_period)));
        let columns = distances(columns, || lines.iter().map(|line| line.distance));
        places(columns, data, || lines.iter().map(|line| line.place)).batch()
    });
    (table, at)
}

fn distances<I: Iterator<Item = Distance>>(columns: Columns, all: impl Fn() -> I) -> Columns {
    columns
        .days("days_late", all().map(|distance| distance.days_late))
        .days("working_days_late", all().map(|distance| distance.working_days_late))
        .days("working_days_left", all().map(|distance| distance.working_days_left))
}

/// Where the rows stand: the file, and the line on which they begin.
pub(super) fn places<I: Iterator<Item = Place>>(
    columns: Columns,
    data: &Dataset,
    all: impl Fn() -> I,
) -> Columns {
    columns
        .text("file", all().map(|place| Some(&data.inputs()[place.input as usize].path)))
        .count("line", all().map(|place| Some(place.line)))
}
