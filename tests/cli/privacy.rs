//! Names, telephones and addresses of applicants stand in no output but the rejects file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::Reader;

use crate::common::{data, formats, scratch, sipas_in};

/// What the test data has in the columns of personal data.
const PERSONAL: [&str; 3] = ["Người nộp", "0900 000", "Thôn "];

#[test]
fn no_output_holds_personal_data() {
    let folder = scratch();
    let rejects = folder.path().join("loi.csv");
    let rejects = rejects.to_str().unwrap();
    let (samples, edge) = (data("samples"), data("edge"));
    let inputs: [(&std::path::Path, &[&str]); 6] = [
        (
            &samples,
            &["dossiers", "--pakn", "pakn.csv", "--procedures", "procedures.csv", "--survey", "survey.csv"],
        ),
        (&edge, &["personal-columns.csv"]),
        (&edge, &["invalid-bytes-in-a-row.csv"]),
        (&edge, &["more-and-fewer-cells.csv"]),
        (&edge, &["cut-in-quotes.csv"]),
        // A header that is not found is quoted back, and what stands beside it.
        (&edge, &["no-code-column.csv"]),
    ];
    let commands: [&[&str]; 9] = [
        &["report", "--period", "2025-06", "--by", "unit,officer,procedure"],
        &["report", "--period", "2025-06", "--check", "--strict", "--rejects", rejects],
        &["list", "--period", "2025-06", "--which", "all"],
        &["list", "--which", "rejected,duplicate,skipped"],
        &["list", "--period", "2025-06", "--which", "pakn.all"],
        &["form", "--form", "06a", "--period", "2025-06"],
        &["score766", "--which-lost", "--period", "2025-06"],
        &["inspect"],
        &["inspect", "--lang", "en"],
    ];
    let mut runs = 0;
    for (at, input) in inputs {
        for command in commands {
            for format in ["table", "json", "csv", "markdown", "html"] {
                let args: Vec<&str> =
                    command.iter().chain(input).chain(&["--format", format]).copied().collect();
                let ran = sipas_in(at, &args);
                runs += 1;
                for word in PERSONAL {
                    assert!(!ran.stdout.contains(word) && !ran.stderr.contains(word), "{word}: {args:?}");
                }
            }
        }
    }
    assert_eq!(runs, 6 * 9 * 5);
    assert!(fs::read_dir(folder.path()).unwrap().count() > 0);
}

/// Columns of people as systems name them.
const COLUMNS: [&str; 14] = [
    "Chủ hồ sơ",
    "Người nộp",
    "Họ và tên",
    "Tên tổ chức, cá nhân",
    "Số điện thoại",
    "Điện thoại",
    "Email",
    "Địa chỉ",
    "Nơi cư trú",
    "Số CCCD",
    "Số CMND/Hộ chiếu",
    "Ngày sinh",
    "Mã số thuế",
    "Ghi chú",
];

/// What stands in a person's columns of one row: each cell with a mark that nothing else has.
fn person(row: usize) -> Vec<String> {
    let cell = |column: usize| match column {
        4 | 5 => format!("09{row:02}777{column:03}"),
        6 => format!("zznguoi{row}{column}@zzthu.vn"),
        9 | 10 => format!("020777{row:03}{column:03}"),
        11 => format!("ZZ 01/02/19{row:02}"),
        12 => format!("4900777{row:03}{column:02}"),
        _ => format!("ZZTên{row}Cột{column}"),
    };
    (0..COLUMNS.len()).map(cell).collect()
}

