//! The draft of a report: the national heading, its sections, and where it is signed.

use std::io::{self, Write};

use docx_rs::{AlignmentType, Docx};
use sipas_core::{Bucket, Channel, DossierCounts, Kind, PaknBucket, PaknCounts, Report};
use sipas_render::{Block, DOTS, Document, Extras, FormHead, Lang, View, first_page};

use crate::list;
use crate::paper::{self, Look, Page, gap, heading, line, pack, paragraph};

const PAGE: Page = Page::Upright;
/// A draft has at most so many rows of a table: nobody reads more in it, and each takes 40 KB while it is written.
const MOST: usize = 2_000;

pub(crate) fn write(
    report: &Report,
    extras: &Extras<'_>,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    let nobody = FormHead::default();
    let head = extras.head.unwrap_or(&nobody);
    let lang = view.lang;
    let content = Document::of(report, view);
    let mut document = title(begin(head), report, lang);
    if lang == Lang::Vi {
        document = summary(document, report, extras);
    }
    // What was read and how it was counted comes last.
    let (how, what) = content.sections.split_at(1 + usize::from(!report.inputs.is_empty()));
    let first = first_page(report, extras, view);
    for section in first.iter().chain(what).chain(how) {
        match section.title.as_str() {
            // The first section of all and the great figures need no heading: the title is theirs.
            "" if !how.contains(section) => {}
            "" => {
                document =
                    document.add_paragraph(heading(lang.pick("Kỳ và cách tính", "Period and settings")));
            }
            title => document = document.add_paragraph(heading(title)),
        }
        for block in &section.blocks {
            document = match block {
                Block::Facts(facts) => facts.iter().fold(document, |document, (label, said)| {
                    document.add_paragraph(paragraph(&format!("{label}: {said}")))
                }),
                Block::Text(text) => document.add_paragraph(paragraph(text)),
                Block::Table(table) => {
                    let shown = list::table(&table.first(MOST), PAGE, lang);
                    let more = (table.rows.len() > MOST).then(|| paragraph(&lang.first_rows(MOST)));
                    more.into_iter().fold(document.add_table(shown).add_paragraph(gap()), Docx::add_paragraph)
                }
            };
        }
    }
    pack(end(document, head), out)
}

/// Who writes, and the national heading (Decree 30/2020, annex I).
fn begin(head: &FormHead) -> Docx {
    let centred = Look::CENTRED.size(26);
    let width = PAGE.width();
    let left = width * 3 / 8;
    let office = vec![
        (FormHead::or_dots(&head.office).to_uppercase(), centred.bold()),
        ("_______".to_owned(), centred),
        ("Số: ……/BC-……".to_owned(), centred),
    ];
    let country = vec![
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(), centred.bold().size(24)),
        ("Độc lập - Tự do - Hạnh phúc".to_owned(), centred.bold().size(28)),
        ("________________________".to_owned(), centred),
        (head.place_and_day(), centred.italic().size(28)),
    ];
    PAGE.document().add_table(paper::beside(&[(left, office), (width - left, country)])).add_paragraph(gap())
}

fn title(document: Docx, report: &Report, lang: Lang) -> Docx {
    let about = lang.pick(
        ["Tình hình, kết quả giải quyết thủ tục hành chính", "và xử lý phản ánh, kiến nghị"],
        ["Resolving administrative procedures", "and handling petitions"],
    );
    let look = Look::CENTRED.bold().size(paper::TITLE).keep();
    document
        .add_paragraph(line(lang.pick("BÁO CÁO", "REPORT"), look))
        .add_paragraph(line(about[0], look))
        .add_paragraph(line(about[1], look))
        .add_paragraph(line(&lang.period_in_words(&report.period), Look::CENTRED.italic().keep()))
        .add_paragraph(gap())
}

/// The counts as running text, in the manner of the outline 01-ĐC.
fn summary(mut document: Docx, report: &Report, extras: &Extras<'_>) -> Docx {
    let whole = report.whole();
    let texts = whole.dossiers().map(dossiers).into_iter().chain(whole.pakn().map(petitions));
    let year = extras.year_of(Kind::Dossiers).and_then(|year| Some(since_new_year(year.whole().dossiers()?)));
    for text in texts.chain(year) {
        document = document.add_paragraph(paragraph(&text));
    }
    document
}

fn dossiers(counts: &DossierCounts) -> String {
    let n = |count: u64| Lang::Vi.count(count);
    let bucket = |bucket| n(counts.get(bucket));
    let open = counts.handled() - counts.concluded();
    format!(
        "Trong kỳ tiếp nhận {} hồ sơ TTHC mới (trực tuyến {} hồ sơ), từ kỳ trước chuyển sang {} hồ sơ. Đã giải quyết {} hồ sơ; trong \
         số xác định được hạn: trước hạn {}, đúng hạn {}, quá hạn {}. Đang giải quyết {} hồ sơ, trong đó quá hạn {} hồ sơ.",
        n(counts.received),
        n(counts.channels.get(Channel::Online)),
        n(counts.carried_in),
        n(counts.concluded()),
        bucket(Bucket::Early),
        bucket(Bucket::OnTime),
        bucket(Bucket::Late),
        n(open),
        bucket(Bucket::OpenOverdue),
    )
}

fn since_new_year(counts: &DossierCounts) -> String {
    let n = |count: u64| Lang::Vi.count(count);
    format!(
        "Lũy kế từ đầu năm: tiếp nhận {} hồ sơ TTHC, từ năm trước chuyển sang {} hồ sơ; đã giải quyết {} hồ sơ, trong đó quá hạn {} hồ sơ.",
        n(counts.received),
        n(counts.carried_in),
        n(counts.concluded()),
        n(counts.get(Bucket::Late)),
    )
}

fn petitions(counts: &PaknCounts) -> String {
    let n = |count: u64| Lang::Vi.count(count);
    let bucket = |bucket| n(counts.get(bucket));
    format!(
        "Trong kỳ tiếp nhận {} phản ánh, kiến nghị (PAKN) mới, từ kỳ trước chuyển sang {} PAKN. Đã xử lý {} PAKN, trong đó quá hạn {} \
         PAKN; chuyển cơ quan có thẩm quyền {} PAKN; từ chối tiếp nhận {} PAKN. Đang xử lý đã quá hạn {} PAKN.",
        n(counts.received),
        n(counts.carried_in),
        n(counts.closed()),
        bucket(PaknBucket::ClosedLate),
        bucket(PaknBucket::Transferred),
        bucket(PaknBucket::Refused),
        bucket(PaknBucket::OpenOverdue),
    )
}

fn end(document: Docx, head: &FormHead) -> Docx {
    let small = Look::PLAIN.size(22);
    let left = vec![
        ("Nơi nhận:".to_owned(), Look::PLAIN.size(24).bold().italic()),
        (format!("- {DOTS};"), small),
        ("- Lưu: VT.".to_owned(), small),
    ];
    let centred = Look::CENTRED.align(AlignmentType::Center);
    let mut right = vec![(head.signer_title(), centred.bold())];
    right.extend(std::iter::repeat_n((String::new(), centred), 5));
    right.push((head.signed_by.trim().to_owned(), centred.bold()));
    document.add_paragraph(gap().keep_next(true)).add_table(paper::signatures(PAGE, left, right))
}
