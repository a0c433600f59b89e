//! Asks what an office is, and writes it down.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use sipas_app::InLang;
use sipas_core::Plan;
use sipas_csv::CsvError;
use sipas_render::Lang;

use super::month::{SETTINGS, ask, ask_plan};
use crate::args::InitArgs;
use crate::exit::Exit;
use crate::job;
use crate::messages::Messages;

pub(super) fn run(args: &InitArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let path = args.file.clone().unwrap_or_else(|| PathBuf::from(SETTINGS));
    if path.exists() {
        bail!(lang.pick(
            format!("{} đã có, không bị thay; hãy nêu tên khác", path.display()),
            format!("{} is there already, and is not replaced; name another", path.display()),
        ));
    }
    let text = text(&Answers::asked(lang)?, lang);
    let failed = |error| anyhow!(CsvError::Write { path: path.clone(), error }.in_lang(lang));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    let shown = path.display();
    messages.say_result(&lang.pick(
        format!(
            "đã ghi {shown}; từ nay kéo thả tệp kết xuất vào chương trình, hoặc chạy: sipas batch {shown}"
        ),
        format!("{shown} is written; now drop exports on the program, or run: sipas batch {shown}"),
    ));
    Ok(Exit::Done)
}

struct Answers {
    office: String,
    prepared_by: String,
    signed_by: String,
    signer_title: String,
    folder: String,
    plan: String,
}

impl Answers {
    fn asked(lang: Lang) -> Result<Answers> {
        let ask = |vi: &str, en: &str, usual: &str| ask(lang.pick(vi, en), usual, lang);
        let office = ask("Đơn vị báo cáo", "Office", "")?;
        let prepared_by = ask("Người lập", "Prepared by", "")?;
        let signed_by = ask("Người ký", "Signed by", "")?;
        let signer_title =
            ask("Chức danh người ký", "As what", lang.pick("Thủ trưởng đơn vị", "Head of office"))?;
        let folder = ask("Thư mục chứa tệp kết xuất", "Folder of the exports", ".")?;
        // As every system writes it.
        let folder = folder.trim_matches('"').replace('\\', "/");
        if !Path::new(&folder).is_dir() {
            bail!(lang.pick(format!("không có thư mục {folder}"), format!("there is no folder {folder}")));
        }
        let title =
            job::plan("lang-son-2025", lang)?.map_or(String::new(), |plan: Plan| plan.title().to_owned());
        let plan = ask_plan(&title, lang)?.replace('\\', "/");
        job::plan(&plan, lang)?;
        Ok(Answers { office, prepared_by, signed_by, signer_title, folder, plan })
    }
}

fn text(answers: &Answers, lang: Lang) -> String {
    // JSON quotes texts as TOML does.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let key = |key: &str, text: &str| {
        if text.is_empty() { format!("# {key} = \"\"\n") } else { format!("{key} = {}\n", quoted(text)) }
    };
    let comment = |vi: &str, en: &str| format!("\n# {}\n", lang.pick(vi, en));
    let outside = if Path::new(&answers.folder).is_absolute() || answers.folder.contains("..") {
        comment("Thư mục nằm ngoài chỗ của tệp này.", "The folder lies elsewhere.") + "allow_outside = true\n"
    } else {
        String::new()
    };
    let output = |path: &str, rest: &str| format!("\n[[outputs]]\npath = \"ket-qua-batch/{path}\"\n{rest}");
    [
        format!(
            "# {}\n",
            lang.pick(
                "Cài đặt của sipas; đường dẫn viết bằng dấu / và tính từ thư mục chứa tệp này.",
                "Settings of sipas; paths are written with /, and meant from this file's folder."
            )
        ),
        key("office", &answers.office),
        key("prepared_by", &answers.prepared_by),
        key("signed_by", &answers.signed_by),
        key("signer_title", &answers.signer_title),
        comment(
            "Kế hoạch: lang-son-2025, none (không chấm), hoặc tệp .toml.",
            "Plan: lang-son-2025, none, or a .toml file.",
        ),
        key("plan", &answers.plan),
        comment(
            "So với cùng kỳ năm trước: year-before; tháng trước: month-before.",
            "Compare with year-before or month-before.",
        ),
        "# baseline = \"year-before\"\n".to_owned(),
        comment("Những dòng sau chỉ dùng khi chạy sipas batch.", "What follows is for sipas batch alone."),
        format!("exports = [{}]\nperiod = \"last-month\"\nby = [\"unit\"]\n", quoted(&answers.folder)),
        outside,
        output("bao-cao.xlsx", ""),
        output("bao-cao.html", ""),
        output("qua-han.xlsx", "which = [\"overdue\"]\n"),
        output("sap-den-han.xlsx", "which = [\"due-soon\"]\n"),
    ]
    .concat()
}
