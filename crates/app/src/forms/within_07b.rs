//! Form 07b/BTP/KSTT: the dossiers of a province, its own and those of its communes.

use sipas_core::Dimension;
use sipas_render::{Form, FormPart};

use super::rows::Rows;
use super::within_07a::SHEET;
use super::{Filling, FormError, Level};

const TITLE: &str = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\nTRÊN ĐỊA BÀN CẤP TỈNH";

pub(super) fn fill(filling: &Filling<'_>) -> Result<Form, FormError> {
    let by = match filling.report.by.as_slice() {
        [] => return Err(FormError::NoGroups),
        [Dimension::Month] => return Err(FormError::By(Dimension::Month)),
        [by] => *by,
        [_, second, ..] => return Err(FormError::By(*second)),
    };
    let names = filling.names();
    let mut all = Rows::new(&SHEET.columns);
    let levels = filling.levels.of_units(filling.dossiers().map(|(line, _)| line.texts.unit))?;
    for (line, dossier) in filling.dossiers() {
        let level = match levels.get(line.texts.unit) {
            Some(Level::Province) => "1",
            _ => "2",
        };
        let mut key = names.of_dossier(&line);
        key.insert(0, level.to_owned());
        all.add(key, &dossier);
    }
    filling.agrees_with_report(&all)?;
    let shown = |at: usize, value: &str| match (at, value) {
        (0, "1") => "CẤP TỈNH".to_owned(),
        (0, _) => "CẤP XÃ".to_owned(),
        (_, value) => names.shown(by, value),
    };
    let mut form = filling.form(TITLE, SHEET.unit_of_count);
    form.parts.push(FormPart {
        columns: SHEET.columns.headings(SHEET.number, SHEET.subject(filling)?),
        rows: all.finish(shown, SHEET.whole)?,
        ..FormPart::default()
    });
    Ok(form)
}
