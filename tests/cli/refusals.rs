//! What is said where something cannot be done: what, where, and what was expected.

use std::fs;

use insta::assert_snapshot;

use crate::common::{data, export, scratch, sipas_in};

/// The message of each run, each after its arguments.
fn said(runs: &[&[&str]]) -> String {
    let one = |args: &&[&str]| {
        let ran = sipas_in(&data("edge"), args);
        format!("$ {}\n[{}] {}", args.join(" "), ran.code, ran.stderr)
    };
    runs.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn files() {
    let text = std::fs::read_to_string(data("edge/expected.json")).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let refused = cases.iter().filter(|case| case.get("refused").is_some());
    let stderr = refused.map(|case| {
        let args: Vec<&str> =
            case["argv"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap()).collect();
        sipas_in(&data("edge"), &args).stderr.replace("lỗi: không đọc được đầu vào nào\n", "")
    });
    assert_snapshot!(stderr.collect::<String>(), @r#"
    lỗi: one-byte-of-the-header.csv: dòng 1: byte 5 không phải văn bản trong bảng mã của tệp; hãy nêu bảng mã, hoặc lưu tệp ở UTF-8
    lỗi: tcvn3.csv: văn bản dùng bảng mã TCVN3 (ABC), không phải Unicode; hãy chuyển mã bằng công cụ của UniKey (nguồn TCVN3 (ABC), đích Unicode) rồi lưu dạng UTF-8
    lỗi: tcvn3-as-utf8.csv: văn bản dùng bảng mã TCVN3 (ABC), không phải Unicode; hãy chuyển mã bằng công cụ của UniKey (nguồn TCVN3 (ABC), đích Unicode) rồi lưu dạng UTF-8
    lỗi: vni.csv: văn bản dùng bảng mã VNI Windows, không phải Unicode; hãy chuyển mã bằng công cụ của UniKey (nguồn VNI Windows, đích Unicode) rồi lưu dạng UTF-8
    lỗi: vni-as-utf8.csv: văn bản dùng bảng mã VNI Windows, không phải Unicode; hãy chuyển mã bằng công cụ của UniKey (nguồn VNI Windows, đích Unicode) rồi lưu dạng UTF-8
    lỗi: cut.csv.gz: dữ liệu nén gzip bị cắt ngang; từ dòng 3 trở đi không đọc được
    lỗi: empty.csv: tệp rỗng
    lỗi: only-bom.csv: tệp rỗng
    lỗi: only-blank-lines.csv: tệp rỗng
    lỗi: header-in-row-21.csv: không có dòng tiêu đề hồ sơ trong 20 dòng đầu: cần ba cột quen thuộc, trong đó có "Mã hồ sơ" (code), "Ngày tiếp nhận" (received_at)
    lỗi: no-code-column.csv: tệp hồ sơ thiếu cột "Mã hồ sơ" (code); các tiêu đề tìm thấy: "Chủ hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái"
    lỗi: no-received-column.csv: tệp hồ sơ thiếu cột "Ngày tiếp nhận" (received_at); các tiêu đề tìm thấy: "Mã hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhân", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái"; "Ngày tiếp nhân" có phải là "Ngày tiếp nhận"?
    lỗi: code-and-one-more.csv: không có dòng tiêu đề hồ sơ trong 20 dòng đầu: cần ba cột quen thuộc, trong đó có "Mã hồ sơ" (code), "Ngày tiếp nhận" (received_at); các tiêu đề tìm thấy: "Mã hồ sơ", "Ngày tiếp nhận", "Ghi chú"
    lỗi: several-dossiers-in-a-row.csv: dòng 3, cột "Số lượng hồ sơ" là "2": một dòng thay cho nhiều hồ sơ; hãy xuất mỗi hồ sơ một dòng, hoặc khai one_row_one_dossier = true trong tệp cấu hình; vẫn đọc như ghi trong tệp thì thêm --accept aggregated_rows
    lỗi: pakn-no-dates.csv: tệp phản ánh, kiến nghị thiếu cột "Ngày gửi" (sent_at) hoặc "Ngày tiếp nhận" (accepted_at); các tiêu đề tìm thấy: "Mã PAKN", "Đơn vị xử lý", "Phân loại", "Trạng thái"
    "#);
}

#[test]
fn inputs() {
    let runs: [&[&str]; 7] = [
        &["report"],
        &["report", "no-such-file.csv"],
        &["report", "no-such-*.csv"],
        &["report", "../profiles"],
        &["report", "plain.xlsx", "--sheet", "Trang 9"],
        &["report", "-", "-"],
        &[
            "report",
            "plain.csv",
            "no-such-file.csv",
            "--period",
            "2025-06",
            "--format",
            "json",
            "--lang",
            "en",
            "--quiet",
            "-o",
            "/dev/null",
        ],
    ];
    assert_snapshot!(said(&runs), @r#"
    $ report
    [2] lỗi: thiếu đầu vào: hãy nêu tệp kết xuất hồ sơ, hoặc --pakn, --procedures, --survey; xem thêm: --help

    $ report no-such-file.csv
    [2] lỗi: không đọc được no-such-file.csv: không tìm thấy
    lỗi: không đọc được đầu vào nào

    $ report no-such-*.csv
    [2] lỗi: no-such-*.csv: không có tệp nào khớp mẫu tên
    lỗi: không đọc được đầu vào nào

    $ report ../profiles
    [2] lỗi: ../profiles: thư mục không có tệp kết xuất nào (.csv, .tsv, .txt, .gz, .zst, .zip, .xlsx, .xlsm, .xlsb, .xls)
    lỗi: không đọc được đầu vào nào

    $ report plain.xlsx --sheet Trang 9
    [2] lỗi: plain.xlsx: không có trang tính tên "Trang 9"; các trang: Hồ sơ
    lỗi: không đọc được đầu vào nào

    $ report - -
    [2] lỗi: đầu vào chuẩn (-) chỉ đọc được một lần, nhưng được nêu hai lần

    $ report plain.csv no-such-file.csv --period 2025-06 --format json --lang en --quiet -o /dev/null
    [3] error: cannot read no-such-file.csv: No such file or directory (os error 2)
    "#);
}

#[test]
fn settings() {
    assert_snapshot!(said(&[
        &["report", "plain.csv", "--period", "2025-13"][..],
        &["report", "plain.csv", "--period", "2025-07-15..2025-06-03"],
        &["report", "plain.csv", "--period", "2025-06", "--as-of", "2025-07-02"],
        &["report", "plain.csv", "--period", "2025-06", "--as-of", "tomorrow"],
        &["report", "plain.csv", "--period", "2025-06", "--baseline", "last year"],
        &["report", "plain.csv", "--by", "unit,week"],
        &["report", "plain.csv", "--by", "unit,unit"],
        &["report", "plain.csv", "--delimiter", "::"],
        &["report", "plain.csv", "--delimiter", "a"],
        &["report", "plain.csv", "--encoding", "latin-12"],
        &["report", "plain.csv", "--office-hours", "8-17"],
        &["report", "plain.csv", "--format", "pdf"],
        &["report", "plain.csv", "-o", "report.odt"],
        &["report", "plain.csv", "--check", "--plan", "none"],
        &["report", "denominator-zero.csv"],
        &["list", "plain.csv", "--which", "overdu"],
        &["list", "plain.csv", "--which", "late,rejected"],
        &["list", "plain.csv", "--which", "due-soon", "--within", "soon"],
    ]), @r#"
    $ report plain.csv --period 2025-13
    [2] lỗi: --period: kỳ, trong các năm 1990 đến 2100, phải viết như 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 hoặc 2025-06-03..2025-07-15, không phải "2025-13"

    $ report plain.csv --period 2025-07-15..2025-06-03
    [2] lỗi: --period: kỳ "2025-07-15..2025-06-03" kết thúc trước khi bắt đầu

    $ report plain.csv --period 2025-06 --as-of 2025-07-02
    [2] lỗi: --as-of: thời điểm tính hết ngày 02/07/2025 phải sau lúc bắt đầu ngày 01/06/2025 và không sau hết ngày 30/06/2025

    $ report plain.csv --period 2025-06 --as-of tomorrow
    [2] lỗi: --as-of: cần thời điểm như 2025-06-20 hoặc 2025-06-20T17:00, không phải "tomorrow"

    $ report plain.csv --period 2025-06 --baseline last year
    [2] lỗi: --baseline: kỳ, trong các năm 1990 đến 2100, phải viết như 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 hoặc 2025-06-03..2025-07-15, không phải "last year"

    $ report plain.csv --by unit,week
    [2] lỗi: --by: không có chiều phân nhóm "week"; có: unit, officer, field, procedure, channel, month; của riêng mình: --dimension week="Tiêu đề"

    $ report plain.csv --by unit,unit
    [2] lỗi: --by nêu unit hai lần

    $ report plain.csv --delimiter ::
    [2] lỗi: --delimiter: cần một ký tự như ; hoặc chữ tab, không phải "::"

    $ report plain.csv --delimiter a
    [2] lỗi: không dùng được dấu phân cách 'a': phải là một ký tự ASCII, không phải chữ, số, dấu nháy kép, gạch chéo ngược hay dấu xuống dòng

    $ report plain.csv --encoding latin-12
    [2] lỗi: không biết bảng mã "latin-12": dùng được utf-8, utf-16le, utf-16be, windows-1258, windows-1252 và mọi tên khác trong chuẩn mã hóa WHATWG

    $ report plain.csv --office-hours 8-17
    [2] lỗi: --office-hours: cần các buổi như 07:00-11:30,13:30-17:00, đúng thứ tự, không phải "8-17"

    $ report plain.csv --format pdf
    [2] lỗi: --format <FORMAT> không nhận giá trị "pdf"
    chỉ nhận: table, json, csv, markdown, html, xlsx, docx
    xem thêm: --help

    $ report plain.csv -o report.odt
    [2] lỗi: không biết dạng của tệp .odt; hãy nêu --format, hoặc dùng đuôi .txt, .json, .csv, .md, .html, .xlsx, .docx

    $ report plain.csv --check --plan none
    [2] lỗi: --check cần một kế hoạch, không đi cùng --plan none

    $ report denominator-zero.csv
    [2] lỗi: chưa hồ sơ nào kết thúc nên không tự chọn được kỳ; hãy nêu --period

    $ list plain.csv --which overdu
    [2] lỗi: --which <BUCKET> không nhận giá trị "overdu"; có phải là overdue?
    chỉ nhận: early, on_time, late, finished_unmeasurable, withdrawn, stopped, open_within_due, open_overdue, suspended, open_unmeasurable, not_accepted, undated, out_of_period, closed_unanswered, pakn.closed_in_time, pakn.closed_late, pakn.transferred, pakn.open_within_due, pakn.open_overdue, pakn.unmeasurable_closed, pakn.unmeasurable_open, pakn.undated, pakn.out_of_period, pakn.refused, all, received, carried_in, stopped_late, refused, no-apology, put_off, repeat-visit, due-soon, overdue, pakn.all, pakn.received, pakn.carried_in, pakn.unmeasurable, rejected, duplicate, duplicates, skipped, tat-ca, tiep-nhan, ky-truoc, truoc-han, dung-han, tre-han, trong-han, qua-han, sap-den-han, di-lai, tu-choi, rut, hen-lai, chua-xin-loi, loi, trung, bo-qua
    xem thêm: --help

    $ list plain.csv --which late,rejected
    [2] lỗi: --which: late và rejected không cùng một bảng; hãy liệt kê riêng

    $ list plain.csv --which due-soon --within soon
    [2] lỗi: --within: cần số ngày làm việc như 2d, không phải "soon"
    "#);
}

#[test]
fn files_of_settings() {
    let folder = scratch();
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
    };
    write("t6.csv", &export(&[]));
    write("profile.toml", "[columns]\nrecieved_at = \"start\"\n");
    write("no.toml", "[columns\n");
    write(
        "plan.toml",
        "id = \"p\"\n[[targets]]\nid = \"VI.1\"\ntier = \"commitment\"\ntask = \"\"\nindicator = \"late_rate\"\ncomparator = \"<\"\nthreshold = \"1/100\"\n",
    );
    write("days.csv", "date,kind,name\n2025-06-31,holiday,Ngày lạ\n");
    write("gap.csv", "date,kind,name\n2031-01-01,holiday,Tết Dương lịch\ncomplete = 2031\n");
    let runs: [&[&str]; 8] = [
        &["report", "t6.csv", "--profile", "profile.toml"],
        &["report", "t6.csv", "--profile", "no-such.toml"],
        &["report", "t6.csv", "--profile", "no.toml"],
        &["plan", "check", "plan.toml"],
        &["plan", "check", "no-such-plan"],
        &["calendar", "--calendar", "days.csv"],
        &["calendar", "--calendar", "gap.csv"],
        &["calendar", "--year", "2031"],
    ];
    let said = runs.map(|args| {
        let ran = sipas_in(folder.path(), args);
        format!("$ {}\n[{}] {}", args.join(" "), ran.code, ran.stderr)
    });
    assert_snapshot!(said.join("\n"), @r#"
    $ report t6.csv --profile profile.toml
    [2] lỗi: profile.toml:2:1: không có trường "recieved_at" trong [columns], có phải là "received_at"?

    $ report t6.csv --profile no-such.toml
    [2] lỗi: không đọc được no-such.toml: không tìm thấy

    $ report t6.csv --profile no.toml
    [2] lỗi: no.toml:1:9: dòng 1: thiếu dấu ] ở tên bảng; cần `]`; dòng ấy viết: [columns

    $ plan check plan.toml
    [2] lỗi: plan.toml: mục tiêu "VI.1": id phải viết như IV.1, bắt đầu bằng lĩnh vực từ I đến V

    $ plan check no-such-plan
    [2] lỗi: kế hoạch phải là lang-son-2025, nghi-quyet-01-2026, none, hoặc một tệp TOML: không đọc được no-such-plan: không tìm thấy

    $ calendar --calendar days.csv
    [2] lỗi: days.csv: dòng 2, cột date: cần ngày có thật, dạng 2025-04-30, không phải "2025-06-31"

    $ calendar --calendar gap.csv
    [2] lỗi: gap.csv: lịch chưa đủ ngày của năm 2028, nằm giữa năm đầu và năm cuối của nó

    $ calendar --year 2031
    [2] lỗi: lịch làm việc chưa có năm 2031; thêm bằng --calendar FILE.csv
    "#);
}

#[test]
fn usage() {
    assert_snapshot!(said(&[
        &[][..],
        &["raport"],
        &["report", "--perod", "2025-06"],
        &["report", "--period"],
        &["report", "plain.csv", "--window", "fiscal"],
        &["report", "plain.csv", "--repeat-threshold", "0"],
        &["list", "plain.csv"],
        &["calendar", "--add-days", "3"],
        &["calendar", "--year", "2025", "--between", "2025-01-01", "2025-02-01"],
        &["completions", "tcsh"],
        &["raport", "--lang", "en"],
        &["report", "--perod", "2025-06", "--lang=en"],
    ]), @r#"
    $ 
    [2] Tính các chỉ tiêu giải quyết TTHC, PAKN từ tệp kết xuất của Bộ phận Một cửa

    Cách dùng: sipas [TÙY CHỌN] <LỆNH>

    Lệnh:
      month        Làm trọn việc của kỳ: bảng tính, trang báo cáo, bản Word, danh sách, biểu, phiếu đôn
                   đốc từng đơn vị
      init         Hỏi đơn vị, người ký, thư mục tệp kết xuất, kế hoạch, rồi ghi tệp sipas.toml để lần
                   sau khỏi nêu
      report       Tính các chỉ số của một kỳ và chấm theo kế hoạch
      list         Liệt kê hồ sơ đứng sau một con số, mỗi hồ sơ một dòng
      form         Lập biểu của chế độ báo cáo: 07a, 07b (hồ sơ), 06a (PAKN), 01-DC, danh sách quá hạn
      score766     Chấm bốn mục theo cách tính được mô tả của Quyết định 766, và truy từng điểm mất về
                   hồ sơ
      batch        Chạy trọn công việc hằng tháng theo một tệp TOML: đọc, tính, ghi mọi đầu ra hoặc
                   không ghi gì
      merge        Gộp các kết quả từng phần thành báo cáo, như thể mọi thứ được đọc trong một lần
      inspect      Xem tệp được hiểu thế nào: tiêu đề, bảng mã, dấu phân cách, số dòng, lỗi; không tính
                   chỉ số
      calendar     Xem lịch làm việc: ngày nghỉ, ngày làm bù; cộng và đếm ngày làm việc
      plan         Xem hoặc kiểm tra một kế hoạch
      completions  In tập lệnh gợi ý cho shell: bash, elvish, fish, powershell, zsh

    Chung:
          --lang <vi|en>  Ngôn ngữ: vi (mặc định) hoặc en; cũng đặt được bằng biến môi trường SIPAS_LANG
          --color <WHEN>  Tô màu: auto (mặc định: chỉ trên màn hình), always, never; biến NO_COLOR được
                          tôn trọng
      -q, --quiet         Không hiện tiến độ và ghi chú; lỗi và cảnh báo vẫn hiện
          --now <TIME>    Thời điểm chạy, như 2025-07-10 (mặc định: đồng hồ máy); cũng đặt được bằng
                          biến môi trường SIPAS_NOW
      -h, --help          Xem hướng dẫn; --help có thêm ví dụ
      -V, --version       Xem phiên bản

    $ raport
    [2] lỗi: không có lệnh raport; có phải là report?
    xem thêm: --help

    $ report --perod 2025-06
    [2] lỗi: không có tùy chọn --perod; có phải là --period?
    xem thêm: --help

    $ report --period
    [2] lỗi: --period <P> cần một giá trị
    xem thêm: --help

    $ report plain.csv --window fiscal
    [2] lỗi: --window <calendar|reporting> không nhận giá trị "fiscal"
    chỉ nhận: calendar, reporting
    xem thêm: --help

    $ report plain.csv --repeat-threshold 0
    [2] lỗi: --repeat-threshold <K> không nhận giá trị "0"
    xem thêm: --help

    $ list plain.csv
    [2] lỗi: thiếu --which <BUCKET>
    xem thêm: --help

    $ calendar --add-days 3
    [2] lỗi: thiếu --from <DATE>
    xem thêm: --help

    $ calendar --year 2025 --between 2025-01-01 2025-02-01
    [2] lỗi: --year <Y> không đi cùng --between <A> <B>
    xem thêm: --help

    $ completions tcsh
    [2] lỗi: <SHELL> không nhận giá trị "tcsh"; có phải là zsh?
    chỉ nhận: bash, elvish, fish, powershell, zsh
    xem thêm: --help

    $ raport --lang en
    [2] error: unrecognized subcommand 'raport'

      tip: a similar subcommand exists: 'report'

    Usage: sipas [OPTIONS] <COMMAND>

    For more information, try '--help'.

    $ report --perod 2025-06 --lang=en
    [2] error: unexpected argument '--perod' found

      tip: a similar argument exists: '--period'

    Usage: sipas report [OPTIONS] [EXPORT]...

    For more information, try '--help'.
    "#);
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed() {
    let folder = scratch();
    let name = "a\u{1b}[31m\u{202e}b.csv";
    let text = format!("{}H37.12-250602-0001,02/06/2025\u{1b}[2J,\u{9b}31m,\n", export(&[]));
    fs::write(folder.path().join(name), text).unwrap();
    for args in [
        &["report", ".", "--period", "2025-06"][..],
        &["list", ".", "--which", "rejected"],
        &["inspect", "."],
        &["report", "no-such\u{1b}[31m.csv"],
    ] {
        for format in ["table", "markdown", "json", "csv"] {
            let args: Vec<&str> = args.iter().chain(&["--format", format]).copied().collect();
            let ran = sipas_in(folder.path(), &args);
            let harmful = |text: &str| text.chars().any(|c| matches!(c, '\u{1b}' | '\u{9b}' | '\u{202e}'));
            assert!(!harmful(&ran.stderr), "{args:?}: {:?}", ran.stderr);
            // A file for programs may hold what a cell holds; what people read may not.
            if matches!(format, "table" | "markdown") {
                assert!(!harmful(&ran.stdout), "{args:?}: {:?}", ran.stdout);
            }
        }
    }
}

const HEAD: &str = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý";

/// Some dossiers received on these days.
fn received(rows: usize, day: impl Fn(usize) -> String) -> String {
    (0..rows).fold(format!("{HEAD}\n"), |text, n| {
        text + &format!("H37.01-250605-{n:05},Phòng A,{},30/06/2025,27/06/2025\n", day(n))
    })
}

#[test]
fn what_somebody_accepts_is_read_and_the_report_says_so() {
    let folder = scratch();
    let at = folder.path();
    let clean = received(40, |_| "05/06/2025".into());
    let swapped =
        |n: usize| if n.is_multiple_of(2) { "2025-06-05".to_owned() } else { "25/06/2025".to_owned() };
    let lost = clean.replace("H37.01-250605-00003", "1.23457E+17");
    let counted = clean.lines().enumerate().map(|(n, line)| match n {
        0 => format!("{line},Số lượng hồ sơ\n"),
        3 => format!("{line},4\n"),
        _ => format!("{line},1\n"),
    });
    let inner = clean.lines().skip(5).take(3).collect::<Vec<_>>().join("\n");
    let swallowed = format!("{clean}H37.01-250605-09999,\"{inner}\",05/06/2025,30/06/2025,27/06/2025\n");
    for (code, text, issue, accepted) in [
        ("aggregated_rows", counted.collect(), "row.aggregated", 40),
        ("lost_digits", lost, "code.digits_lost", 40),
        ("date_order", received(40, swapped), "date.uncertain", 40),
        // Large enough for the reader of large files.
        ("date_order", received(20_000, swapped), "date.uncertain", 20_000),
        ("swallowed_rows", swallowed, "row.swallows", 41),
    ] {
        fs::write(at.join("t6.csv"), text).unwrap();
        let report = ["report", "t6.csv", "--period", "2025-06", "--format", "json"];
        let refused = sipas_in(at, &report);
        assert_eq!(refused.code, 2, "{code}: {}", refused.stderr);
        assert!(refused.stderr.contains(&format!("thêm --accept {code}\n")), "{}", refused.stderr);
        let other = if code == "lost_digits" { "date_order" } else { "lost_digits" };
        assert_eq!(sipas_in(at, &[&report[..], &["--accept", other]].concat()).code, 2);

        let read = sipas_in(at, &[&report[..], &["--accept", other, "--accept", code]].concat());
        assert_eq!(read.code, 0, "{code}: {}", read.stderr);
        let input = &read.json()["inputs"][0];
        let told = input["issues"].as_array().unwrap().iter().any(|told| told["code"] == issue);
        assert!(told && input["accepted"] == accepted, "{code}: {input}");
        assert!(read.stderr.contains("cảnh báo: t6.csv: dòng "), "{}", read.stderr);
        let all =
            ["list", "t6.csv", "--period", "2025-06", "--which", "all", "--accept", code, "-o", "list.csv"];
        assert_eq!(
            (sipas_in(at, &all).code, sipas_in(at, &["inspect", "t6.csv", "--accept", code]).code),
            (0, 0)
        );
        let job = format!(
            "exports = [\"t6.csv\"]\nperiod = \"2025-06\"\naccept = [\"{code}\"]\n[[outputs]]\npath = \"ra.json\"\n"
        );
        fs::write(at.join("job.toml"), job).unwrap();
        assert_eq!(sipas_in(at, &["batch", "job.toml"]).code, 0, "{code}");
    }

    // Where nothing is to be accepted, nothing is said of it.
    fs::write(at.join("t6.csv"), clean).unwrap();
    let all =
        ["aggregated_rows", "lost_digits", "date_order", "swallowed_rows"].map(|code| ["--accept", code]);
    let plain = sipas_in(at, &["report", "t6.csv", "--period", "2025-06", "--format", "json"]);
    let accepting = sipas_in(
        at,
        &[&["report", "t6.csv", "--period", "2025-06", "--format", "json"], all.as_flattened()].concat(),
    );
    assert_eq!((accepting.code, &accepting.stdout, &accepting.stderr), (0, &plain.stdout, &plain.stderr));
}
