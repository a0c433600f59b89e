//! The records or rows behind a number.

use std::borrow::Cow;
use std::io;

use anyhow::{Result, bail};
use sipas_app::{Keep, lists, rows};
use sipas_core::Clock;
use sipas_engine::Which;
use sipas_render::{Cell, Lang, Table};

use super::spare_inputs;
use crate::args::{CommonArgs, ListArgs};
use crate::exit::Exit;
use crate::job::Settings;
use crate::messages::Messages;
use crate::output::Output;
use crate::read::{Job, Loaded};
use crate::rejects;

/// Lists of one kind share their columns, so that they can stand in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Dossiers,
    Pakn,
    Rows,
}

pub(super) fn run(args: &ListArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    check(args, lang)?;
    let settings = Settings::resolve(&args.clock, lang)?;
    let job = Job::resolve(&args.inputs, None, messages)?.accepting(&args.accepted.codes);
    let job = job.keeping_rejects(args.which.contains(&Which::Rejected));
    let job = job.naming_units(args.units.as_deref(), lang)?;
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;

    let loaded = job.read(Keep::Everything, messages)?;
    if let Some(target) = &args.inputs.rejects {
        rejects::write(&loaded.data, target, messages)?;
    }
    // Rows that are no record have no place in a period, and there may be very many of them.
    if family(&args.which, lang)? == Family::Rows {
        let rows = || -> Box<dyn Iterator<Item = io::Result<Cow<'_, [Cell]>>>> {
            Box::new(rows::rows(&loaded, &args.which, lang).map(|row| row.map(Cow::Owned)))
        };
        let head = rows::head(&loaded, &args.which, lang);
        output.write(|out| output.format.list(head, &rows, &output.view, out))?;
    } else {
        tell_lacking(&loaded, &args.which, messages)?;
        let clock = settings.clock_of_lists(&loaded.data, &loaded.profiles(), &args.which, messages)?;
        output.table(&table(args, &loaded, Some(&clock), lang)?)?;
    }
    Ok(loaded.exit())
}

/// Refuses a list of which the columns tell nothing, and names the files that lack them where others have them.
pub(super) fn tell_lacking(loaded: &Loaded<'_>, which: &[Which], messages: Messages) -> Result<()> {
    let (lacking, all) = loaded.data.lacking(which);
    let files = lacking.join(", ");
    let said = messages.lang.pick(
        format!("không có cột Phiếu xin lỗi hay Ngày xin lỗi: {files}"),
        format!("no column tells apologies (Phiếu xin lỗi, Ngày xin lỗi): {files}"),
    );
    if all {
        bail!("--which no-apology: {said}");
    }
    if !lacking.is_empty() {
        messages.warning(&said);
    }
    let dates = loaded.data.lacking_dates(which);
    let told = [
        (
            "không có cột hạn trả, nên danh sách không cho biết hồ sơ nào trễ",
            "no column of deadlines, so that the list tells nothing of what is late",
        ),
        (
            "không có cột ngày kết thúc, nên hồ sơ đã giải quyết cũng đứng như đang giải quyết",
            "no column of ends, so that resolved dossiers stand among the open ones",
        ),
    ];
    for (files, (vi, en)) in dates.iter().zip(told).filter(|(files, _)| !files.is_empty()) {
        messages.warning(&format!("{}: {}", files.join(", "), messages.lang.pick(vi, en)));
    }
    Ok(())
}

/// Refuses what cannot be listed, before anything is read.
pub(super) fn check(args: &ListArgs, lang: Lang) -> Result<()> {
    family(&args.which, lang)?;
    within(&args.within, lang)?;
    Ok(())
}

/// What is asked for, of what was read.
pub(super) fn table(
    args: &ListArgs,
    loaded: &Loaded<'_>,
    clock: Option<&Clock>,
    lang: Lang,
) -> Result<Table> {
    let (family, within) = (family(&args.which, lang)?, within(&args.within, lang)?);
    Ok(match (family, clock) {
        (Family::Pakn, Some(clock)) => lists::pakn(&loaded.data, clock, &args.which, lang),
        (Family::Dossiers, Some(clock)) => lists::dossiers(&loaded.data, clock, &args.which, within, lang),
        _ => {
            let rows = rows::rows(loaded, &args.which, lang).collect::<io::Result<_>>()?;
            Table { rows, ..rows::head(loaded, &args.which, lang) }
        }
    })
}

fn family(which: &[Which], lang: Lang) -> Result<Family> {
    let of = |which: &Which| match which {
        Which::Dossiers(_) => Family::Dossiers,
        Which::Pakn(_) => Family::Pakn,
        Which::Rejected | Which::Duplicate | Which::Skipped => Family::Rows,
    };
    let first = of(&which[0]);
    match which.iter().find(|other| of(other) != first) {
        None => Ok(first),
        Some(other) => bail!(lang.pick(
            format!("--which: {} và {other} không cùng một bảng; hãy liệt kê riêng", which[0]),
            format!("--which: {} and {other} do not share a table; list them apart", which[0]),
        )),
    }
}

/// `2d` or `2`: working days.
fn within(text: &str, lang: Lang) -> Result<i32> {
    let days = text.strip_suffix('d').unwrap_or(text).parse().ok().filter(|days| *days >= 0);
    match days {
        Some(days) => Ok(days),
        None => bail!(lang.pick(
            format!("--within: cần số ngày làm việc như 2d, không phải {text:?}"),
            format!("--within: expected working days such as 2d, found {text:?}"),
        )),
    }
}
