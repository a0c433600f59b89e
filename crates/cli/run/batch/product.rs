//! One output: what it is to be, and then its bytes.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use sipas_app::batch::{BatchFile, OutputTable};
use sipas_app::{Details, formats};
use sipas_core::{Clock, Dimension, Period, Plan, Report};
use sipas_engine::Which;
use sipas_render::{FormHead, Format, Lang, View};

use super::{typed, units};
use crate::args::{Command, FormArgs, ListArgs};
use crate::job::Settings;
use crate::messages::Messages;
use crate::output::by_extension;
use crate::read::Loaded;
use crate::run::{form, list};

/// An output that is to be made.
pub(super) struct Product {
    pub(super) path: PathBuf,
    pub(super) format: &'static Format,
    view: View,
    what: What,
    head: FormHead,
}

enum What {
    Report,
    List(Box<ListArgs>),
    Form(Box<FormArgs>, form::FormInputs),
    Units,
}

/// What outputs are made from.
pub(super) struct Made<'m> {
    pub(super) loaded: &'m Loaded<'m>,
    pub(super) clock: &'m Clock,
    pub(super) plan: Option<&'m Plan>,
    pub(super) baseline: Option<Period>,
    pub(super) report: &'m Report,
}

impl Product {
    /// What a table of the file asks for, refused before anything is read.
    pub(super) fn of(output: &OutputTable, batch: &BatchFile, lang: Lang, usual: Lang) -> Result<Product> {
        let path = PathBuf::from(&output.path);
        let at = |error: anyhow::Error| anyhow!("{}: {error}", output.path);
        let format = match &output.format {
            None => by_extension(Some(&path), lang).map_err(at)?,
            Some(name) => formats::named(name).ok_or_else(|| {
                let known = formats::all().map(|format| format.name).collect::<Vec<_>>().join(", ");
                at(anyhow!(lang.pick(
                    format!("không có dạng {name:?}; chỉ nhận: {known}"),
                    format!("no format is named {name:?}; known: {known}"),
                )))
            })?,
        };
        let asked = [output.which.is_some(), output.form.is_some(), output.is_units()];
        if asked.iter().filter(|asked| **asked).count() > 1 {
            bail!(at(anyhow!(
                lang.pick("chỉ nêu một trong which, form, units", "give only one of which, form, units",)
            )));
        }
        if let Some(key) = output.stray_key() {
            bail!(at(anyhow!(lang.pick(
                format!("{key} không đi cùng loại đầu ra này"),
                format!("{key} has no meaning for this output"),
            ))));
        }
        let what = if output.which.is_some() {
            match typed(output.list_line(), lang).map_err(at)? {
                Command::List(args) => {
                    list::check(&args, lang).map_err(at)?;
                    What::List(Box::new(args))
                }
                _ => What::Report,
            }
        } else if output.form.is_some() {
            match typed(batch.form_line(output), lang).map_err(at)? {
                Command::Form(args) => {
                    if batch.units.is_none() && form::named_units(&args, lang).map_err(at)?.is_some() {
                        bail!(at(anyhow!(lang.pick(
                            "bảng đơn vị có cột alias thì ghi ở đầu tệp, units = \"…\", để mọi đầu ra cùng một tên đơn vị",
                            "a table of units with the column alias belongs at the top, units = \"…\", so that all outputs name units alike",
                        ))));
                    }
                    let beside = form::FormInputs::of(&args, lang).map_err(at)?;
                    Settings::resolve_at_midnight(&args.clock, lang).map_err(at)?;
                    What::Form(Box::new(args), beside)
                }
                _ => What::Report,
            }
        } else if output.is_units() {
            What::Units
        } else {
            What::Report
        };
        let lang = match &output.lang {
            None => usual,
            Some(name) => language(name, lang).map_err(at)?,
        };
        Ok(Product {
            path,
            format,
            view: View { lang, issue_text: formats::issue_text, ..View::default() },
            what,
            head: batch.head(),
        })
    }

    /// Whether it is a list of rejected rows.
    pub(super) fn lists_rejected(&self) -> bool {
        matches!(&self.what, What::List(args) if args.which.contains(&Which::Rejected))
    }

    /// Its bytes.
    pub(super) fn bytes(&self, made: &Made<'_>, messages: Messages) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let Made { loaded, clock, report, plan, .. } = made;
        let (format, view) = (self.format, &self.view);
        let written: io::Result<()> = match &self.what {
            What::Report => match format.with_extras {
                Some(write) => {
                    let beside = Details::of(&loaded.data, clock, *plan, made.baseline, view.lang);
                    let beside = beside.of_office(self.head.clone());
                    write(report, &beside.extras(), view, &mut bytes)
                }
                None => (format.report)(report, view, &mut bytes),
            },
            What::List(args) => {
                list::tell_lacking(loaded, &args.which, messages)
                    .map_err(|error| error.context(self.path.display().to_string()))?;
                let table = list::table(args, loaded, Some(clock), view.lang)?;
                (format.table)(&table, view, &mut bytes)
            }
            What::Form(args, beside) => {
                // Its months are its own.
                let settings = Settings::resolve_at_midnight(&args.clock, messages.lang)?;
                let (clock, _) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
                let filled = form::filled(args, beside, &loaded.data, &clock, messages.lang)
                    .map_err(|error| anyhow!("{}: {error}", self.path.display()))?;
                form::tell_notes(&filled, format, messages);
                (format.form)(&filled, &form::head(args), view, &mut bytes)
            }
            What::Units => {
                let by_unit = loaded.data.report(clock, &[Dimension::Unit], *plan, made.baseline);
                (format.table)(&units::table(&by_unit, view.lang), view, &mut bytes)
            }
        };
        written.map_err(|error| anyhow!("{}: {error}", self.path.display()))?;
        Ok(bytes)
    }
}

/// The language of that name.
pub(super) fn language(name: &str, lang: Lang) -> Result<Lang> {
    Lang::named(name).ok_or_else(|| {
        anyhow!(lang.pick(
            format!("lang chỉ nhận vi hoặc en, không phải {name:?}"),
            format!("lang is vi or en, found {name:?}"),
        ))
    })
}

/// `hang-thang.toml` has `hang-thang.log` beside it.
pub(super) fn beside(batch: &Path, ending: &str) -> PathBuf {
    PathBuf::from(batch.file_name().unwrap_or_default()).with_extension(ending)
}
