//! The records behind numbers, one row each.

use std::cmp::Reverse;

use sipas_core::{Bucket, Clock, Moment, PaknBucket};
use sipas_engine::{Dataset, Distance, DossierCount, DossierLine, PaknCount, PaknLine, Which};
use sipas_render::{Cell, Column, Lang, PushList, PushRow, Table, Tone};

/// Working days within which a deadline is soon, where nobody says otherwise.
pub const SOON: i32 = 2;

/// Dossiers, in the order in which they were read; where what is due soon is asked for, or only what is overdue, the
/// most pressing first, and of equal ones by unit and officer.
pub fn dossiers(data: &Dataset, clock: &Clock, which: &[Which], within: i32, lang: Lang) -> Table {
    let due_soon = which.contains(&Which::Dossiers(DossierCount::DueSoon));
    let wanted = |line: &DossierLine<'_>| which.iter().any(|which| which.has_dossier(line, within));
    let mut lines: Vec<_> = data.dossier_lines(clock).filter(wanted).collect();
    let overdue =
        which.iter().all(|which| *which == Which::Dossiers(DossierCount::Bucket(Bucket::OpenOverdue)));
    if due_soon {
        lines.sort_by_key(|line| {
            let left = line.distance.working_days_left.unwrap_or(i32::MIN);
            (left, due(line.placed.deadline), line.texts.unit, line.texts.officer)
        });
    } else if overdue {
        lines.sort_by_key(|line| (latest_first(&line.distance), line.texts.unit, line.texts.officer));
    }
    let mut columns = dossier_columns(lang);
    // Behind code, unit, officer and procedure.
    let own = data.own_dimensions().iter().map(|own| Column::left(own.name(), own.name()));
    columns.splice(4..4, own);
    if due_soon {
        columns.push(Column::right(
            "working_days_left",
            lang.pick("Số ngày làm việc còn lại", "Working days left"),
        ));
    }
    let row = |line: &DossierLine<'_>| {
        let bucket = line.placed.bucket;
        let mut cells = vec![
            Cell::text(&line.code),
            named(line.texts.unit, lang),
            named(line.texts.officer, lang),
            named(line.texts.procedure(), lang),
        ];
        cells.extend(line.texts.own.iter().map(|text| named(text, lang)));
        cells.extend([
            Cell::Term { id: bucket.name().into(), text: lang.bucket(bucket).to_owned(), tone: tone(bucket) },
            Cell::date(line.received_at),
            Cell::date(line.placed.deadline),
            Cell::date(line.placed.end),
        ]);
        cells.extend(late(&line.distance));
        if due_soon {
            cells.push(days(line.distance.working_days_left));
        }
        cells
    };
    Table { title: title(which, clock, lang), columns, rows: lines.iter().map(row).collect() }
}

/// What somebody has to see to: what is overdue, and what is due within so many working days.
pub fn push(data: &Dataset, clock: &Clock, within: i32) -> PushList {
    let names = data.procedure_names();
    let (mut overdue, mut due_soon) = (Vec::new(), Vec::new());
    for line in data.dossier_lines(clock) {
        let is = |count| Which::Dossiers(count).has_dossier(&line, within);
        let Distance { days_late, working_days_late, working_days_left } = line.distance;
        let (rows, working_days) = match () {
            () if is(DossierCount::Bucket(Bucket::OpenOverdue)) => (&mut overdue, working_days_late),
            () if is(DossierCount::DueSoon) => (&mut due_soon, working_days_left),
            () => continue,
        };
        rows.push(PushRow {
            code: line.code.clone(),
            unit: line.texts.unit.to_owned(),
            officer: line.texts.officer.to_owned(),
            procedure: names
                .get(line.texts.procedure())
                .map_or(line.texts.procedure(), String::as_str)
                .to_owned(),
            received_at: line.received_at,
            deadline: line.placed.deadline,
            working_days,
            days: days_late,
        });
    }
    let of_whom = |a: &PushRow, b: &PushRow| {
        Lang::in_order(&a.unit, &b.unit).then_with(|| Lang::in_order(&a.officer, &b.officer))
    };
    overdue
        .sort_by(|a, b| (b.working_days, b.days).cmp(&(a.working_days, a.days)).then_with(|| of_whom(a, b)));
    due_soon.sort_by(|a, b| {
        (a.working_days, due(a.deadline)).cmp(&(b.working_days, due(b.deadline))).then_with(|| of_whom(a, b))
    });
    PushList { overdue, due_soon, within }
}

/// Petitions, in the order in which they were read; where only what is overdue is asked for, the most pressing first.
pub fn pakn(data: &Dataset, clock: &Clock, which: &[Which], lang: Lang) -> Table {
    let columns = pakn_columns(lang);
    let row = |line: PaknLine<'_>| {
        let bucket = line.placed.bucket;
        let mut cells = vec![
            Cell::text(line.code),
            named(line.unit, lang),
            Cell::Term {
                id: bucket.name().into(),
                text: lang.pakn_bucket(bucket).to_owned(),
                tone: pakn_tone(bucket),
            },
            Cell::date(line.received_at),
            Cell::date(line.placed.deadline),
            Cell::date(line.placed.end),
        ];
        cells.extend(late(&line.distance));
        cells
    };
    let wanted = |line: &PaknLine<'_>| which.iter().any(|which| which.has_pakn(line));
    let mut lines: Vec<_> = data.pakn_lines(clock).filter(wanted).collect();
    if which.iter().all(|which| *which == Which::Pakn(PaknCount::Bucket(PaknBucket::OpenOverdue))) {
        lines.sort_by_key(|line| (latest_first(&line.distance), line.unit));
    }
    Table { title: title(which, clock, lang), columns, rows: lines.into_iter().map(row).collect() }
}

