use crate::lang::Lang;
use crate::tidy;

/// What stands in a page of HTML, so that it is known again.
pub(crate) const HTML: &str = r#"<meta name="generator" content="sipas"#;

/// How the other tables begin that are written as CSV: the official forms, the list of late dossiers, the outline, the scores of
/// Decision 766, what inputs hold.
const TABLES: [&str; 6] = [
    "(1) STT,",
    "(1) TT,",
    "Mục,STT,Mã hồ sơ,",
    "Mục,Chỉ tiêu,Nội dung,",
    "Mục,Tử số,Mẫu số,",
    "file,what,name,value,line,column",
];

/// Whether a text begins as a report does that was written here, in any of the formats of text.
pub fn is_own_report(head: &str) -> bool {
    let header = head.lines().next().unwrap_or_default();
    // A file of plain text has its title in capitals.
    let is_title = |text: &str| {
        Lang::ALL.into_iter().any(|lang| text.to_lowercase().starts_with(&lang.report().to_lowercase()))
    };
    head.contains(r#""schema": "sipas."#)
        || head.contains(HTML)
        || header.contains(&tidy::COLUMNS.join(","))
        || TABLES.iter().any(|table| header.starts_with(table))
        || is_title(header)
        || header.strip_prefix("# ").is_some_and(is_title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_no_report() {
        for text in [
            "Mã hồ sơ,Ngày tiếp nhận\n",
            "kind,id,status\n",
            "{\"schema\": \"x\"}",
            "Danh sách hồ sơ\n",
            "<html><meta name=\"generator\" content=\"Excel\">",
            "",
        ] {
            assert!(!is_own_report(text), "{text}");
        }
    }
}
