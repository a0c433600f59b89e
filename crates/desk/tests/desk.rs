//! The desk as the page uses it, without the page.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sipas_app::{Keep, Options, Reader, Settings, Source, Watch, formats};
use sipas_core::{Moment, Plan};
use sipas_desk::{Desk, Preflight, Signed, What, Wish};
use sipas_intake::Kind;
use sipas_render::View;

const NOW: &str = "2026-11-30T08:00:00";

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/samples")
}

fn watch() -> Arc<dyn Watch> {
    Arc::new(())
}

/// All samples by the names that a page gives them: of the folder, and by themselves.
fn sample_files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(samples().join("dossiers")).unwrap() {
        let path = entry.unwrap().path();
        files.push((
            format!("dossiers/{}", path.file_name().unwrap().display()),
            std::fs::read(path).unwrap(),
        ));
    }
    for name in ["pakn.csv", "procedures.csv", "survey.csv"] {
        files.push((name.to_owned(), std::fs::read(samples().join(name)).unwrap()));
    }
    files
}

fn desk(files: &[(String, Vec<u8>)]) -> (Desk, Preflight) {
    let mut desk = Desk::new(NOW).unwrap();
    for (name, bytes) in files {
        desk.add(name, bytes.clone()).unwrap();
    }
    let preflight = desk.read(&watch()).unwrap();
    (desk, preflight)
}

fn wish(period: &str, plan: &str) -> Wish {
    Wish { period: Some(period.to_owned()), plan: plan.to_owned(), ..Wish::default() }
}

fn one(name: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    vec![(name.to_owned(), text.as_bytes().to_vec())]
}

fn parsed(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap()
}

