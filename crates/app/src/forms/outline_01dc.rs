//! Items I.6 and I.7 of the outline 01-ĐC/BTP/KSTT: petitions and dossiers as running text.

use sipas_core::{Channel, Evidence, PaknBucket};
use sipas_render::{Align, Cell, DOTS, Form, FormColumn, FormPart, FormRow, Lang, Level};

use super::notes::Numbers;
use super::record::{Dossier, Matter, Petition};
use super::{Column, Filling, FormError, InProgress, Resolved};

/// A figure of an item: the name for programs, what it is, and how many; `None` where exports do not tell it.
type Figure = (&'static str, &'static str, Option<u64>);

pub(super) const NUMBERS: Numbers = Numbers {
    resolved: ["Mục I.7, số trước hạn", "Mục I.7, số đúng hạn", "Mục I.7, số quá hạn"],
    in_progress: ["Mục I.7, số trong hạn", "Mục I.7, số đang quá hạn"],
    unknown_channel: "Mục I.7, số trực tiếp, qua dịch vụ bưu chính",
    unknown_level: None,
    remark: "",
};

#[allow(clippy::unnecessary_wraps, reason = "in the table of forms, others may refuse")]
pub(super) fn fill(filling: &Filling<'_>) -> Result<Form, FormError> {
    let mut form =
        filling.form("TÌNH HÌNH, KẾT QUẢ THỰC HIỆN\nKIỂM SOÁT THỦ TỤC HÀNH CHÍNH (MỤC I.6, I.7)", "");
    form.parts.push(petitions(filling));
    form.parts.push(dossiers(filling));
    Ok(form)
}

/// I.6.
fn petitions(filling: &Filling<'_>) -> FormPart {
    let has_pakn = filling.report.whole().pakn().is_some();
    let evidence = filling.report_evidence();
    let all: Vec<Petition> = filling.petitions().map(|(_, one)| one).collect();
    let count =
        |of: &dyn Fn(&Petition) -> bool| has_pakn.then(|| all.iter().filter(|one| of(one)).count() as u64);
    let is = |bucket: PaknBucket| count(&|one| one.bucket == bucket);
    let of = |matter: Matter| {
        let told = evidence.has(Evidence::TOPIC);
        count(&|one| one.is_handled() && one.matter() == Some(matter)).filter(|_| told)
    };
    let figures: Vec<Figure> = vec![
        ("classified", "PAKN được phân loại", count(&|one| one.bucket.is_handled())),
        ("refused", "từ chối tiếp nhận", is(PaknBucket::Refused)),
        ("asked_to_supplement", "đề nghị bổ sung thông tin", None),
        ("transferred", "chuyển cơ quan có thẩm quyền", is(PaknBucket::Transferred)),
        ("answered_by_mail_only", "chỉ trả lời qua thư điện tử", None),
        ("handled", "PAKN tiếp nhận để xử lý", count(&|one| one.is_handled())),
        ("received", "tiếp nhận mới trong kỳ", count(&|one| one.is_handled() && one.is_new())),
        ("carried_in", "từ kỳ trước chuyển sang", count(&|one| one.is_handled() && !one.is_new())),
        ("regulation", "về quy định hành chính", of(Matter::Regulation)),
        ("conduct", "về hành vi hành chính", of(Matter::Conduct)),
        ("closed", "PAKN đã xử lý", count(&|one| one.is_closed())),
        (
            "published",
            "đã đăng tải công khai kết quả",
            count(&|one| one.is_closed() && one.is_published)
                .filter(|_| evidence.has(Evidence::PAKN_PUBLISHED_AT)),
        ),
        ("open", "PAKN đang xử lý", count(&|one| one.is_open())),
        ("overdue", "quá hạn", is(PaknBucket::OpenOverdue)),
    ];
    let n = |id: &str| shown(&figures, id);
    let paragraphs = vec![
        format!(
            "a) Tiếp nhận, phân loại {} PAKN; trong đó: từ chối tiếp nhận {} PAKN; đề nghị bổ sung thông tin {} PAKN; chuyển cơ quan \
             có thẩm quyền {} PAKN; chỉ trả lời qua thư điện tử {} PAKN.",
            n("classified"),
            n("refused"),
            n("asked_to_supplement"),
            n("transferred"),
            n("answered_by_mail_only"),
        ),
        format!(
            "b) Số PAKN tiếp nhận để xử lý: {} (tiếp nhận mới trong kỳ: {}; từ kỳ trước chuyển sang: {}); trong đó: {} PAKN về quy \
             định hành chính, {} PAKN về hành vi hành chính.",
            n("handled"),
            n("received"),
            n("carried_in"),
            n("regulation"),
            n("conduct"),
        ),
        format!(
            "c) Đã xử lý {} PAKN, trong đó {} PAKN đã được đăng tải công khai kết quả.",
            n("closed"),
            n("published")
        ),
        format!("d) Đang xử lý {} PAKN, trong đó {} PAKN đã quá hạn.", n("open"), n("overdue")),
    ];
    let title =
        "6. Về tiếp nhận, xử lý phản ánh, kiến nghị (PAKN) về hành vi hành chính, quy định hành chính";
    part("I.6", title, paragraphs, &figures)
}

