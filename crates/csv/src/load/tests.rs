use std::fmt::Write as _;

use sipas_core::{Clock, Dimension, Plan, Policy, WorkCalendar};
use sipas_intake::{Kind, find_layout};

use super::*;
use crate::{CsvRows, Options};

/// An export of so many rows, with what makes reading hard: notes with line breaks, with fake rows in them, doubled
/// quotes, blank lines, rejected rows and codes that come again.
fn export(rows: usize) -> String {
    let mut text = String::from(
        "DANH SÁCH HỒ SƠ\n\nMã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái,Ghi chú\n",
    );
    for n in 0..rows {
        let code = n * 7 % (rows * 9 / 10);
        let day = code % 28 + 1;
        let note = match n % 11 {
            0 => "\"Chờ bổ sung,\nH37.12-250601-0001,Phòng A,01/06/2025,02/06/2025,03/06/2025,Lạ,x\n\"",
            1 => "\"đã \"\"gấp\"\"\"",
            2 => "\"\r\n\r\n\"",
            _ => "Bình thường",
        };
        let end = if n % 97 == 0 {
            "31/06/2025".to_owned()
        } else {
            format!("{day:02}/07/2025 08:{:02}:00", n % 60)
        };
        let status = ["Đã trả kết quả", "Đã xử lý xong", "Trạng thái lạ"][n % 3];
        let blank = if n % 50 == 0 { "\n\r\n" } else { "" };
        let _ = writeln!(
            text,
            "{blank}H37.12-2506{day:02}-{code:06},Phòng {},{day:02}/06/2025 09:00:00,{day:02}/07/2025,{end},{status},{note}",
            n % 7
        );
    }
    text
}

/// What is read by one thread row by row, and by several.
fn both(text: &str, mut data: impl FnMut() -> Dataset, threads: usize) -> (Dataset, Option<Dataset>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t6.csv");
    std::fs::write(&path, text).unwrap();
    let source = Source {
        path: "t6.csv",
        kind: Kind::Dossiers,
        profile: None,
        serial_dates: false,
        keep_rejects: true,
    };
    let mut rows = CsvRows::open(&path, &Options::default()).unwrap();
    let first: Vec<_> = rows.head(22).iter().map(|row| Ok((row.line, row.cells.clone()))).collect();
    let layout = find_layout(&source, &first).unwrap();
    let (mut one, mut several) = (data(), data());
    let part = read_in_parallel(&several, &source, &path, &rows.facts(), &layout, threads, &|_| ());
    one.load(&source, &mut rows).unwrap();
    (
        one,
        part.map(|part| {
            several.take(part);
            several
        }),
    )
}

fn shown(data: &Dataset) -> String {
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-07".parse().unwrap());
    let report =
        data.report(&clock, &[Dimension::Unit, Dimension::Month], Some(&Plan::lang_son_2025()), None);
    serde_json::to_string(&report).unwrap()
}

#[test]
fn threads_change_nothing() {
    let text = export(20_000);
    for threads in [1, 2, 3, 8] {
        let (one, several) = both(&text, Dataset::new, threads);
        let several = several.unwrap();
        assert!(shown(&one) == shown(&several));
        let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-07".parse().unwrap());
        assert!(one.dossier_lines(&clock).eq(several.dossier_lines(&clock)));
        assert!(one.duplicates().eq(several.duplicates()) && one.duplicates().count() > 1000);
        assert!(one.skipped().eq(several.skipped()) && one.skipped().count() > 0);
        let (one, several) = (&one.inputs()[0], &several.inputs()[0]);
        assert!(one.log == several.log);
        assert!(one.rejects == several.rejects);
        assert!(one.rejects.len() > 100);
    }
}

#[test]
fn counted_is_as_if_kept() {
    // No code comes twice before the first nine tenths are over.
    let text = export(40_000).lines().take(40_000).collect::<Vec<_>>().join("\n");
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-07".parse().unwrap());
    let counting = || {
        let mut data = Dataset::assuming_unique();
        data.count_from_here(&clock, &[Dimension::Unit, Dimension::Month], None);
        data
    };
    let (kept, _) = both(&text, Dataset::assuming_unique, 2);
    let (one, several) = both(&text, counting, 2);
    assert!(shown(&kept) == shown(&one));
    assert!(several.map(|data| shown(&data)) == Some(shown(&kept)));
}

#[test]
fn what_is_odd_is_left_to_one_thread() {
    let text = export(9000);
    assert!(both(&format!("{text}H37.12-250613-0001,\"never closed"), Dataset::new, 2).1.is_none());
    assert!(both(&export(100), Dataset::new, 2).1.is_none(), "too small to be worth it");
}
