use std::io::{self, Write};

use anyhow::{Result, anyhow, bail};
use sipas_app::{Keep, Said};
use sipas_core::{Clock, Kind, Report, Unmeasured};
use sipas_excel::{Form, FormHead, Mapping, form_05a, form_06a};
use sipas_intake::Dataset;
use sipas_render::{Format, Lang, View};

use super::spare_inputs;
use crate::args::{Acceptable, CommonArgs, FormArgs, FormKind};
use crate::exit::Exit;
use crate::job::{self, Settings};
use crate::messages::Messages;
use crate::output::Output;
use crate::read::Job;
use crate::rejects;

pub(super) fn run(args: &FormArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    mapping(&args.put, lang)?;
    let settings = Settings::resolve(&args.clock, lang)?;
    let job = Job::resolve(&args.inputs, None, messages)?;
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;

    let loaded = job.read(Keep::Everything, messages)?;
    if let Some(target) = &args.inputs.rejects {
        rejects::write(&loaded.data, target, messages)?;
    }
    let (clock, _) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
    let form = filled(args, &loaded.data, &clock, lang)?;
    output.write(|out| write(&form, &head(args), output.format, &output.view, out))?;
    Ok(loaded.exit())
}

/// Who reports to whom.
pub(super) fn head(args: &FormArgs) -> FormHead {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    FormHead {
        reporting_unit: text(&args.reporting_unit),
        receiving_unit: text(&args.receiving_unit),
        place: text(&args.place),
        preparer: text(&args.preparer),
        signer: text(&args.signer),
    }
}

/// A form of what was read.
pub(super) fn filled(args: &FormArgs, data: &Dataset, clock: &Clock, lang: Lang) -> Result<Form> {
    let by = if args.by.is_empty() { args.form.usual_rows() } else { &args.by };
    job::check_groups(data, by, lang)?;
    let report = data.report(clock, by, None, None);
    let form = match args.form {
        FormKind::Dossiers => form_06a(&report, mapping(&args.put, lang)?),
        FormKind::Pakn => form_05a(&report),
    };
    let mut form = form.map_err(|error| anyhow!(error.said(lang)))?;
    let (known, refused): (Vec<_>, Vec<_>) = untold(args.form.kind(), &report, data, lang)
        .into_iter()
        .partition(|(code, _)| args.accept.contains(code));
    if let Some((code, _)) = refused.first() {
        let why = refused.iter().map(|(_, why)| why.as_str()).collect::<Vec<_>>().join("; ");
        bail!(lang.pick(
            format!("không lập biểu {}: {why}; vẫn lập thì thêm --accept {}", form.code, code.name()),
            format!(
                "form {} is refused: {why}; to make it all the same add --accept {}",
                form.code,
                code.name()
            ),
        ));
    }
    // The form itself is Vietnamese, whatever the language of messages.
    let known = untold(args.form.kind(), &report, data, Lang::Vi)
        .into_iter()
        .filter(|(code, _)| known.iter().any(|(accepted, _)| accepted == code));
    form.notes.extend(known.map(|(_, why)| format!("Biểu được lập dù biết: {why}.")));
    Ok(form)
}

/// What a form would certify and nobody can tell: each with the code by which it is accepted.
fn untold(kind: Kind, report: &Report, data: &Dataset, lang: Lang) -> Vec<(Acceptable, String)> {
    let mut untold = Vec::new();
    let of = report.coverage.iter().filter(|of| of.kind == kind);
    let gaps = of.flat_map(|of| &of.gaps).filter(|gap| gap.reason.refuses_forms() && !gap.baseline);
    untold.extend(gaps.map(|gap| (Acceptable::Coverage, lang.gap(kind, gap))));
    if kind == Kind::Dossiers {
        let whole = report.whole();
        let blind = whole.find("late_rate").and_then(|(indicator, measure)| whole.why(indicator, &measure));
        if blind == Some(Unmeasured::NoColumn) {
            untold.push((
                Acceptable::Deadline,
                lang.pick(
                    "không có cột hạn trả và không có thời hạn của thủ tục, nên không biết hồ sơ nào trễ",
                    "there is no column of deadlines and no term of a procedure, so that nobody can tell what is late",
                )
                .to_owned(),
            ));
        }
    }
    for input in data.inputs().iter().filter(|input| input.kind.name() == kind.name()) {
        for issue in input.log.issues().iter().filter(|issue| issue.code.name() == "header.near") {
            let (path, column, expected) = (&input.path, &issue.column, &issue.expected);
            untold.push((
                Acceptable::UnreadColumn,
                lang.pick(
                    format!("{path}: cột {column:?} chưa được đọc mà gần giống {expected}"),
                    format!("{path}: the column {column:?} is not read, and is nearly {expected}"),
                ),
            ));
        }
    }
    untold
}

/// The mapping with what was put elsewhere.
pub(super) fn mapping(put: &[String], lang: Lang) -> Result<Mapping> {
    let mut mapping = Mapping::default();
    for text in put {
        mapping.set(text).map_err(|error| anyhow!("--put: {}", error.said(lang)))?;
    }
    Ok(mapping)
}

/// As a workbook it is the form on paper; as anything else its table, below which people find its notes.
pub(super) fn write(
    form: &Form,
    head: &FormHead,
    format: &Format,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format.name == "xlsx" {
        return form.write_xlsx(head, out);
    }
    (format.table)(&form.table(), view, out)?;
    match format.name {
        "table" => form.notes.iter().try_for_each(|note| write!(out, "\n{note}\n")),
        "markdown" => form.notes.iter().try_for_each(|note| write!(out, "\n> {note}\n")),
        _ => Ok(()),
    }
}
