//! From a source of rows into a dataset.

mod aside;
mod loader;
mod quotes;
mod tables;

pub use loader::Loader;

use std::collections::BTreeMap;

use super::dossiers::{COMPARED, Dossiers};
use super::plain::PlainReader;
use super::records::Records;
use super::sums::Sums;
use super::unread::UnreadRows;
use super::{Dataset, Input, Place, Rejects};
use sipas_intake::grammar::DateShapes;
use sipas_intake::{
    BadRow, BadRowReason, Field, Issue, IssueCode, IssueLog, Kind, Layout, Profile, Refusal, RefusalCode,
    RowReader, Rows,
};

/// How many rows a sheet takes, in the older format and in the newer.
const SHEETS: [u64; 2] = [65_536, 1_048_576];

/// One input that is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// The file, as it was named; NFC.
    pub path: &'s str,
    /// The kind of its records.
    pub kind: Kind,
    /// The profile that it is read by.
    pub profile: Option<&'s Profile>,
    /// Whether plain numbers in date columns are days of a spreadsheet.
    pub serial_dates: bool,
    /// Whether refused rows are kept whole, for the rejects file and for lists of them.
    pub keep_rejects: bool,
    /// Doubts that a person has accepted: it is not refused for them.
    pub accept: &'s [RefusalCode],
    /// Whether its rows are some of many, dealt out in no order. Then no row says anything about others, and what only all
    /// rows together show is left to whoever has all of them: [`judge`](crate::judge).
    pub dealt_out: bool,
}

/// What one input holds, or some of its rows: to be taken into a dataset, or dropped without a trace.
#[derive(Debug)]
pub struct LoadedPart {
    input: Input,
    records: Records,
    /// What only all rows together show.
    sums: Sums,
    /// How many rows stand above the header, and what there is to say if none stands below it.
    above: usize,
    if_alone: Issue,
    /// How many rows the header has.
    header: usize,
    needs_order: bool,
    /// How many records a title above the table states.
    stated: Option<Issue>,
    /// Which columns had a value in any row, where a field has more than one.
    filled: Vec<bool>,
    dealt_out: bool,
}

impl Dataset {
    /// Reads one input to its end. What it holds is newer than all that was read before.
    ///
    /// A refused input leaves the dataset as it was.
    pub fn load(&mut self, source: &Source<'_>, rows: &mut dyn Rows) -> Result<(), Refusal> {
        let part = self.read(source, rows)?;
        self.take(part);
        Ok(())
    }

    /// Reads one input to its end, without taking it in yet.
    ///
    /// A source that broke off is refused before all else: what its rows seem to be may be for want of the others.
    pub fn read(&self, source: &Source<'_>, rows: &mut dyn Rows) -> Result<LoadedPart, Refusal> {
        self.read_by(source, None, rows)
    }

    /// Reads one input to its end by the layout that was found by its first rows, if one was.
    pub fn read_by(
        &self,
        source: &Source<'_>,
        layout: Option<&Layout>,
        rows: &mut dyn Rows,
    ) -> Result<LoadedPart, Refusal> {
        let part = tables::read(self, source, layout, rows);
        rows.whole()?;
        part?.judged(source)
    }

