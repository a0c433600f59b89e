//! Inputs into one dataset. What one of them is refused for does not stop the others.

use std::io::{Cursor, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use anyhow::{Result, anyhow, bail};
use sipas_core::{Clock, Dimension, Period};
use sipas_csv::{CsvError, CsvRows, Facts, Options, read_in_parallel};
use sipas_intake::{Dataset, IssueCode, Kind, Layout, Profile, Refusal, RowLine};
use sipas_render::Lang;

use crate::args::InputArgs;
use crate::exit::Exit;
use crate::inputs::{self, Origin, Source};
use crate::job;
use crate::messages::Messages;
use crate::progress::Progress;
use crate::said::Said;

/// What is to be read, and how.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) sources: Vec<Source>,
    profiles: Vec<Profile>,
    options: Options,
    keep_rejects: bool,
    assume_unique: bool,
    threads: NonZeroUsize,
    strict: bool,
}

/// What is counted while it is read, instead of being kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted<'c> {
    pub(crate) clock: &'c Clock,
    pub(crate) by: &'c [Dimension],
    pub(crate) baseline: Option<Period>,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Loaded<'j> {
    pub(crate) data: Dataset,
    /// One of each source, in their order.
    pub(crate) files: Vec<File<'j>>,
    strict: bool,
}

/// One source, and how it was understood.
#[derive(Debug)]
pub(crate) struct File<'j> {
    pub(crate) shown: &'j str,
    pub(crate) kind: Kind,
    pub(crate) profile: Option<&'j Profile>,
    pub(crate) facts: Option<Facts>,
    pub(crate) layout: Option<Layout>,
    /// Why it was refused, if it was.
    pub(crate) refused: Option<String>,
}

/// So much of the beginning of a file is looked at to choose its profile.
const BEGINNING: u64 = 1024 * 1024;
/// The rows in which a header can be, and two more for its second level and what follows.
const HEAD: usize = 22;

impl Job {
    /// What the flags come to, refused before a file is read.
    pub(crate) fn resolve(args: &InputArgs, messages: Messages) -> Result<Job> {
        let lang = messages.lang;
        let delimiter = args.delimiter.as_deref().map(|text| delimiter(text, lang)).transpose()?;
        let options = Options { delimiter, encoding: args.encoding.clone() };
        check(&options, lang)?;
        let profiles = job::profiles(&args.profile, lang)?;
        for profile in &profiles {
            check(&with_profile(&Options::default(), Some(profile)), lang)
                .map_err(|error| anyhow!("{}: {error}", profile.name()))?;
        }
        let (sources, notes) = inputs::sources(args, lang)?;
        for note in &notes {
            messages.note(note);
        }
        Ok(Job {
            sources,
            profiles,
            options,
            keep_rejects: args.rejects.is_some(),
            assume_unique: args.assume_unique,
            threads: args
                .threads
                .or_else(|| thread::available_parallelism().ok())
                .unwrap_or(NonZeroUsize::MIN),
            strict: args.strict,
        })
    }

    /// Whether a report can be counted while its exports are read: no code is looked up, and no profile has a say in
    /// the clock.
    pub(crate) fn can_count(&self) -> bool {
        self.assume_unique && self.profiles.is_empty()
    }

