//! What is said of dossiers that somebody has to see to.

use super::Lang;
use crate::push::{PushCount, PushRow};

labels! {
    push "Việc cần đôn đốc" "To be pressed";
    code "Mã hồ sơ" "Code";
    procedure_name "Thủ tục" "Procedure";
    officer "Cán bộ" "Officer";
    received_on "Ngày tiếp nhận" "Received";
    due_on "Ngày hẹn trả" "Due";
    state "Tình trạng" "State";
    longest_overdue "Quá hạn lâu nhất" "Longest overdue";
    answer_why "Lý do chậm" "Reason";
    answer_deadline "Hẹn trả lại ngày" "New date";
    answer_who "Người chịu trách nhiệm" "Who answers for it";
    due_soon_label "Sắp đến hạn" "Due soon";
    who "Đơn vị, cán bộ" "Unit, officer";
    by_units "Theo đơn vị" "By unit";
    push_all "Toàn bộ việc cần đôn đốc" "All that is to be pressed";
    the_rest_in_lists "Các hồ sơ còn lại ở phần “Toàn bộ việc cần đôn đốc” và trong bảng tính." "The others are under “All that is to be pressed”, and in the workbook.";
    figure_label "Chỉ tiêu" "Figure";
    result_label "Kết quả" "Result";
    note_label "So sánh, mục tiêu" "Change and target";
    nothing_to_push "Không có hồ sơ nào đang quá hạn hay sắp đến hạn." "No dossier is overdue or due soon.";
}

impl Lang {
    /// How long a dossier is overdue.
    pub(crate) fn overdue_by(self, row: &PushRow) -> String {
        match (row.working_days, row.days) {
            (Some(0), _) => self.pick("quá hạn trong ngày", "overdue today").to_owned(),
            (Some(n), _) => {
                self.pick(format!("quá hạn {n} ngày làm việc"), format!("{n} working days overdue"))
            }
            (None, Some(n)) => self.pick(format!("quá hạn {n} ngày"), format!("{n} days overdue")),
            (None, None) => self.pick("quá hạn", "overdue").to_owned(),
        }
    }

    /// How long until a dossier is due.
    pub(crate) fn due_in(self, row: &PushRow) -> String {
        match row.working_days {
            Some(0) => self.pick("đến hạn hôm nay", "due today").to_owned(),
            Some(n) => self.pick(format!("còn {n} ngày làm việc"), format!("{n} working days left")),
            None => self.pick("sắp đến hạn", "due soon").to_owned(),
        }
    }

    /// A number of working days in words.
    pub(crate) fn working(self, days: i32) -> String {
        self.pick(format!("{days} ngày làm việc"), format!("{days} working days"))
    }

    /// The heading over what is due soon.
    pub(crate) fn due_within(self, days: i32, count: usize) -> String {
        let n = self.count(count as u64);
        self.pick(
            format!("Sắp đến hạn trong {days} ngày làm việc ({n})"),
            format!("Due within {days} working days ({n})"),
        )
    }

    /// The heading over the longest overdue.
    pub(crate) fn longest(self, shown: usize, all: usize) -> String {
        let n = self.count(all as u64);
        if shown == all {
            return self.pick(format!("Đang quá hạn ({n})"), format!("Overdue ({n})"));
        }
        self.pick(
            format!("{shown} hồ sơ quá hạn lâu nhất, trong số {n}"),
            format!("The {shown} longest overdue of {n}"),
        )
    }

    /// The units that have no line of their own.
    pub(crate) fn other_units(self, count: usize) -> String {
        self.pick(format!("{count} đơn vị khác"), format!("{count} other units"))
    }

    /// What a unit has to see to, in a few words.
    pub fn pressed(self, count: &PushCount) -> String {
        let n = |n: usize| self.count(n as u64);
        self.pick(
            format!("{} đang quá hạn, {} sắp đến hạn", n(count.overdue), n(count.due_soon)),
            format!("{} overdue, {} due soon", n(count.overdue), n(count.due_soon)),
        )
    }

    /// The title of a sheet that a unit is sent.
    pub fn push_title(self, unit: &str) -> String {
        let unit = if unit.is_empty() { self.unknown() } else { unit };
        self.pick(format!("Phiếu đôn đốc: {unit}"), format!("To be pressed: {unit}"))
    }
}
