//! Where results go: the standard output, or a file that comes to stand whole or not at all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use sipas_app::{InLang, formats};
use sipas_csv::{AtomicFile, CsvError};
use sipas_render::{Format, Lang, Style, Table, View};

use crate::args::{CommonArgs, OutputArgs};
use crate::messages::{Messages, colors};

/// Where a result goes, and how it looks there.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) format: &'static Format,
    pub(crate) view: View,
    file: Option<PathBuf>,
}

impl Output {
    /// For bytes that are of no format: a file, or whoever reads the standard output, but no terminal.
    pub(crate) fn resolve_bytes(args: &OutputArgs, common: &CommonArgs, lang: Lang) -> Result<Output> {
        if args.output.as_deref().is_none_or(|path| path.as_os_str() == "-") && io::stdout().is_terminal() {
            bail!(lang.pick(
                "kết quả từng phần không ghi ra màn hình được; hãy thêm -o FILE.sipas",
                "a partial result is not written to a terminal; add -o FILE.sipas",
            ));
        }
        let file = args.output.clone();
        let text = OutputArgs { output: None, format: formats::all().next() };
        Ok(Output {
            file: file.filter(|path| path.as_os_str() != "-"),
            ..Output::resolve(&text, common, lang)?
        })
    }

    /// What the flags come to, refused before anything is read.
    pub(crate) fn resolve(args: &OutputArgs, common: &CommonArgs, lang: Lang) -> Result<Output> {
        let file = args.output.clone().filter(|path| path.as_os_str() != "-");
        let format = match args.format {
            Some(format) => format,
            None => by_extension(file.as_deref(), lang)?,
        };
        let terminal = file.is_none() && io::stdout().is_terminal();
        if format.binary && terminal {
            bail!(lang.pick(
                format!(
                    "dạng {} không ghi ra màn hình được; hãy thêm -o FILE.{}",
                    format.name, format.extension
                ),
                format!("{} is not written to a terminal; add -o FILE.{}", format.name, format.extension),
            ));
        }
        let style = Style {
            color: file.is_none() && colors(common.color, terminal),
            width: terminal
                .then(terminal_size::terminal_size)
                .flatten()
                .map(|(width, _)| usize::from(width.0)),
        };
        Ok(Output {
            format,
            view: View { lang, style, issue_text: formats::issue_text, ..View::default() },
            file,
        })
    }

    /// The file written to, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Writes a list.
    pub(crate) fn table(&self, table: &Table) -> Result<()> {
        self.write(|out| (self.format.table)(table, &self.view, out))
    }

    /// Writes whatever is to be written.
    pub(crate) fn write(&self, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        match &self.file {
            None => to_stdout(self.view.lang, content),
            Some(path) => {
                let said = |error: CsvError| anyhow!(error.in_lang(self.view.lang));
                let mut file = AtomicFile::create(path).map_err(said)?;
                content(&mut file).map_err(|error| said(CsvError::Write { path: path.clone(), error }))?;
                if let Some(other) = file.finish_or_beside().map_err(said)? {
                    let (lang, path) = (self.view.lang, path.display());
                    let other = other.display();
                    Messages::plain(lang).warning(&lang.pick(
                        format!("{path} đang mở trong chương trình khác hoặc chỉ được đọc; kết quả ghi vào {other}"),
                        format!("{path} is open in another program, or read-only; the result is written to {other}"),
                    ));
                }
                Ok(())
            }
        }
    }
}

/// Writes to the standard output, which may be closed at any time: [`is_closed_pipe`] knows.
pub(crate) fn to_stdout(lang: Lang, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match content(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let path = lang.pick("đầu ra chuẩn", "the standard output").into();
            Err(anyhow!(CsvError::Write { path, error }.in_lang(lang)))
        }
        done => Ok(done?),
    }
}

/// Whether an error only says that whoever read our output has had enough.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The format that a file's name asks for; without one the first of all, a table.
pub(crate) fn by_extension(file: Option<&Path>, lang: Lang) -> Result<&'static Format> {
    let Some(extension) = file.and_then(Path::extension) else {
        return formats::all().next().context("there is a first format");
    };
    let extension = extension.to_string_lossy();
    formats::with_extension(&extension).ok_or_else(|| {
        let known =
            formats::all().map(|format| format!(".{}", format.extension)).collect::<Vec<_>>().join(", ");
        anyhow!(lang.pick(
            format!("không biết dạng của tệp .{extension}; hãy nêu --format, hoặc dùng đuôi {known}"),
            format!("the ending .{extension} names no format; give --format, or one of the endings {known}"),
        ))
    })
}