    /// Reads everything; an error where nothing could be read.
    pub(crate) fn read(&self, messages: Messages) -> Result<Loaded<'_>> {
        self.read_counting(messages, None)
    }

    /// The same, without keeping what is counted.
    pub(crate) fn read_counting(
        &self,
        messages: Messages,
        counted: Option<Counted<'_>>,
    ) -> Result<Loaded<'_>> {
        let data = if self.assume_unique { Dataset::assuming_unique() } else { Dataset::new() };
        let mut loaded = Loaded { data, files: Vec::new(), strict: self.strict };
        let progress = Progress::new(self.sources.iter().filter_map(Source::bytes).sum(), messages.quiet);
        let mut sources: Vec<(usize, &Source)> = self.sources.iter().enumerate().collect();
        if counted.is_some() {
            // Dossiers take their terms from the catalogue, so that is read before they are counted.
            sources.sort_by_key(|(_, source)| matches!(source.kind, Kind::Dossiers | Kind::Pakn));
        }
        let mut counted = counted;
        let mut files = Vec::new();
        for (place, source) in sources {
            if matches!(source.kind, Kind::Dossiers | Kind::Pakn)
                && let Some(Counted { clock, by, baseline }) = counted.take()
            {
                loaded.data.count_from_here(clock, by, baseline);
            }
            let mut file = File {
                shown: &source.shown,
                kind: source.kind,
                profile: None,
                facts: None,
                layout: None,
                refused: None,
            };
            file.refused = self.load(source, &mut file, &mut loaded.data, &progress, messages.lang).err();
            files.push((place, file));
        }
        files.sort_by_key(|(place, _)| *place);
        loaded.files = files.into_iter().map(|(_, file)| file).collect();
        drop(progress);
        loaded.tell(self, messages);
        if loaded.files.iter().all(|file| file.refused.is_some()) {
            bail!(messages.lang.pick("không đọc được đầu vào nào", "no input could be read"));
        }
        Ok(loaded)
    }

    /// The error is the whole sentence for people.
    fn load<'j>(
        &'j self,
        source: &'j Source,
        file: &mut File<'j>,
        data: &mut Dataset,
        progress: &Progress,
        lang: Lang,
    ) -> Result<(), String> {
        let path = Path::new(&source.shown);
        if let Origin::Nowhere(reason) = &source.origin {
            return Err(format!("{}: {reason}", source.shown));
        }
        let csv = |error: CsvError| error.said(lang);
        let open = |error| csv(CsvError::Open { path: path.to_owned(), error });
        let mut reader = progress.of(&source.shown, source.open().map_err(open)?);
        let mut beginning = Vec::new();
        reader.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        if is_workbook(path, &beginning) {
            return Err(lang.pick(
                format!("{}: bảng tính chưa đọc được; hãy lưu thành CSV UTF-8", source.shown),
                format!("{}: workbooks cannot be read yet; save it as CSV UTF-8", source.shown),
            ));
        }
        file.profile = self.profiles.iter().find(|profile| self.fits(profile, source.kind, &beginning));

        let whole = Box::new(Cursor::new(beginning).chain(reader));
        let options = with_profile(&self.options, file.profile);
        let mut rows = CsvRows::from_reader(whole, path, &options).map_err(csv)?;
        file.facts = Some(rows.facts());
        file.layout = Layout::detect(source.kind, &head(&mut rows), file.profile).ok();

        let wanted = sipas_intake::Source {
            path: &source.shown,
            kind: source.kind,
            profile: file.profile,
            serial_dates: false,
            keep_rejects: self.keep_rejects,
        };
        if let (Origin::File(file_path), Some(layout), Some(facts)) =
            (&source.origin, &file.layout, &file.facts)
        {
            let more = |bytes| progress.add(bytes);
            let threads = self.threads.get();
            let part = read_in_parallel(data, &wanted, file_path, facts, layout, threads, &more);
            if let Some(part) = part {
                data.take(part);
                return Ok(());
            }
        }
        let part = data.read(&wanted, &mut rows).map_err(|refusal| {
            let legacy = Layout::legacy_of_bytes(rows.head_bytes());
            let refusal = match (&refusal, legacy) {
                (Refusal::HeaderBytes { .. }, Some(legacy)) => Refusal::Legacy(legacy),
                _ => refusal,
            };
            format!("{}: {}", source.shown, refusal.said(lang))
        })?;
        // A file that breaks off says so only at its end, and then none of it is to count.
        rows.finish().map_err(csv)?;
        data.take(part);
        Ok(())
    }

    fn fits(&self, profile: &Profile, kind: Kind, beginning: &[u8]) -> bool {
        let options = with_profile(&self.options, Some(profile));
        let beginning = Box::new(Cursor::new(beginning.to_vec()));
        CsvRows::from_reader(beginning, Path::new("-"), &options)
            .is_ok_and(|mut rows| profile.fits(kind, &head(&mut rows)))
    }
}