/// I.7.
fn dossiers(filling: &Filling<'_>) -> FormPart {
    let has_dossiers = filling.report.whole().dossiers().is_some();
    let all: Vec<Dossier> = filling.dossiers().map(|(_, one)| one).collect();
    let count =
        |of: &dyn Fn(&Dossier) -> bool| has_dossiers.then(|| all.iter().filter(|one| of(one)).count() as u64);
    let resolved = |column: Resolved| count(&|one| one.is_in(Column::Resolved(column)));
    let open = |column: InProgress| count(&|one| one.is_in(Column::InProgress(column)));
    let figures: Vec<Figure> = vec![
        ("received_total", "hồ sơ tiếp nhận", count(&Dossier::is_handled)),
        ("received_new", "tiếp nhận mới trong kỳ", count(&Dossier::is_new)),
        ("received_online", "trực tuyến", count(&|one| one.came(Channel::Online))),
        (
            "received_other",
            "trực tiếp, qua dịch vụ bưu chính",
            count(&|one| one.is_new() && !one.came(Channel::Online)),
        ),
        ("carried_in", "từ kỳ trước chuyển sang", count(&Dossier::is_carried_in)),
        ("resolved_total", "hồ sơ đã giải quyết", count(&Dossier::is_resolved)),
        ("early", "trước hạn", resolved(Resolved::Early)),
        ("on_time", "đúng hạn", resolved(Resolved::OnTime)),
        ("late", "quá hạn", resolved(Resolved::Late)),
        ("in_progress_total", "hồ sơ đang giải quyết", count(&Dossier::is_open)),
        ("within_due", "trong hạn", open(InProgress::WithinDue)),
        ("overdue", "quá hạn", open(InProgress::Overdue)),
    ];
    let n = |id: &str| shown(&figures, id);
    let paragraphs = vec![
        format!(
            "a) Số hồ sơ TTHC tiếp nhận: {}; trong đó: tiếp nhận mới trong kỳ {} hồ sơ (trực tuyến {} hồ sơ; trực tiếp, qua dịch vụ bưu \
             chính {} hồ sơ), từ kỳ trước chuyển sang {} hồ sơ.",
            n("received_total"),
            n("received_new"),
            n("received_online"),
            n("received_other"),
            n("carried_in"),
        ),
        format!(
            "b) Số hồ sơ đã giải quyết: {}; trong đó: trước hạn {} hồ sơ, đúng hạn {} hồ sơ, quá hạn {} hồ sơ.",
            n("resolved_total"),
            n("early"),
            n("on_time"),
            n("late"),
        ),
        format!(
            "c) Số hồ sơ đang giải quyết: {}; trong đó: trong hạn {} hồ sơ, quá hạn {} hồ sơ.",
            n("in_progress_total"),
            n("within_due"),
            n("overdue"),
        ),
    ];
    part("I.7", "7. Về giải quyết thủ tục hành chính (TTHC)", paragraphs, &figures)
}

/// The figure of that name, or dots where it is to be filled in by hand.
fn shown(figures: &[Figure], id: &str) -> String {
    let figure = figures.iter().find(|(name, ..)| *name == id).and_then(|(.., n)| *n);
    figure.map_or_else(|| DOTS.to_owned(), |n| Lang::Vi.count(n))
}

fn part(id: &'static str, title: &str, paragraphs: Vec<String>, figures: &[Figure]) -> FormPart {
    let count = FormColumn { align: Align::Right, ..FormColumn::text("count", "Số lượng", "", 46) };
    let row = |(name, what, n): &Figure| FormRow {
        level: Level::Detail,
        cells: vec![Cell::text(*name), Cell::text(*what), n.map_or(Cell::Empty, Cell::count)],
    };
    FormPart {
        id,
        title: title.to_owned(),
        paragraphs,
        columns: vec![
            FormColumn::for_programs("figure", "Chỉ tiêu"),
            FormColumn::text("what", "Nội dung", "", 46),
            count,
        ],
        rows: figures.iter().map(row).collect(),
    }
}
