//! Form 07a/BTP/KSTT of Circular 09/2026/TT-BTP: dossiers, by field, at an office that handles them itself.

use sipas_core::{Channel, OnlineLevel};

use super::column::{Columns, Count};
use super::dossiers::Shared::{
    CarriedIn, Early, InProgressTotal, Late, OnTime, Overdue, ReceivedTotal, ResolvedTotal, WithinDue,
};
use super::dossiers::Sheet;
use super::notes::Numbers;

const RECEIVED: &str = "Số lượng hồ sơ tiếp nhận";
const NEW: &str = "Trong kỳ";
const RESOLVED: &str = "Số lượng hồ sơ đã giải quyết";
const OPEN: &str = "Số lượng hồ sơ đang giải quyết";

pub(super) const NUMBERS: Numbers = Numbers {
    resolved: ["Cột (10)", "Cột (11)", "Cột (12)"],
    in_progress: ["Cột (14)", "Cột (15)"],
    unknown_channel: "Cột (7)",
    unknown_level: Some("Cột (5)"),
    remark: "",
};

/// An online dossier whose level nobody told counts as partly online; one whose channel nobody told as handed in.
pub(super) static SHEET: Sheet = Sheet {
    title: "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\nTẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    unit_of_count: "Đơn vị tính: Số hồ sơ TTHC",
    number: "STT",
    fields: Some("Lĩnh vực giải quyết"),
    whole: "TỔNG CỘNG",
    columns: Columns {
        counts: &[
            ReceivedTotal.under(&[RECEIVED, "Tổng số"], "(3)=(4)+(5)+(6)+(7)+(8)"),
            Count {
                id: "received_online_full",
                path: &[RECEIVED, NEW, "Trực tuyến toàn trình"],
                label: "(4)",
                counts: |one| one.came(Channel::Online) && one.level == OnlineLevel::Full,
            },
            Count {
                id: "received_online_partial",
                path: &[RECEIVED, NEW, "Trực tuyến một phần"],
                label: "(5)",
                counts: |one| one.came(Channel::Online) && one.level != OnlineLevel::Full,
            },
            Count {
                id: "received_postal",
                path: &[RECEIVED, NEW, "Qua dịch vụ bưu chính"],
                label: "(6)",
                counts: |one| one.came(Channel::Postal),
            },
            Count {
                id: "received_in_person",
                path: &[RECEIVED, NEW, "Trực tiếp"],
                label: "(7)",
                counts: |one| one.came(Channel::InPerson) || one.came(Channel::Unknown),
            },
            CarriedIn.under(&[RECEIVED, "Từ kỳ trước"], "(8)"),
            ResolvedTotal.under(&[RESOLVED, "Tổng số"], "(9)=(10)+(11)+(12)"),
            Early.under(&[RESOLVED, "Trước hạn"], "(10)"),
            OnTime.under(&[RESOLVED, "Đúng hạn"], "(11)"),
            Late.under(&[RESOLVED, "Quá hạn"], "(12)"),
            InProgressTotal.under(&[OPEN, "Tổng số"], "(13)=(14)+(15)"),
            WithinDue.under(&[OPEN, "Trong hạn"], "(14)"),
            Overdue.under(&[OPEN, "Quá hạn"], "(15)"),
        ],
        sums: &[(3, &[4, 5, 6, 7, 8]), (9, &[10, 11, 12]), (13, &[14, 15]), (3, &[9, 13])],
    },
};
