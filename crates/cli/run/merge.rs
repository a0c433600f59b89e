use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail, ensure};
use sipas_app::exports::Accept;
use sipas_app::{InLang, Origin, ReadError, Source};
use sipas_core::{MergeError, MergeRefusal, Partial, PartialError};
use sipas_csv::CsvError;
use sipas_intake::Kind;
use sipas_render::Lang;

use super::{report, spare_inputs};
use crate::args::{CommonArgs, MergeArgs};
use crate::exit::Exit;
use crate::job;
use crate::messages::Messages;
use crate::output::Output;

/// The bytes at the beginning of a file that show what it is.
const BEGINNING: u64 = 16;

/// A report of what was counted part by part.
pub(super) fn run(args: &MergeArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    let plan = job::plan_with(&args.verdict.plan, &args.verdict.external, lang)?;
    report::check_use(args.verdict.check.is_some(), &[], plan.as_ref(), lang)?;
    let sources = partials(&args.partials);
    spare_inputs(&sources, &output, None, messages)?;

    let Some(mut merged) = merged(&sources, messages)? else { return Ok(Exit::Refused) };
    if let Err(refused) = sipas_engine::judge(&mut merged, &args.accepted.codes) {
        let (input, refusal) = *refused;
        messages.error(&ReadError::refused(&input, refusal).in_lang(lang));
        return Ok(Exit::Refused);
    }
    let report = merged.report(plan.as_ref()).map_err(|error| anyhow!(error.in_lang(lang)))?;
    if output.format.with_extras.is_some() {
        messages.note(lang.pick(
            "không có xu hướng và danh sách hồ sơ: kết quả từng phần chỉ có số đếm",
            "without a trend and lists of dossiers: partial results have counts only",
        ));
    }
    output.write(|out| (output.format.report)(&report, &output.view, out))?;
    report::warn(&report, messages);
    Ok(args.verdict.check.map_or(Exit::Done, |strictness| report::check(&report, strictness, messages)))
}

/// In the order in which they are named; those of a pattern in natural order.
fn partials(named: &[PathBuf]) -> Vec<Source> {
    // They may hold any kind.
    named.iter().flat_map(|name| Source::all_of(Kind::Dossiers, name, Accept::Partials).0).collect()
}

/// `None` where some have codes in common, which is told.
fn merged(sources: &[Source], messages: Messages) -> Result<Option<Partial>> {
    let lang = messages.lang;
    let read: Vec<Partial> = sources.iter().map(|source| self::read(source, lang)).collect::<Result<_>>()?;
    warn_of_unchecked(sources, &read, messages);
    let MergeRefusal { first, second, error } = match Partial::merge_all(read) {
        Ok(Some(merged)) => return Ok(Some(merged)),
        Ok(None) => bail!(lang.pick("không có kết quả từng phần nào", "there is no partial result")),
        Err(refusal) => refusal,
    };
    let (theirs, ours, why) = (&sources[second].shown, &sources[first].shown, error.in_lang(lang));
    let said = lang.pick(
        format!("{theirs} không gộp được với {ours}: {why}"),
        format!("{theirs} cannot be merged with {ours}: {why}"),
    );
    // Codes in common are the inputs' fault.
    ensure!(matches!(error, MergeError::Codes(_)), said);
    messages.error(&said);
    Ok(None)
}

/// One alone has nothing to be checked against.
fn warn_of_unchecked(sources: &[Source], read: &[Partial], messages: Messages) {
    let unchecked = || sources.iter().zip(read).filter(|(_, partial)| partial.lacks_codes());
    if let (Some((first, _)), true) = (unchecked().next(), read.len() > 1) {
        let (name, n) = (&first.shown, unchecked().count());
        messages.warning(&messages.lang.pick(
            format!(
                "chưa kiểm tra được mã trùng giữa các phần: {n} phần không lưu dấu của các mã (phần đầu là {name}); hãy \
                 tạo lại bằng sipas report --partial"
            ),
            format!(
                "whether parts have codes in common was not checked: {n} of them keep no hashes of their codes (the first \
                 is {name}); make them anew by sipas report --partial"
            ),
        ));
    }
}

fn read(source: &Source, lang: Lang) -> Result<Partial> {
    let shown = &source.shown;
    if let Origin::Nowhere(reason) = &source.origin {
        bail!("{shown}: {}", if lang == Lang::Vi { reason.vi() } else { reason.to_string() });
    }
    let mut bytes = Vec::new();
    let read = source.bytes().and_then(|mut from| {
        // What does not begin as one is not read on: it may have no end.
        from.by_ref().take(BEGINNING).read_to_end(&mut bytes)?;
        if Partial::from_bytes(&bytes) == Err(PartialError::Foreign) {
            Ok(0)
        } else {
            from.read_to_end(&mut bytes)
        }
    });
    let path = || Path::new(shown).to_owned();
    read.map_err(|error| anyhow!(CsvError::Open { path: path(), error }.in_lang(lang)))?;
    Partial::from_bytes(&bytes).map_err(|error| anyhow!("{shown}: {}", error.in_lang(lang)))
}
