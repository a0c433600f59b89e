//! Random records as systems keep them, faults and all, and the tables of cells that they become.

use proptest::prelude::*;
use sipas_core::{Day, Kind};

/// The first day that the days of records are counted from: 1 June 2025.
pub(crate) fn day(offset: i32) -> Day {
    Day::from_ymd(2025, 6, 1).unwrap().plus(offset)
}

/// What is wrong with a row, for which it is rejected, or its word not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    NoCode,
    BadDate,
    EndsBefore,
    BadCount,
    OddWord,
    /// One cell more than the header has: only a text file can have it.
    TooWide,
    /// Two cells fewer.
    TooNarrow,
}

/// A dossier; words are places in their lists, days are counted from receipt.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    pub(crate) code: u16,
    pub(crate) received: i32,
    pub(crate) due: Option<i32>,
    pub(crate) put_off: Option<i32>,
    pub(crate) finished: Option<i32>,
    pub(crate) returned: Option<i32>,
    pub(crate) asked: Option<(i32, Option<i32>)>,
    pub(crate) apologised: Option<i32>,
    pub(crate) words: [usize; 11],
    pub(crate) clock: bool,
    pub(crate) fault: Fault,
}

/// A petition.
#[derive(Debug, Clone)]
pub(crate) struct Petition {
    pub(crate) code: u16,
    pub(crate) sent: i32,
    pub(crate) accepted: Option<i32>,
    pub(crate) due: Option<i32>,
    pub(crate) closed: Option<i32>,
    pub(crate) answered: Option<i32>,
    pub(crate) published: Option<i32>,
    pub(crate) transferred: Option<i32>,
    pub(crate) words: [usize; 7],
    pub(crate) fault: Fault,
}

/// The records of some exports, and the columns that these lack.
#[derive(Debug, Clone)]
pub(crate) struct Records {
    pub(crate) dossiers: Vec<Dossier>,
    pub(crate) petitions: Vec<Petition>,
    pub(crate) has_catalogue: bool,
    pub(crate) lacks: Vec<usize>,
}

/// How tables show the records.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Which of the headers of a field is taken.
    pub(crate) alias: usize,
    /// How dates are written: as each row has it, or one way throughout.
    pub(crate) dates: Option<usize>,
    /// Days by which all dates lie later.
    pub(crate) shift: i32,
}

const STATUSES: [&str; 14] = [
    "Đang xử lý",
    "Đã trả kết quả",
    "Đã xử lý xong",
    "Dừng xử lý",
    "Rút hồ sơ",
    "Từ chối",
    "Đóng hồ sơ",
    "5",
    "Chờ bổ sung",
    "Mới đăng ký",
    "Trả lại hồ sơ",
    "Chờ trả kết quả",
    "Quá hạn",
    "",
];
/// Those of them that an open dossier has after it was asked for a supplement.
const AWAITING: [&str; 3] = ["5", "Chờ bổ sung", "Trả lại hồ sơ"];
const CHANNELS: [&str; 6] = ["Trực tiếp", "Trực tuyến", "Toàn trình", "Trực tuyến một phần", "Bưu chính", ""];
const LEVELS: [&str; 3] = ["Toàn trình", "Một phần", ""];
const UNITS: [&str; 5] = ["Phòng A", "PHÒNG A.", "UBND xã B", "  Phòng   A ", ""];
const FIELDS: [&str; 4] = ["Đất đai", "Đất đai", "=1+1", ""];
const PROCEDURES: [&str; 4] = ["1.000", "1.001", "1.002", ""];
const OFFICERS: [&str; 3] = ["Cán bộ 1", "Cán bộ 2", ""];
const COUNTS: [&str; 6] = ["", "0", "1", "2", "1.0", "7"];
const MARKS: [&str; 4] = ["Có", "Không", "x", ""];
const TOPICS: [&str; 6] =
    ["Thái độ phục vụ", "Thu thêm phí, lệ phí", "Chậm trễ", "Quy định hành chính", "Khác", ""];
