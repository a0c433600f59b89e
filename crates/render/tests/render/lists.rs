use std::io::{self, Write};

use sipas_core::Bucket;
use sipas_render::{Cell, Column, FORMATS, Format, Lang, Table};

use crate::office::{Office, day, list, view};

fn late(lang: Lang) -> Table {
    let late = || Cell::term(Bucket::Late.name(), lang.bucket(Bucket::Late));
    Table {
        title: lang.pick("Hồ sơ trễ hạn", "Late dossiers").to_owned(),
        columns: vec![
            Column::left("code", lang.pick("Mã hồ sơ", "Code")),
            Column::left("bucket", lang.pick("Nhóm", "Bucket")),
            Column::left("received", lang.pick("Ngày tiếp nhận", "Received")),
            Column::right("days_late", lang.pick("Số ngày quá hạn", "Days late")),
            Column::left("provisional", lang.pick("Tạm tính", "Provisional")),
        ],
        rows: vec![
            vec![
                Cell::text("H37-1"),
                late(),
                Cell::date(day("2025-06-02T08:30:00")),
                Cell::Integer(1234),
                Cell::Flag(true),
            ],
            vec![Cell::text("H37|2"), late(), Cell::date(None), Cell::Integer(-1), Cell::Flag(false)],
        ],
    }
}

#[test]
fn every_format_writes_a_list() {
    let shown = |format| list(&late(Lang::Vi), format, &view(Lang::Vi));
    insta::assert_snapshot!(shown("table"), @"
    Hồ sơ trễ hạn

    Mã hồ sơ  Nhóm     Ngày tiếp nhận    Số ngày quá hạn  Tạm tính
    ────────  ───────  ────────────────  ───────────────  ────────
    H37-1     trễ hạn  02/06/2025 08:30            1.234  có
    H37|2     trễ hạn                                 -1
    ");
    insta::assert_snapshot!(shown("markdown"), @r"
    # Hồ sơ trễ hạn

    | Mã hồ sơ | Nhóm | Ngày tiếp nhận | Số ngày quá hạn | Tạm tính |
    | --- | --- | --- | ---: | --- |
    | H37-1 | trễ hạn | 02/06/2025 08:30 | 1.234 | có |
    | H37\|2 | trễ hạn |  | -1 |  |
    ");
    insta::assert_snapshot!(shown("json"), @r#"
    [
      {"code":"H37-1","bucket":"late","received":"2025-06-02T08:30:00","days_late":1234,"provisional":true},
      {"code":"H37|2","bucket":"late","received":null,"days_late":-1,"provisional":false}
    ]
    "#);
    insta::assert_snapshot!(shown("csv").replace('\u{feff}', ""), @"
    Mã hồ sơ,Nhóm,Ngày tiếp nhận,Số ngày quá hạn,Tạm tính
    H37-1,trễ hạn,2025-06-02T08:30:00,1234,true
    H37|2,trễ hạn,,-1,false
    ");
    insta::assert_snapshot!(list(&late(Lang::En), "table", &view(Lang::En)), @"
    Late dossiers

    Code   Bucket  Received          Days late  Provisional
    ─────  ──────  ────────────────  ─────────  ───────────
    H37-1  late    2025-06-02 08:30      1,234  yes
    H37|2  late                             -1
    ");
}

/// An output whose reader has gone.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn every_format_tells_that_the_pipe_is_closed() {
    let report = Office::new().with_five_dossiers().report();
    for format in FORMATS {
        let told = (format.report)(&report, &view(Lang::Vi), &mut Closed).unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
        let told = (format.table)(&late(Lang::Vi), &view(Lang::Vi), &mut Closed).unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
    }
}

#[test]
fn formats_are_found_by_name_and_by_ending() {
    let names: Vec<_> = FORMATS.iter().map(|format| (format.name, format.extension)).collect();
    assert_eq!(
        names,
        [("table", "txt"), ("json", "json"), ("csv", "csv"), ("markdown", "md"), ("html", "html")]
    );
    assert_eq!(Format::with_extension("MD").unwrap().name, "markdown");
    assert!(Format::named("docx").is_none());
}