impl<'j> Loaded<'j> {
    /// The profiles in use, in the order in which they were named.
    pub(crate) fn profiles(&self, job: &'j Job) -> Vec<&'j Profile> {
        let used = |profile: &&Profile| {
            self.files.iter().any(|file| file.profile.is_some_and(|p| std::ptr::eq(p, *profile)))
        };
        job.profiles.iter().filter(used).collect()
    }

    /// What the inputs mean for the exit code.
    pub(crate) fn exit(&self) -> Exit {
        let refused = self.files.iter().any(|file| file.refused.is_some());
        if refused || self.strict && self.data.has_rejects() { Exit::Refused } else { Exit::Done }
    }

    fn tell(&self, job: &Job, messages: Messages) {
        let lang = messages.lang;
        for file in &self.files {
            match &file.refused {
                Some(refused) => messages.error(refused),
                None if file.profile.is_none() && !job.profiles.is_empty() => messages.note(&lang.pick(
                    format!("{}: không tệp cấu hình nào khớp tiêu đề; đọc như bản xuất thường", file.shown),
                    format!("{}: no profile fits its headers; read as a usual export", file.shown),
                )),
                None => {}
            }
        }
        for input in self.data.inputs() {
            // A file that is cut, or has no row, is said to be so; what else is doubtful stands in the report.
            for code in [IssueCode::HeaderAlone, IssueCode::RowCut] {
                if let Some(issue) = input.log.issues().iter().find(|issue| issue.code == code) {
                    let (vi, en) = code.texts();
                    messages.warning(&lang.pick(
                        format!("{}: dòng {}: {vi}", input.path, issue.line),
                        format!("{}: line {}: {en}", input.path, issue.line),
                    ));
                }
            }
        }
        for input in self.data.summaries().into_iter().filter(|input| input.rejected > 0) {
            messages.warning(&lang.pick(
                format!("{}: {} dòng bị từ chối trong {}", input.path, input.rejected, input.rows),
                format!("{}: {} of {} rows rejected", input.path, input.rejected, input.rows),
            ));
        }
        let across = |row: &RowLine<'_>| row.kept.is_some_and(|kept| kept.input != row.place.input);
        if !inputs::in_natural_order(&job.sources) && self.data.duplicates().any(|row| across(&row)) {
            messages.note(lang.pick(
                "các tệp được đọc theo thứ tự nêu ra, không phải thứ tự số của tên; mã có ở nhiều tệp lấy ở tệp nêu sau",
                "files are read in the order named, which is not the natural order of their names; a code of several \
                 files is taken from the one named last",
            ));
        }
    }
}

fn head(rows: &mut CsvRows) -> Vec<(u64, Vec<String>)> {
    rows.head(HEAD).iter().map(|row| (row.line, row.cells.clone())).collect()
}

/// What is said by flags goes before what a profile says.
fn with_profile(options: &Options, profile: Option<&Profile>) -> Options {
    let delimiter = profile.and_then(Profile::delimiter).and_then(|c| u8::try_from(c).ok());
    let encoding = profile.and_then(Profile::encoding).map(str::to_owned);
    Options { delimiter: options.delimiter.or(delimiter), encoding: options.encoding.clone().or(encoding) }
}

fn delimiter(text: &str, lang: Lang) -> Result<u8> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        text if text.len() == 1 => Ok(text.as_bytes()[0]),
        _ => bail!(lang.pick(
            format!("--delimiter: cần một ký tự như ; hoặc chữ tab, không phải {text:?}"),
            format!("--delimiter: expected one character such as ; or the word tab, found {text:?}"),
        )),
    }
}

/// The reader knows which delimiters and encodings there are: it is asked with a text of one letter.
fn check(options: &Options, lang: Lang) -> Result<()> {
    let asked = CsvRows::from_reader(Box::new(&b"x"[..]), Path::new("-"), options);
    match asked.err() {
        Some(error @ (CsvError::UnknownEncoding { .. } | CsvError::Delimiter { .. })) => {
            bail!(error.said(lang))
        }
        _ => Ok(()),
    }
}

fn is_workbook(path: &Path, beginning: &[u8]) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let zip_or_ole: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
    ["xlsx", "xlsm", "xls", "ods"].contains(&ending.as_str())
        || zip_or_ole.iter().any(|magic| beginning.starts_with(magic))
}