const KINDS: [&str; 3] = ["Phản ánh", "Kiến nghị", ""];
const PAKN_STATUSES: [&str; 7] = [
    "Đang xử lý",
    "Đã xử lý",
    "Đã công khai",
    "Từ chối tiếp nhận",
    "Chuyển cơ quan khác",
    "Hướng dẫn bổ sung",
    "",
];
/// What no list of words has.
const ODD: &str = "Chuyển bước nội bộ";

/// The columns of dossiers, each with some of its headers; those that an export may lack come last.
const DOSSIER_COLUMNS: [&[&str]; 21] = [
    &["Mã hồ sơ", "Số hồ sơ", "Số biên nhận"],
    &["Ngày tiếp nhận", "Thời gian tiếp nhận", "Ngày nhận HS"],
    &["Đơn vị xử lý", "Phòng ban", "ĐƠN VỊ THỤ LÝ"],
    &["Ngày hẹn trả", "Hạn trả kết quả", "ngày  hẹn"],
    &["Ngày hẹn lại", "Ngày hẹn trả mới"],
    &["Ngày kết thúc xử lý", "Ngày có kết quả", "Ngày hoàn thành"],
    &["Ngày trả kết quả", "Ngày trả"],
    &["Trạng thái", "Tình trạng"],
    &["Hình thức tiếp nhận", "Kênh thực hiện"],
    &["Mức độ", "Loại dịch vụ công"],
    &["Lĩnh vực", "Tên lĩnh vực"],
    &["Mã TTHC", "Mã thủ tục"],
    &["Cán bộ xử lý", "Công chức xử lý"],
    &["Số lần bổ sung", "Số lần yêu cầu bổ sung"],
    &["Số lần đi lại", "Số lần đi lại bổ sung"],
    &["Đính chính", "Cấp lại do sai sót"],
    &["Phiếu xin lỗi", "Đã xin lỗi"],
    &["Ngày xin lỗi"],
    &["Ngày yêu cầu bổ sung"],
    &["Ngày hoàn thành bổ sung", "Ngày bổ sung"],
    &["Đã số hóa", "Số hóa hồ sơ"],
];
const PAKN_COLUMNS: [&[&str]; 15] = [
    &["Mã PAKN", "Mã phản ánh", "Số PAKN"],
    &["Ngày gửi"],
    &["Đơn vị xử lý"],
    &["Ngày tiếp nhận"],
    &["Hạn xử lý"],
    &["Ngày xử lý", "Ngày hoàn thành"],
    &["Ngày trả lời", "Ngày phản hồi"],
    &["Ngày công khai"],
    &["Ngày chuyển"],
    &["Trạng thái"],
    &["Lĩnh vực", "Ngành, lĩnh vực"],
    &["Phân loại", "Chủ đề"],
    &["Loại"],
    &["Đúng thẩm quyền"],
    &["Có cơ sở"],
];
/// What every export has besides: columns that are not read, one of them of a person.
const UNREAD: [&str; 2] = ["Chủ hồ sơ", "Ghi chú"];

/// A table of cells, its header first.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) kind: Kind,
    pub(crate) rows: Vec<Vec<String>>,
}

fn fault() -> impl Strategy<Value = Fault> {
    use Fault::{BadCount, BadDate, EndsBefore, NoCode, None, OddWord, TooNarrow, TooWide};
    let faults = vec![NoCode, BadDate, EndsBefore, BadCount, OddWord, TooWide, TooNarrow];
    prop_oneof![9 => Just(None), 1 => prop::sample::select(faults)]
}

fn words<const N: usize>() -> impl Strategy<Value = [usize; N]> {
    prop::array::uniform(0..1000_usize)
}

fn sometimes(weight: f64, days: std::ops::Range<i32>) -> impl Strategy<Value = Option<i32>> {
    prop::option::weighted(weight, days)
}

