//! A form against that of the period before.

use std::path::Path;
use std::sync::Arc;

use sipas_app::forms::{self, Levels, Previous, Request};
use sipas_core::{Dimension, Window};
use sipas_engine::Dataset;
use sipas_intake::Kind;

use super::{clock, export, name, ordinary, read, request};

#[test]
fn what_was_in_progress_before_is_held_against_what_is_carried_in() {
    // Received in June; every third is open at its end.
    let row = |n: u32| {
        if n.is_multiple_of(3) {
            ordinary(n).replace(&format!("{:02}/06/2025,Đã", (n % 28 + 1).max(2)), "15/07/2025,Đã")
        } else {
            ordinary(n)
        }
    };
    let text = export(row, 30);
    let july: String =
        (0..20).map(|n| ordinary(n).replace("/06/2025", "/07/2025").replace("-2506", "-2507")).collect();
    let data = read(&[(Kind::Dossiers, &(text + &july))]);
    let levels = Levels::default();
    let fill = |period: &str, previous: Option<&Previous>| {
        let request = Request { previous, ..request(&[Dimension::Unit], &levels) };
        forms::fill(name("07a/BTP/KSTT"), &data, &clock(period, Window::Calendar), &request).unwrap()
    };
    let june = fill("2025-06", None);
    let folder = tempfile::tempdir().unwrap();
    for (extension, format) in [("xlsx", "xlsx"), ("csv", "csv"), ("json", "json")] {
        let path = folder.path().join(format!("t6.{extension}"));
        let mut bytes = Vec::new();
        let format = sipas_app::formats::named(format).unwrap();
        (format.form)(&june, &sipas_render::FormHead::default(), &sipas_render::View::default(), &mut bytes)
            .unwrap();
        std::fs::write(&path, &bytes).unwrap();
        let july = fill("2025-07", Some(&Previous::read(&path).unwrap()));
        assert!(july.notes.last().unwrap().starts_with("Cột (8) khớp"), "{extension}: {:?}", july.notes);
    }
    let other = folder.path().join("t6.csv");
    let changed = std::fs::read_to_string(&other).unwrap().replace("Phòng A,30", "Phòng C,30");
    std::fs::write(&other, changed).unwrap();
    let july = fill("2025-07", Some(&Previous::read(&other).unwrap()));
    let differ: Vec<_> = july.notes.iter().filter(|note| note.starts_with("Dòng ")).collect();
    assert!(
        differ.len() == 2 && differ[0].contains("Phòng A") && differ[1].contains("Phòng C"),
        "{:?}",
        july.notes
    );
    assert!(Previous::read(Path::new("khong-co.csv")).is_err());
}

#[test]
fn a_difference_to_the_period_before_names_its_records() {
    let header = "Mã hồ sơ,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái\n";
    let row = |n: u32, field: &str, received: &str, end: &str| {
        format!("H37.12-250602-000{n},{field},{received},10/07/2025,{end},\n")
    };
    let june = [1, 2, 3, 4, 5].map(|n| row(n, "Đất đai", "02/06/2025", ""));
    let july = [
        row(1, "Đất đai", "02/06/2025", ""),
        row(2, "Đất đai", "02/06/2025", "30/06/2025"),
        row(3, "Hộ tịch", "02/06/2025", "08/07/2025"),
        row(5, "Đất đai", "02/07/2025", ""),
        row(6, "Hộ tịch", "12/06/2025", "03/07/2025"),
    ];
    let (june, july) = (header.to_owned() + &june.concat(), header.to_owned() + &july.concat());
    let (june, july) = (read(&[(Kind::Dossiers, &june)]), read(&[(Kind::Dossiers, &july)]));
    let levels = Levels::default();
    let fill = |data: &Dataset, period: &str, previous: Option<&Previous>| {
        let request = Request { previous, ..request(&[Dimension::Field], &levels) };
        forms::fill(name("07a/BTP/KSTT"), data, &clock(period, Window::Calendar), &request).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t6.json");
    let mut bytes = Vec::new();
    let write = sipas_app::formats::named("json").unwrap().form;
    let form = fill(&june, "2025-06", None);
    write(&form, &sipas_render::FormHead::default(), &sipas_render::View::default(), &mut bytes).unwrap();
    std::fs::write(&path, &bytes).unwrap();
    let previous = Previous::read(&path).unwrap();
    let explained = |previous: &Previous| {
        let notes = fill(&july, "2025-07", Some(previous)).notes;
        notes.into_iter().filter(|note| note.contains(": chênh do ")).collect::<Vec<_>>()
    };
    assert!(explained(&previous).is_empty());
    assert_eq!(
        explained(&previous.clone().made_of(Arc::new(june))),
        [
            "Dòng Hộ tịch: chênh do H37.12-250602-0003 (kỳ trước ở dòng Đất đai); H37.12-250602-0006 (tệp kỳ trước không có).",
            "Dòng Đất đai: chênh do H37.12-250602-0002 (tệp kỳ này ghi kết thúc ngày 30/06/2025); H37.12-250602-0003 (nay ở \
             dòng Hộ tịch); H37.12-250602-0004 (tệp kỳ này không có); H37.12-250602-0005 (tệp kỳ này ghi tiếp nhận ngày \
             02/07/2025).",
        ]
    );
    // Where the exports of both periods are the same, nothing differs and no record is named.
    let form = fill(&july, "2025-06", None);
    let mut bytes = Vec::new();
    write(&form, &sipas_render::FormHead::default(), &sipas_render::View::default(), &mut bytes).unwrap();
    std::fs::write(&path, &bytes).unwrap();
    assert!(explained(&Previous::read(&path).unwrap().made_of(Arc::new(july.clone()))).is_empty());
}
