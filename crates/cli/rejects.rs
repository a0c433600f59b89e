//! What people are told of the rejects file.

use std::path::Path;

use anyhow::{Result, anyhow};
use sipas_app::{InLang, rejects};
use sipas_csv::is_special;
use sipas_engine::Dataset;

use crate::messages::Messages;

/// Writes the refused rows, and says where they are.
pub(crate) fn write(data: &Dataset, target: &Path, messages: Messages) -> Result<()> {
    let lang = messages.lang;
    let written = rejects::write(data, target, lang).map_err(|error| anyhow!(error.in_lang(lang)))?;
    for rejects::Written { path, rows } in written {
        let is_special = is_special(&path);
        let path = path.display();
        if rows > 0 {
            // Who can read what is no file is not for us to say.
            let (vi, en) = if is_special {
                ("", "")
            } else {
                (", chỉ chủ tệp đọc được", ", only its owner can read it")
            };
            messages.warning(&lang.pick(
                format!(
                    "{path}: {rows} dòng lỗi, nguyên văn; TỆP CÓ DỮ LIỆU CÁ NHÂN{vi}; sửa rồi đọc lại cùng các \
                     tệp cũ"
                ),
                format!(
                    "{path}: {rows} rejected rows in full; IT HOLDS PERSONAL DATA{en}; mend it and read it together \
                     with the old files"
                ),
            ));
        } else {
            messages.note(
                &lang.pick(format!("{path}: không có dòng lỗi nào"), format!("{path}: no row was rejected")),
            );
        }
    }
    Ok(())
}