prop_compose! {
    fn dossier()(
        code in 0..60_u16,
        received in -60..40_i32,
        due in sometimes(0.85, 0..30),
        put_off in sometimes(0.15, 5..50),
        finished in sometimes(0.7, 0..45),
        handed_over in sometimes(0.6, 0..20),
        asked in prop::option::weighted(0.2, (0..15_i32, sometimes(0.7, 0..10))),
        apologised in sometimes(0.15, 0..40),
        words in words(),
        clock in any::<bool>(),
        fault in fault(),
    ) -> Dossier {
        let returned = handed_over.map(|days| finished.unwrap_or_default() + days);
        let asked = asked.map(|(from, days)| (from, days.map(|days| from + days)));
        Dossier { code, received, due, put_off, finished, returned, asked, apologised, words, clock, fault }
    }
}

prop_compose! {
    fn petition()(
        code in 0..40_u16,
        sent in -60..40_i32,
        accepted in sometimes(0.8, 0..5),
        due in sometimes(0.6, 3..30),
        closed in sometimes(0.6, 0..40),
        answered in sometimes(0.5, 0..45),
        published in sometimes(0.4, 0..50),
        transferred in sometimes(0.1, 0..12),
        words in words(),
        fault in fault(),
    ) -> Petition {
        Petition { code, sent, accepted, due, closed, answered, published, transferred, words, fault }
    }
}

prop_compose! {
    /// Any exports of one office.
    pub(crate) fn records()(
        dossiers in prop::collection::vec(dossier(), 1..50),
        petitions in prop::collection::vec(petition(), 0..25),
        has_catalogue in any::<bool>(),
        lacks in prop::collection::vec(3..DOSSIER_COLUMNS.len(), 0..4),
    ) -> Records {
        Records { dossiers, petitions, has_catalogue, lacks }
    }
}

impl Records {
    /// Gives every record a code of its own.
    pub(crate) fn unique(mut self) -> Records {
        (0..).zip(&mut self.dossiers).for_each(|(code, one)| one.code = code);
        (0..).zip(&mut self.petitions).for_each(|(code, one)| one.code = code);
        self
    }

    /// Gives every petition a deadline, in a column that no export lacks: so none is counted in working days.
    pub(crate) fn with_deadlines(mut self) -> Records {
        self.petitions.iter_mut().for_each(|one| one.due = one.due.or(Some(9)));
        self.lacks.retain(|place| PAKN_COLUMNS[place % PAKN_COLUMNS.len()][0] != "Hạn xử lý");
        self
    }

    /// What an export of the day before had of these: nothing that was received later, nothing that happened later, and a status
    /// that says so.
    pub(crate) fn known_before(&self, day: i32) -> Records {
        let known = |from: i32, days: Option<i32>| days.filter(|days| from + days < day);
        let mut records = self.clone();
        // A receipt that is no date may be of any day.
        records.dossiers.retain(|one| one.received < day || one.fault == Fault::BadDate);
        records.petitions.retain(|one| one.sent < day || one.fault == Fault::BadDate);
        for one in &mut records.dossiers {
            let ends = [one.finished, one.returned];
            one.finished = known(one.received, one.finished);
            one.returned = known(one.received, one.returned);
            one.apologised = known(one.received, one.apologised);
            let asked_later = one.asked.is_some_and(|(from, _)| one.received + from >= day);
            one.asked = one.asked.filter(|_| !asked_later);
            one.asked = one.asked.map(|(from, until)| (from, known(one.received, until)));
            let is_open = one.finished.or(one.returned).is_none();
            let ended_later = is_open && ends.iter().any(Option::is_some);
            let awaits = AWAITING.contains(&word(&STATUSES, one.words[0]));
            if ended_later || is_open && asked_later && awaits {
                one.words[0] = 0;
            }
        }
        for one in &mut records.petitions {
            let ends = [one.closed, one.answered, one.published];
            let (status, closing) = (one.words[0] % PAKN_STATUSES.len(), ends.into_iter().flatten().next());
            let refusal = one.closed.or(one.answered);
            let transfer = [one.closed, one.transferred].into_iter().flatten().min();
            for at in [&mut one.accepted, &mut one.closed, &mut one.answered, &mut one.published] {
                *at = known(one.sent, *at);
            }
            one.transferred = known(one.sent, one.transferred);
            let concluded = match status {
                1 | 2 => closing,
                3 => refusal,
                4 => transfer,
                _ => None,
            };
            if concluded.is_some_and(|days| one.sent + days >= day) {
                one.words[0] = 0;
            }
        }
        records
    }

