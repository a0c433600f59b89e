//! The month's work, with files named or dropped and nothing else said.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::common::{command, data, finished, scratch, sipas_in};

/// The samples, in a folder of their own.
fn samples() -> tempfile::TempDir {
    let folder = scratch();
    for name in [
        "dossiers/ho-so-thang-5.csv",
        "dossiers/ho-so-thang-6.csv",
        "pakn.csv",
        "procedures.csv",
        "survey.csv",
    ] {
        let from = data("samples").join(name);
        fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
    }
    folder
}

/// All files under a folder, with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn names(files: &BTreeMap<PathBuf, Vec<u8>>) -> String {
    files.keys().map(|path| path.to_string_lossy().replace('\\', "/")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_folder_becomes_a_folder_of_results() {
    let folder = samples();
    let ran = sipas_in(folder.path(), &["."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.stdout, "");
    let results = folder.path().join("ket-qua/2025-06");
    let made = files(&results);
    insta::assert_snapshot!(names(&made), @"
    bao-cao.docx
    bao-cao.html
    bao-cao.xlsx
    bieu-06a.xlsx
    danh-sach/chua-xin-loi.xlsx
    danh-sach/dang-qua-han.xlsx
    danh-sach/dong-loi.xlsx
    danh-sach/pakn-dang-qua-han.xlsx
    danh-sach/phai-di-lai.xlsx
    danh-sach/sap-den-han.xlsx
    danh-sach/tre-han.xlsx
    don-doc/phong-quan-ly-dau-tu.xlsx
    don-doc/phong-quan-ly-doanh-nghiep-va-lao-dong.xlsx
    don-doc/phong-quan-ly-quy-hoach-va-xay-dung.xlsx
    don-doc/phong-quan-ly-tai-nguyen-va-moi-truong.xlsx
    don-doc/phong-quan-ly-xuat-nhap-khau.xlsx
    don-doc/van-phong.xlsx
    muc-luc.txt
    phu-luc-qua-han.xlsx
    ");
    let contents = String::from_utf8(made[Path::new("muc-luc.txt")].clone()).unwrap().replace("\r\n", "\n");
    insta::assert_snapshot!(contents, @"
    Kết quả do sipas lập
    Tháng 6/2025 (01/6–30/6/2025)
    5/13 cam kết không đạt. Không đạt: I.2, I.4, IV.2, V.2, V.4.
    Kế hoạch: Các nhiệm vụ, giải pháp nhằm nâng cao Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) tỉnh Lạng Sơn năm 2025

    bao-cao.html: trang báo cáo, đọc và in bằng trình duyệt
    bao-cao.xlsx: bảng tính
    bao-cao.docx: dự thảo báo cáo (Word)
    danh-sach/tre-han.xlsx: Hồ sơ trễ hạn, tính đến hết ngày 30/06/2025
    danh-sach/dang-qua-han.xlsx: Hồ sơ đang quá hạn, tính đến hết ngày 30/06/2025
    danh-sach/chua-xin-loi.xlsx: Hồ sơ trễ chưa có phiếu xin lỗi, tính đến hết ngày 30/06/2025
    danh-sach/sap-den-han.xlsx: Hồ sơ sắp đến hạn, tính đến hết ngày 30/06/2025
    danh-sach/phai-di-lai.xlsx: Hồ sơ phải đi lại, tính đến hết ngày 30/06/2025
    danh-sach/pakn-dang-qua-han.xlsx: PAKN đang quá hạn, tính đến hết ngày 30/06/2025
    danh-sach/dong-loi.xlsx: dòng lỗi: tệp nào, dòng nào, cột nào, vì sao; sửa trong tệp kết xuất rồi làm lại
    don-doc/phong-quan-ly-tai-nguyen-va-moi-truong.xlsx: Phiếu đôn đốc: Phòng Quản lý Tài nguyên và Môi trường: 4 đang quá hạn, 3 sắp đến hạn
    don-doc/phong-quan-ly-doanh-nghiep-va-lao-dong.xlsx: Phiếu đôn đốc: Phòng Quản lý Doanh nghiệp và Lao động: 2 đang quá hạn, 3 sắp đến hạn
    don-doc/phong-quan-ly-quy-hoach-va-xay-dung.xlsx: Phiếu đôn đốc: Phòng Quản lý Quy hoạch và Xây dựng: 2 đang quá hạn, 0 sắp đến hạn
    don-doc/phong-quan-ly-xuat-nhap-khau.xlsx: Phiếu đôn đốc: Phòng Quản lý Xuất nhập khẩu: 1 đang quá hạn, 3 sắp đến hạn
    don-doc/phong-quan-ly-dau-tu.xlsx: Phiếu đôn đốc: Phòng Quản lý Đầu tư: 0 đang quá hạn, 3 sắp đến hạn
    don-doc/van-phong.xlsx: Phiếu đôn đốc: Văn phòng: 0 đang quá hạn, 2 sắp đến hạn
    bieu-06a.xlsx: TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC (Biểu số II.06a/VPCP/KSTT)
    phu-luc-qua-han.xlsx: DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH QUÁ HẠN (Phụ lục)

    Cần xem lại trước khi dùng số liệu:
    - 1 PAKN tiếp nhận trong kỳ đã xong mà không rõ ngày: không vào tỷ lệ nào
    - cam kết I.3 (Tỷ lệ hồ sơ trễ hạn): ✔ đạt, nhưng 9 hồ sơ đang quá hạn; tính cả thì 3,44% ✘
    - cam kết IV.1 (Tỷ lệ trả kết quả đúng hạn): ✔ đạt, nhưng 9 hồ sơ đang quá hạn; tính cả thì 96,56% ✘
    - cam kết V.1 (Tỷ lệ PAKN được tiếp nhận): ✔ đạt, nhưng 1 PAKN đã xong mà không rõ ngày; tính cả thì 92,31% ✘
    - cam kết V.3 (Tỷ lệ PAKN xử lý đúng thẩm quyền): ✔ đạt, nhưng 1 PAKN đã xong mà không rõ ngày; tính cả thì 93,33% ✘
    - cam kết V.5 (Tỷ lệ PAKN được trả lời): ✔ đạt, nhưng 1 PAKN đã xong mà không rõ ngày; tính cả thì 93,33% ✘
    - cam kết V.6 (Tỷ lệ kết quả PAKN được công khai): ✔ đạt, nhưng 1 PAKN đã xong mà không rõ ngày; tính cả thì 93,33% ✘
    ");
    assert!(ran.stderr.contains("tỉnh Lạng Sơn"), "{ran:?}");
    // The page's figures are those of the command.
    let page = String::from_utf8(made[Path::new("bao-cao.html")].clone()).unwrap();
    let args =
        ["report", "ho-so-thang-5.csv", "ho-so-thang-6.csv", "--period", "2025-06", "--format", "json"];
    let json = sipas_in(folder.path(), &args).json();
    let late = json["groups"][0]["dossiers"]["late"].as_u64().unwrap();
    assert!(page.contains(&format!(">{late}</dd>")), "{late}");
}

#[test]
fn made_again_nothing_changes_and_nothing_is_lost() {
    let folder = samples();
    let all = ["ho-so-thang-5.csv", "ho-so-thang-6.csv", "pakn.csv"];
    let args: Vec<&str> = all.into_iter().chain(["--plan", "none"]).collect();
    assert_eq!(sipas_in(folder.path(), &args).code, 0);
    let results = folder.path().join("ket-qua");
    let first = files(&results);
    let ran = sipas_in(folder.path(), &args);
    assert!(ran.stderr.contains("không đổi"), "{ran:?}");
    assert_eq!(files(&results), first);
    // Results are no exports, whatever pattern could match them.
    fs::write(results.join("2025-06/so-lieu.csv"), "Mã hồ sơ,Ngày tiếp nhận\nX-1,2025-06-02\n").unwrap();
    let report =
        sipas_in(folder.path(), &["report", "**/*.csv", "--period", "2025-06", "--format", "json"]).json();
    assert!(!report["inputs"].to_string().contains("so-lieu.csv"), "{report}");
    fs::remove_file(results.join("2025-06/so-lieu.csv")).unwrap();
    fs::write(results.join("2025-06/ghi-chu.txt"), "của tôi").unwrap();
    fs::write(results.join("thu-tuc.xlsx"), "của tôi").unwrap();
    let mut longer = args.clone();
    longer.push("procedures.csv");
    let ran = sipas_in(folder.path(), &longer);
    assert!(ran.stderr.contains("2025-06-ban-1"), "{ran:?}");
    let after = files(&results);
    for (path, bytes) in &first {
        let kept = Path::new("2025-06-ban-1").join(path.strip_prefix("2025-06").unwrap());
        assert_eq!(after.get(&kept), Some(bytes), "{}", kept.display());
    }
    assert_eq!(after[Path::new("2025-06-ban-1/ghi-chu.txt")], "của tôi".as_bytes());
    assert_eq!(after[Path::new("thu-tuc.xlsx")], "của tôi".as_bytes());
    let ran = sipas_in(folder.path(), &["ket-qua/2025-06/bao-cao.xlsx"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("là kết quả của sipas"), "{ran:?}");
}

#[test]
fn what_is_no_export_is_passed_over_in_a_folder_and_refused_by_name() {
    let folder = samples();
    fs::write(folder.path().join("danh-ba.csv"), "Phòng,Điện thoại\nMột cửa,1022\n").unwrap();
    let ran = sipas_in(folder.path(), &[".", "--plan", "none"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("danh-ba.csv"), "{ran:?}");
    let ran = sipas_in(folder.path(), &["ho-so-thang-6.csv", "danh-ba.csv", "--plan", "none"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let empty = scratch();
    let ran = sipas_in(empty.path(), &["month"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("kéo thả"), "{ran:?}");
}

#[test]
fn a_slip_in_a_command_is_no_file() {
    let ran = sipas_in(scratch().path(), &["reprot"]);
    assert!(ran.stderr.contains("có phải là report"), "{ran:?}");
    let ran = sipas_in(scratch().path(), &["khong-co.csv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("khong-co.csv"), "{ran:?}");
}

#[test]
fn init_asks_and_later_runs_follow_it() {
    let folder = samples();
    let init = |answers: &str| {
        let mut command = command(folder.path(), &["init"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // It may end without a question, before it has heard the answers.
        let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = init("UBND xã A\n\nNgười Ký\n\n.\n1\n");
    assert_eq!(code, Some(0), "{said}");
    let written = fs::read_to_string(folder.path().join("sipas.toml")).unwrap();
    insta::assert_snapshot!(written, @r#"
    # Cài đặt của sipas; đường dẫn viết bằng dấu / và tính từ thư mục chứa tệp này.
    office = "UBND xã A"
    # prepared_by = ""
    signed_by = "Người Ký"
    signer_title = "Thủ trưởng đơn vị"

    # Kế hoạch: lang-son-2025, none (không chấm), hoặc tệp .toml.
    plan = "none"

    # So với cùng kỳ năm trước: year-before; tháng trước: month-before.
    # baseline = "year-before"

    # Những dòng sau chỉ dùng khi chạy sipas batch.
    exports = ["."]
    period = "last-month"
    by = ["unit"]

    [[outputs]]
    path = "ket-qua-batch/bao-cao.xlsx"

    [[outputs]]
    path = "ket-qua-batch/bao-cao.html"

    [[outputs]]
    path = "ket-qua-batch/qua-han.xlsx"
    which = ["overdue"]

    [[outputs]]
    path = "ket-qua-batch/sap-den-han.xlsx"
    which = ["due-soon"]
    "#);
    let (code, said) = init("UBND xã B\n\n\n\n\n\n");
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("sipas.toml")).unwrap(), written);
    let (code, _) = {
        fs::rename(folder.path().join("sipas.toml"), folder.path().join("cu.toml")).unwrap();
        let ended = init("UBND xã A\n");
        fs::rename(folder.path().join("cu.toml"), folder.path().join("sipas.toml")).unwrap();
        ended
    };
    assert_eq!(code, Some(2));

    let ran = finished(
        command(scratch().path(), &[folder.path().to_str().unwrap()]).env("SIPAS_NOW", "2025-07-10"),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("theo cài đặt trong"), "{ran:?}");
    let page = fs::read_to_string(folder.path().join("ket-qua/2025-06/bao-cao.html")).unwrap();
    assert!(page.contains("UBND xã A") && !page.contains("Lạng Sơn"), "{page}");
    // And so does the batch command.
    let ran = finished(command(folder.path(), &["batch", "sipas.toml"]).env("SIPAS_NOW", "2025-07-10"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let page = fs::read_to_string(folder.path().join("ket-qua-batch/bao-cao.html")).unwrap();
    assert!(page.contains("UBND xã A"));
}
