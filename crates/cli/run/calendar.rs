use anyhow::{Context, Result, anyhow, bail};
use sipas_app::InLang;
use sipas_core::{CalendarRow, Day, Moment, WorkCalendar};
use sipas_render::{Cell, Column, Lang, Table};

use crate::args::{CalendarArgs, CommonArgs};
use crate::exit::Exit;
use crate::job;
use crate::messages::Messages;
use crate::output::Output;

pub(super) fn run(args: &CalendarArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    let calendar = job::calendar(&args.files, lang)?;
    let asker = Asker { calendar: &calendar, lang };
    let table = match (args.add_days, &args.from, args.between.as_deref()) {
        (Some(days), Some(from), _) => asker.added(job::day("--from", from, lang)?, days)?,
        (_, _, Some([a, b])) => {
            asker.between(job::day("--between", a, lang)?, job::day("--between", b, lang)?)?
        }
        _ => asker.days(args.year)?,
    };
    output.table(&table)?;
    Ok(Exit::Done)
}

struct Asker<'c> {
    calendar: &'c WorkCalendar,
    lang: Lang,
}

impl Asker<'_> {
    /// The days that differ from their weekday.
    fn days(&self, year: Option<i32>) -> Result<Table> {
        let lang = self.lang;
        let (first, last) = match year {
            None => (self.calendar.first(), self.calendar.last()),
            Some(year) => self.year(year)?,
        };
        // The day before may lie outside the calendar, so that the first day is looked at by itself.
        let first_worked =
            i32::from(self.calendar.is_working_day(first).map_err(|e| anyhow!(e.in_lang(lang)))?);
        let worked = self.calendar.working_days_between(first, last).map_err(|e| anyhow!(e.in_lang(lang)))?;
        let worked = lang.integer(i64::from(worked + first_worked));
        let title = lang.pick(
            format!(
                "Lịch làm việc {}–{}: {worked} ngày làm việc; giờ làm việc {}",
                lang.day(first),
                lang.day(last),
                self.calendar.hours()
            ),
            format!(
                "Working calendar {}–{}: {worked} working days; office hours {}",
                lang.day(first),
                lang.day(last),
                self.calendar.hours()
            ),
        );
        let columns = vec![
            Column::left("date", lang.pick("Ngày", "Day")),
            Column::left("weekday", lang.pick("Thứ", "Weekday")),
            Column::left("kind", lang.pick("Loại", "Kind")),
            Column::left("name", lang.pick("Dịp", "Name")),
            Column::left("provisional", lang.pick("Tạm tính", "Provisional")),
            Column::left("source", lang.pick("Nguồn", "Source")),
        ];
        let rows = self.calendar.rows().filter(|row| (first..=last).contains(&row.date));
        Ok(Table { title, columns, rows: rows.map(|row| self.row(row)).collect() })
    }

    fn row(&self, row: &CalendarRow) -> Vec<Cell> {
        vec![
            date(row.date),
            self.weekday(row.date),
            Cell::term(row.kind.to_string(), self.lang.day_kind(row.kind)),
            Cell::text(&row.name),
            Cell::Flag(row.provisional),
            Cell::text(&row.source),
        ]
    }

    fn year(&self, year: i32) -> Result<(Day, Day)> {
        let covered = self.calendar.first().year()..=self.calendar.last().year();
        if !covered.contains(&year) {
            bail!(sipas_core::Uncovered(year).in_lang(self.lang));
        }
        let first = Day::from_ymd(year, 1, 1).context("a year of the calendar")?;
        Ok((first, Day::from_ymd(year, 12, 31).context("a year of the calendar")?))
    }

    /// The n-th working day after a day.
    fn added(&self, from: Day, days: u32) -> Result<Table> {
        let lang = self.lang;
        let to = self.calendar.add_working_days(from, days).map_err(|error| anyhow!(error.in_lang(lang)))?;
        let columns = vec![
            Column::left("from", lang.pick("Từ ngày", "From")),
            Column::right("working_days", lang.pick("Ngày làm việc", "Working days")),
            Column::left("date", lang.pick("Đến ngày", "Day")),
            Column::left("weekday", lang.pick("Thứ", "Weekday")),
            Column::left("provisional", lang.pick("Dựa vào ngày tạm tính", "Leans on a provisional day")),
        ];
        let leans = self.calendar.first_provisional(from, to);
        let row = vec![
            date(from),
            Cell::Integer(i64::from(days)),
            date(to),
            self.weekday(to),
            Cell::date(leans.map(Moment::on)),
        ];
        Ok(Table { title: String::new(), columns, rows: vec![row] })
    }

    /// The working days in (a, b].
    fn between(&self, a: Day, b: Day) -> Result<Table> {
        let lang = self.lang;
        let worked =
            self.calendar.working_days_between(a, b).map_err(|error| anyhow!(error.in_lang(lang)))?;
        let columns = vec![
            Column::left("after", lang.pick("Sau ngày", "After")),
            Column::left("to", lang.pick("Đến hết ngày", "To the end of")),
            Column::right("working_days", lang.pick("Ngày làm việc", "Working days")),
            Column::right("calendar_days", lang.pick("Ngày lịch", "Calendar days")),
            Column::left("provisional", lang.pick("Dựa vào ngày tạm tính", "Leans on a provisional day")),
        ];
        let leans = self.calendar.first_provisional(a.min(b), a.max(b));
        let row = vec![
            date(a),
            date(b),
            Cell::Integer(i64::from(worked)),
            Cell::Integer(i64::from(b.since(a))),
            Cell::date(leans.map(Moment::on)),
        ];
        Ok(Table { title: String::new(), columns, rows: vec![row] })
    }

    fn weekday(&self, day: Day) -> Cell {
        const VI: [&str; 7] = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];
        const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let n = day.weekday() as usize;
        Cell::term(EN[n], self.lang.pick(VI, EN)[n])
    }
}

fn date(day: Day) -> Cell {
    Cell::Date(Moment::on(day))
}