    /// Mends the rows that only a text file can have.
    pub(crate) fn in_cells(mut self) -> Records {
        let mend = |fault: &mut Fault| {
            if matches!(fault, Fault::TooWide | Fault::TooNarrow) {
                *fault = Fault::None;
            }
        };
        self.dossiers.iter_mut().for_each(|one| mend(&mut one.fault));
        self.petitions.iter_mut().for_each(|one| mend(&mut one.fault));
        self
    }

    /// All tables: of dossiers, of petitions if there are any, and the catalogue of procedures.
    pub(crate) fn tables(&self, look: Look) -> Vec<Table> {
        let mut tables = vec![self.dossiers(look)];
        if !self.petitions.is_empty() {
            tables.push(self.petitions(look));
        }
        tables.extend(self.has_catalogue.then(catalogue));
        tables
    }

    fn dossiers(&self, look: Look) -> Table {
        let rows = self.dossiers.iter().map(|one| one.cells(look)).collect();
        table(Kind::Dossiers, &DOSSIER_COLUMNS, &self.lacks, rows, look)
    }

    fn petitions(&self, look: Look) -> Table {
        let lacks: Vec<usize> = self.lacks.iter().map(|place| place % PAKN_COLUMNS.len()).collect();
        let lacks: Vec<usize> = lacks.into_iter().filter(|place| *place > 2).collect();
        let rows = self.petitions.iter().map(|one| one.cells(look)).collect();
        table(Kind::Pakn, &PAKN_COLUMNS, &lacks, rows, look)
    }
}

fn catalogue() -> Table {
    let rows = [
        ["Mã TTHC", "Tên TTHC", "Mức độ", "Thời hạn giải quyết", "Đơn vị tính", "Niêm yết tại trụ sở"],
        ["1.000", "Thủ tục một", "Toàn trình", "5", "Ngày làm việc", "Có"],
        ["1.001", "Thủ tục hai", "Một phần", "10", "Ngày", "Không"],
    ];
    Table { kind: Kind::Procedures, rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec() }
}

/// Puts cells under their headers, without the columns that the export lacks, and with those that nobody reads.
fn table(
    kind: Kind,
    columns: &[&[&str]],
    lacks: &[usize],
    rows: Vec<(Vec<String>, Fault)>,
    look: Look,
) -> Table {
    let keep = |cells: Vec<String>| -> Vec<String> {
        let kept = cells.into_iter().enumerate().filter(|(place, _)| !lacks.contains(place));
        kept.map(|(_, cell)| cell).collect()
    };
    let headers = columns.iter().map(|names| names[look.alias % names.len()].to_owned()).collect();
    let mut all = vec![[keep(headers), UNREAD.map(str::to_owned).to_vec()].concat()];
    for (n, (cells, fault)) in rows.into_iter().enumerate() {
        let unread = [format!("ZZ Người {n}"), "một, hai; \"ba\"".to_owned()];
        let mut cells = [keep(cells), unread.to_vec()].concat();
        match fault {
            Fault::TooWide => cells.push("thừa".to_owned()),
            Fault::TooNarrow => cells.truncate(cells.len() - 2),
            _ => {}
        }
        all.push(cells);
    }
    Table { kind, rows: all }
}

fn word<'w>(words: &[&'w str], place: usize) -> &'w str {
    words[place % words.len()]
}

