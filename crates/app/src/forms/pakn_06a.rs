//! Forms 06a/BTP/KSTT and 06b/BTP/KSTT of Circular 09/2026/TT-BTP: petitions.

use sipas_core::{Dimension, Evidence};
use sipas_render::{Cell, Form, FormPart, Level};

use super::column::{Columns, Count};
use super::record::{Matter, Petition};
use super::rows::{self, Rows};
use super::{Filling, FormError};

const RECEIVED: &str = "Số PAKN tiếp nhận";
const CLOSED: &str = "Số PAKN đã xử lý";
const OPEN: &str = "Số PAKN đang xử lý";
const CONDUCT: &str = "Hành vi hành chính";
const REGULATION: &str = "Quy định hành chính";

/// Columns that only a topic fills.
const BY_MATTER: [usize; 6] = [4, 5, 9, 10, 14, 15];
/// The column that only a date of publication fills.
const PUBLISHED: usize = 16;

pub(super) const COLUMNS: Columns<Petition> = Columns {
    counts: &[
        Count {
            id: "received_total",
            path: &[RECEIVED, "Tổng số"],
            label: "(3)=(4)+(5)=(6)+(7)",
            counts: Petition::is_handled,
        },
        Count {
            id: "received_conduct",
            path: &[RECEIVED, CONDUCT],
            label: "(4)",
            counts: |one| one.is_handled() && one.matter() == Some(Matter::Conduct),
        },
        Count {
            id: "received_regulation",
            path: &[RECEIVED, REGULATION],
            label: "(5)",
            counts: |one| one.is_handled() && one.matter() == Some(Matter::Regulation),
        },
        Count {
            id: "carried_in",
            path: &[RECEIVED, "Từ kỳ trước"],
            label: "(6)",
            counts: |one| one.is_handled() && !one.is_new(),
        },
        Count {
            id: "received",
            path: &[RECEIVED, "Trong kỳ"],
            label: "(7)",
            counts: |one| one.is_handled() && one.is_new(),
        },
        Count {
            id: "closed_total",
            path: &[CLOSED, "Tổng số"],
            label: "(8)=(9)+(10)=(11)+(12)",
            counts: Petition::is_closed,
        },
        Count {
            id: "closed_conduct",
            path: &[CLOSED, CONDUCT],
            label: "(9)",
            counts: |one| one.is_closed() && one.matter() == Some(Matter::Conduct),
        },
        Count {
            id: "closed_regulation",
            path: &[CLOSED, REGULATION],
            label: "(10)",
            counts: |one| one.is_closed() && one.matter() == Some(Matter::Regulation),
        },
        Count {
            id: "closed_carried_in",
            path: &[CLOSED, "Từ kỳ trước"],
            label: "(11)",
            counts: |one| one.is_closed() && !one.is_new(),
        },
        Count {
            id: "closed_received",
            path: &[CLOSED, "Trong kỳ"],
            label: "(12)",
            counts: |one| one.is_closed() && one.is_new(),
        },
        Count {
            id: "open_total",
            path: &[OPEN, "Tổng số"],
            label: "(13)=(14)+(15)",
            counts: Petition::is_open,
        },
        Count {
            id: "open_conduct",
            path: &[OPEN, CONDUCT],
            label: "(14)",
            counts: |one| one.is_open() && one.matter() == Some(Matter::Conduct),
        },
        Count {
            id: "open_regulation",
            path: &[OPEN, REGULATION],
            label: "(15)",
            counts: |one| one.is_open() && one.matter() == Some(Matter::Regulation),
        },
        Count {
            id: "published",
            path: &["Số PAKN đã xử lý được đăng tải công khai"],
            label: "(16)",
            counts: |one| one.is_closed() && one.is_published,
        },
    ],
    // The sums by matter hold only where every petition has one: what has none is told.
    sums: &[(3, &[6, 7]), (8, &[11, 12]), (3, &[8, 13])],
};

pub(super) fn fill(filling: &Filling<'_>) -> Result<Form, FormError> {
    let evidence = filling.report_evidence();
    if let Some(by) = filling.report.by.iter().find(|by| !by.of_pakn(evidence)) {
        return Err(if *by == Dimension::Field { FormError::NoPaknField } else { FormError::By(*by) });
    }
    let subject = match filling.report.by.as_slice() {
        [Dimension::Field] => "Ngành, lĩnh vực".to_owned(),
        _ => rows::subject(filling.report)?,
    };
    let names = filling.names();
    let mut all = Rows::new(&COLUMNS);
    for (line, petition) in filling.petitions() {
        all.add(names.of_petition(&line), &petition);
    }
    let mut rows = all.finish(rows::shown(&names, filling.report), "TỔNG CỘNG")?;
    let mut notes = Vec::new();
    if evidence.has(Evidence::TOPIC) {
        notes.extend(rows.iter().filter(|row| row.level != Level::Group).filter_map(|row| {
            let count = |column: usize| match row.cells[column - 1] {
                Cell::Integer(n) => n,
                _ => 0,
            };
            let [received, closed, open] =
                [[3, 4, 5], [8, 9, 10], [13, 14, 15]].map(|[all, one, other]| count(all) - count(one) - count(other));
            let name = row.cells[1].plain();
            (received > 0).then(|| {
                format!(
                    "Dòng {name}: {received} PAKN tiếp nhận ({closed} đã xử lý, {open} đang xử lý) không rõ thuộc hành vi hay quy \
                     định hành chính, nên (4)+(5) nhỏ hơn (3)."
                )
            })
        }));
    } else {
        let at = BY_MATTER.map(|column| format!("({column})")).join(", ");
        notes.push(format!("Tệp kết xuất không có cột phân loại, nên để trống các cột {at}."));
        blank(&mut rows, &BY_MATTER);
    }
    if !evidence.has(Evidence::PAKN_PUBLISHED_AT) {
        notes.push("Tệp kết xuất không có cột ngày công khai, nên để trống cột (16).".to_owned());
        blank(&mut rows, &[PUBLISHED]);
    }
    let mut form = filling.form(
        "TÌNH HÌNH, KẾT QUẢ TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ\nVỀ HÀNH VI HÀNH CHÍNH, QUY ĐỊNH HÀNH CHÍNH",
        "Đơn vị tính: Số PAKN",
    );
    form.parts.push(FormPart { columns: COLUMNS.headings("STT", subject), rows, ..FormPart::default() });
    form.notes = notes;
    Ok(form)
}

/// Leaves columns empty that nothing fills: a zero would say that there are none.
fn blank(rows: &mut [sipas_render::FormRow], columns: &[usize]) {
    for row in rows {
        for column in columns {
            row.cells[column - 1] = Cell::Empty;
        }
    }
}

impl Filling<'_> {
    /// The columns that any export of petitions has.
    pub(super) fn report_evidence(&self) -> Evidence {
        let all = self.data.inputs().iter().filter(|input| input.kind == sipas_intake::Kind::Pakn);
        all.fold(Evidence::NONE, |all, input| all | input.evidence)
    }
}