fn dossier_columns(lang: Lang) -> Vec<Column> {
    let mut columns = vec![
        Column::left("code", lang.pick("Mã hồ sơ", "Code")),
        Column::left("unit", lang.pick("Đơn vị", "Unit")),
        Column::left("officer", lang.pick("Cán bộ", "Officer")),
        Column::left("procedure", lang.pick("Thủ tục", "Procedure")),
    ];
    columns.extend(shared_columns(lang));
    columns
}

fn pakn_columns(lang: Lang) -> Vec<Column> {
    let mut columns = vec![
        Column::left("code", lang.pick("Mã PAKN", "Code")),
        Column::left("unit", lang.pick("Đơn vị", "Unit")),
    ];
    columns.extend(shared_columns(lang));
    columns
}

/// Whether the first line of a text is the header of a list, the user's own dimensions within it too.
pub(crate) fn is_header(line: &str) -> bool {
    [',', ';', '\t'].into_iter().any(|delimiter| {
        let cells: Vec<&str> = line.split(delimiter).map(|cell| cell.trim().trim_matches('"')).collect();
        Lang::ALL.into_iter().any(|lang| is_header_in(&cells, lang))
    })
}

fn is_header_in(cells: &[&str], lang: Lang) -> bool {
    let titles = |columns: &[Column], cells: &[&str]| columns.iter().map(|of| &of.title).eq(cells);
    let shared = shared_columns(lang);
    let is_list = |columns: Vec<Column>| {
        let (first, behind) = (&columns[..columns.len() - shared.len()], cells.windows(shared.len()));
        cells.len() >= columns.len()
            && titles(first, &cells[..first.len()])
            && behind.skip(first.len()).any(|cells| titles(&shared, cells))
    };
    cells.starts_with(&lang.pick(["Vì sao", "Tệp", "Dòng"], ["What", "File", "Line"]))
        || [dossier_columns(lang), pakn_columns(lang)].into_iter().any(is_list)
}

fn shared_columns(lang: Lang) -> [Column; 6] {
    [
        Column::left("bucket", lang.pick("Tình trạng", "Bucket")),
        Column::left("received", lang.pick("Ngày tiếp nhận", "Received")),
        Column::left("deadline", lang.pick("Ngày hẹn trả", "Deadline")),
        Column::left("end", lang.pick("Ngày có kết quả", "End")),
        Column::right("days_late", lang.pick("Số ngày quá hạn", "Days late")),
        Column::right("working_days_late", lang.pick("Số ngày làm việc quá hạn", "Working days late")),
    ]
}

/// Sorts by working days late, the most first; by calendar days where working days are not known.
fn latest_first(distance: &Distance) -> Reverse<(Option<i32>, Option<i32>)> {
    Reverse((distance.working_days_late, distance.days_late))
}

fn late(distance: &Distance) -> [Cell; 2] {
    [days(distance.days_late), days(distance.working_days_late)]
}

fn days(days: Option<i32>) -> Cell {
    days.map_or(Cell::Empty, |days| Cell::Integer(i64::from(days)))
}

/// An empty name is not known, for people; for programs it is the key that it is.
fn named(name: &str, lang: Lang) -> Cell {
    if name.is_empty() { Cell::term("", lang.unknown()) } else { Cell::text(name) }
}

fn due(deadline: Option<Moment>) -> Option<(sipas_core::Day, u32)> {
    deadline.map(|at| (at.day(), at.clock_ms()))
}

fn tone(bucket: Bucket) -> Tone {
    match bucket {
        Bucket::Late | Bucket::OpenOverdue => Tone::Bad,
        Bucket::Early | Bucket::OnTime => Tone::Good,
        _ => Tone::Plain,
    }
}

fn pakn_tone(bucket: PaknBucket) -> Tone {
    match bucket {
        PaknBucket::ClosedLate | PaknBucket::OpenOverdue => Tone::Bad,
        PaknBucket::ClosedInTime => Tone::Good,
        _ => Tone::Plain,
    }
}

fn title(which: &[Which], clock: &Clock, lang: Lang) -> String {
    let name = |which: &Which| {
        let name = which.to_string();
        match name.strip_prefix("pakn.") {
            Some("all") => lang.pick("tất cả PAKN", "all petitions").to_owned(),
            Some(name) => format!("PAKN {}", lang.pakn_count(name)),
            None => lang.dossier_count(&name).into_owned(),
        }
    };
    let names = which.iter().map(name).collect::<Vec<_>>().join("; ");
    let as_of = lang.as_of(clock.period.as_of());
    let as_of = lang.pick(format!("tính đến {as_of}"), format!("as of {as_of}"));
    format!("{}, {as_of}: {names}", lang.period(&clock.period))
}
