use crate::lang::Lang;
use crate::tidy;

/// What stands in a page of HTML, so that it is known again.
pub(crate) const HTML: &str = r#"<meta name="generator" content="sipas"#;

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