/// An export with people in every row: good, doubtful, rejected, duplicate, skipped, wide, narrow, no text, cut.
fn people() -> Vec<u8> {
    let header = format!(
        "Mã hồ sơ,{},Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái,Số lần bổ sung\n",
        COLUMNS.map(|column| format!("\"{column}\"")).join(",")
    );
    let row = |n: usize, code: &str, rest: &str| format!("{code},{},{rest}\n", person(n).join(","));
    let good = "Văn phòng,02/06/2025,10/06/2025,09/06/2025,Đã trả kết quả,0";
    let mut file = header.into_bytes();
    for (n, (code, rest)) in [
        ("H37.12-250602-0001", good),
        ("H37.12-250602-0001", "Văn phòng,02/06/2025,10/06/2025,06/06/2025,Đã trả kết quả,0"),
        ("MÃ LẠ", good),
        ("H37.12-250602-0003", "Văn phòng,31/06/2025,10/06/2025,09/06/2025,Đã trả kết quả,0"),
        ("H37.12-250602-0004", "Văn phòng,02/06/2025,10/06/2025,01/06/2025,Lạ,0"),
        ("H37.12-250602-0005", "Văn phòng,02/06/2025,10/06/2025,,Đang xử lý,nhiều"),
        ("", good),
        ("H37.12-250602-0006", "Văn phòng,02/06/2025,10/06/2025,09/06/2025,Đã trả kết quả,0,thừa,thừa"),
        ("H37.12-250602-0007", "Văn phòng"),
        ("", ",,,,"),
    ]
    .into_iter()
    .enumerate()
    {
        file.extend(row(n, code, rest).bytes());
    }
    // A byte that is no text within a name, and a name that the end of the file cuts.
    let mut broken = row(20, "H37.12-250602-0008", good).into_bytes();
    broken[22] = 0xff;
    file.extend(broken);
    file.extend(format!("H37.12-250602-0009,\"{}", person(21).join(" ")).bytes());
    file
}

/// All text that a file holds, packed or not.
fn text_of(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    // The parts of a Word document are not packed; widths and numbers of paragraphs say nothing of anybody.
    let is_packed = bytes.starts_with(b"PK");
    let is_document = is_packed && path.extension().is_some_and(|ending| ending == "docx");
    let is_workbook = is_packed && !is_document;
    // Packed bytes may spell anything.
    let mut text = if is_workbook { String::new() } else { String::from_utf8_lossy(&bytes).into_owned() };
    if is_document {
        let words = text.split('<').filter_map(|tag| Some(tag.split_once('>')?.1));
        text = words.collect::<Vec<_>>().join("\n");
        assert!(text.split_whitespace().count() > 9, "{text}");
    }
    if is_workbook {
        let mut book = calamine::open_workbook_auto(path).unwrap();
        for (name, range) in book.worksheets() {
            text += &name;
            text.extend(range.used_cells().map(|(.., cell)| cell.to_string() + "\n"));
        }
    }
    text
}

