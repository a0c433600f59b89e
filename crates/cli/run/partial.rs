use anyhow::{Result, anyhow, bail};
use sipas_app::InLang;
use sipas_core::{Share, Split};
use sipas_engine::{Dataset, Newest};
use sipas_intake::Kind;

use super::report::{self, AskedFor, Keeps};
use super::spare_inputs;
use crate::args::{CommonArgs, ReportArgs};
use crate::exit::Exit;
use crate::job::Settings;
use crate::messages::Messages;
use crate::output::Output;
use crate::read::Job;

/// Whether several inputs of one kind may hold the same codes.
fn has_snapshots(data: &Dataset) -> bool {
    [Kind::Dossiers, Kind::Pakn]
        .iter()
        .any(|kind| data.inputs().iter().filter(|input| input.kind == *kind).count() > 1)
}

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
            "kỳ chưa kết thúc: --partial cần --as-of, để mọi phần tính đến cùng một thời điểm",
            "the period has not ended: --partial needs --as-of, so that all parts look from the same moment",
        ));
    }
    let baseline = args.baseline.as_deref().map(|text| settings.baseline(text)).transpose()?;
    report::check_use(false, &args.by, None, lang)?;
    let share = args.part.as_deref().map(str::parse::<Share>).transpose();
    let share = share.map_err(|error| anyhow!("--part: {}", error.in_lang(lang)))?;
    let job = Job::resolve(&args.inputs, share, messages)?.naming_units(args.units.as_deref(), lang)?;
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;

    let keeps = if share.is_some() { Keeps::Counts } else { Keeps::CountsAndCodes };
    let asked = AskedFor { by: &args.by, plan: None, baseline, keeps };
    let (loaded, clock, _) = report::read(&job, &settings, asked, messages)?;
    if share.is_some() && args.inputs.newest == Newest::ByContent && has_snapshots(&loaded.data) {
        bail!(lang.pick(
            "--part với nhiều tệp cùng loại cần --newest as-named: tệp nào mới hơn phải xét trên mọi dòng, mà một phần chỉ có \
             một số mã",
            "--part over several files of one kind needs --newest as-named: which file is newer is told by all of its \
             rows, and a part has some of the codes only",
        ));
    }
    report::tell_rejects(&loaded.data, args.inputs.rejects.as_deref(), messages)?;
    let bytes = loaded.data.partial(&clock, &args.by, baseline, Split::of(share)).into_bytes();
    output.write(|out| out.write_all(&bytes))?;
    Ok(loaded.exit())
}
