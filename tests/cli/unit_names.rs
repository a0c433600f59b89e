//! One name for a unit that exports call by several.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::common::{Ran, scratch, sipas_in, typed};

const TABLE: &str = "Tên gọi khác;Tên đơn vị\nP. NV;Phòng Nội vụ\nP.NV;Phòng Nội vụ\nVP;Văn phòng\n;\n";

/// A folder with an export of four dossiers of two units, and the table of their names.
fn office() -> tempfile::TempDir {
    let folder = scratch();
    let row =
        |(n, unit): (usize, &str)| format!("H37.12-250602-{n:04},{unit},02/06/2025,10/06/2025,12/06/2025\n");
    let rows = (0..).zip(["P.NV", "Phòng Nội vụ", "p. nv.", "VP"]).map(row);
    let header = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";
    write(&folder, "t6.csv", &(header.to_owned() + &rows.collect::<String>()));
    write(&folder, "don-vi.csv", TABLE);
    folder
}

fn write(folder: &tempfile::TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn counts(document: &Value) -> Vec<(Value, u64)> {
    let groups = document["groups"].as_array().unwrap().iter().skip(1);
    groups.map(|of| (of["key"].clone(), of["dossiers"]["received"].as_u64().unwrap())).collect()
}

fn expected() -> Vec<(Value, u64)> {
    [("Phòng Nội vụ", 3), ("Văn phòng", 1)].map(|(unit, n)| (json!({ "unit": unit }), n)).to_vec()
}

fn json_of(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.json()
}

#[test]
fn a_table_gives_units_their_names() {
    let folder = office();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let by = run("report t6.csv --period 2025-06 --by unit --format json --units don-vi.csv");
    assert_eq!(counts(&json_of(&by)), expected());
    let list = run("list t6.csv --period 2025-06 --which late --format json --units don-vi.csv --quiet");
    assert_eq!(list.json()[3]["unit"], "Văn phòng");
    for (table, said) in [("unit,level\nA,xã\n", "alias"), ("alias,name\nVP,A\nvp,B\n", "dòng 3")] {
        write(&folder, "sai.csv", table);
        let ran = run("report t6.csv --period 2025-06 --units sai.csv");
        assert!(
            ran.code == 2 && ran.stderr.contains("sai.csv") && ran.stderr.contains(said),
            "{}",
            ran.stderr
        );
    }
    assert_eq!(run("report t6.csv --period 2025-06 --units none.csv").code, 2);
    let partial = "report t6.csv --period 2025-06 --by unit --partial --units don-vi.csv -o t6.sipas";
    assert_eq!(run(partial).code, 0);
    assert_eq!(counts(&json_of(&run("merge t6.sipas --format json"))), expected(), "counted part by part");
    // One table may have both: the levels of a form, and names beside them.
    let both = "alias,name,unit,level\nP.NV,Phòng Nội vụ,Phòng Nội vụ,tỉnh\nP. NV,Phòng Nội vụ,Văn phòng,xã\nVP,Văn phòng,,\n";
    write(&folder, "ca-hai.csv", both);
    let form = "form t6.csv --form 07b/BTP/KSTT --period 2025-06 --window calendar --accept coverage --format csv --units ca-hai.csv";
    let form = run(form);
    assert_eq!(form.code, 0, "{}", form.stderr);
}

#[test]
fn a_table_holds_for_exports_that_no_profile_fits() {
    let folder = office();
    write(&folder, "p.toml", "[columns]\ncode = \"Case\"\nreceived_at = \"Opened\"\n");
    let line = "report t6.csv --period 2025-06 --by unit --format json --units don-vi.csv --profile p.toml";
    assert_eq!(counts(&json_of(&sipas_in(folder.path(), &typed(line)))), expected());
}

#[test]
fn a_batch_file_names_units_for_all_its_outputs() {
    let folder = office();
    let batch = |more: &str| {
        let text =
            format!("exports = [\"t6.csv\"]\nperiod = \"2025-06\"\nby = [\"unit\"]\nplan = \"none\"\n{more}");
        write(&folder, "thang.toml", &text);
        sipas_in(folder.path(), &["batch", "thang.toml"])
    };
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let outputs = "units = \"don-vi.csv\"\n[[outputs]]\npath = \"a.json\"\n[[outputs]]\npath = \"tre.csv\"\nwhich = [\"late\"]\n\
        [[outputs]]\npath = \"don-vi-dong.csv\"\nunits = true\n[[outputs]]\npath = \"bieu.csv\"\nform = \"07a/BTP/KSTT\"\nby = [\"unit\"]\naccept = [\"coverage\"]\n";
    let ran = batch(outputs);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let document: Value = serde_json::from_str(&read("a.json")).unwrap();
    assert_eq!(counts(&document), expected());
    for name in ["tre.csv", "don-vi-dong.csv", "bieu.csv"] {
        let text = read(name);
        assert!(
            text.contains("Văn phòng") && !text.contains("VP") && !text.contains("P.NV"),
            "{name}: {text}"
        );
    }
    let summary: Value = serde_json::from_str(&read("thang.summary.json")).unwrap();
    assert!(summary["settings"].to_string().contains("don-vi.csv"), "{summary}");

    for (more, said) in [
        ("units = \"../don-vi.csv\"\n[[outputs]]\npath = \"a.json\"\n", "allow_outside"),
        ("units = \"don-vi.csv\"\n[[outputs]]\npath = \"don-vi.csv\"\nwhich = [\"late\"]\n", "don-vi.csv"),
        ("[[outputs]]\npath = \"b.csv\"\nform = \"07a/BTP/KSTT\"\nunits = \"don-vi.csv\"\n", "ở đầu tệp"),
    ] {
        let ran = batch(more);
        assert!(ran.code == 2 && ran.stderr.contains(said), "{more}: {}", ran.stderr);
    }
    assert_eq!(read("don-vi.csv"), TABLE);
}

#[test]
fn the_settings_of_an_office_name_its_units() {
    let folder = office();
    fs::create_dir(folder.path().join("thang-6")).unwrap();
    fs::rename(folder.path().join("t6.csv"), folder.path().join("thang-6/t6.csv")).unwrap();
    let run = |line: &str| {
        let ran = sipas_in(folder.path(), &typed(line));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        page(folder.path())
    };
    let plain = run("month thang-6 --period 2025-06 --plan none --no-open");
    assert!(plain.contains("P.NV"), "as the export has it");
    fs::remove_dir_all(folder.path().join("thang-6/ket-qua")).unwrap();
    let typed = run("month thang-6 --period 2025-06 --plan none --no-open --units don-vi.csv");
    assert!(!typed.contains("P.NV") && typed.contains("Phòng Nội vụ"));
    fs::remove_dir_all(folder.path().join("thang-6/ket-qua")).unwrap();
    fs::rename(folder.path().join("don-vi.csv"), folder.path().join("thang-6/don-vi.txt")).unwrap();
    fs::write(
        folder.path().join("thang-6/sipas.toml"),
        "plan = \"none\"\nperiod = \"2025-06\"\nunits = \"don-vi.txt\"\noutputs = []\n",
    )
    .unwrap();
    assert_eq!(run("month thang-6 --period 2025-06 --no-open"), typed);
}

fn page(folder: &Path) -> String {
    let results = folder.join("thang-6/ket-qua/2025-06");
    let named = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|of| of == "html");
    let page = fs::read_dir(&results).unwrap().map(Result::unwrap).find(named).unwrap();
    fs::read_to_string(page.path()).unwrap()
}
