//! Help, version and completions.

use insta::assert_snapshot;

use crate::common::{command, data, finished, sipas};

#[test]
fn the_whole_command_in_vietnamese() {
    assert_snapshot!(sipas(&["-h"]).stdout, @"
    Tính các chỉ tiêu giải quyết TTHC, PAKN từ tệp kết xuất của Bộ phận Một cửa

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
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the help is as long as it is")]
fn a_report_in_english() {
    assert_snapshot!(sipas(&["report", "-h", "--lang", "en"]).stdout, @r#"
    Compute the indicators of a period, and judge them by a plan

    Usage: sipas report [OPTIONS] [EXPORT]...

    Input:
      [EXPORT]...                         Exports (dossiers, petitions, procedures, survey, as their
                                          headers say): files, folders (the exports in them), patterns
                                          such as "month-*.csv", or - (standard input)
          --pakn <FILE>                   Export of petitions (may be repeated)
          --procedures <FILE>             Procedure catalogue (may be repeated)
          --survey <FILE>                 Survey of satisfaction (may be repeated)
          --profile <FILE.toml>           How to read a foreign export; of several, a file gets the
                                          first whose headers it has all
          --dimension <NAME=HEADER>       A dimension of your own from a column of the dossiers,
                                          NAME="HEADER" such as commune="Commune or ward", for --by (may
                                          be repeated); columns of applicants' personal data are refused
          --row-number-as-code            The exports have no column of codes: each row is a dossier or
                                          a petition, its code the name of the file and the line; what
                                          stands in two files counts twice
          --delimiter <C>                 What separates cells: one character, or tab; found in the file
                                          if left out
          --encoding <NAME>               Encoding, such as windows-1258; if left out, UTF-8 or what the
                                          byte order mark says
          --quotes <csv|none>             A quote at the beginning of a cell: csv (the cell goes on to
                                          the closing quote) or none (it means nothing, a line is a row)
          --sheet <NAME>                  Read only this sheet of each workbook (.xlsx, .xls); if left
                                          out, every visible one that has a header of the kind
          --rejects <FILE.csv>            Write refused rows in full to this file, to be mended and run
                                          again; it holds personal data
          --strict                        Exit with 3 where a row was refused
          --assume-unique                 Trust that no code is there twice: look for no duplicates
          --newest <by-content|as-named>  Which of several rows of a code is the newest: by-content
                                          (default: by what is in the files) or as-named (the order
                                          given)
          --threads <N>                   Number of threads; the result does not depend on it
          --accept <CODE>                 Read a file all the same that is refused for: aggregated_rows
                                          (a row is several dossiers), lost_digits (of codes),
                                          date_order (day and month may be swapped), swallowed_rows
                                          (rows within quotes); the report warns of it (may be given
                                          several times)

    Period and settings:
          --period <P>                      Period: 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025, or
                                            2025-06-03..2025-07-15 (both days in)
          --window <calendar|reporting>     How periods are cut: calendar (default: from the 1st) or
                                            reporting (15th of the month before to 14th)
          --as-of <TIME>                    Seen as of this moment: 2025-06-20 (the end of that day) or
                                            2025-06-20T17:00
          --clock-end <finished|returned>   What ends the clock: finished (default) or returned
          --deadline <original|current>     Deadline: original (default: due date as exported) or
                                            current (extended, rescheduled)
          --precision <day|instant>         Compare days (day, default) or times of day too (instant)
          --supplement <SUPPLEMENT-POLICY>  Waiting for a supplement: as-recorded (default), pause
                                            (moves the deadline by the days waited) or restart (the term
                                            begins anew with the complete dossier, Decree 118/2025)
          --repeat-threshold <K>            From how many extra trips a dossier is a repeat visit
                                            (default 1)
          --publication-days <N>            Working days to publish a procedure after its decision: 5
                                            (default, province), 10 (ministry), 2 (fast track)
          --pakn-days <N>                   Working days to handle a petition whose export names no
                                            deadline: 15 (default, a practice of administrators);
                                            ministries set 3 to 10

    Working calendar:
          --calendar <FILE.csv>   Add or replace days: columns date, kind, name, source, provisional
                                  (may be repeated)
          --office-hours <HOURS>  Office hours (default 07:00-11:30,13:30-17:00)

    Report:
          --units <FILE.csv>     A table of units with the columns alias and name: a unit of another
                                 name counts and is shown by this name
          --baseline <P>         Period to compare with, written as --period is: the same one last year,
                                 or the one before
          --by <DIMENSION>       Groups: unit, officer, field, procedure, channel, month (separated by
                                 commas)
          --plan <PLAN>          Judge by this plan: lang-son-2025 (default), nghi-quyet-01-2026, none
                                 (do not judge), or a file of your own
          --external <FIGURE>    A figure of the plan that is measured elsewhere, such as IV.3=87.65, or
                                 a CSV table with the columns id and value (may be repeated)
          --check[=<lenient>]    Exit with 1 where a commitment is missed (on the whole), and with 3
                                 where one is met only while a doubt is not counted, unless it is
                                 --check=lenient
          --office <NAME>        Who reports; what is left out is dots, to be filled in by hand
          --prepared-by <NAME>   Who drew it up
          --signed-by <NAME>     Who signs it
          --signer-title <TEXT>  As what that person signs (default: head of the office)

    Partial results:
          --partial     Write a partial result (.sipas) instead of a report, to be merged by sipas
                        merge; needs --period
          --part <N/M>  Count only the codes of this part: 3/16 is the third; all parts read the same
                        files, so that repeated codes are counted right

    Output:
      -f, --format <FORMAT>  Form: table (default), json, csv, markdown, html, xlsx, docx; if left out,
                             what the name after -o ends with
      -o, --output <FILE>    Write to this file instead of the screen; an old file is replaced only once
                             the new one is whole

    Common:
          --lang <vi|en>  Language: vi (default) or en; the environment variable SIPAS_LANG sets it too
          --color <WHEN>  Colour: auto (default: on a terminal only), always, never; NO_COLOR is
                          honoured
      -q, --quiet         No progress and no notes; errors and warnings are still shown
          --now <TIME>    The moment of the run, such as 2025-07-10 (default: the clock); SIPAS_NOW sets
                          it too
      -h, --help          Show help; --help has examples too
    "#);
}

#[test]
fn every_subcommand_has_examples_in_both_languages() {
    for command in [
        &["report"][..],
        &["list"],
        &["form"],
        &["score766"],
        &["batch"],
        &["inspect"],
        &["calendar"],
        &["plan", "show"],
        &["plan", "check"],
        &["completions"],
    ] {
        for (lang, examples) in [("vi", "Ví dụ:"), ("en", "Examples:")] {
            let args: Vec<&str> = command.iter().chain(&["--help", "--lang", lang]).copied().collect();
            let ran = sipas(&args);
            assert!(
                ran.code == 0 && ran.stderr.is_empty() && ran.stdout.contains(examples),
                "{args:?}: {ran:?}"
            );
        }
    }
}

#[test]
fn the_environment_chooses_the_language_and_a_flag_another() {
    let run = |args: &[&str]| finished(command(&data("samples"), args).env("SIPAS_LANG", "en"));
    assert!(run(&["report"]).stderr.starts_with("error: no input"));
    assert!(run(&["report", "--lang", "vi"]).stderr.starts_with("lỗi: thiếu đầu vào"));
    assert!(run(&["--help"]).stdout.contains("Usage:"));
}

#[test]
fn the_version_is_the_package_s() {
    assert_eq!(sipas(&["--version"]).stdout, concat!("sipas ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn completions_know_the_names() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = sipas(&["completions", shell]);
        assert_eq!(script.code, 0);
        for name in ["inspect", "as-of", "open_overdue", "markdown", "xlsx", "which-lost", "06a"] {
            assert!(script.stdout.contains(name), "{shell}: {name}");
        }
    }
}

#[test]
fn help_may_be_asked_for_first() {
    for (asked, usual) in [
        (&["help", "report"][..], &["report", "--help"][..]),
        (&["help", "plan", "show"], &["plan", "show", "--help"]),
        (&["--lang", "en", "help", "list"], &["--lang", "en", "list", "--help"]),
        (&["help"], &["--help"]),
    ] {
        let (asked, usual) = (sipas(asked), sipas(usual));
        assert_eq!((asked.code, asked.stderr), (0, String::new()));
        assert_eq!(asked.stdout, usual.stdout);
    }
    // A file may be called so.
    assert_eq!(sipas(&["report", "help"]).code, 2);
}
