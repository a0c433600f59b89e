//! What is asked of whoever sits before the program.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Result, bail};
use sipas_render::Lang;

/// Whether anybody can answer.
pub(crate) fn somebody_sits_here() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks, and gives the answer without the blanks around it; the usual answer where there is none.
pub(crate) fn ask(question: &str, usual: &str, lang: Lang) -> Result<String> {
    let hint = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
    let mut err = io::stderr();
    write!(err, "{question}{hint}: ")?;
    err.flush()?;
    let mut answer = String::new();
    if io::stdin().lock().read_line(&mut answer)? == 0 {
        bail!(lang.pick("chưa trả lời hết các câu hỏi", "not all questions were answered"));
    }
    let answer = answer.trim();
    Ok(if answer.is_empty() { usual } else { answer }.to_owned())
}

/// Which plan to judge by: a name, a file or `none`.
pub(crate) fn plan(title: &str, lang: Lang) -> Result<String> {
    let question = lang.pick(
        format!(
            "Chấm theo kế hoạch nào?\n  1  không chấm, chỉ tính số liệu\n  2  {title}\n  hoặc đường dẫn tệp kế hoạch .toml\nChọn"
        ),
        format!("Which plan to judge by?\n  1  none, figures only\n  2  {title}\n  or the path of a plan's .toml file\nChoose"),
    );
    Ok(match ask(&question, "1", lang)?.as_str() {
        "1" => "none".to_owned(),
        "2" => super::EMBEDDED.to_owned(),
        path => path.trim_matches('"').to_owned(),
    })
}
