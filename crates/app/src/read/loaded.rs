//! What was read, and how each input was understood.

use sipas_csv::Facts;
use sipas_engine::Dataset;
use sipas_excel::cell_name;
use sipas_intake::{Issue, Kind, Layout, Profile, Refusal};

use super::{ReadError, Reader, Source};
use crate::exports::Why;

/// What was read.
#[derive(Debug)]
pub struct Loaded {
    /// The records.
    pub data: Dataset,
    /// One of each source, in their order; of a workbook one of each sheet, of an archive one of each file.
    pub files: Vec<File>,
}

/// One input, and how it was understood.
#[derive(Debug)]
pub struct File {
    /// How it is shown; of a sheet, with its name.
    pub shown: String,
    /// The kind of its records.
    pub kind: Kind,
    /// The number of its profile among those of the options.
    pub profile: Option<usize>,
    /// How a file of text is encoded and split.
    pub facts: Option<Facts>,
    /// How its headers were understood, where there are any.
    pub layout: Option<Layout>,
    /// What kind of workbook it is a sheet of, by the usual extension.
    pub workbook: Option<&'static str>,
    /// What became of it.
    pub outcome: Outcome,
    /// Where it can be read again; of a sheet only where [`Options::keep_sheets`](super::Options::keep_sheets) says so.
    pub source: Option<Source>,
}

/// What became of an input.
#[derive(Debug)]
pub enum Outcome {
    /// It is the input of this number in the dataset.
    Read(usize),
    /// A sheet that is no export, beside others that are.
    PassedOver(Refusal),
    /// A hidden sheet, which is read only by its name.
    Hidden,
    /// A file of an archive that is not read.
    NotRead(Why),
    /// It could not be read, and none of its rows count.
    Refused(ReadError),
}

impl File {
    pub(super) fn of(source: &Source) -> File {
        File {
            shown: source.shown.clone(),
            kind: source.kind,
            profile: None,
            facts: None,
            layout: None,
            workbook: None,
            outcome: Outcome::Read(0),
            source: Some(source.clone()),
        }
    }

    /// What was read last is the last input.
    pub(super) fn ended(mut self, refused: Option<ReadError>, data: &Dataset) -> File {
        let number = data.inputs().len().saturating_sub(1);
        self.outcome = refused.map_or(Outcome::Read(number), Outcome::Refused);
        self
    }

    /// The number of its input in the dataset, if it was read.
    pub fn input(&self) -> Option<usize> {
        match self.outcome {
            Outcome::Read(number) => Some(number),
            _ => None,
        }
    }

    /// Why it was refused, if it was.
    pub fn refused(&self) -> Option<&ReadError> {
        match &self.outcome {
            Outcome::Refused(error) => Some(error),
            _ => None,
        }
    }

    /// Why it was refused, if it was.
    pub fn into_refusal(self) -> Option<ReadError> {
        match self.outcome {
            Outcome::Refused(error) => Some(error),
            _ => None,
        }
    }
}

impl Loaded {
    /// The profiles in use, in the order in which the reader has them.
    pub fn profiles<'r>(&self, reader: &'r Reader) -> Vec<&'r Profile> {
        let used = |number: usize| self.files.iter().any(|file| file.profile == Some(number));
        let all = reader.options().profiles.all().iter().enumerate();
        all.filter(|(number, _)| used(*number)).map(|(_, profile)| profile).collect()
    }

    /// The file of an input of the dataset.
    pub fn file_of(&self, input: usize) -> Option<&File> {
        self.files.iter().find(|file| file.input() == Some(input))
    }

    /// Whether any input is a sheet of a workbook.
    pub fn has_workbooks(&self) -> bool {
        self.files.iter().any(|file| file.workbook.is_some() && file.input().is_some())
    }

    /// The cell of an issue as a spreadsheet shows it, `F87`: of an input that is a sheet, where one cell is meant.
    pub fn cell(&self, input: usize, issue: &Issue) -> Option<String> {
        self.file_of(input).filter(|file| file.workbook.is_some())?;
        let columns = &self.data.inputs().get(input)?.columns;
        // Of two columns of one header it is the one that is read.
        let mut named = (0..columns.len()).filter(|&n| columns[n].header == issue.column);
        let column = named.clone().find(|&n| columns[n].field.is_some()).or_else(|| named.next())?;
        Some(cell_name(issue.line, column))
    }
}
