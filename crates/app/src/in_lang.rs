//! What the libraries refuse, in the language of the reader.

use std::io;

use sipas_core::{
    FormulaError, MergeError, Moment, MomentError, OwnIndicatorError, PartialError, PeriodError, PlanError,
    ShareError, TableError, Uncounted, Uncovered,
};
use sipas_csv::CsvError;
use sipas_excel::ExcelError;
use sipas_intake::{ProfileError, Refusal};
use sipas_render::Lang;

use crate::forms::{FormError, LevelError, MappingError, PreviousError};
use crate::{FileError, JudgeError, ReadError, SettingsError};

/// An error that people are told about.
pub trait InLang {
    /// The whole of it, on one line where it can be.
    fn in_lang(&self, lang: Lang) -> String;
}

impl InLang for Refusal {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for CsvError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for ExcelError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for FormError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for MappingError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for LevelError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for PreviousError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for ProfileError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for ReadError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::Vi { self.vi() } else { self.to_string() }
    }
}

impl InLang for FileError {
    fn in_lang(&self, lang: Lang) -> String {
        match self {
            FileError::Open { path, error } => {
                let error = io::Error::new(error.kind(), error.to_string());
                CsvError::Open { path: path.clone(), error }.in_lang(lang)
            }
            FileError::Plan { path, error } => format!("{}: {}", path.display(), error.in_lang(lang)),
            FileError::External { .. } | FileError::Figures { .. } if lang == Lang::En => self.to_string(),
            FileError::External { found, known } => {
                format!("{found:?} không phải mục tiêu đo ở nơi khác của kế hoạch; có: {known}")
            }
            FileError::Figures { path } => {
                format!("{}: cần bảng số liệu có cột id (Mã) và value (Giá trị)", path.display())
            }
            FileError::Profile(error) => error.in_lang(lang),
            FileError::Calendar { path, error } => format!("{}: {}", path.display(), error.in_lang(lang)),
        }
    }
}

/// Names the settings as the flags of the command do.
impl InLang for SettingsError {
    fn in_lang(&self, lang: Lang) -> String {
        match self {
            SettingsError::Period(error) => error.in_lang(lang),
            SettingsError::AsOf(error) => format!("--as-of: {}", error.in_lang(lang)),
            SettingsError::NotBegun { first, now } => lang.pick(
                format!("kỳ bắt đầu ngày {} chưa tới; bây giờ là {}", lang.day(*first), lang.moment(*now)),
                format!(
                    "the period that begins on {} has not begun; it is {} now",
                    lang.day(*first),
                    lang.moment(*now)
                ),
            ),
            SettingsError::NothingConcluded => lang
                .pick(
                    "chưa hồ sơ nào kết thúc nên không tự chọn được kỳ; hãy nêu --period",
                    "nothing was concluded yet, so that no period can be chosen; give --period",
                )
                .to_owned(),
        }
    }
}

impl InLang for PeriodError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            PeriodError::Form(found) => format!(
                "kỳ, trong các năm 1990 đến 2100, phải viết như 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 hoặc 2025-06-03..2025-07-15, không phải \
                 {found:?}"
            ),
            PeriodError::Backwards(found) => format!("kỳ {found:?} kết thúc trước khi bắt đầu"),
            PeriodError::AsOf { as_of, start, last } => format!(
                "thời điểm tính {} phải sau lúc bắt đầu ngày {} và không sau hết ngày {}",
                moment_of_view(*as_of),
                lang.day(*start),
                lang.day(*last)
            ),
            other => other.to_string(),
        }
    }
}

/// A midnight is the end of the day before it.
fn moment_of_view(at: Moment) -> String {
    let lang = Lang::Vi;
    if at.clock_ms() == 0 { format!("hết ngày {}", lang.day(at.day().plus(-1))) } else { lang.moment(at) }
}

fn written(error: &MomentError) -> String {
    match error {
        MomentError::NoSuchDate(text) | MomentError::OutOfRange(text) | MomentError::Form(text) => {
            text.clone()
        }
        other => other.to_string(),
    }
}

impl InLang for ShareError {
    fn in_lang(&self, lang: Lang) -> String {
        let ShareError(found) = self;
        let vi = format!("phần phải viết như 3/16, từ 1/16 đến 16/16, không phải {found:?}");
        lang.pick(vi, self.to_string())
    }
}