/// What the command makes of files that lie in a folder.
fn by_paths(sources: &[Source], period: &str, plan: Option<&Plan>) -> String {
    let now: Moment = sipas_intake::parse_date(NOW).unwrap();
    let reader = Reader::new(Options { now: Some(now), ..Options::default() });
    let loaded = reader.read(sources, Keep::ForReports(&[], plan), &watch());
    let settings = Settings::at(now).with_period(period).unwrap();
    let clock = settings.clock(settings.policy(std::iter::empty()), &loaded.data).unwrap();
    let report = loaded.data.report(&clock, &[], plan, None);
    let mut out = Vec::new();
    (formats::named("json").unwrap().report)(&report, &View::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A source of a file that is shown by a name of its own.
fn named(kind: Kind, path: &Path, name: &str) -> Source {
    let source = Source::all_of(kind, path, sipas_app::exports::Accept::All).0.remove(0);
    Source { shown: name.to_owned(), ..source }
}

#[test]
fn the_samples_have_the_figures_of_the_command() {
    let files = sample_files();
    let (mut desk, preflight) = desk(&files);
    let kinds: Vec<_> = preflight.inputs.iter().map(|input| (input.file.as_str(), input.kind)).collect();
    for (name, kind) in [("pakn.csv", "pakn"), ("procedures.csv", "procedures"), ("survey.csv", "survey")] {
        assert!(kinds.contains(&(name, kind)), "{kinds:?}");
    }
    assert_eq!(kinds.iter().filter(|(_, kind)| *kind == "dossiers").count(), files.len() - 3);

    let mut names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
    names.sort_by(|a, b| sipas_app::exports::in_order(a, b));
    let source = |name: &&String| {
        let kind = kinds.iter().find(|(file, _)| *file == name.as_str()).unwrap().1;
        let kind = Kind::ALL.into_iter().find(|of| of.name() == kind).unwrap();
        named(kind, &samples().join(name), name)
    };
    let sources: Vec<_> = names.iter().map(source).collect();
    let answer = desk.report(&wish("2025-Q2", "lang-son-2025")).unwrap();
    assert_eq!(answer.json, by_paths(&sources, "2025-Q2", Some(&Plan::lang_son_2025())));
    assert!(answer.plan.is_some());

    let page = String::from_utf8(desk.save("html").unwrap()).unwrap();
    assert!(page.contains(&answer.period) && page.starts_with("<!DOCTYPE html>"));
    assert!(desk.save("xlsx").unwrap().starts_with(b"PK"));
    let late = desk.list(&["late".to_owned()]).unwrap();
    assert_eq!(parsed(&answer.json)["groups"][0]["dossiers"]["late"], late.rows.len());
}

/// Large files are read another way where they lie on a disk.
#[test]
fn a_large_file_has_the_figures_of_the_command() {
    let mut text =
        String::from("Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái\n");
    let row = |n: usize| {
        let (day, end) = (n % 28 + 1, (n * 7) % 28 + 1);
        let (unit, due) = (n % 9, (day + 5).min(30));
        format!(
            "H37.12-2506{day:02}-{n:05},Phòng {unit},{day:02}/06/2025,{due:02}/06/2025,{end:02}/06/2025,Đã trả\n"
        )
    };
    text.extend((0..30_000).map(row));
    let folder = std::env::temp_dir().join(format!("sipas-desk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("t6.csv");
    std::fs::write(&path, &text).unwrap();
    let (mut desk, preflight) = desk(&one("t6.csv", &text));
    assert_eq!(preflight.period.as_deref(), Some("2025-06"));
    let answer = desk.report(&wish("2025-06", "none")).unwrap();
    let expected = by_paths(&[named(Kind::Dossiers, &path, "t6.csv")], "2025-06", None);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(answer.json, expected);
}

#[test]
fn no_plan_is_applied_unasked() {
    let (mut desk, preflight) = desk(&sample_files());
    let refused = desk.report(&wish("2025-06", "")).unwrap_err();
    assert!(refused.contains("chọn kế hoạch"), "{refused}");
    let answer = desk.report(&wish("2025-06", "none")).unwrap();
    assert_eq!(answer.plan, None);
    assert!(answer.json.contains("\"plan\": null"));
    assert!(
        preflight.plans.iter().any(|(name, title)| name == "lang-son-2025" && title.contains("Lạng Sơn")),
        "{:?}",
        preflight.plans
    );

    let plan = "id = \"cua-toi\"\ntitle = \"Kế hoạch của tôi\"\nsource = \"\"\n[areas.IV]\ntiming = \"continuous\"\ntitle = \"IV\"\nlead = \"Văn phòng\"\n[[targets]]\nid = \"IV.1\"\ntask = \"Trả đúng hạn\"\ntier = \"commitment\"\nindicator = \"on_time_return_rate\"\ncomparator = \">\"\nthreshold = \"1/2\"\n";
    match desk.add("plan.toml", plan.as_bytes().to_vec()) {
        Ok(what) => assert_eq!(what, What::Plan),
        Err(error) => panic!("{error}"),
    }
    assert_eq!(desk.report(&wish("2025-06", "plan.toml")).unwrap().plan.as_deref(), Some("Kế hoạch của tôi"));
}

const STRANGE: &str = "Mã phiếu;Ngày nhận đơn;Hẹn;Xong;Phòng\n\
    H37.12-250602-0001;02/06/2025;10/06/2025;09/06/2025;Phòng A\n\
    H37.12-250603-0002;03/06/2025;10/06/2025;19/06/2025;Phòng B\n";

#[test]
fn columns_assigned_by_hand_are_a_profile() {
    let (mut desk_by_hand, preflight) = desk(&one("la.csv", STRANGE));
    let refused = &preflight.inputs[0];
    assert!(refused.refused.is_some());
    let headers: Vec<_> = refused.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(headers, ["Mã phiếu", "Ngày nhận đơn", "Hẹn", "Xong", "Phòng"]);
    for (field, header) in [
        ("code", "Mã phiếu"),
        ("received_at", "Ngày nhận đơn"),
        ("due_at", "Hẹn"),
        ("finished_at", "Xong"),
        ("unit", "Phòng"),
    ] {
        desk_by_hand.assign("la.csv", field, header).unwrap();
    }
    let read = desk_by_hand.read(&watch()).unwrap();
    assert_eq!(read.inputs[0].rows.accepted, 2, "{:?}", read.inputs[0]);
    assert!(read.inputs[0].columns.iter().all(|column| column.assigned));
    let by_hand = desk_by_hand.report(&wish("2025-06", "none")).unwrap().json;
    assert_eq!(parsed(&by_hand)["groups"][0]["dossiers"]["late"], 1);

    let profile = desk_by_hand.profile("la.csv").unwrap();
    let mut another = Desk::new(NOW).unwrap();
    another.add("la.csv", STRANGE.as_bytes().to_vec()).unwrap();
    assert_eq!(another.add("cau-hinh.toml", profile.into_bytes()), Ok(What::Profile));
    let read = another.read(&watch()).unwrap();
    assert_eq!(read.inputs[0].profile.as_deref(), Some("la.csv"));
    assert_eq!(another.report(&wish("2025-06", "none")).unwrap().json, by_hand);

    // What was assigned can be taken back.
    desk_by_hand.assign("la.csv", "code", "").unwrap();
    assert!(desk_by_hand.read(&watch()).unwrap().inputs[0].refused.is_some());
}

#[test]
fn a_folder_passes_over_what_is_no_export() {
    let (filled, _) = desk(&sample_files());
    let mut filled = filled;
    filled.report(&wish("2025-06", "none")).unwrap();
    let own = filled.save("html").unwrap();
    let book = filled.save("xlsx").unwrap();
    let mut desk = Desk::new(NOW).unwrap();
    for (name, bytes, what) in [
        ("nam/ket-qua.html", own, What::PassedOver),
        ("nam/ket-qua.xlsx", book, What::PassedOver),
        ("nam/~$t6.xlsx", vec![0], What::PassedOver),
        ("nam/đọc.docx", vec![1], What::PassedOver),
        ("nam/t6.csv", b"x".to_vec(), What::Export),
    ] {
        assert_eq!(desk.add(name, bytes), Ok(what), "{name}");
    }
}

#[test]
fn what_is_wrong_is_told_by_its_place() {
    let text = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả\nH37.12-250602-0001,31/06/2025,10/06/2025\nH37.12-250602-0002,02/06/2025,10/06/2025\n";
    let (desk, preflight) = desk(&one("t6.csv", text));
    let input = &preflight.inputs[0];
    assert_eq!((input.rows.accepted, input.rows.rejected), (1, 1));
    let told = input.issues.iter().find(|issue| issue.severity == "reject").unwrap();
    assert!(told.text.starts_with("dòng 2, cột “Ngày tiếp nhận” (“31/06/2025”): "), "{}", told.text);
    let rows = desk.list(&["rejected".to_owned()]).unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert!(input.leans_on.contains(&("Ngày hẹn trả".to_owned(), true)), "{:?}", input.leans_on);
    assert_eq!(preflight.covered[0].from.as_deref(), Some("2025-06-02"));
}

#[test]
fn dossiers_that_lack_a_column_are_no_catalogue() {
    let text = "Mã hồ sơ,Mã TTHC,Tên TTHC,Lĩnh vực,Ngày nhận giấy\nH37.12-250602-0001,1.000001,Cấp giấy phép,Đất đai,02/06/2025\n";
    let (_, preflight) = desk(&one("t6.csv", text));
    assert_eq!(preflight.inputs[0].kind, "dossiers");
    assert!(preflight.inputs[0].refused.is_some());
    let catalogue = "Mã TTHC,Tên TTHC,Lĩnh vực,Ngày công khai\n1.000001,Cấp giấy phép,Đất đai,02/06/2025\n";
    let (_, preflight) = desk(&one("tthc.csv", catalogue));
    assert_eq!((preflight.inputs[0].kind, preflight.inputs[0].rows.accepted), ("procedures", 1));
}

/// A code alone would make a catalogue of the file.
#[test]
fn a_file_stays_what_it_was_while_its_columns_are_assigned() {
    let (mut desk, _) = desk(&one("la.csv", STRANGE));
    for (field, header) in [("code", "Mã phiếu"), ("received_at", "Ngày nhận đơn"), ("due_at", "Hẹn")]
    {
        desk.assign("la.csv", field, header).unwrap();
        assert_eq!(desk.read(&watch()).unwrap().inputs[0].kind, "dossiers");
    }
    assert_eq!(desk.read(&watch()).unwrap().inputs[0].rows.accepted, 2);
}

const MONTH: &str = "Mã hồ sơ,Đơn vị xử lý,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái,Ghi chú\n\
    H37.12-260803-0001,Phòng A,Đất đai,03/08/2026,12/08/2026,11/08/2026,Đã trả,\n\
    H37.12-260804-0002,Phòng A,Đất đai,04/08/2026,12/08/2026,17/08/2026,Đã trả,\n\
    H37.12-260805-0003,Phòng B,Xây dựng,05/08/2026,31/09/2026,,Đang xử lý,giữ\n\
    H37.12-260831-0004,Phòng B,Xây dựng,31/08/2026,31/12/2026,,Đang xử lý,\n";

#[test]
fn forms_are_offered_and_carry_the_office() {
    let (mut desk, _) = desk(&one("t8.csv", MONTH));
    assert!(desk.forms().is_err(), "nothing was asked for yet");
    let signed = Signed { office: "UBND phường Thử".to_owned(), ..Signed::default() };
    desk.report(&Wish { signed, ..wish("2026-08", "none") }).unwrap();
    let offered = desk.forms().unwrap();
    let names: Vec<_> = offered.iter().map(|form| form.name).collect();
    assert_eq!(names, ["07a", "07b", "01-DC", "late-list"], "{offered:?}");
    for form in &offered {
        let refused = desk.save_form(form.name, &[], "xlsx").err();
        assert_eq!(refused, form.refused, "{}", form.name);
        assert!(!form.refused.iter().any(|why| why.contains("--")), "{form:?}");
        if form.name == "07b" {
            continue;
        }
        let accept: Vec<String> = form.accept.iter().map(|code| (*code).to_owned()).collect();
        assert!(desk.save_form(form.name, &accept, "docx").unwrap().starts_with(b"PK"));
        let text = String::from_utf8(desk.save_form(form.name, &accept, "markdown").unwrap()).unwrap();
        assert!(text.contains("UBND phường Thử") || form.name == "01-DC", "{text}");
    }
    assert!(desk.save("docx").unwrap().starts_with(b"PK"));
    assert!(desk.save_form("08x", &[], "xlsx").is_err());
}

/// Which units are of the province is ticked on the page, saved as a table, and told by that table the next time.
#[test]
fn the_form_of_a_province_is_divided_by_units_that_are_ticked() {
    let of = |desk: &Desk| desk.forms().unwrap().into_iter().find(|form| form.name == "07b").unwrap();
    let rows = |desk: &Desk| {
        let accept: Vec<String> = of(desk).accept.iter().map(|code| (*code).to_owned()).collect();
        let text = String::from_utf8(desk.save_form("07b", &accept, "markdown").unwrap()).unwrap();

        let is_row =
            |line: &&str| ["CẤP", "Đất đai", "Xây dựng", "TỔNG"].iter().any(|word| line.contains(word));
        text.lines().filter(is_row).map(str::to_owned).collect::<Vec<_>>()
    };
    let text =
        format!("{MONTH}H37.12-260806-0005,Phòng B,Xây dựng,06/08/2026,20/08/2026,12/08/2026,Đã trả,\n");
    let (mut desk, _) = desk(&one("t8.csv", &text));
    desk.report(&wish("2026-08", "none")).unwrap();
    assert_eq!(of(&desk).units, [("Phòng A".to_owned(), false), ("Phòng B".to_owned(), false)]);
    assert!(of(&desk).refused.unwrap().contains("đánh dấu"));
    assert!(desk.save_form("07b", &[], "csv").is_err());

    desk.tick_units(&["Phòng A".to_owned()]);
    assert_eq!(of(&desk).units, [("Phòng A".to_owned(), true), ("Phòng B".to_owned(), false)]);
    let ticked = rows(&desk);
    let at = |word: &str| ticked.iter().position(|row| row.contains(word)).unwrap();
    assert!(
        at("CẤP TỈNH") < at("Đất đai") && at("Đất đai") < at("CẤP XÃ") && at("CẤP XÃ") < at("Xây dựng"),
        "{ticked:?}"
    );
    let table = desk.save_units().unwrap();

    desk.tick_units(&[]);
    assert!(of(&desk).refused.is_some(), "taken back");
    assert_eq!(desk.add("don-vi.csv", table), Ok(What::Units));
    assert_eq!(rows(&desk), ticked);
    let others = "Đơn vị;Cấp\nPhòng A;tỉnh\n".as_bytes().to_vec();
    assert_eq!(desk.add("don-vi.csv", others), Ok(What::Units));
    assert!(of(&desk).refused.unwrap().contains("\"Phòng B\""));
    desk.remove("don-vi.csv");
    desk.read(&watch()).unwrap();
    desk.report(&wish("2026-08", "none")).unwrap();
    assert!(of(&desk).refused.unwrap().contains("chưa biết"));
    let wrong = "Đơn vị,Cấp\nPhòng A,huyện\n".as_bytes().to_vec();
    assert!(desk.add("don-vi.csv", wrong).unwrap_err().contains("dòng 2"));
}

/// An export stays one, whatever other columns it has.
#[test]
fn an_export_with_levels_is_no_table_of_units() {
    let mut desk = Desk::new(NOW).unwrap();
    let text = "Mã hồ sơ,Đơn vị,Cấp,Ngày tiếp nhận\nH37.12-260803-0001,Phòng A,huyện,03/08/2026\n";
    assert_eq!(desk.add("t8.csv", text.as_bytes().to_vec()), Ok(What::Export));
}

#[test]
fn the_office_stands_on_the_page() {
    let (mut desk, _) = desk(&one("t8.csv", MONTH));
    let signed = Signed { office: "UBND phường <Thử>".to_owned(), ..Signed::default() };
    desk.report(&Wish { signed, ..wish("2026-08", "none") }).unwrap();
    let page = String::from_utf8(desk.save("html").unwrap()).unwrap();
    assert!(page.contains("UBND phường &lt;Thử&gt;"), "{page}");
}

#[test]
fn rejected_rows_are_mended_and_dropped_again() {
    let (mut desk, preflight) = desk(&one("t8.csv", MONTH));
    assert_eq!(preflight.inputs[0].rows.rejected, 1);
    let book = desk.save_rejected("dossiers").unwrap();
    let mut cells =
        sipas_excel::Workbook::from_reader(&book[..], Path::new("loi.xlsx"), &sipas_excel::Limits::default())
            .unwrap();
    let sheet = cells.sheets(None).unwrap().remove(0);
    let head = sheet.head(4);
    assert!(head.iter().flat_map(|(_, row)| row).any(|cell| cell == "31/09/2026"), "{head:?}");
    assert!(
        head.iter().flat_map(|(_, row)| row).any(|cell| cell == "giữ"),
        "cells that are not read are kept: {head:?}"
    );

    // What a person saves of the mended workbook is read in place of the row.
    let mended: String = head
        .iter()
        .map(|(_, row)| {
            row.iter()
                .map(|cell| format!("\"{}\"", cell.replace("31/09/2026", "30/09/2026")))
                .collect::<Vec<_>>()
                .join(",")
                + "\n"
        })
        .collect();
    desk.add("dong-loi.csv", mended.into_bytes()).unwrap();
    let again = desk.read(&watch()).unwrap();
    let rejected: u64 = again.inputs.iter().map(|input| input.rows.rejected).sum();
    let accepted: u64 = again.inputs.iter().map(|input| input.rows.accepted).sum();
    assert_eq!(accepted, 4, "{again:?}");
    assert!(rejected <= 1, "{again:?}");
    assert!(desk.save_rejected("strange").is_err());
}

#[test]
fn a_file_is_tried_out_by_itself() {
    let (desk, _) = desk(&sample_files());
    desk.try_out("pakn.csv").unwrap();
    desk.try_out("none.csv").unwrap();
}
