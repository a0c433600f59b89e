//! What a month's results are, file by file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sipas_app::forms::{self, FormError, FormName, Levels, Request};
use sipas_app::{Details, InLang, file_name, formats, rows};
use sipas_core::{Clock, Plan, Report};
use sipas_engine::Which;
use sipas_render::{Form, FormHead, Format, Lang, Table, View};

use crate::read::Loaded;

/// The page, which is opened when all is done.
pub(super) const PAGE: &str = "bao-cao.html";
/// The name of the table of contents.
pub(super) const CONTENTS: &str = "muc-luc.txt";
/// How the table of contents says who made the folder.
pub(super) const MARK: &str = "sipas lập";

/// Forms of dossiers and of petitions, by their bare names: which one is in force depends on when the period ends.
const FORMS: [(&str, &str); 3] = [("07a", "bieu-07a"), ("06a", "bieu-06a"), ("late-list", "phu-luc-qua-han")];

/// A file of the results.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) path: PathBuf,
    /// A sentence about it, for people.
    pub(super) about: String,
    pub(super) bytes: Vec<u8>,
}

/// What results are made from.
pub(super) struct Made<'m> {
    pub(super) loaded: &'m Loaded<'m>,
    pub(super) clock: &'m Clock,
    pub(super) report: &'m Report,
    pub(super) beside: &'m Details,
    pub(super) head: FormHead,
    pub(super) period_chosen: bool,
    pub(super) lang: Lang,
}

