use anyhow::{Result, bail};
use sipas_app::Keep;
use sipas_core::decision766::{
    self, Catalogue, Element, Points, ProgressTally, Score766, ScoreLine, Timeliness, TooFew,
};
use sipas_core::{Bucket, Clock, Evidence, PaknBucket, Placement};
use sipas_engine::{Dataset, DossierLine};
use sipas_intake::Kind;
use sipas_render::{Cell, Column, Lang, Table, Tone};

use super::spare_inputs;
use crate::args::{CommonArgs, Score766Args};
use crate::exit::Exit;
use crate::job::Settings;
use crate::messages::Messages;
use crate::output::Output;
use crate::read::Job;
use crate::rejects;

pub(super) fn run(args: &Score766Args, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    if args.clock.precision.is_some() || args.clock.supplement.is_some() {
        bail!(lang.pick(
            "score766 luôn so theo giờ phút và trừ thời gian chờ bổ sung: không đi cùng --precision, --supplement",
            "score766 always compares instants and takes off the time of supplements: without --precision, --supplement",
        ));
    }
    let settings = Settings::resolve(&args.clock, lang)?;
    let job = Job::resolve(&args.inputs, None, messages)?.accepting(&args.accepted.codes);
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;
    let loaded = job.read(Keep::Everything, messages)?;
    if let Some(target) = &args.inputs.rejects {
        rejects::write(&loaded.data, target, messages)?;
    }
    let (mut clock, _) = settings.clock(&loaded.data, &loaded.profiles(), messages)?;
    clock.policy = decision766::policy(clock.policy);

    let scored = Scored::of(&loaded.data, &clock);
    scored.tell(&loaded.data, messages);
    let table =
        if args.which_lost { scored.lost(&loaded.data, &clock, lang) } else { scored.table(&clock, lang) };
    output.table(&table)?;
    Ok(loaded.exit())
}

/// The scores, and the dossiers that stand late.
struct Scored<'d> {
    score: Score766,
    progress: ProgressTally,
    late: Vec<(DossierLine<'d>, Placement<Bucket>, Timeliness)>,
}

