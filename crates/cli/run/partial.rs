use anyhow::{Result, anyhow, bail};
use sipas_core::{Share, Split};

use super::{report, spare_inputs};
use crate::args::{CommonArgs, ReportArgs};
use crate::exit::Exit;
use crate::job::Settings;
use crate::messages::Messages;
use crate::output::Output;
use crate::read::Job;
use crate::said::Said;

/// What a report is made of, as bytes to be merged with others.
pub(super) fn run(args: &ReportArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve_bytes(&args.output, common, lang)?;
    let settings = Settings::resolve(&args.clock, lang)?;
    if !settings.period_known() {
        bail!(lang.pick(
            "--partial cần --period: các phần không tự chọn kỳ mà vẫn khớp nhau được",
            "--partial needs --period: parts that choose one each would not add up",
        ));
    }
    if settings.looks_from_now() {
        bail!(lang.pick(
            "kỳ chưa kết thúc: --partial cần --as-of, để mọi phần nhìn từ cùng một thời điểm",
            "the period has not ended: --partial needs --as-of, so that all parts look from the same moment",
        ));
    }
    let baseline = args.baseline.as_deref().map(|text| settings.baseline(text)).transpose()?;
    report::check_use(false, &args.by, None, lang)?;
    let share = args.part.as_deref().map(str::parse::<Share>).transpose();
    let share = share.map_err(|error| anyhow!("--part: {}", error.said(lang)))?;
    let job = Job::resolve(&args.inputs, share, messages)?;
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;

    let (loaded, clock, _) = report::read(&job, &settings, &args.by, baseline, true, messages)?;
    report::tell_rejects(&loaded.data, args.inputs.rejects.as_deref(), messages)?;
    let bytes = loaded.data.partial(&clock, &args.by, baseline, Split::of(share)).into_bytes();
    output.write(|out| out.write_all(&bytes))?;
    Ok(loaded.exit())
}
