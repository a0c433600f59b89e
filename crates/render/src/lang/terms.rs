//! The terms of the domain: one official term, one word for it.

use std::borrow::Cow;

use sipas_core::{
    Bucket, Channel, ClockEnd, DayKind, DeadlineBasis, Dimension, DossierStatus, Indicator, PaknBucket,
    Precision, Status, SupplementRule, Tier, Timing, Verdict, Window, Wording,
};

use super::Lang;

impl Lang {
    /// What an indicator is called, and what it divides.
    pub fn indicator(self, indicator: &Indicator) -> Wording {
        self.pick(indicator.vi, indicator.en)
    }

    /// A bucket of dossiers.
    pub fn bucket(self, bucket: Bucket) -> &'static str {
        match bucket {
            Bucket::Early => self.pick("trước hạn", "early"),
            Bucket::OnTime => self.pick("đúng hạn", "on time"),
            Bucket::Late => self.pick("trễ hạn", "late"),
            Bucket::FinishedUnmeasurable => {
                self.pick("có kết quả, không xác định được hạn", "finished, no deadline known")
            }
            Bucket::Withdrawn => self.pick("tổ chức, cá nhân rút hồ sơ", "withdrawn"),
            Bucket::Stopped => self.pick("dừng giải quyết", "stopped"),
            Bucket::OpenWithinDue => self.pick("đang giải quyết, trong hạn", "open, within due"),
            Bucket::OpenOverdue => self.pick("đang giải quyết, quá hạn", "open, overdue"),
            Bucket::Suspended => self.pick("tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính", "suspended"),
            Bucket::OpenUnmeasurable => {
                self.pick("đang giải quyết, không xác định được hạn", "open, no deadline known")
            }
            Bucket::NotAccepted => self.pick("chưa hoặc không được tiếp nhận", "not accepted"),
            Bucket::Undated => self.pick("đã kết thúc, không rõ ngày", "concluded, date unknown"),
            Bucket::OutOfPeriod => self.pick("ngoài kỳ", "out of the period"),
            Bucket::ClosedUnanswered => {
                self.pick("đóng hồ sơ do không bổ sung", "closed, supplement never brought")
            }
        }
    }

    /// A bucket of petitions.
    pub fn pakn_bucket(self, bucket: PaknBucket) -> &'static str {
        match bucket {
            PaknBucket::ClosedInTime => self.pick("xử lý xong trong hạn", "closed in time"),
            PaknBucket::ClosedLate => self.pick("xử lý xong quá hạn", "closed late"),
            PaknBucket::Transferred => self.pick("chuyển cơ quan khác", "transferred"),
            PaknBucket::OpenWithinDue => self.pick("đang xử lý, trong hạn", "open, within due"),
            PaknBucket::OpenOverdue => self.pick("đang xử lý, quá hạn", "open, overdue"),
            PaknBucket::UnmeasurableClosed => {
                self.pick("xử lý xong, không xác định được hạn", "closed, no deadline known")
            }
            PaknBucket::UnmeasurableOpen => {
                self.pick("đang xử lý, không xác định được hạn", "open, no deadline known")
            }
            PaknBucket::Undated => self.pick("không rõ ngày nhận hoặc ngày xong", "dates unknown"),
            PaknBucket::OutOfPeriod => self.pick("ngoài kỳ", "out of the period"),
            PaknBucket::Refused => self.pick("từ chối tiếp nhận", "refused"),
        }
    }

    /// A count of dossiers by its name in JSON and on the command line, or what else a list can be of; a name that
    /// is none of them is given back.
    pub fn dossier_count(self, name: &str) -> Cow<'static, str> {
        let bucket = Bucket::ALL.into_iter().find(|bucket| bucket.name() == name);
        let words = match (bucket, name) {
            (Some(bucket), _) => self.bucket(bucket),
            (_, "received") => self.pick("tiếp nhận trong kỳ", "received"),
            (_, "carried_in") => self.pick("kỳ trước chuyển sang", "carried in"),
            (_, "stopped_late") => self.pick("dừng giải quyết sau hạn", "stopped late"),
            (_, "refused") => self.pick("kết quả là từ chối giải quyết", "results that are refusals"),
            (_, "rejected") => self.pick("dòng lỗi", "rejected"),
            (_, "duplicate") => self.pick("trùng mã", "duplicate"),
            (_, "skipped") => self.pick("bỏ qua", "skipped"),
            (_, "due-soon") => self.pick("sắp đến hạn", "due soon"),
            (_, "no-apology") => self.pick("trễ, quá hạn chưa có phiếu xin lỗi", "late, without an apology"),
            (_, "repeat-visit") => self.pick("phải đi lại", "repeat visit"),
            (_, "all") => self.pick("tất cả", "all"),
            _ => return name.to_owned().into(),
        };
        words.into()
    }

    /// A count of petitions by its name in JSON; a name that is none of them is given back.
    pub fn pakn_count(self, name: &str) -> Cow<'static, str> {
        let bucket = PaknBucket::ALL.into_iter().find(|bucket| bucket.name() == name);
        let words = match (bucket, name) {
            (Some(bucket), _) => self.pakn_bucket(bucket),
            (_, "received") => self.pick("tiếp nhận trong kỳ", "received"),
            (_, "carried_in") => self.pick("kỳ trước chuyển sang", "carried in"),
            (_, "unmeasurable") => self.pick("không xác định được hạn", "no deadline known"),
            _ => return name.to_owned().into(),
        };
        words.into()
    }

    /// What a group is made of.
    pub fn dimension(self, dimension: Dimension) -> &'static str {
        match dimension {
            Dimension::Unit => self.pick("Đơn vị", "Unit"),
            Dimension::Officer => self.pick("Cán bộ", "Officer"),
            Dimension::Field => self.pick("Lĩnh vực", "Field"),
            Dimension::Procedure => self.pick("Thủ tục", "Procedure"),
            Dimension::Channel => self.pick("Hình thức tiếp nhận", "Channel"),
            Dimension::Month => self.pick("Tháng kết thúc", "Month of end"),
            Dimension::Own(_) => dimension.name(),
        }
    }

    /// The value of a key: an empty one is not known; channels and months have words.
    pub fn key(self, dimension: Dimension, value: &str) -> Cow<'_, str> {
        let words = match (dimension, value) {
            (_, "") => self.unknown(),
            (Dimension::Month, "open") => self.pick("(đang giải quyết)", "(open)"),
            (Dimension::Month, "none") => self.pick("(không tính)", "(none)"),
            (Dimension::Month, month) => match (self, month.split_once('-')) {
                (Lang::Vi, Some((year, month))) => return format!("{month}/{year}").into(),
                _ => return month.to_owned().into(),
            },
            (Dimension::Channel, name) => {
                match Channel::ALL.into_iter().find(|channel| channel.name() == name) {
                    Some(channel) => self.channel(channel),
                    None => return name.to_owned().into(),
                }
            }
            _ => return value.to_owned().into(),
        };
        words.into()
    }

    /// What stands for an empty unit, officer, field or procedure.
    pub fn unknown(self) -> &'static str {
        self.pick("(không rõ)", "(unknown)")
    }

    /// How a dossier came in.
    pub fn channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::Online => self.pick("trực tuyến", "online"),
            Channel::InPerson => self.pick("trực tiếp", "in person"),
            Channel::Postal => self.pick("bưu chính công ích", "postal"),
            Channel::Unknown => self.unknown(),
        }
    }

    /// The state of a dossier, as the national ten are called.
    pub fn dossier_status(self, status: DossierStatus) -> &'static str {
        match status {
            DossierStatus::Unknown => self.unknown(),
            DossierStatus::Registered => self.pick("mới đăng ký", "registered"),
            DossierStatus::Accepted => self.pick("được tiếp nhận", "accepted"),
            DossierStatus::NotAccepted => self.pick("không được tiếp nhận", "not accepted"),
            DossierStatus::Processing => self.pick("đang xử lý", "processing"),
            DossierStatus::AwaitingSupplement => self.pick("yêu cầu bổ sung giấy tờ", "awaiting supplement"),
            DossierStatus::AwaitingPayment => {
                self.pick("yêu cầu thực hiện nghĩa vụ tài chính", "awaiting payment")
            }
            DossierStatus::Withdrawn => self.pick("tổ chức, cá nhân yêu cầu rút hồ sơ", "withdrawn"),
            DossierStatus::Stopped => self.pick("dừng giải quyết", "stopped"),
            DossierStatus::Finished => self.pick("đã xử lý xong", "finished"),
            DossierStatus::Returned => self.pick("đã trả kết quả", "returned"),
            DossierStatus::Refused => self.pick("từ chối giải quyết", "refused"),
            DossierStatus::Closed => self.pick("đóng hồ sơ do quá hạn bổ sung", "closed unanswered"),
        }
    }

    /// Whether there is a figure.
    pub fn status(self, status: Status) -> &'static str {
        match status {
            Status::Measured => self.pick("đo được", "measured"),
            Status::NoData => self.pick("không có dữ liệu", "no data"),
            Status::NotMeasurable => self.pick("không đo được", "not measurable"),
        }
    }

    /// What a figure means for a target.
    pub fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Met => self.pick("đạt", "met"),
            Verdict::Missed => self.pick("không đạt", "missed"),
            Verdict::NoData => self.status(Status::NoData),
            Verdict::NotMeasurable => self.status(Status::NotMeasurable),
        }
    }

    /// How much a target binds.
    pub fn tier(self, tier: Tier) -> &'static str {
        match tier {
            Tier::Commitment => self.pick("cam kết", "commitment"),
            Tier::ExpectedResult => self.pick("phấn đấu", "expected"),
        }
    }

    /// When a task is due.
    pub fn timing(self, timing: Timing) -> &'static str {
        match timing {
            Timing::Continuous => self.pick("thường xuyên", "continuous"),
            Timing::EventDriven => self.pick("khi phát sinh", "event driven"),
        }
    }

    /// Why a day differs from its weekday.
    pub fn day_kind(self, kind: DayKind) -> &'static str {
        match kind {
            DayKind::Holiday => self.pick("nghỉ lễ, tết", "holiday"),
            DayKind::CompensatoryOff => self.pick("nghỉ bù", "compensatory day off"),
            DayKind::SwappedOff => self.pick("nghỉ hoán đổi", "swapped day off"),
            DayKind::SwappedWorking => self.pick("làm bù", "swapped working day"),
        }
    }

    /// How months, quarters and years are cut.
    pub fn window(self, window: Window) -> &'static str {
        match window {
            Window::Calendar => self.pick("tháng, quý, năm theo lịch", "calendar months, quarters, years"),
            Window::Reporting => {
                self.pick("kỳ báo cáo (từ ngày 15 đến ngày 14)", "reporting (from the 15th to the 14th)")
            }
        }
    }

    /// What kind of export a file is; a name that is no kind is given back.
    pub fn input_kind(self, kind: &'static str) -> &'static str {
        match kind {
            "dossiers" => self.pick("hồ sơ", "dossiers"),
            "pakn" => self.pick("PAKN", "PAKN"),
            "procedures" => self.pick("danh mục TTHC", "procedures"),
            "survey" => self.pick("khảo sát", "survey"),
            other => other,
        }
    }

    /// How much an issue weighs; a name that is no severity is given back.
    pub fn severity(self, severity: &'static str) -> &'static str {
        match severity {
            "note" => self.pick("ghi chú", "note"),
            "warning" => self.pick("cảnh báo", "warning"),
            "reject" => self.pick("lỗi", "rejected"),
            other => other,
        }
    }

    /// Which date ends the clock.
    pub(crate) fn clock_end(self, end: ClockEnd) -> &'static str {
        match end {
            ClockEnd::Finished => self.pick("ngày kết thúc xử lý", "the end of processing"),
            ClockEnd::Returned => self.pick("ngày trả kết quả", "the return of the result"),
        }
    }

    /// What the deadline is. An export may hold the new appointment in the place of the first, since the desk overwrites it.
    pub(crate) fn deadline(self, basis: DeadlineBasis) -> &'static str {
        match basis {
            DeadlineBasis::Original => {
                self.pick("hạn như tệp kết xuất ghi", "the deadline is as the export has it")
            }
            DeadlineBasis::Current => self.pick(
                "hạn là ngày gia hạn hoặc hẹn lại, nếu có",
                "the deadline is the extension or new appointment, if any",
            ),
        }
    }

    /// Whether days or instants are compared.
    pub(crate) fn precision(self, precision: Precision) -> &'static str {
        match precision {
            Precision::Day => self.pick("so theo ngày", "days compared"),
            Precision::Instant => self.pick("so theo giờ", "instants compared"),
        }
    }

    /// Whether waiting for a supplement stops the clock.
    pub(crate) fn supplement(self, rule: SupplementRule) -> &'static str {
        match rule {
            SupplementRule::AsRecorded => {
                self.pick("không trừ thời gian chờ bổ sung", "waiting for supplements counts")
            }
            SupplementRule::Pause => {
                self.pick("trừ thời gian chờ bổ sung", "waiting for supplements does not count")
            }
            SupplementRule::Restart => {
                self.pick("tính lại thời hạn từ khi bổ sung đủ", "terms begin anew with a complete dossier")
            }
        }
    }
}