impl InLang for PartialError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            PartialError::Foreign => {
                "không phải kết quả từng phần: không bắt đầu bằng SIPAS; tạo bằng sipas report --partial"
                    .to_owned()
            }
            PartialError::Version(found) => {
                format!("kết quả từng phần theo định dạng {found}, bản này không đọc được")
            }
            PartialError::Damaged => "kết quả từng phần bị hỏng: mã kiểm tra không khớp".to_owned(),
            PartialError::Contradictory(what) => {
                format!("kết quả từng phần tự mâu thuẫn: các số đếm không khớp nhau ({what})")
            }
            other => format!("kết quả từng phần không đúng định dạng: {other}"),
        }
    }
}

impl InLang for MergeError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            MergeError::Settings(differ) => {
                format!("{}: {}, không phải {}", differ.setting, differ.theirs, differ.ours)
            }
            MergeError::Split => "một bên có trọn các tệp, bên kia có một phần các mã hoặc dòng".to_owned(),
            MergeError::Dealt => {
                "một bên do phiên bản cũ tạo ra, chia mã theo cách khác; hãy tạo mọi phần bằng một phiên bản"
                    .to_owned()
            }
            MergeError::Shares { ours, theirs } => format!("là phần chia {theirs}, không phải chia {ours}"),
            MergeError::ShareTwice { part, of } => format!("phần {part}/{of} có hai lần"),
            MergeError::Codes(n) => format!(
                "{n} mã có ở cả hai, và chỉ khi đọc mọi tệp trong một lần mới biết dòng nào của mã được tính: hãy chạy một lần \
                 trên mọi tệp, hoặc tạo mỗi phần từ mọi tệp bằng --part"
            ),
            MergeError::SameFiles => "được tính từ cùng những tệp".to_owned(),
            MergeError::FileTwice(path) => format!("{path} có ở cả hai"),
            MergeError::Inputs(path) => {
                format!("tệp đầu vào khác nhau, hoặc đã thay đổi giữa hai lần đọc: {path}")
            }
            MergeError::Shared(path) => format!(
                "danh mục thủ tục hoặc khảo sát khác nhau, hoặc đã thay đổi giữa hai lần đọc: {path}; mọi phần \
                 phải có cùng danh mục và khảo sát"
            ),
            MergeError::Uncounted(Uncounted { target, needed }) => format!(
                "mục tiêu {target} chỉ tính cho một số nhóm theo {needed}, mà các kết quả từng phần này không tách nhóm đó: \
                 hãy tạo lại với --by {needed}"
            ),
            MergeError::Missing { of, missing } => {
                let missing = missing.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
                format!("chia {of} phần, còn thiếu phần: {missing}")
            }
            other => other.to_string(),
        }
    }
}

impl InLang for Uncovered {
    fn in_lang(&self, lang: Lang) -> String {
        let Uncovered(year) = self;
        lang.pick(
            format!("lịch làm việc chưa có năm {year}; thêm bằng --calendar FILE.csv"),
            format!("the working calendar does not cover {year}; add it by --calendar FILE.csv"),
        )
    }
}

impl InLang for TableError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            TableError::Empty => {
                "lịch chưa có năm nào đủ ngày; dòng \"complete = 2028\" cho biết năm 2028 đã đủ".to_owned()
            }
            TableError::Gap(year) => {
                format!("lịch chưa đủ ngày của năm {year}, nằm giữa năm đầu và năm cuối của nó")
            }
            TableError::Header(found) => {
                format!("dòng 1: tiêu đề phải là date,kind,name,source,provisional, không phải {found:?}")
            }
            TableError::Complete { line, found } => {
                format!("dòng {line}: cần dạng \"complete = 2028\", không phải {found:?}")
            }
            TableError::Cells { line, found } => format!("dòng {line}: cần 3 đến 5 ô, có {found}"),
            TableError::Date { line, source } => {
                format!(
                    "dòng {line}, cột date: cần ngày có thật, dạng 2025-04-30, không phải {:?}",
                    written(source)
                )
            }
            TableError::Kind { line, found } => format!(
                "dòng {line}, cột kind: chỉ nhận holiday, compensatory_off, swapped_off, swapped_working, không phải \
                 {found:?}"
            ),
            TableError::Provisional { line, found } => {
                format!("dòng {line}, cột provisional: để trống hoặc ghi provisional, không phải {found:?}")
            }
            other => other.to_string(),
        }
    }
}

