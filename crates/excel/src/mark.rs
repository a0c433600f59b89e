//! The mark by which a workbook that was written here is known again.

use std::io::{Read, Seek};

use zip::ZipArchive;

/// What a workbook is that was written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// A report, lists or a form.
    Output,
    /// Rejected rows.
    Rejects,
}

impl Made {
    const ALL: [Made; 2] = [Made::Output, Made::Rejects];

    /// It stands among the properties of the document, which programs keep when somebody saves it again.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Made::Output => concat!("sipas ", env!("CARGO_PKG_VERSION")),
            Made::Rejects => concat!("sipas ", env!("CARGO_PKG_VERSION"), " rejects"),
        }
    }

    fn of(comment: &str) -> Option<Made> {
        let rest = comment.strip_prefix("sipas ")?;
        // Those of other versions too.
        Self::ALL.into_iter().rev().find(|made| match made {
            Made::Rejects => rest.ends_with(" rejects"),
            Made::Output => true,
        })
    }
}

/// Whether a file is a workbook that was written here, and which kind.
pub fn made(file: impl Read + Seek) -> Option<Made> {
    /// Properties are a few hundred bytes.
    const MOST: u64 = 64 * 1024;
    let mut archive = ZipArchive::new(file).ok()?;
    let mut properties = String::new();
    archive.by_name("docProps/core.xml").ok()?.take(MOST).read_to_string(&mut properties).ok()?;
    let (_, comment) = properties.split_once("<dc:description>")?;
    Made::of(comment.split_once("</dc:description>")?.0)
}