impl<'d> Scored<'d> {
    fn of(data: &'d Dataset, clock: &'d Clock) -> Scored<'d> {
        let catalogue = Catalogue::new(data.procedures().filter_map(|procedure| procedure.term));
        let (mut progress, mut late) = (ProgressTally::default(), Vec::new());
        for line in data.dossier_lines(clock) {
            let placed = catalogue.place(clock, &line.facts, line.placed);
            let timeliness = Timeliness::of(&line.facts, &placed);
            progress.observe(timeliness);
            if timeliness.is_lost() {
                late.push((line, placed, timeliness));
            }
        }
        let whole = data.tally(clock, &[]).whole;
        let has = |kind| data.inputs().iter().any(|input| input.kind == kind);
        let score = Score766::new(
            has(Kind::Dossiers).then_some(&progress),
            has(Kind::Pakn).then_some(&whole.pakn.counts),
        );
        Scored { score, progress, late }
    }

    /// What the figures cannot say themselves.
    fn tell(&self, data: &Dataset, messages: Messages) {
        let lang = messages.lang;
        messages.note(lang.pick(
            "công thức theo mô tả của một quản trị viên, không phải văn bản của Quyết định 766/QĐ-TTg; xem --help",
            "the formulas are an administrator's description, not the text of Decision 766/QĐ-TTg; see --help",
        ));
        if self.score.lines.iter().any(|line| line.element.is_at_most() && line.points.is_ok()) {
            messages.note(lang.pick(
                "hài lòng là nhiều nhất: không cột nào ghi ai không hài lòng, phản ánh lại hay khiếu nại, chỉ trừ những gì quá hạn",
                "satisfaction is at most that: no column tells who was dissatisfied, repeated or complained; what is overdue is \
                 taken off",
            ));
        }
        let none = self.progress.no_deadline();
        if none > 0 {
            messages.warning(&lang.pick(
                format!("{none} hồ sơ không có ngày hẹn và không có thời hạn trong danh mục: không tính vào tiến độ"),
                format!("{none} dossiers have no appointment and no term in a catalogue: not in the progress"),
            ));
        }
        let counts = |evidence: &Evidence| evidence.has(Evidence::SUPPLEMENT_REQUESTS);
        let dossiers = data.evidence().into_iter().filter(|evidence| evidence.has(Evidence::DOSSIERS));
        if dossiers.clone().any(|evidence| !counts(&evidence)) {
            messages.warning(lang.pick(
                "có tệp kết xuất không có cột số lần yêu cầu bổ sung: ở đó không biết hồ sơ nào bị yêu cầu quá một lần",
                "an export has no column of supplement requests: of its dossiers nobody knows which had more than one",
            ));
        }
    }

    fn table(&self, clock: &Clock, lang: Lang) -> Table {
        let columns = vec![
            Column::left("element", lang.pick("Mục", "Element")),
            Column::right("numerator", lang.pick("Tử số", "Met")),
            Column::right("denominator", lang.pick("Mẫu số", "Of")),
            Column::right("rate", lang.pick("Tỷ lệ", "Rate")),
            Column::right("points", lang.pick("Điểm", "Points")),
            Column::right("most", lang.pick("Tối đa", "Most")),
            Column::right("lost", lang.pick("Mất", "Lost")),
            Column::right("each", lang.pick("Điểm mất mỗi hồ sơ", "Each costs")),
            Column::left("note", lang.pick("Ghi chú", "Note")),
        ];
        let row = |line: &ScoreLine| {
            let known = line.points != Err(TooFew::NoExport) && line.rate.denominator > 0;
            let count = |n| if known { Cell::count(n) } else { Cell::Empty };
            let percent =
                line.rate.percent(2).map_or(Cell::Empty, |shown| Cell::Percent { rate: line.rate, shown });
            vec![
                Cell::term(line.element.name(), element(line.element, lang)),
                count(line.rate.numerator),
                count(line.rate.denominator),
                percent,
                points(line.points.ok(), 2),
                Cell::count(line.element.most()),
                points(line.lost(), 2),
                points(line.cost_of_one(), 4),
                note(line, lang),
            ]
        };
        let mut rows: Vec<_> = self.score.lines.iter().map(row).collect();
        let (total, most) = self.score.total();
        rows.push(vec![
            Cell::Term {
                id: "total".into(),
                text: lang.pick("Các mục chấm được", "All that could be scored").to_owned(),
                tone: Tone::Strong,
            },
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            points(Some(total), 2),
            Cell::count(most),
            points(Some(total.missing_to(most)), 2),
            Cell::Empty,
            Cell::Empty,
        ]);
        let what = lang.pick(
            "Điểm theo cách tính được mô tả của Quyết định 766",
            "Scores as Decision 766 was described",
        );
        Table { title: format!("{}, {what}", lang.period(&clock.period)), columns, rows }
    }

    /// The records that cost points, and how many each.
    fn lost(&self, data: &Dataset, clock: &Clock, lang: Lang) -> Table {
        let columns = vec![
            Column::left("element", lang.pick("Mục", "Element")),
            Column::left("code", lang.pick("Mã", "Code")),
            Column::left("unit", lang.pick("Đơn vị", "Unit")),
            Column::left("officer", lang.pick("Cán bộ", "Officer")),
            Column::left("reason", lang.pick("Vì sao", "Why")),
            Column::left("deadline", lang.pick("Ngày hẹn trả", "Deadline")),
            Column::left("end", lang.pick("Ngày có kết quả", "End")),
            Column::right("points", lang.pick("Mất điểm", "Points lost")),
        ];
        let named = |of: Element| Cell::term(of.name(), element(of, lang));
        let cost = |of: Element| {
            let line = self.score.lines.iter().find(|line| line.element == of);
            points(line.and_then(ScoreLine::cost_of_one), 4)
        };
        let costs = |of: &Element| {
            let line = self.score.lines.iter().find(|line| line.element == *of);
            line.and_then(ScoreLine::lost).is_some_and(|lost| lost != Points::ZERO)
        };
        let dossiers = self.late.iter().flat_map(|(line, placed, timeliness)| {
            let lost = match timeliness {
                Timeliness::Late => &[Element::Progress, Element::Reception][..],
                _ => &[Element::Progress][..],
            };
            lost.iter().filter(|of| costs(of)).map(|of| {
                vec![
                    named(*of),
                    Cell::text(&line.code),
                    Cell::text(line.texts.unit),
                    Cell::text(line.texts.officer),
                    Cell::term(timeliness.name(), reason(*timeliness, placed.bucket, lang)),
                    Cell::date(placed.deadline),
                    Cell::date(placed.end),
                    cost(*of),
                ]
            })
        });
        let late = |bucket| matches!(bucket, PaknBucket::ClosedLate | PaknBucket::OpenOverdue);
        let petitions: Vec<_> = data.pakn_lines(clock).filter(|line| late(line.placed.bucket)).collect();
        let petitions = petitions.iter().flat_map(|line| {
            [Element::PaknTimeliness, Element::PaknSatisfaction].map(|of| {
                vec![
                    named(of),
                    Cell::text(line.code),
                    Cell::text(line.unit),
                    Cell::Empty,
                    Cell::term(line.placed.bucket.name(), lang.pakn_bucket(line.placed.bucket)),
                    Cell::date(line.placed.deadline),
                    Cell::date(line.placed.end),
                    cost(of),
                ]
            })
        });
        let rows = dossiers.chain(petitions).collect();
        let what = lang.pick("hồ sơ và PAKN làm mất điểm", "dossiers and petitions that cost points");
        Table { title: format!("{}, {what}", lang.period(&clock.period)), columns, rows }
    }
}