impl InLang for JudgeError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            JudgeError::Missing { target, dimension } => format!(
                "mục tiêu {target} tính cho một số nhóm theo {dimension}, mà không tệp nào có: hãy cho biết đó là cột nào, \
                 ví dụ --dimension {dimension}=\"Tiêu đề\""
            ),
            JudgeError::Dimensions(error) => {
                format!("kể cả các nhóm mà mục tiêu của kế hoạch nêu: {error}")
            }
        }
    }
}

impl InLang for OwnIndicatorError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            OwnIndicatorError::Name(name) => format!(
                "tên chỉ số riêng gồm chữ thường không dấu, chữ số và _, như debt_rate, không trùng chỉ số có sẵn; không nhận \
                 {name:?}"
            ),
            OwnIndicatorError::Formula(FormulaError::Name { text, name, known }) => {
                format!("{text:?}: không có số đếm {name:?}; các số đếm: {known}")
            }
            OwnIndicatorError::Formula(FormulaError::Operator { text, rest }) => {
                format!("{text:?}: trước {rest:?} phải có + hoặc -")
            }
            other => other.to_string(),
        }
    }
}

impl InLang for PlanError {
    fn in_lang(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            PlanError::Toml(text) => plan_toml(text),
            PlanError::Indicator { target, indicator, known } => {
                format!("mục tiêu {target}: không có chỉ số {indicator:?}; các chỉ số: {known}")
            }
            PlanError::Id(id) => {
                format!("mục tiêu {id:?}: id phải viết như IV.1, bắt đầu bằng lĩnh vực từ I đến V")
            }
            PlanError::Area { target, area } => {
                format!("mục tiêu {target}: kế hoạch không có [areas.{area}] và mục tiêu không có lead")
            }
            PlanError::Threshold { target, found, .. } if found.is_empty() => {
                format!("mục tiêu {target}: thiếu threshold, một phân số như \"99/100\"")
            }
            PlanError::Threshold { target, found, .. } => format!(
                "mục tiêu {target}: threshold hoặc factor phải là phân số như \"99/100\" hoặc số như \"86.5\" (chỉ một \
                 trong hai; bỏ trống cả hai với below_baseline và above_baseline), không phải {found:?}"
            ),
            PlanError::Statistic { target } => format!(
                "mục tiêu {target}: processing_days cần statistic = mean, median, p90, working_mean, working_median hoặc \
                 working_p90; chỉ số khác thì không"
            ),
            PlanError::Subject(target) => {
                format!("mục tiêu {target}: cần nêu một trong hai: indicator hoặc external")
            }
            PlanError::Where { target, found } => format!(
                "mục tiêu {target}: where chỉ nhận field, unit, procedure hoặc một chiều của riêng mình, mỗi chiều một tên \
                 hoặc một danh sách tên, không nhận {found:?}"
            ),
            PlanError::Deadline { target, found } => {
                format!("mục tiêu {target}: deadline phải là ngày như 2026-12-31, không phải {found:?}")
            }
            PlanError::Twice(id, tier) => format!("mục tiêu {id} ({}) có hai lần", lang.tier(*tier)),
            PlanError::Empty => "kế hoạch không có [[targets]] nào".to_owned(),
            PlanError::Own { name, error } => format!("[[indicators]] {name}: {}", error.in_lang(lang)),
            PlanError::OwnTwice(name) => format!("[[indicators]] {name} có hai lần"),
            other => other.to_string(),
        }
    }
}

/// The parser's own picture of the place, told in Vietnamese: `at line 3, column 5`, the line itself, and the message last.
fn plan_toml(text: &str) -> String {
    let number = text
        .split_once("at line ")
        .and_then(|(_, rest)| rest.split(',').next()?.trim().parse::<usize>().ok());
    let message = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    let prefix = number.map(|number| format!("{number} | "));
    let line = prefix.and_then(|prefix| {
        text.lines().find_map(|line| line.trim_start().strip_prefix(&prefix).map(str::to_owned))
    });
    let (Some(number), Some(line)) = (number, line) else {
        return format!("không đọc được TOML: {text}");
    };
    let before = "\n".repeat(number - 1);
    let at = before.len();
    sipas_intake::toml_vi(&format!("{before}{line}"), at..at, message)
}
