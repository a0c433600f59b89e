//! The year so far, beside the figures of a month.

use std::fmt::Write as _;
use std::fs;

use crate::common::{scratch, sipas_in};

/// The year so far stands beside the month, where the exports have all of it.
#[test]
fn the_year_to_date_stands_beside_the_month_where_it_is_covered() {
    let folder = scratch();
    let of = |months: std::ops::RangeInclusive<u32>| {
        let mut text = String::from("Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n");
        for (month, day) in months.flat_map(|month| (1..=28).map(move |day| (month, day))) {
            // One in June is late, and two in each month before.
            let late = if month == 6 { day == 9 } else { day == 9 || day == 10 };
            let end = if late { 28 } else { day };
            let _ = writeln!(
                text,
                "H37.12-25{month:02}{day:02}-0001,{day:02}/{month:02}/2025,{day:02}/{month:02}/2025,{end:02}/{month:02}/2025"
            );
        }
        text
    };
    let page = |text: &str, period: &str| {
        fs::write(folder.path().join("t.csv"), text).unwrap();
        let ran = sipas_in(
            folder.path(),
            &["report", "t.csv", "--period", period, "--plan", "none", "--format", "html"],
        );
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    let june = page(&of(1..=6), "2025-06");
    // 11 of 168 in the year, 1 of 28 in the month.
    assert!(june.contains("từ đầu năm: 93,45%") && june.contains("96,43%"), "{june}");
    assert!(june.contains("từ đầu năm: 11"));
    for (months, period) in [(1..=6, "2025"), (1..=6, "2025-01"), (2..=6, "2025-06"), (4..=6, "2025-06")] {
        assert!(!page(&of(months.clone()), period).contains("từ đầu năm"), "{months:?} {period}");
    }
    // What was open for long is in an export of June, too, and is no year.
    let few = of(1..=6)
        .lines()
        .filter(|row| {
            !row.contains("-250")
                || row.contains("-2506")
                || row.contains("01-0001,")
                || row.contains("11-0001,")
                || row.contains("21-0001,")
        })
        .collect::<Vec<_>>()
        .join("\n");
    assert!(!page(&few, "2025-06").contains("từ đầu năm"));
}