#[test]
fn nothing_of_a_person_leaves_the_file() {
    let folder = scratch();
    let at = folder.path();
    let export = people();
    fs::write(at.join("t6.csv"), &export).unwrap();
    // Without its header the rows are all there is to tell about; and a header that lacks what is needed is told.
    let below = export.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    fs::write(at.join("khong-tieu-de.csv"), &export[below..]).unwrap();
    let renamed = String::from_utf8_lossy(&export).replace("Mã hồ sơ", "Số");
    fs::write(at.join("thieu-cot.csv"), renamed).unwrap();
    let pakn = format!(
        "Mã PAKN,{},Ngày gửi,Ngày tiếp nhận,Hạn xử lý,Nội dung\nPA-1,{},02/06/2025,31/06/2025,10/06/2025,ZZnội dung\n\
         PA-2,{},02/06/2025,03/06/2025,10/06/2025,ZZnội dung\n",
        COLUMNS.map(|column| format!("\"{column}\"")).join(","),
        person(30).join(","),
        person(31).join(",")
    );
    fs::write(at.join("pakn.csv"), pakn).unwrap();

    let inputs =
        [&["t6.csv", "--pakn", "pakn.csv"][..], &["khong-tieu-de.csv"], &["thieu-cot.csv", "t6.csv"]];
    let june = ["--period", "2025-06"];
    let commands: [&[&str]; 9] = [
        &["report", "--by", "unit,officer,procedure,channel,month"],
        &["report", "--strict", "--check", "--rejects", "loi.csv"],
        &["report", "--partial"],
        &["list", "--which", "all"],
        &["list", "--which", "rejected,duplicate,skipped"],
        &["list", "--which", "pakn.all"],
        &["form", "--form", "06a"],
        &["score766", "--which-lost"],
        &["inspect"],
    ];
    let marks = ["ZZ", "zznguoi", "777", "@zzthu"];
    let mut ends: BTreeMap<i32, usize> = BTreeMap::new();
    for input in inputs {
        for command in commands {
            for format in formats() {
                for lang in if format == "table" { &["vi", "en"][..] } else { &["vi"] } {
                    let out = format!("ra.{format}");
                    let mut args = [command, input, &["--lang", lang]].concat();
                    args.extend(if command.contains(&"inspect") { &[][..] } else { &june });
                    args.extend(if command.contains(&"--partial") {
                        [].to_vec()
                    } else {
                        vec!["--format", format]
                    });
                    args.extend(["-o", &out]);
                    let ran = sipas_in(at, &args);
                    *ends.entry(ran.code).or_default() += 1;
                    let written =
                        if at.join(&out).exists() { text_of(&at.join(&out)) } else { String::new() };
                    let _ = fs::remove_file(at.join(&out));
                    for mark in marks {
                        let told =
                            [&ran.stdout, &ran.stderr, &written].into_iter().find(|text| text.contains(mark));
                        assert!(told.is_none(), "{mark}: {args:?}: {}", told.unwrap());
                    }
                }
            }
        }
    }
    assert!(ends.get(&0).is_some_and(|n| *n > 50) && ends.get(&3).is_some_and(|n| *n > 50), "{ends:?}");

    // The one place, whole, and it says what it is.
    let rejects = fs::read_to_string(at.join("loi.csv")).unwrap();
    assert!(rejects.contains("ZZTên3Cột0") && rejects.contains("TỆP CÓ DỮ LIỆU CÁ NHÂN"), "{rejects}");
}

/// The headers of the table that are said to be personal, or not.
fn headers(personal: &str) -> Vec<String> {
    let table = fs::read_to_string(data("headers/personal.csv")).unwrap();
    let suffix = format!(",{personal}");
    let of = table.lines().skip(1).filter_map(|line| line.strip_suffix(&suffix));
    of.map(|header| header.trim_matches('"').to_owned()).collect()
}

#[test]
fn a_dimension_of_ones_own_is_no_applicant() {
    let folder = scratch();
    let ask = |header: &str| {
        let text = format!("Mã hồ sơ,Ngày tiếp nhận,\"{header}\"\nH37.12-250602-0001,02/06/2025,ZZ\n");
        fs::write(folder.path().join("t6.csv"), text).unwrap();
        let own = format!("x={header}");
        let line = [
            "list",
            "t6.csv",
            "--which",
            "all",
            "--period",
            "2025-06",
            "--dimension",
            &own,
            "--format",
            "csv",
        ];
        sipas_in(folder.path(), &line)
    };
    for header in headers("yes") {
        let ran = ask(&header);
        assert!(ran.code == 2 && ran.stderr.contains("dữ liệu cá nhân"), "{header}: {}", ran.stderr);
        assert!(ran.stderr.contains(&header) && !ran.stderr.contains("ZZ"), "{header}: {}", ran.stderr);
    }
    for header in headers("no") {
        let ran = ask(&header);
        // A date or a number that is no word rejects its row, whoever asks for it.
        let is_rejected = ran.stderr.contains("dòng lỗi");
        assert!(ran.code == 0 && (is_rejected || ran.stdout.contains("ZZ")), "{header}: {}", ran.stderr);
    }
}
