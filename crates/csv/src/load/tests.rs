use std::fmt::Write as _;

use sipas_core::{Clock, Dimension, Plan, Policy, WorkCalendar};
use sipas_engine::find_layout;
use sipas_intake::{IssueCode, Kind, Refusal};

use super::*;
use crate::{CsvRows, Options, Quotes};

/// An export of so many rows, with what makes reading hard: notes with line breaks, with lists in them, doubled
/// quotes, blank lines, rejected rows and codes that come again.
fn export(rows: usize) -> String {
    let mut text = String::from(
        "DANH SÁCH HỒ SƠ\n\nMã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái,Ghi chú\n",
    );
    for n in 0..rows {
        let code = n * 7 % (rows * 9 / 10);
        let day = code % 28 + 1;
        let note = match n % 11 {
            0 => "\"Chờ bổ sung,\nđơn,bản sao,ảnh,lệ phí,tờ khai,giấy hẹn,khác\n\"",
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
        accept: &[],
        dealt_out: false,
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
        let rows = |input: &sipas_engine::Input| input.rejects.iter().map(Result::unwrap).collect::<Vec<_>>();
        assert!(rows(one) == rows(several));
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
        data.count_from_here(&clock, &[Dimension::Unit, Dimension::Month], None, None);
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

/// What one thread makes of a large file, which several leave to it.
fn left_to_one(text: &str) -> Dataset {
    let (one, several) = both(text, Dataset::new, 2);
    assert!(several.is_none());
    one
}

#[test]
fn rows_that_say_what_others_mean_are_read_in_their_order() {
    let many = export(9000);
    let header = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày kết thúc xử lý,Ngày hẹn trả,Trạng thái,Ghi chú";
    let row = "H37.12-250613-0001,,13/06/2025,20/06/2025,18/06/2025,Hoàn thành,";
    let told = |data: &Dataset, code| data.inputs()[0].log.count(code);

    let other = left_to_one(&format!("{many}{header}\n{row}\n"));
    assert_eq!(told(&other, IssueCode::HeaderAgain), 1);
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap());
    let last = other.dossier_lines(&clock).last().unwrap();
    assert_eq!((last.code.as_ref(), last.placed.bucket), ("H37.12-250613-0001", sipas_core::Bucket::Late));

    let band = left_to_one(&format!("{many}Phòng Nội vụ,,,,,,\n{row}\n"));
    assert_eq!(band.dossier_lines(&clock).last().unwrap().texts.unit, "Phòng Nội vụ");

    assert_eq!(told(&left_to_one(&format!("{many}Tổng cộng: 12 hồ sơ\n")), IssueCode::TotalDiffers), 1);

    // The same header again is none of them.
    let again = many.lines().nth(2).unwrap();
    let (one, several) = both(&format!("{many}{again}\n{row}\n"), Dataset::new, 2);
    assert!(shown(&one) == shown(&several.unwrap()));
}

#[test]
fn of_two_columns_of_a_field_the_first_with_a_value_is_read_by_threads_too() {
    let text = export(20_000).replace("Ghi chú", "Phòng ban").replace(",Phòng 3,", ",,");
    let (one, several) = both(&text, Dataset::new, 2);
    assert!(shown(&one) == shown(&several.unwrap()));
    assert!(shown(&one).contains("Bình thường") && !shown(&one).contains("Phòng 3"));
}

#[test]
fn what_fills_up_the_end_of_a_file_is_no_row() {
    let many = export(9000);
    for end in ["\u{1a}", "\0\0\0", "\n\0\u{1a}"] {
        let padded = left_to_one(&format!("{}{end}", many.trim_end()));
        assert!(shown(&padded) == shown(&by_one(&many)), "{end:?}");
    }
}

/// What one thread makes of a file.
fn by_one(text: &str) -> Dataset {
    both(text, Dataset::new, 2).0
}

#[test]
fn rows_within_quotes_refuse_a_large_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t6.csv");
    let plain =
        |n: usize| format!("H37.12-250613-{n:04},Phòng A,13/06/2025,20/06/2025,18/06/2025,Hoàn thành,\n");
    let open = "H37.12-250613-9001,Phòng A,13/06/2025,20/06/2025,18/06/2025,Hoàn thành,\"gấp\n";
    let many: String = (1000..9000).map(plain).collect();
    std::fs::write(
        &path,
        format!("{}{many}{open}{}{many}", export(9000), plain(1).replace(",\n", ",\"x\"\n")),
    )
    .unwrap();
    let source = Source {
        path: "t6.csv",
        kind: Kind::Dossiers,
        profile: None,
        serial_dates: false,
        keep_rejects: false,
        accept: &[],
        dealt_out: false,
    };
    let read = |quotes: Quotes| {
        let mut rows = CsvRows::open(&path, &Options { quotes, ..Options::default() }).unwrap();
        let first: Vec<_> = rows.head(22).iter().map(|row| Ok((row.line, row.cells.clone()))).collect();
        let layout = find_layout(&source, &first).unwrap();
        let mut data = Dataset::new();
        assert!(read_in_parallel(&data, &source, &path, &rows.facts(), &layout, 2, &|_| ()).is_none());
        data.load(&source, &mut rows).map(|()| data.summaries()[0].accepted)
    };
    assert!(matches!(read(Quotes::Csv), Err(Refusal::SwallowedRows { .. })));
    assert!(read(Quotes::None).unwrap() > 14_000);
}

#[test]
fn a_list_in_a_note_is_no_row_of_a_file_that_others_separate() {
    // The row is odd for its status, and its note would be a row in a file of commas.
    let note = "\"Kèm:\nH37.12-250605-0002,Văn phòng,05/06/2025,12/06/2025,\"";
    let row = format!("H37.12-250613-0001;Văn phòng;13/06/2025;18/06/2025;20/06/2025;Lạ lắm;{note}\n");
    let text = export(12_000)
        .replace("Chờ bổ sung,", "")
        .replace("đơn,bản sao,ảnh,lệ phí,tờ khai,giấy hẹn,khác", "");
    let (one, several) = both(&format!("{}{row}", text.replace(',', ";")), Dataset::new, 2);
    assert!(shown(&several.unwrap()) == shown(&one));
}