/// Rounded half up from the exact fraction, the same in every format; the fraction follows from the counts beside it.
fn points(points: Option<Points>, decimals: u32) -> Cell {
    let shown = points.and_then(|points| points.shown(decimals).parse().ok());
    shown.map_or(Cell::Empty, |value| Cell::Decimal(value, decimals as usize))
}

fn element(element: Element, lang: Lang) -> &'static str {
    match element {
        Element::Progress => lang.pick("Tiến độ giải quyết hồ sơ", "Progress of dossiers"),
        Element::PaknTimeliness => lang.pick("Xử lý PAKN đúng hạn", "Petitions handled in time"),
        Element::PaknSatisfaction => lang.pick("Hài lòng về xử lý PAKN", "Satisfaction with petitions"),
        Element::Reception => {
            lang.pick("Hài lòng về tiếp nhận, giải quyết", "Satisfaction with the reception")
        }
    }
}

fn reason(timeliness: Timeliness, bucket: Bucket, lang: Lang) -> &'static str {
    match timeliness {
        Timeliness::Supplements => {
            lang.pick("yêu cầu bổ sung quá một lần", "more than one supplement request")
        }
        _ => lang.bucket(bucket),
    }
}

fn note(line: &ScoreLine, lang: Lang) -> Cell {
    let empty = line.rate.denominator == 0;
    let (id, text) = match (line.points, line.element) {
        (Err(TooFew::NoExport), _) => ("no_export", lang.pick("không có tệp kết xuất", "no export")),
        (Err(TooFew::Nothing), _) => ("nothing", lang.pick("không có gì để chấm", "nothing to score")),
        (Ok(_), Element::Reception) if empty => ("empty", lang.pick("không có hồ sơ: 0", "no dossier: 0")),
        // Only petitions have points of nothing.
        (Ok(_), _) if empty => ("none", lang.pick("không có PAKN: đủ điểm", "no petition: full marks")),
        (Ok(_), element) if element.is_at_most() => ("at_most", lang.pick("nhiều nhất", "at most")),
        _ => return Cell::Empty,
    };
    Cell::term(id, text)
}