impl Made<'_> {
    /// All files, the table of contents first.
    pub(super) fn products(&self) -> Result<Vec<Product>> {
        let lang = self.lang;
        let mut all = vec![
            self.report(
                "html",
                PAGE,
                lang.pick("trang báo cáo, đọc và in bằng trình duyệt", "the page, to read and to print"),
            )?,
            self.report("xlsx", "bao-cao.xlsx", lang.pick("bảng tính", "the workbook"))?,
            self.report(
                "docx",
                "bao-cao.docx",
                lang.pick("dự thảo báo cáo (Word)", "the draft of a report (Word)"),
            )?,
        ];
        for (name, table) in self.beside.lists() {
            all.push(self.table(&format!("danh-sach/{name}.xlsx"), table.title.clone(), table)?);
        }
        all.extend(self.rejected()?);
        all.extend(self.push()?);
        let (forms, not_made) = self.forms()?;
        all.extend(forms);
        let contents = self.contents(&all, &not_made);
        all.insert(0, Product { path: CONTENTS.into(), about: String::new(), bytes: contents.into_bytes() });
        Ok(all)
    }

    fn view(&self) -> View {
        View {
            lang: self.lang,
            period_chosen: self.period_chosen,
            issue_text: formats::issue_text,
            ..View::default()
        }
    }

    fn report(&self, format: &str, path: &str, about: &str) -> Result<Product> {
        let (format, view) = (named(format)?, self.view());
        let mut bytes = Vec::new();
        match format.with_extras {
            Some(write) => write(self.report, &self.beside.extras(), &view, &mut bytes)?,
            None => (format.report)(self.report, &view, &mut bytes)?,
        }
        Ok(Product { path: path.into(), about: about.to_owned(), bytes })
    }

    fn table(&self, path: &str, about: String, table: &Table) -> Result<Product> {
        let mut bytes = Vec::new();
        (named("xlsx")?.table)(table, &self.view(), &mut bytes)?;
        Ok(Product { path: path.into(), about, bytes })
    }

    /// The rows in error, without what stands in columns that are not read.
    fn rejected(&self) -> Result<Option<Product>> {
        if !self.loaded.data.has_rejects() {
            return Ok(None);
        }
        let (which, lang) = ([Which::Rejected], self.lang);
        let rows = rows::rows(self.loaded, &which, lang).collect::<io::Result<_>>()?;
        let table = Table { rows, ..rows::head(self.loaded, &which, lang) };
        let about = lang.pick(
            "dòng lỗi: tệp nào, dòng nào, cột nào, vì sao; sửa trong tệp kết xuất rồi làm lại",
            "rows in error: file, row, column, why; mend them in the export and run again",
        );
        self.table("danh-sach/dong-loi.xlsx", about.to_owned(), &table).map(Some)
    }

    /// A sheet a unit, ready to be sent.
    fn push(&self) -> Result<Vec<Product>> {
        let push = self.beside.push();
        let as_of = self.lang.as_of(self.clock.period.as_of());
        let mut taken = BTreeSet::new();
        let mut sheet = |(unit, count): (&str, _)| {
            let table = push.of_unit(unit).sheet(self.lang);
            let title = self.lang.push_title(unit);
            let title =
                self.lang.pick(format!("{title}, tính đến {as_of}"), format!("{title}, as of {as_of}"));
            let name = free(&file_name(unit), &mut taken);
            let about = format!("{}: {}", self.lang.push_title(unit), self.lang.pressed(&count));
            self.table(&format!("don-doc/{name}.xlsx"), about, &Table { title, ..table })
        };
        push.by_unit().into_iter().map(&mut sheet).collect()
    }

    /// The forms that are in force, and why some could not be made.
    fn forms(&self) -> Result<(Vec<Product>, Vec<String>)> {
        let (mut made, mut not_made) = (Vec::new(), Vec::new());
        for (bare, file) in FORMS {
            match self.form(bare) {
                Ok(form) => {
                    let mut bytes = Vec::new();
                    (named("xlsx")?.form)(&form, &self.head, &self.view(), &mut bytes)?;
                    let about = format!("{} ({})", form.title.replace('\n', " "), form.number);
                    made.push(Product { path: format!("{file}.xlsx").into(), about, bytes });
                }
                Err(FormError::NotInForce { .. } | FormError::NoRecords { .. }) => {}
                Err(error) => not_made.push(error.in_lang(self.lang)),
            }
        }
        Ok((made, not_made))
    }

    fn form(&self, bare: &str) -> Result<Form, FormError> {
        let levels = Levels::own([]);
        let request = Request { by: &[], put: &[], accept: &[], levels: &levels, previous: None };
        let name: FormName = bare.parse().expect("a form that there is");
        forms::fill_as_reported(name, &self.loaded.data, self.clock, &request)
    }

    /// Writes the table of contents, and what has to be known of the files.
    fn contents(&self, products: &[Product], not_made: &[String]) -> String {
        let (lang, report) = (self.lang, self.report);
        let mut text = String::new();
        let mut line = |said: &str| {
            // Windows' own editor shows it either way.
            let _ = write!(text, "{}\r\n", said.replace(char::is_control, "\u{fffd}"));
        };
        line(&lang.pick(format!("Kết quả do {MARK}"), format!("Results ({MARK})")));
        if !self.head.office.is_empty() {
            line(&self.head.office);
        }
        line(&lang.period_in_words(&report.period));
        line(&sipas_render::verdict(report, lang));
        if let Some(title) = report.plan.as_ref().map(Plan::title).filter(|title| !title.is_empty()) {
            line(&lang.pick(format!("Kế hoạch: {title}"), format!("Plan: {title}")));
        }
        line("");
        for product in products {
            line(&format!("{}: {}", product.path.to_string_lossy().replace('\\', "/"), product.about));
        }
        for why in not_made {
            line("");
            line(
                &lang.pick(format!("Chưa lập được biểu: {why}"), format!("A form could not be made: {why}")),
            );
        }
        let doubts = sipas_render::doubts(report, lang);
        if !doubts.is_empty() {
            line("");
            line(
                lang.pick(
                    "Cần xem lại trước khi dùng số liệu:",
                    "To be looked at before the figures are used:",
                ),
            );
            for doubt in &doubts {
                line(&format!("- {doubt}"));
            }
        }
        text
    }
}

fn named(format: &str) -> Result<&'static Format> {
    formats::named(format).with_context(|| format.to_owned())
}

/// The first name of its like that is not taken.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let names = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{name}-{n}")));
    let free = names.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}
