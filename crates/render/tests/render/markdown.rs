use sipas_render::Lang;

use crate::office::{Office, report, view};

#[test]
fn a_report_has_headings_lists_and_tables() {
    let office = Office::new().with_five_dossiers();
    insta::assert_snapshot!(report(&office.report(), "markdown", &view(Lang::Vi)), @r#"
    # Báo cáo giải quyết thủ tục hành chính

    - **Kỳ**: 01/06/2025–30/06/2025
    - **Cách chia kỳ**: tháng, quý, năm theo lịch
    - **Tính đến**: hết ngày 30/06/2025
    - **Kỳ so sánh**: không có
    - **Kế hoạch**: Kế hoạch nhỏ (small)
    - **Cách tính**: kết thúc là ngày kết thúc xử lý; hạn như tệp kết xuất ghi; so theo ngày; không trừ thời gian chờ bổ sung; phải đi lại là từ 1 lần trở lên

    ## Dữ liệu đầu vào

    | Tệp | Loại | Số dòng | Hợp lệ | Dòng lỗi | Trùng | Bỏ qua |
    | --- | --- | ---: | ---: | ---: | ---: | ---: |
    | tháng 6.csv | hồ sơ | 8 | 5 | 2 | 1 | 0 |

    | Vấn đề của dữ liệu | Mức độ | Số lần |
    | --- | --- | ---: |
    | ngày không đọc được | lỗi | 2 |
    | duplicate | ghi chú | 1 |

    ## Tình hình giải quyết hồ sơ

    | Chỉ tiêu | Số hồ sơ |
    | --- | ---: |
    | Tổng số phải giải quyết | 5 |
    | – tiếp nhận trong kỳ | 5 |
    | – kỳ trước chuyển sang | 0 |
    | Đã kết thúc trong kỳ | 3 |
    | – trước hạn | 1 |
    | – đúng hạn | 1 |
    | – trễ hạn | 1 |
    | Đang giải quyết | 2 |
    | – trong hạn | 1 |
    | – quá hạn | 1 |

    - **Hình thức tiếp nhận**: trực tuyến 0, trực tiếp 0, bưu chính công ích 0, (không rõ) 5
    - **Số lần đi lại bổ sung**: 0 lần: 3, 1 lần: 0, 2 lần: 0, từ 3 lần: 0

    ## Thực hiện kế hoạch

    Cam kết: 0 đạt, 2 không đạt, 1 chưa kết luận được.

    Kết quả phấn đấu: 0 đạt, 0 không đạt, 1 chưa kết luận được.

    | Mã | Loại | Nhiệm vụ | Mục tiêu | Kết quả | Đánh giá |
    | --- | --- | --- | --- | ---: | --- |
    | **III** |  | **CÔNG CHỨC (chủ trì: Các phòng)** |  |  |  |
    | III.2 | phấn đấu | Giảm đi lại | giảm \* | 0,00% | – không có dữ liệu |
    | **IV** |  | **KẾT QUẢ (chủ trì: Văn phòng)** |  |  |  |
    | IV.1 | cam kết | Đúng hạn trên 99% | > 99% | 66,67% | ✘ không đạt |
    | IV.2 | cam kết | Trễ hạn dưới 1% (chủ trì: Phòng A) | &lt; 1% | 33,33% | ✘ không đạt |
    | IV.3 | cam kết | Kết quả chính xác | = 100% |  | – không đo được |

    Chưa kết luận được (chưa có kỳ so sánh): III.2.

    Chưa kết luận được (thiếu cột đính chính): IV.3.

    Lưu ý (1 hồ sơ đang quá hạn): IV.1, IV.2.

    Lưu ý (2 dòng lỗi): IV.1, IV.2.

    \* Kế hoạch không nêu con số; mục tiêu được suy ra từ lời văn của kế hoạch.

    ## Hạn mức hồ sơ trễ

    Có 3 hồ sơ xác định được hạn, trễ 1. Để tỷ lệ trễ hạn dưới 1%, tối đa 0 hồ sơ được trễ: đã vượt 1.

    Cứ thêm 98 hồ sơ được giải quyết mới được phép trễ thêm 1.

    ## Chỉ số

    | Chỉ số | Tử số | Mẫu số | Kết quả | Khoảng tin cậy 95% | Ghi chú |
    | --- | ---: | ---: | ---: | ---: | --- |
    | Tỷ lệ trả kết quả đúng hạn | 2 | 3 | 66,67% | 20,77–93,85% | ít hồ sơ (dưới 30) |
    | Tỷ lệ hồ sơ trễ hạn | 1 | 3 | 33,33% | 6,15–79,23% | ít hồ sơ (dưới 30) |
    | Tỷ lệ trễ hạn, kể cả chưa xong | 2 | 4 | 50,00% | 15,00–85,00% | ít hồ sơ (dưới 30) |
    | Tỷ lệ trễ hạn trên tổng số phải giải quyết | 2 | 5 | 40,00% | 11,76–76,93% | ít hồ sơ (dưới 30) |
    | Số hồ sơ trễ hạn |  |  | 1 |  |  |
    | Số hồ sơ trễ hạn, kể cả chưa xong |  |  | 2 |  |  |
    | Tỷ lệ phải đi lại | 0 | 3 | 0,00% | 0,00–56,15% | ít hồ sơ (dưới 30) |
    | Tỷ lệ yêu cầu bổ sung không quá một lần | 3 | 3 | 100,00% | 43,85–100,00% | ít hồ sơ (dưới 30) |

    Không đo được (thiếu cột phiếu xin lỗi hoặc ngày hẹn trả): Tỷ lệ có phiếu xin lỗi khi trễ hạn.

    Không đo được (thiếu cột đính chính): Tỷ lệ kết quả chính xác.

    Không đo được (thiếu cột hình thức tiếp nhận): Tỷ lệ hồ sơ nộp trực tuyến.

    Không đo được (thiếu cột hình thức tiếp nhận, mức độ dịch vụ công): Tỷ lệ hồ sơ trực tuyến toàn trình.

    Không đo được (thiếu cột đã số hóa): Tỷ lệ hồ sơ được số hóa.

    Không đo được (thiếu cột kết quả điện tử): Tỷ lệ kết quả điện tử.

    Không đo được (thiếu cột thanh toán trực tuyến): Tỷ lệ thanh toán trực tuyến.

    Không đo được (thiếu cột ngày yêu cầu bổ sung, hoặc lịch làm việc chưa đủ năm): Tỷ lệ yêu cầu bổ sung đúng hạn.

    Không đo được (thiếu cột ngày nộp, hình thức tiếp nhận, hoặc lịch làm việc chưa đủ năm): Tỷ lệ tiếp nhận hồ sơ trực tuyến đúng hạn.

    Không đo được (thiếu cột ngày xin lỗi, ngày hẹn trả): Tỷ lệ xin lỗi trước ngày hẹn trả.

    Không đo được (thiếu cột ngày phát hiện sai sót, ngày đính chính, hoặc lịch làm việc chưa đủ năm): Tỷ lệ đính chính đúng hạn.

    Không đo được (chưa có tệp danh mục TTHC): Tỷ lệ TTHC niêm yết tại trụ sở; Tỷ lệ TTHC công khai trên cổng; Tỷ lệ TTHC công khai đầy đủ nội dung; Tỷ lệ TTHC công khai kịp thời.

    Không đo được (chưa có tệp PAKN): Số phản ánh về yêu cầu thêm hồ sơ, phí; Số phản ánh về thái độ, hành vi cán bộ; Tỷ lệ PAKN được tiếp nhận; Tỷ lệ PAKN xử lý xong; Tỷ lệ PAKN giải quyết trên tổng nhận; Tỷ lệ PAKN xử lý đúng hạn; Tỷ lệ PAKN chuyển đúng hạn; Tỷ lệ PAKN xử lý đúng thẩm quyền; Tỷ lệ PAKN được trả lời; Tỷ lệ kết quả PAKN được công khai; Tỷ lệ PAKN xử lý theo quy định.

    Không đo được (chưa có tệp khảo sát): Tỷ lệ hài lòng; Chỉ số hài lòng (0–100).

    ## Thời gian giải quyết

    | Đơn vị tính | Trung bình | Trung vị | 90% xong trong | Hồ sơ có kết quả |
    | --- | ---: | ---: | ---: | ---: |
    | ngày lịch | 8,3 | 8,0 | 8,8 | 3 |
    | ngày làm việc | 6,3 | 6,0 | 6,8 | 3 |

    ## Ghi chú

    Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả điều tra xã hội học.

    Ít hồ sơ: mẫu số dưới 30, một hồ sơ làm thay đổi tỷ lệ hơn 3 điểm phần trăm.
    "#);
}
