use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use sipas_app::forms::{self, Levels, Mapping, Previous, Request};
use sipas_app::{InLang, Keep, unit_names};
use sipas_core::{Clock, ClockEnd};
use sipas_engine::Dataset;
use sipas_render::{Form, FormHead, Format, Lang};

use super::spare_inputs;
use crate::args::{CommonArgs, FormArgs, InputArgs};
use crate::exit::Exit;
use crate::job::{self, Settings};
use crate::messages::Messages;
use crate::output::Output;
use crate::read::Job;
use crate::rejects;

pub(super) fn run(args: &FormArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    let mut beside = FormInputs::of(args, lang)?;
    let settings = Settings::resolve(&args.clock, lang)?;
    let job = Job::resolve(&args.inputs, None, messages)?.accepting(&args.accepted_of_inputs());
    let job = job.naming_units(named_units(args, lang)?, lang)?;
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;

    let loaded = job.read(Keep::Everything, messages)?;
    beside.read_previous_exports(args, messages)?;
    if let Some(target) = &args.inputs.rejects {
        rejects::write(&loaded.data, target, messages)?;
    }
    let (clock, _) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
    let form = filled(args, &beside, &loaded.data, &clock, lang)?;
    output.write(|out| (output.format.form)(&form, &head(args), &output.view, out))?;
    tell_notes(&form, output.format, messages);
    Ok(loaded.exit())
}

/// Says what is to be known of the figures of a form, where its file has no room for that.
pub(super) fn tell_notes(form: &Form, format: &Format, messages: Messages) {
    for note in form.notes.iter().filter(|_| !format.has_notes()) {
        messages.note(note);
    }
}

/// The files that a form is filled with, read and checked.
#[derive(Debug)]
pub(super) struct FormInputs {
    levels: Levels,
    previous: Option<Previous>,
}

impl FormInputs {
    /// Refuses what no form can be made with, before an export is read.
    pub(super) fn of(args: &FormArgs, lang: Lang) -> Result<FormInputs> {
        let mut mapping = Mapping::default();
        for text in &args.put {
            mapping.set(text).map_err(|error| anyhow!("--put: {}", error.in_lang(lang)))?;
        }
        if args.clock.clock_end == Some(ClockEnd::Returned) {
            bail!(lang.pick(
                "biểu chỉ tính theo ngày có kết quả: không đi cùng --clock-end returned",
                "forms count by the end of handling only: without --clock-end returned",
            ));
        }
        let levels = match &args.units {
            None => Levels::own(args.own.iter().map(String::as_str)),
            Some(path) => {
                let text = job::text_of(path, lang).context("--units")?;
                if unit_names::has_names(&text) && !Levels::are_in(&text) {
                    return Ok(FormInputs { levels: Levels::default(), previous: previous(args, lang)? });
                }
                Levels::parse(&path.display().to_string(), &text)
                    .map_err(|error| anyhow!(error.in_lang(lang)))?
            }
        };
        Ok(FormInputs { levels, previous: previous(args, lang)? })
    }
}

impl FormInputs {
    /// Reads the exports of the period before as those of now are read.
    fn read_previous_exports(&mut self, args: &FormArgs, messages: Messages) -> Result<()> {
        if args.previous_export.is_empty() {
            return Ok(());
        }
        let inputs = InputArgs {
            exports: args.previous_export.clone(),
            pakn: Vec::new(),
            survey: Vec::new(),
            rejects: None,
            ..args.inputs.clone()
        };
        let job = Job::resolve(&inputs, None, messages)?.accepting(&args.accepted_of_inputs());
        let job = job.naming_units(named_units(args, messages.lang)?, messages.lang)?;
        let exports = Arc::new(job.read(Keep::Everything, messages)?.data.clone());
        self.previous = self.previous.take().map(|previous| previous.made_of(exports));
        Ok(())
    }
}

/// Who reports to whom.
pub(super) fn head(args: &FormArgs) -> FormHead {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    FormHead {
        office: text(&args.office),
        receiving_unit: text(&args.receiving_unit),
        place: text(&args.place),
        prepared_by: text(&args.prepared_by),
        signed_by: text(&args.signed_by),
        signer_title: text(&args.signer_title),
    }
}

/// A form of what was read.
pub(super) fn filled(
    args: &FormArgs,
    beside: &FormInputs,
    data: &Dataset,
    clock: &Clock,
    lang: Lang,
) -> Result<Form> {
    job::check_groups(data, &args.by, lang)?;
    let request = Request {
        by: &args.by,
        put: &args.put,
        accept: &args.accepted_of_form(),
        levels: &beside.levels,
        previous: beside.previous.as_ref(),
    };
    forms::fill(args.form, data, clock, &request).map_err(|error| anyhow!(error.in_lang(lang)))
}

fn previous(args: &FormArgs, lang: Lang) -> Result<Option<Previous>> {
    let previous = args.previous.as_deref().map(Previous::read).transpose();
    previous.map_err(|error| anyhow!("--previous: {}", error.in_lang(lang)))
}

/// The table of units, where it has names of them.
pub(super) fn named_units(args: &FormArgs, lang: Lang) -> Result<Option<&Path>> {
    let Some(path) = args.units.as_deref() else { return Ok(None) };
    let text = job::text_of(path, lang).context("--units")?;
    Ok(Some(path).filter(|_| unit_names::has_names(&text)))
}
