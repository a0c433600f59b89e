//! Surveys with a column for each item, as questionnaires are keyed in.

use std::fs;

use serde_json::json;

use crate::common::{scratch, sipas_in, typed};

const WIDE: &str = "\
Mã phiếu,Đơn vị,Ngày,A1. Sơ đồ chỉ dẫn,A2. Chỗ ngồi chờ,B1. Thành phần hồ sơ,Góp ý\n\
P01,Văn phòng,02/06/2025,Rất hài lòng,3,Hài lòng,\n\
P02,Văn phòng,03/06/2025,50,,Rất không hài lòng,chờ lâu\n\
P03,Văn phòng,03/07/2025,1,1,1,\n\
P04,Văn phòng,03/06/2025,,,,\n";

/// A1 100, A2 50, B1 75 of the first; A1 50, B1 0 of the second; the third is of July, the fourth says nothing.
#[test]
fn each_item_is_an_answer_of_its_area() {
    let folder = scratch();
    fs::write(folder.path().join("phieu.csv"), WIDE).unwrap();
    let ran = sipas_in(folder.path(), &typed("report --survey phieu.csv --period 2025-06 --format json"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let document = ran.json();
    let index = &document["groups"][0]["indicators"]["satisfaction_index"];
    assert_eq!((&index["numerator"], &index["denominator"]), (&json!(275), &json!(5)));
    let area = |name: &str| json!([index["areas"][name]["numerator"], index["areas"][name]["denominator"]]);
    assert_eq!((area("I"), area("II"), area("III")), (json!([200, 3]), json!([75, 2]), json!([0, 0])));
    let satisfied = &document["groups"][0]["indicators"]["satisfaction"];
    assert_eq!((&satisfied["numerator"], &satisfied["denominator"]), (&json!(2), &json!(5)));
    let input = &document["inputs"][0];
    assert_eq!((&input["rows"], &input["accepted"], &input["rejected"]), (&json!(4), &json!(3), &json!(1)));
    // A profile names items that no header tells.
    fs::write(folder.path().join("la.csv"), "Câu hỏi một,Câu hỏi hai\n5,4\n").unwrap();
    fs::write(folder.path().join("p.toml"), "[columns]\nitem_iv = [\"Câu hỏi một\", \"Câu hỏi hai\"]\n")
        .unwrap();
    let line = "report --survey la.csv --profile p.toml --period 2025-06 --format json";
    let document = sipas_in(folder.path(), &typed(line)).json();
    let index = &document["groups"][0]["indicators"]["satisfaction_index"]["areas"]["IV"];
    assert_eq!((&index["numerator"], &index["denominator"]), (&json!(175), &json!(2)));
}

#[test]
fn a_table_of_items_is_known_for_a_survey_and_merges() {
    let folder = scratch();
    fs::write(folder.path().join("phieu.csv"), WIDE).unwrap();
    let ran = sipas_in(folder.path(), &["inspect", "--survey", "phieu.csv", "--lang", "en"]);
    assert!(ran.stdout.contains("item_i"), "{}", ran.stdout);
    let report = "report --survey phieu.csv --period 2025-06";
    let ran = sipas_in(folder.path(), &typed(&format!("{report} --partial -o 1.sipas")));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let merged = sipas_in(folder.path(), &typed("merge 1.sipas --format json"));
    assert_eq!(merged.stdout, sipas_in(folder.path(), &typed(&format!("{report} --format json"))).stdout);
    // A target on the index is no share: it is shown as it is.
    let plan = "id = \"x\"\n[[targets]]\nid = \"I.1\"\ntier = \"commitment\"\ntask = \"t\"\nlead = \"l\"\n\
                indicator = \"satisfaction_index\"\ncomparator = \">=\"\nthreshold = \"66.67\"\n";
    fs::write(folder.path().join("x.toml"), plan).unwrap();
    let ran = sipas_in(folder.path(), &typed(&format!("{report} --plan x.toml --format markdown")));
    assert!(ran.stdout.contains("| ≥ 66,67 | 66,667 | ✘ không đạt |"), "{}", ran.stdout);
}

#[test]
fn the_plans_own_titles_name_areas() {
    let folder = scratch();
    let titles = [
        "Tiếp cận dịch vụ",
        "Thủ tục hành chính",
        "Công chức trực tiếp giải quyết công việc",
        "KẾT QUẢ DỊCH VỤ",
        "\"Tiếp nhận, xử lý phản ánh, kiến nghị\"",
    ];
    let rows: String = titles.iter().flat_map(|title| [*title, ",Hài lòng\n"]).collect();
    fs::write(folder.path().join("k.csv"), format!("Lĩnh vực đánh giá,Mức độ hài lòng\n{rows}")).unwrap();
    let ran = sipas_in(folder.path(), &typed("report --survey k.csv --period 2025-06 --format json"));
    let areas = &ran.json()["groups"][0]["indicators"]["satisfaction"]["areas"];
    for (area, of) in areas.as_object().unwrap() {
        assert_eq!(of["denominator"], 1, "{area}");
    }
    assert_eq!(ran.stderr, "");
}