    /// A reader of rows below a header that was found already, so that several may read parts of one input:
    /// [`LoadedPart::join`].
    pub fn loader<'s>(&self, source: &'s Source<'s>, layout: &'s Layout) -> Loader<'s> {
        self.loader_of(source, layout, false)
    }

    /// Makes a loader; all rows from the top come one by one where they come `in_order`.
    fn loader_of<'s>(&self, source: &'s Source<'s>, layout: &'s Layout, in_order: bool) -> Loader<'s> {
        let mut reader = RowReader::new(layout, source.profile).of_input(source.path);
        if source.serial_dates {
            reader = reader.serial_dates();
        }
        let input = Input {
            path: source.path.to_owned(),
            kind: source.kind,
            evidence: layout.evidence(),
            columns: layout.columns().to_vec(),
            log: if self.first_issues_only { IssueLog::first_only() } else { IssueLog::default() },
            rejects: Rejects::default(),
            skipped: Vec::new(),
            near: layout.near().to_vec(),
            sums: Sums::default(),
            unasked: Vec::new(),
            read: 0,
            elsewhere: 0,
            rejected: 0,
            unread_words: UnreadRows::default(),
            mends: BTreeMap::new(),
        };
        let mut records = self.records.alike();
        let mut unread = records.unread.clone();
        let own: Vec<_> = source.profile.map_or_else(Vec::new, Profile::own_dimensions);
        records.share_own(&own);
        if let Some(counting) = &mut records.counting {
            counting.begin(self.evidence_of(&input), &own);
            unread = counting.unread();
        }
        let input = Input { unasked: unread.clone(), ..input };
        if records.looks_for_duplicates() {
            // Rows of a code are compared by the same columns, whatever is asked for.
            unread.retain(|field| !COMPARED.contains(field));
        }
        reader = reader.without(&unread).judging_on(self.today).accepting(source.accept);
        let blank = records.texts.intern("");
        // The unit may stand in rows of its own above others.
        let is_there = |field: Field| match field {
            Field::Unit => in_order || layout.column(field).is_some(),
            // A word of the channel may tell the level too.
            Field::OnlineLevel => layout.column(field).or_else(|| layout.column(Field::Channel)).is_some(),
            _ => layout.column(field).is_some(),
        };
        let has = |field: Field| is_there(field) && !unread.contains(&field);
        records.dossiers = Dossiers::new(records.unique, records.threads, records.rule, has, blank);
        let plain_reader = PlainReader::new(layout, source.profile, &unread, self.today, &mut records.texts);
        Loader::new(source, layout, reader, plain_reader, input, records)
    }

    /// Takes in what is newer than all of this.
    pub fn take(&mut self, part: LoadedPart) {
        let number = u32::try_from(self.inputs.len()).expect("fewer than 2^32 inputs");
        let at = |place: Place| Place { input: number, ..place };
        let mut input = part.input;
        if input.read + input.rejected == 0 && input.skipped.len() == part.above {
            input.log.push(part.if_alone);
        }
        let lines = input.read + input.rejected + input.skipped.len() as u64 + part.header as u64;
        if part.dealt_out {
            input.sums = part.sums;
        } else {
            if SHEETS.contains(&lines) {
                input.log.push(whole_row(IssueCode::FileFull, lines));
            }
            part.sums.scales.doubt().into_iter().for_each(|doubt| input.log.push(doubt.clone()));
            let without_end = part.sums.ends.doubt();
            if without_end > 0 {
                let ends = [Some(Field::FinishedAt), Some(Field::ReturnedAt)];
                let column = input.columns.iter().find(|column| ends.contains(&column.field));
                let column = column.map_or_else(String::new, |column| column.header.clone());
                input.log.push_often(Issue { column, ..whole_row(IssueCode::EndsOnce, 1) }, without_end);
            }
            if let Some(total) =
                part.stated.filter(|total| total.value != lines_of_records(&input).to_string())
            {
                input.log.push(Issue { expected: lines_of_records(&input).to_string(), ..total });
            }
            let doubts = part.sums.digits.doubts().chain(part.sums.codes.doubt(input.read));
            doubts.for_each(|(doubt, count)| input.log.push_often(doubt, count));
        }
        self.inputs.push(input);
        if number == 0 && self.records.counting.is_none() {
            // The first has its place already.
            self.records = part.records;
            return;
        }
        self.records.absorb(part.records, at);
    }
}

impl LoadedPart {
    /// Whether a row was met that says something about those below it, so that the input is to be read in its order by
    /// [`Dataset::read`], and this to be dropped.
    pub fn needs_order(&self) -> bool {
        self.needs_order
    }

    /// Adds what there is to say about the input as a whole.
    pub fn note(&mut self, issue: Issue) {
        self.input.log.push(issue);
    }

