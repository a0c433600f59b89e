//! What administrators write: periods, dimensions and lists in Vietnamese.

use insta::assert_snapshot;

use crate::common::{sipas, typed};

#[test]
fn periods_are_named_as_in_letters() {
    let report = |period: &str| {
        let ran = sipas(&[&typed("report dossiers --quiet --format json --period")[..], &[period]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    for (written, usual) in [
        ("6/2025", "2025-06"),
        ("tháng 06/2025", "2025-06"),
        ("Q2/2025", "2025-Q2"),
        ("quý II năm 2025", "2025-Q2"),
    ] {
        assert_eq!(report(written), report(usual), "{written}");
    }
    let none = sipas(&typed("report dossiers --period 13/2025"));
    assert_snapshot!(none.stderr, @r#"lỗi: --period: kỳ, trong các năm 1990 đến 2100, phải viết như 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 hoặc 2025-06-03..2025-07-15, không phải "13/2025""#);
}

#[test]
fn groups_and_lists_have_vietnamese_names_too() {
    let run = |line: &str| {
        let ran = sipas(&typed(line));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    let june = "dossiers --period 2025-06 --quiet";
    assert_eq!(
        run(&format!("report {june} --format json --by don-vi,linh-vuc,thu-tuc,can-bo,kenh,thang")),
        run(&format!("report {june} --format json --by unit,field,procedure,officer,channel,month"))
    );
    for (word, name) in [
        ("tre-han", "late"),
        ("qua-han", "open_overdue"),
        ("sap-den-han", "due-soon"),
        ("di-lai", "repeat-visit"),
        ("dung-han", "on_time"),
        ("loi", "rejected"),
        ("trung", "duplicate"),
    ] {
        let list = |which: &str| run(&format!("list {june} --format csv --which {which}"));
        assert_eq!(list(word), list(name), "{word}");
    }
    // A dimension of one's own has another name.
    let taken = sipas(&typed("report dossiers --period 2025-06 --dimension kenh=STT --by kenh"));
    assert_eq!(taken.code, 2);
}

#[test]
fn what_was_put_off_is_listed() {
    let folder = crate::common::scratch();
    let text = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày hẹn lại,Ngày gia hạn,Ngày kết thúc xử lý\n\
                H37.12-250602-0001,02/06/2025,10/06/2025,12/06/2025,,11/06/2025\n\
                H37.12-250602-0002,02/06/2025,10/06/2025,,,11/06/2025\n\
                H37.12-250602-0003,02/06/2025,10/06/2025,12/06/2025,16/06/2025,\n\
                H37.12-250702-0004,02/07/2025,10/07/2025,12/07/2025,,\n";
    std::fs::write(folder.path().join("t6.csv"), text).unwrap();
    let run = |line: &str| crate::common::sipas_in(folder.path(), &typed(line));
    let put_off = &run("report t6.csv --period 2025-06 --format json --quiet").json()["groups"][0]["dossiers"]
        ["put_off"];
    assert_eq!(put_off["all"], 2);
    for word in ["put_off", "hen-lai"] {
        let list = run(&format!("list t6.csv --period 2025-06 --which {word} --format json --quiet")).json();
        let codes: Vec<_> =
            list.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["H37.12-250602-0001", "H37.12-250602-0003"]);
    }
}
