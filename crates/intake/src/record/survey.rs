use sipas_core::SurveyAnswer;

use super::Read;
use super::reader::RowReader;
use crate::field::Field;
use crate::issue::IssueCode;
use crate::row::Row;

impl RowReader<'_> {
    /// Reads a row of a survey: one answer to one question.
    ///
    /// A word that is not understood is no answer, as in every other column of words. A row that has neither an area
    /// nor an answer says nothing, and is rejected.
    pub fn survey<'r>(&mut self, row: &Row<'r>) -> Read<SurveyAnswer<'r>> {
        if let Err(stop) = self.admit(row) {
            return stop.into();
        }
        let words = &self.profile.vocabulary;
        let answer = SurveyAnswer {
            area: self.word(row, Field::Area, &words.area).known(),
            answer: self.word(row, Field::Answer, &words.answer).known(),
            unit: self.text(row, Field::Unit),
            answered_on: self.date(row, Field::AnsweredOn),
        };
        if answer.area.is_none() && answer.answer.is_none() {
            self.push_at(IssueCode::SurveyInvalid, Field::Area, "I–V");
            self.push_at(IssueCode::SurveyInvalid, Field::Answer, "1–5");
        }
        if self.is_rejected() { Read::Rejected } else { Read::Record(answer) }
    }
}
