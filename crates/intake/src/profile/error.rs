use std::ops::Range;

use super::own::OwnError;

/// A profile that cannot be used: which file, where in it, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}")]
#[non_exhaustive]
pub struct ProfileError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The problem there.
    pub problem: Box<ProfileProblem>,
}

/// What can be wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileProblem {
    /// No TOML, or a key or a kind of value that has no place there.
    #[error("{message}")]
    Toml {
        /// The parser's own words, on one line.
        message: String,
        /// The message in Vietnamese, with the line.
        vi: String,
    },
    /// A field that no kind of export has.
    #[error("unknown field {name:?} in [columns]{}", hint(nearest.as_ref(), "did you mean"))]
    UnknownField {
        /// As written.
        name: String,
        /// The field that is spelled most like it.
        nearest: Option<String>,
    },
    /// A column that makes no dimension, or that means personal data.
    #[error("{0}")]
    Own(OwnError),
    /// A field without any header.
    #[error("field {name:?} has no header; expected a text or a list of texts")]
    NoHeader {
        /// The field.
        name: String,
    },
    /// One header for two fields, or one both used and ignored.
    #[error("header {header:?} is given twice: to {first} and to {second}")]
    HeaderTwice {
        /// The header.
        header: String,
        /// Where it is given first.
        first: String,
        /// Where it is given again.
        second: String,
    },
    /// A name under `[words.…]` that is no meaning of that set.
    #[error("unknown name {name:?} in [words.{set}]; expected one of {}{}", known.join(", "), hint(nearest.as_ref(), "did you mean"))]
    UnknownMeaning {
        /// The set of words.
        set: &'static str,
        /// As written.
        name: String,
        /// What there is.
        known: Vec<String>,
        /// The known name that is spelled most like it.
        nearest: Option<String>,
    },
    /// One word for two meanings.
    #[error("word {word:?} in [words.{set}] is given two meanings")]
    WordTwice {
        /// The set of words.
        set: &'static str,
        /// The word.
        word: String,
    },
    /// One name for two units.
    #[error("{name:?} in [units] is given to two units")]
    UnitTwice {
        /// The name.
        name: String,
    },
    /// A date form that does not name a day, or is no strftime pattern.
    #[error("date form {form:?} does not name a day; expected signs such as %d/%m/%Y %H:%M:%S")]
    DateForm {
        /// As written.
        form: String,
    },
    /// A code that is not made of a record's number and texts beside it.
    #[error(
        "code = {names:?}: expected a list of \"code\" and of fields beside it, of {known}; the header of a column belongs in [columns]"
    )]
    Code {
        /// As written.
        names: Vec<String>,
        /// The fields that may stand beside it.
        known: String,
    },
    /// A sign that is not one of those allowed.
    #[error("{key} {value:?}; expected {expected}")]
    Sign {
        /// Which setting.
        key: &'static str,
        /// As written.
        value: String,
        /// The allowed values.
        expected: &'static str,
    },
}

fn hint(nearest: Option<&String>, words: &str) -> String {
    nearest.map(|nearest| format!(", {words} {nearest:?}?")).unwrap_or_default()
}

impl ProfileProblem {
    /// Tells the error in Vietnamese.
    pub fn vi(&self) -> String {
        let near = |nearest: &Option<String>| hint(nearest.as_ref(), "có phải là");
        match self {
            ProfileProblem::Toml { vi, .. } => vi.clone(),
            ProfileProblem::UnknownField { name, nearest } => {
                format!("không có trường {name:?} trong [columns]{}", near(nearest))
            }
            ProfileProblem::Own(error) => error.vi(),
            ProfileProblem::NoHeader { name } => format!("trường {name:?} không có tiêu đề nào"),
            ProfileProblem::HeaderTwice { header, first, second } => {
                format!("tiêu đề {header:?} được dùng hai lần: cho {first} và cho {second}")
            }
            ProfileProblem::UnknownMeaning { set, name, known, nearest } => format!(
                "không có tên {name:?} trong [words.{set}]; chỉ có {}{}",
                known.join(", "),
                near(nearest)
            ),
            ProfileProblem::WordTwice { set, word } => {
                format!("từ {word:?} trong [words.{set}] được gán hai nghĩa")
            }
            ProfileProblem::UnitTwice { name } => format!("{name:?} trong [units] được gán cho hai đơn vị"),
            ProfileProblem::DateForm { form } => {
                format!("dạng ngày {form:?} không cho biết ngày; cần các ký hiệu như %d/%m/%Y %H:%M:%S")
            }
            ProfileProblem::Code { names, known } => format!(
                "code = {names:?}: cần danh sách gồm \"code\" và trường đi kèm trong các trường {known}; tiêu đề cột thì ghi \
                 trong [columns]"
            ),
            ProfileProblem::Sign { key, value, expected } => format!("{key} {value:?}; chỉ nhận {expected}"),
        }
    }
}

impl ProfileError {
    /// Tells the error in Vietnamese.
    pub fn vi(&self) -> String {
        format!("{}:{}:{}: {}", self.file, self.line, self.column, self.problem.vi())
    }

    pub(super) fn at(file: &str, text: &str, span: &Range<usize>, problem: ProfileProblem) -> ProfileError {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        ProfileError { file: file.to_owned(), line, column, problem: Box::new(problem) }
    }
}
