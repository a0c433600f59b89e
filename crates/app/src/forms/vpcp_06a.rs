//! Form II.06a/VPCP/KSTT of Circular 01/2020/TT-VPCP: dossiers, in force until 31 July 2026.

use sipas_core::Channel;

use super::column::{Columns, Count};
use super::dossiers::Shared::{
    CarriedIn, Early, InProgressTotal, Late, OnTime, Overdue, ReceivedTotal, ResolvedTotal, WithinDue,
};
use super::dossiers::Sheet;
use super::notes::Numbers;

const RECEIVED: &str = "Số hồ sơ tiếp nhận";
const RESOLVED: &str = "Số hồ sơ đã giải quyết";
const OPEN: &str = "Số hồ sơ đang giải quyết";

pub(super) const NUMBERS: Numbers = Numbers {
    resolved: ["Cột (8)", "Cột (9)", "Cột (10)"],
    in_progress: ["Cột (12)", "Cột (13)"],
    unknown_channel: "Cột (5)",
    unknown_level: None,
    remark: "Cột (4) và (5) chỉ tính hồ sơ tiếp nhận trong kỳ.",
};

pub(super) static SHEET: Sheet = Sheet {
    title: "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC\nTẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
    unit_of_count: "Đơn vị tính: Hồ sơ TTHC",
    number: "TT",
    fields: None,
    whole: "Tổng số",
    columns: Columns {
        counts: &[
            ReceivedTotal.under(&[RECEIVED, "Tổng số"], "(3)=(4)+(5)+(6)"),
            Count {
                id: "received_online",
                path: &[RECEIVED, "Trong kỳ", "Trực tuyến"],
                label: "(4)",
                counts: |one| one.came(Channel::Online),
            },
            Count {
                id: "received_other",
                path: &[RECEIVED, "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"],
                label: "(5)",
                counts: |one| one.is_new() && !one.came(Channel::Online),
            },
            CarriedIn.under(&[RECEIVED, "Từ kỳ trước"], "(6)"),
            ResolvedTotal.under(&[RESOLVED, "Tổng số"], "(7)=(8)+(9)+(10)"),
            Early.under(&[RESOLVED, "Trước hạn"], "(8)"),
            OnTime.under(&[RESOLVED, "Đúng hạn"], "(9)"),
            Late.under(&[RESOLVED, "Quá hạn"], "(10)"),
            InProgressTotal.under(&[OPEN, "Tổng số"], "(11)=(12)+(13)"),
            WithinDue.under(&[OPEN, "Trong hạn"], "(12)"),
            Overdue.under(&[OPEN, "Quá hạn"], "(13)"),
        ],
        sums: &[(3, &[4, 5, 6]), (7, &[8, 9, 10]), (11, &[12, 13]), (3, &[7, 11])],
    },
};
