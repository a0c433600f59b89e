//! How files were understood.

use insta::assert_snapshot;

use crate::common::{data, sipas, sipas_in};

#[test]
fn a_month_for_people() {
    let ran = sipas(&["inspect", "dossiers/ho-so-thang-5.csv"]);
    assert_snapshot!(ran.shown(), @r#"
    exit 0
    --- stdout
    dossiers/ho-so-thang-5.csv

    Mục            Giá trị
    ─────────────  ───────
    Loại           hồ sơ
    Bảng mã        UTF-8
    Dấu phân cách  ;
    Dòng tiêu đề   1, 2
    Số dòng        353
    Hợp lệ         347
    Dòng lỗi       4
    Trùng          0
    Bỏ qua         2

    Cột  Tiêu đề               Hiểu là
    ───  ────────────────────  ─────────────────────────────────────────────────
      1  STT                   (không đọc)
      2  Mã hồ sơ              Mã hồ sơ (code)
      3  Mã TTHC               Mã TTHC (procedure_code)
      4  Tên thủ tục           Tên thủ tục hành chính (procedure_name)
      5  Lĩnh vực              Lĩnh vực (field)
      6  Chủ hồ sơ             (không đọc)
      7  Số điện thoại         (không đọc)
      8  Địa chỉ               (không đọc)
      9  Đơn vị giải quyết     Đơn vị xử lý (unit)
     10  Cán bộ thụ lý         Cán bộ xử lý (officer)
     11  Hình thức nộp         Hình thức tiếp nhận (channel)
     12  Ngày tiếp nhận        Ngày tiếp nhận (received_at)
     13  hẹn trả               Ngày hẹn trả (due_at)
     14  Ngày hoàn thành       Ngày kết thúc xử lý (finished_at)
     15  Ngày yêu cầu bổ sung  Ngày yêu cầu bổ sung (supplement_requested_at)
     16  Ngày bổ sung          Ngày hoàn thành bổ sung (supplement_completed_at)
     17  Số lần bổ sung        Số lần bổ sung (supplement_requests)
     18  Tình trạng            Trạng thái (status)
     19  Đã xin lỗi            Phiếu xin lỗi (apologised)
     20  Đính chính            Đính chính (result_corrected)
     21  Ghi chú               (không đọc)

    Vấn đề                                           Mức độ    Số lần  Ví dụ
    ───────────────────────────────────────────────  ────────  ──────  ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    mã không theo mẫu đã biết                        ghi chú        1  dòng 202, cột "Mã hồ sơ": "2025/BN-2743" (H37.12-250613-0001)
    ngày trong mã khác ngày tiếp nhận                cảnh báo       1  dòng 227, cột "Mã hồ sơ": "H37.12-250518-2768" (Ngày tiếp nhận: 19/05/2025)
    mã khác mẫu với hầu hết mã trong tệp             cảnh báo       1  dòng 202, cột "Mã hồ sơ": "2025/BN-2743"
    ngày không đọc được                              lỗi            2  dòng 34, cột "Ngày tiếp nhận": "08:05, 06/05/25" (dd/MM/yyyy); dòng 114, cột "hẹn trả": "30/02/2025" (tháng này chỉ có 28 ngày)
    số không đọc được                                lỗi            1  dòng 74, cột "Số lần bổ sung": "-1" (0, 1, 2, …)
    kết thúc sớm hơn giờ tiếp nhận trong cùng ngày   ghi chú        1  dòng 166, cột "Ngày hoàn thành": "13.05.2025 09:05" (Ngày tiếp nhận: 13/05/2025 14:30)
    giá trị không có trong danh mục                  cảnh báo       1  dòng 54, cột "Hình thức nộp": "Zalo"
    trạng thái đã xong nhưng không có ngày kết thúc  cảnh báo       2  dòng 37, cột "Tình trạng": "Đã trả kết quả"; dòng 142, cột "Tình trạng": "Hủy"
    dòng thừa hoặc thiếu ô so với tiêu đề            lỗi            1  dòng 154: "12" (21)
    dòng không phải hồ sơ                            ghi chú        2  dòng 3; dòng 355
    --- stderr
    ghi chú: dossiers/ho-so-thang-5.csv: dòng 202: mã không theo mẫu đã biết
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 227: ngày trong mã khác ngày tiếp nhận
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 202: mã khác mẫu với hầu hết mã trong tệp
    ghi chú: dossiers/ho-so-thang-5.csv: dòng 166: kết thúc sớm hơn giờ tiếp nhận trong cùng ngày
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 54, cột Hình thức nộp: giá trị không có trong danh mục: "Zalo"
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 37: trạng thái đã xong nhưng không có ngày kết thúc (cả thảy 2 chỗ)
    ghi chú: dossiers/ho-so-thang-5.csv: dòng 3: dòng không phải hồ sơ (cả thảy 2 chỗ)
    cảnh báo: dossiers/ho-so-thang-5.csv: 4 dòng lỗi trong 353
    "#);
}

#[test]
fn several_files_in_english() {
    let ran = sipas_in(
        &data("edge"),
        &[
            "inspect",
            "plain.csv.gz",
            "utf16-le.csv",
            "empty.csv",
            "--pakn",
            "pakn-sent-only.csv",
            "--lang",
            "en",
            "--format",
            "markdown",
        ],
    );
    assert_snapshot!(ran.shown(), @r#"
    exit 3
    --- stdout
    # plain.csv.gz

    | Item | Value |
    | --- | --- |
    | Kind | dossiers |
    | Encoding | UTF-8 |
    | Delimiter | , |
    | Compression | gzip |
    | Header lines | 1 |
    | Rows | 3 |
    | Accepted | 0 |
    | Rejected | 0 |
    | Duplicates | 3 |
    | Skipped | 0 |

    | Column | Header | Understood as |
    | ---: | --- | --- |
    | 1 | Mã hồ sơ | code |
    | 2 | Đơn vị xử lý | unit |
    | 3 | Ngày tiếp nhận | received\_at |
    | 4 | Ngày hẹn trả | due\_at |
    | 5 | Ngày kết thúc xử lý | finished\_at |
    | 6 | Trạng thái | status |

    # utf16-le.csv

    | Item | Value |
    | --- | --- |
    | Kind | dossiers |
    | Encoding | UTF-16LE (BOM) |
    | Delimiter | , |
    | Header lines | 1 |
    | Rows | 3 |
    | Accepted | 3 |
    | Rejected | 0 |
    | Duplicates | 0 |
    | Skipped | 0 |

    | Column | Header | Understood as |
    | ---: | --- | --- |
    | 1 | Mã hồ sơ | code |
    | 2 | Đơn vị xử lý | unit |
    | 3 | Ngày tiếp nhận | received\_at |
    | 4 | Ngày hẹn trả | due\_at |
    | 5 | Ngày kết thúc xử lý | finished\_at |
    | 6 | Trạng thái | status |

    # empty.csv

    | Item | Value |
    | --- | --- |
    | Kind | dossiers |
    | Refused | empty.csv: the file is empty |

    # pakn-sent-only.csv

    | Item | Value |
    | --- | --- |
    | Kind | PAKN |
    | Encoding | UTF-8 |
    | Delimiter | , |
    | Header lines | 1 |
    | Rows | 4 |
    | Accepted | 4 |
    | Rejected | 0 |
    | Duplicates | 0 |
    | Skipped | 0 |

    | Column | Header | Understood as |
    | ---: | --- | --- |
    | 1 | Mã PAKN | code |
    | 2 | Đơn vị xử lý | unit |
    | 3 | Ngày gửi | sent\_at |
    | 4 | Trạng thái | status |

    | Issue | Severity | Count | Examples |
    | --- | --- | ---: | --- |
    | the status says concluded, yet no date tells when | warning | 1 | line 4, column "Trạng thái": "Đã xử lý" |
    --- stderr
    error: empty.csv: the file is empty
    warning: pakn-sent-only.csv: line 4: the status says concluded, yet no date tells when
    "#);
}

#[test]
fn a_file_for_programs() {
    let ran = sipas_in(&data("edge"), &["inspect", "channels.csv", "--format", "csv"]);
    assert_snapshot!(ran.shown().replace(['\u{feff}', '\r'], ""), @r#"
    exit 0
    --- stdout
    file,what,name,value,line,column,found,expected
    channels.csv,fact,kind,hồ sơ,,,,
    channels.csv,fact,encoding,UTF-8,,,,
    channels.csv,fact,delimiter,",",,,,
    channels.csv,fact,header_lines,1,,,,
    channels.csv,fact,rows,12,,,,
    channels.csv,fact,accepted,12,,,,
    channels.csv,fact,rejected,0,,,,
    channels.csv,fact,duplicates,0,,,,
    channels.csv,fact,skipped,0,,,,
    channels.csv,column,Mã hồ sơ,code,,,,
    channels.csv,column,Đơn vị xử lý,unit,,,,
    channels.csv,column,Ngày tiếp nhận,received_at,,,,
    channels.csv,column,Ngày hẹn trả,due_at,,,,
    channels.csv,column,Ngày kết thúc xử lý,finished_at,,,,
    channels.csv,column,Trạng thái,status,,,,
    channels.csv,column,Hình thức tiếp nhận,channel,,,,
    channels.csv,issue,word.unknown,1,,,,
    channels.csv,example,word.unknown,,12,Hình thức tiếp nhận,Zalo,
    --- stderr
    cảnh báo: channels.csv: dòng 12, cột Hình thức tiếp nhận: giá trị không có trong danh mục: "Zalo"
    "#);
}
