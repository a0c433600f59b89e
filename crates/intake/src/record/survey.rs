use sipas_core::{Area, SurveyAnswer};

use super::Read;
use super::reader::RowReader;
use crate::field::Field;
use crate::issue::IssueCode;
use crate::row::Row;

impl RowReader<'_> {
    /// Reads a row of a survey: one answer to one question, or the answers of one person, a column each.
    ///
    /// A word that is not understood is no answer, as in every other column of words. A row that has neither an area
    /// nor an answer says nothing, and is rejected.
    pub fn survey<'r>(&mut self, row: &Row<'r>) -> Read<Vec<SurveyAnswer<'r>>> {
        if let Err(stop) = self.admit(row) {
            return stop.into();
        }
        let layout = self.layout;
        if layout.items().is_empty() { self.long(row) } else { self.wide(row, layout.items()) }
    }

    fn long<'r>(&mut self, row: &Row<'r>) -> Read<Vec<SurveyAnswer<'r>>> {
        let words = &self.profile.vocabulary;
        let answer = SurveyAnswer {
            area: self.word(row, Field::Area, &words.area).known(),
            answer: self.word(row, Field::Answer, &words.answer).known(),
            unit: self.text(row, Field::Unit),
            answered_on: self.date(row, Field::AnsweredOn),
        };
        if answer.area.is_none() && answer.answer.is_some() && self.cell(row, Field::Area).is_none() {
            self.push_at(IssueCode::SurveyNoArea, Field::Area, "I–V");
        }
        if answer.area.is_none() && answer.answer.is_none() {
            self.push_at(IssueCode::SurveyInvalid, Field::Area, "I–V");
            self.push_at(IssueCode::SurveyInvalid, Field::Answer, "1–5");
        }
        if self.is_rejected() { Read::Rejected } else { Read::Record(vec![answer]) }
    }

    fn wide<'r>(&mut self, row: &Row<'r>, items: &[(Area, usize)]) -> Read<Vec<SurveyAnswer<'r>>> {
        let words = &self.profile.vocabulary;
        let (unit, answered_on) = (self.text(row, Field::Unit), self.date(row, Field::AnsweredOn));
        let mut answers = Vec::new();
        for (area, column) in items {
            if let Some(answer) = self.word_at(row, *column, &words.answer).known() {
                answers.push(SurveyAnswer {
                    area: Some(*area),
                    answer: Some(answer),
                    unit: unit.clone(),
                    answered_on,
                });
            }
        }
        if answers.is_empty() {
            self.push(IssueCode::SurveyInvalid, items.first().map(|(_, column)| *column), "1–5");
        }
        if self.is_rejected() { Read::Rejected } else { Read::Record(answers) }
    }
}
