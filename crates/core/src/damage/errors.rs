/// The error values of spreadsheets, as they are shown.
const ERRORS: [&str; 14] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#GETTING_DATA",
];

/// Whether a trimmed cell is an error value of a spreadsheet, or the signs that it shows in a column that is too narrow.
pub fn is_error_value(cell: &str) -> bool {
    if let Some(number) = cell.strip_prefix("Err:") {
        // LibreOffice numbers some of its own.
        return number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(rest) = cell.strip_prefix('#') else { return false };
    let is_too_narrow = rest.len() >= 2 && rest.bytes().all(|byte| byte == b'#');
    is_too_narrow || ERRORS.iter().any(|error| error.eq_ignore_ascii_case(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_from_codes() {
        assert!(["#N/A", "#n/a", "#DIV/0!", "########", "###", "Err:502"].into_iter().all(is_error_value));
        assert!(
            !["", "#", "##", "#12", "N/A", "#N/A 2", "a###", "Err:", "Err:1"].into_iter().any(is_error_value)
        );
    }
}