    /// Judged by what all of its rows together show; of rows dealt out, who has all of them does so.
    pub fn judged(mut self, source: &Source<'_>) -> Result<LoadedPart, Refusal> {
        if self.dealt_out {
            if source.profile.is_some_and(|profile| profile.date_rules().are_swapped()) {
                self.sums.dates.values_mut().for_each(DateShapes::forget_days);
            }
            return Ok(self);
        }
        match self.doubtful_dates(source.profile) {
            Some(Refusal::Dates { line, header, .. }) if source.accept.contains(&RefusalCode::DateOrder) => {
                self.input.log.push(Issue { column: header, ..whole_row(IssueCode::DateUncertain, line) });
                Ok(self)
            }
            Some(refusal) => Err(refusal),
            None => Ok(self),
        }
    }

    /// Adds the rows above the header, of which the parts know nothing.
    pub fn above(&mut self, layout: &Layout) {
        let mut log = IssueLog::default();
        for note in layout.notes() {
            log.push(note.clone());
        }
        for &line in layout.rows_above() {
            log.push(whole_row(IssueCode::Skipped, line));
        }
        let near = layout.near().iter().filter(|near| !self.input.unasked.contains(&near.field));
        for near in near {
            log.push(Issue {
                column: near.header.clone(),
                expected: near.known.clone(),
                ..whole_row(IssueCode::HeaderNear, layout.header_line())
            });
        }
        if self.dealt_out {
            let filled = |column: &usize| self.filled.get(*column).copied().unwrap_or_default();
            let twins = layout.twins().iter();
            let twins =
                twins.map(|(_, all)| (layout.header(all[0]).to_owned(), all.iter().map(filled).collect()));
            self.sums.twins = twins.collect();
        }
        for (first, read) in self.blank_before_others(layout).into_iter().filter(|_| !self.dealt_out) {
            log.push(Issue {
                column: layout.header(first).to_owned(),
                expected: layout.header(read).to_owned(),
                ..whole_row(IssueCode::HeaderBlank, layout.header_line())
            });
        }
        let stated = |(line, text): &(u64, String)| {
            let count = aside::total(text, layout.kind())?;
            Some(Issue { value: count.to_string(), ..whole_row(IssueCode::TotalDiffers, *line) })
        };
        self.stated = layout.titles().iter().find_map(stated);
        self.input.skipped.splice(0..0, layout.rows_above().iter().copied());
        self.input.log = IssueLog::join(vec![log, std::mem::take(&mut self.input.log)], |line| line);
    }

    /// Columns that a person would trust, all of whose cells are blank while another column of the field has values.
    fn blank_before_others(&self, layout: &Layout) -> Vec<(usize, usize)> {
        let filled = |column: usize| self.filled.get(column).copied().unwrap_or_default();
        let blank = |(_, columns): &(Field, Vec<usize>)| {
            let read = columns.iter().copied().find(|column| filled(*column))?;
            (read != columns[0]).then_some((columns[0], read))
        };
        layout.twins().iter().filter_map(blank).collect()
    }