/// A date as its row writes it. Days come first, so that a file is doubtful only where a law says so.
fn date(offset: i32, row: usize, clock: bool, look: Look) -> String {
    let day = day(offset + look.shift).date();
    let form = ["%d/%m/%Y", "%-d/%-m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"][look.dates.unwrap_or(row % 4)];
    let day = day.format(form).to_string();
    if clock { format!("{day} {:02}:{:02}", 7 + row % 11, row % 60) } else { day }
}

impl Dossier {
    fn cells(&self, look: Look) -> (Vec<String>, Fault) {
        let [status, channel, level, unit, field, procedure, officer, supplements, visits, mark, row] =
            self.words;
        let at = |days: Option<i32>| {
            let text = |days| date(self.received + days, row, self.clock, look);
            days.map(text).unwrap_or_default()
        };
        let due = |days: Option<i32>| {
            days.map(|days| date(self.received + days, row, self.clock && row.is_multiple_of(3), look))
                .unwrap_or_default()
        };
        let texts = [
            format!("H37.12-250601-{:04}", self.code),
            at(Some(0)),
            word(&UNITS, unit).to_owned(),
            due(self.due),
            due(self.put_off),
            at(self.finished),
            at(self.returned),
            word(&STATUSES, status).to_owned(),
            word(&CHANNELS, channel).to_owned(),
            word(&LEVELS, level).to_owned(),
            word(&FIELDS, field).to_owned(),
            word(&PROCEDURES, procedure).to_owned(),
            word(&OFFICERS, officer).to_owned(),
            word(&COUNTS, supplements).to_owned(),
            word(&COUNTS, visits).to_owned(),
            word(&MARKS, mark).to_owned(),
            word(&MARKS, mark / 4).to_owned(),
            at(self.apologised),
            at(self.asked.map(|(from, _)| from)),
            at(self.asked.and_then(|(_, until)| until)),
            word(&MARKS, mark / 16).to_owned(),
        ];
        let mut cells = texts.to_vec();
        match self.fault {
            Fault::NoCode => cells[0].clear(),
            Fault::BadDate => "31/04/2025".clone_into(&mut cells[1]),
            Fault::EndsBefore => cells[5] = date(self.received - 2, row, false, look),
            Fault::BadCount => "1,5".clone_into(&mut cells[13]),
            Fault::OddWord => ODD.clone_into(&mut cells[7]),
            Fault::None | Fault::TooWide | Fault::TooNarrow => {}
        }
        (cells, self.fault)
    }
}

impl Petition {
    fn cells(&self, look: Look) -> (Vec<String>, Fault) {
        let [status, topic, kind, unit, field, mark, row] = self.words;
        let at =
            |days: Option<i32>| days.map(|days| date(self.sent + days, row, false, look)).unwrap_or_default();
        let texts = [
            format!("PAKN-{:04}", self.code),
            at(Some(0)),
            word(&UNITS, unit).to_owned(),
            at(self.accepted),
            at(self.due),
            at(self.closed),
            at(self.answered),
            at(self.published),
            at(self.transferred),
            word(&PAKN_STATUSES, status).to_owned(),
            word(&FIELDS, field).to_owned(),
            word(&TOPICS, topic).to_owned(),
            word(&KINDS, kind).to_owned(),
            word(&MARKS, mark).to_owned(),
            word(&MARKS, mark / 4).to_owned(),
        ];
        let mut cells = texts.to_vec();
        match self.fault {
            Fault::NoCode => cells[0].clear(),
            Fault::BadDate => "31/04/2025".clone_into(&mut cells[1]),
            Fault::EndsBefore => cells[5] = date(self.sent - 2, row, false, look),
            Fault::OddWord => ODD.clone_into(&mut cells[9]),
            Fault::None | Fault::BadCount | Fault::TooWide | Fault::TooNarrow => {}
        }
        (cells, self.fault)
    }
}