    /// The parts of one input as one, in whatever order they come; `line` tells the line of the file from what the
    /// rows were said to stand on. `None` of no part.
    pub fn join(parts: Vec<LoadedPart>, line: impl Fn(u64) -> u64) -> Option<LoadedPart> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?;
        let mut logs = vec![std::mem::take(&mut whole.input.log)];
        let mut rejects = vec![std::mem::take(&mut whole.input.rejects)];
        let first = std::mem::take(&mut whole.records);
        whole.records = first.alike();
        let at = |place: Place| Place { line: line(place.line), ..place };
        whole.records.absorb(first, at);
        for part in parts {
            whole.records.absorb(part.records, at);
            rejects.push(part.input.rejects);
            whole.input.skipped.extend(part.input.skipped);
            whole.input.read += part.input.read;
            whole.input.elsewhere += part.input.elsewhere;
            whole.input.rejected += part.input.rejected;
            whole.input.unread_words.join(part.input.unread_words);
            for (path, lines) in part.input.mends {
                whole.input.mends.entry(path).or_default().extend(lines);
            }
            let only_here = whole.input.evidence.without(part.input.evidence);
            whole.input.evidence = whole.input.evidence.without(only_here);
            whole.filled.iter_mut().zip(part.filled).for_each(|(filled, also)| *filled |= also);
            whole.needs_order |= part.needs_order;
            whole.sums.join(part.sums);
            logs.push(part.input.log);
        }
        whole.input.log = IssueLog::join(logs, &line);
        whole.sums.digits.tell_lines(&line);
        whole.sums.codes.tell_lines(&line);
        whole.sums.scales.tell_lines(&line);
        whole.input.skipped.iter_mut().for_each(|at| *at = line(*at));
        whole.input.skipped.sort_unstable();
        whole.input.unread_words.tell_lines(&line);
        whole.input.rejects = Rejects::of(&rejects, |row| {
            row.line = line(row.line);
            row.issues.iter_mut().for_each(|issue| issue.line = line(issue.line));
        });
        Some(whole)
    }

    /// Why the input is refused where the dates of a column, seen as a whole, show that day and month cannot be trusted. Of a
    /// part that was joined the line means nothing: [`Dataset::read`] tells it.
    pub fn doubtful_dates(&self, profile: Option<&Profile>) -> Option<Refusal> {
        let dates = profile.unwrap_or(Profile::plain()).date_rules();
        self.sums.dates.iter().find_map(|(header, shapes)| {
            let (doubt, line) = dates.doubt(shapes)?;
            Some(Refusal::Dates { doubt, line, header: header.clone() })
        })
    }
}

impl Input {
    /// Counts records that were read, and those of them that were taken in.
    fn records(&mut self, read: usize, taken: usize) {
        self.read += read as u64;
        self.elsewhere += (read - taken) as u64;
    }

    /// Takes out what was said of these texts, as if nobody had asked for them while they were read.
    pub(super) fn forget_doubts_about(&self, unasked: &[Field], issues: &mut BTreeMap<IssueCode, u64>) {
        let is_forgotten = |field: &Field| unasked.contains(field) && !self.unasked.contains(field);
        let near = self.near.iter().filter(|near| is_forgotten(&near.field)).count() as u64;
        if let Some(count) = issues.get_mut(&IssueCode::HeaderNear) {
            *count = count.saturating_sub(near);
        }
        if is_forgotten(&Field::Unit) {
            issues.remove(&IssueCode::BandAlone);
        }
        issues.retain(|_, count| *count > 0);
    }
}

/// The layout of an input whose first rows these are; those that are no text are given as errors.
pub fn find_layout(
    source: &Source<'_>,
    first: &[Result<(u64, Vec<String>), BadRow>],
) -> Result<Layout, Refusal> {
    let rows: Vec<_> = first
        .iter()
        .map(|row| match row {
            Ok(row) => row.clone(),
            Err(bad) => (bad.line, bad.cells.clone()),
        })
        .collect();
    Layout::detect(source.kind, &rows, source.profile).map_err(|refusal| {
        // Where a byte near the header is no text, that is why no header was found.
        let bad = first.iter().find_map(|row| match row {
            Err(BadRow { line, reason: BadRowReason::InvalidBytes { byte, .. }, .. }) => Some((*line, *byte)),
            _ => None,
        });
        match bad {
            Some((line, byte)) if !matches!(refusal, Refusal::Legacy(_)) => {
                Refusal::HeaderBytes { line, byte }
            }
            _ => refusal,
        }
    })
}

fn lines_of_records(input: &Input) -> u64 {
    input.read + input.rejected
}

fn whole_row(code: IssueCode, line: u64) -> Issue {
    Issue { code, line, column: String::new(), value: String::new(), expected: String::new() }
}

#[cfg(test)]
mod tests;
