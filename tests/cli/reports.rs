//! A report as people read it.

use insta::assert_snapshot;

use crate::common::{data, sipas, sipas_in, typed};

// The report is as long as it is.
#[allow(clippy::too_many_lines)]
#[test]
fn a_quarter_on_a_terminal() {
    let line = "report dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv --period 2025-Q2 \
                --baseline 2025-Q1 --by unit --check";
    let ran = sipas(&typed(line));
    assert_snapshot!(ran.shown(), @r#"
    exit 1
    --- stdout
    BÁO CÁO GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Kỳ            01/04/2025–30/06/2025
    Cách chia kỳ  tháng, quý, năm theo lịch
    Tính đến      hết ngày 30/06/2025
    Kỳ so sánh    01/01/2025–31/03/2025
    Kế hoạch      Các nhiệm vụ, giải pháp nhằm nâng cao Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) tỉnh Lạng Sơn năm 2025 (lang-son-2025)
    Cách tính     kết thúc là ngày kết thúc xử lý; hạn như tệp kết xuất ghi; so theo ngày; không trừ thời gian chờ bổ sung; phải đi lại là từ 1 lần trở lên

    DỮ LIỆU ĐẦU VÀO
    Tệp                         Loại           Số dòng  Hợp lệ  Dòng lỗi  Trùng  Bỏ qua
    ──────────────────────────  ─────────────  ───────  ──────  ────────  ─────  ──────
    dossiers/ho-so-thang-4.csv  hồ sơ              368     287         4     70       7
    dossiers/ho-so-thang-5.csv  hồ sơ              353     272         4     75       2
    dossiers/ho-so-thang-6.csv  hồ sơ              381     375         5      1       0
    pakn.csv                    PAKN                63      57         3      1       2
    procedures.csv              danh mục TTHC       42      40         0      0       2
    survey.csv                  khảo sát           120     120         0      0       0

    Vấn đề của dữ liệu                                                         Mức độ    Số lần
    ─────────────────────────────────────────────────────────────────────────  ────────  ──────
    kết thúc sớm hơn giờ tiếp nhận trong cùng ngày                             ghi chú        1
    ngày trong mã khác ngày tiếp nhận                                          cảnh báo       5
    thiếu mã                                                                   lỗi            3
    mã khác mẫu với hầu hết mã trong tệp                                       cảnh báo       5
    mã không theo mẫu đã biết                                                  ghi chú        5
    ngày không đọc được                                                        lỗi            6
    kết thúc trước ngày tiếp nhận                                              lỗi            3
    số không đọc được                                                          lỗi            2
    trả kết quả trước khi xử lý xong                                           ghi chú        1
    dòng thừa hoặc thiếu ô so với tiêu đề                                      lỗi            2
    dòng không phải hồ sơ                                                      ghi chú       13
    trạng thái đang xử lý nhưng đã có ngày kết thúc                            cảnh báo       1
    trạng thái đã xong nhưng không có ngày kết thúc                            cảnh báo       6
    trạng thái ghi đúng hạn hay trễ hạn trái với các ngày; tính theo các ngày  cảnh báo       1
    giá trị không có trong danh mục                                            cảnh báo       8

    hồ sơ (kỳ so sánh): dữ liệu chỉ có sau ngày 09/03/2025, thiếu từ 01/01/2025; không so sánh.
    PAKN (kỳ so sánh): dữ liệu chỉ có sau ngày 11/03/2025, thiếu từ 01/01/2025; không so sánh.

    TÌNH HÌNH GIẢI QUYẾT HỒ SƠ
    Chỉ tiêu                                         Số hồ sơ
    ───────────────────────────────────────────────  ────────
    Tổng số phải giải quyết                               923
    – tiếp nhận trong kỳ                                  875
    – kỳ trước chuyển sang                                 48
    Đã kết thúc trong kỳ                                  847
    – trước hạn                                           468
    – đúng hạn                                            353
    – trễ hạn                                               8
    – có kết quả, không xác định được hạn                   7
    – tổ chức, cá nhân rút hồ sơ                            6
    – dừng giải quyết (trong đó sau hạn 1)                  5
    Đang giải quyết                                        76
    – trong hạn                                            61
    – quá hạn                                              10
    – tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính         3
    – không xác định được hạn                               2
    Không tính vào kỳ                                      11
    – chưa hoặc không được tiếp nhận                        2
    – đã kết thúc, không rõ ngày                            2
    – ngoài kỳ                                              7

    Hình thức tiếp nhận    trực tuyến 512, trực tiếp 302, bưu chính công ích 53, (không rõ) 8
    Số lần đi lại bổ sung  0 lần: 456, 1 lần: 59, 2 lần: 1, từ 3 lần: 0
    Lùi hạn trả            4

    PHẢN ÁNH, KIẾN NGHỊ (PAKN)
    Chỉ tiêu                             Số PAKN
    ───────────────────────────────────  ───────
    Tổng số phải giải quyết                   51
    – tiếp nhận trong kỳ                      44
    – kỳ trước chuyển sang                     7
    Đã xử lý xong                             43
    – xử lý xong trong hạn                    42
    – xử lý xong quá hạn                       1
    Đã chuyển cơ quan khác                     2
    Đang xử lý                                 6
    – trong hạn                                5
    – quá hạn                                  1
    Không tính vào kỳ                          6
    – không rõ ngày nhận hoặc ngày xong        2
    – ngoài kỳ                                 4

    THỰC HIỆN KẾ HOẠCH
    Cam kết: 4 đạt, 8 không đạt, 1 chưa kết luận được.
    Kết quả phấn đấu: 0 đạt, 5 không đạt, 7 chưa kết luận được.

    Mã     Loại      Nhiệm vụ                                                                                Mục tiêu  Kết quả  Đánh giá
    ─────  ────────  ──────────────────────────────────────────────────────────────────────────────────────  ────────  ───────  ──────────────────────────────────────────────────────────────────
    I                TIẾP CẬN DỊCH VỤ (chủ trì: Văn phòng)
    I.1    cam kết   Đảm bảo 100% TTHC được niêm yết công khai                                               = 100%    100,00%  ✔ đạt
    I.1    phấn đấu  100% TTHC được công khai đa dạng                                                        = 100%     97,50%  ✘ không đạt
    I.2    cam kết   Tuân thủ tuyệt đối quy định về thành phần hồ sơ, phí, lệ phí                            = 0 *           4  ✘ không đạt
    I.3    cam kết   Giảm thiểu tối đa hồ sơ giải quyết chậm hạn (dưới 01%)                                  < 1%        0,97%  ✔ đạt, nhưng 10 hồ sơ đang quá hạn; tính cả thì 2,15% ✘
    I.4    cam kết   TTHC được niêm yết dễ đọc, dễ hiểu                                                      = 100% *   94,87%  ✘ không đạt
    I.S    phấn đấu  Tăng mức độ hài lòng về khả năng tiếp cận thông tin chính sách                          tăng *     87,50%  – không có dữ liệu
    II               THỦ TỤC HÀNH CHÍNH (chủ trì: Các phòng chuyên môn)
    II.1   phấn đấu  Không còn phản ánh về việc yêu cầu nộp thêm hồ sơ, thu thêm phí, lệ phí ngoài quy định  = 0             4  ✘ không đạt
    II.2   phấn đấu  Nghiêm túc chấn chỉnh thái độ, kỹ năng giao tiếp, ứng xử                                giảm *          2  – không có dữ liệu
    II.S   phấn đấu  Nâng cao sự hài lòng về tính đúng đắn của TTHC                                          tăng *     83,33%  – không có dữ liệu
    III              CÔNG CHỨC TRỰC TIẾP GIẢI QUYẾT CÔNG VIỆC (chủ trì: Các phòng chuyên môn)
    III.1  phấn đấu  Phấn đấu không có hồ sơ TTHC giải quyết trễ hạn                                         = 0            19  ✘ không đạt
    III.2  phấn đấu  Giảm tỷ lệ người dân phải đi lại nhiều lần để bổ sung hồ sơ                             giảm       11,63%  – không có dữ liệu
    III.3  cam kết   Nghiêm túc chấn chỉnh thái độ, kỹ năng giao tiếp, ứng xử                                giảm *          2  – không có dữ liệu
    III.S  phấn đấu  Nâng cao sự hài lòng về năng lực hướng dẫn của công chức                                tăng *     91,30%  – không có dữ liệu
    IV               KẾT QUẢ DỊCH VỤ (chủ trì: Các phòng chuyên môn)
    IV.1   cam kết   Đảm bảo trên 99% kết quả giải quyết TTHC được trả đúng hoặc trước hạn                   > 99%      99,03%  ✔ đạt, nhưng 10 hồ sơ đang quá hạn; tính cả thì 97,85% ✘
    IV.1   phấn đấu  100% kết quả được trả đúng/sớm hẹn                                                      = 100%     99,03%  ✘ không đạt
    IV.2   cam kết   Thông tin trên kết quả giải quyết phải chính xác, đầy đủ                                = 100% *   99,28%  ✘ không đạt
    IV.S   phấn đấu  Nâng cao sự hài lòng về thời gian trả kết quả                                           tăng *     86,96%  – không có dữ liệu
    V                TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ (chủ trì: Văn phòng)
    V.1    cam kết   Đảm bảo 100% phản ánh, kiến nghị được tiếp nhận                                         = 100%    100,00%  ✔ đạt, nhưng 2 PAKN đã xong mà không rõ ngày; tính cả thì 95,65% ✘
    V.2    cam kết   Đảm bảo 100% phản ánh, kiến nghị được xử lý kịp thời                                    = 100%     96,08%  ✘ không đạt
    V.3    cam kết   Đảm bảo 100% phản ánh, kiến nghị được xử lý đúng thẩm quyền                             = 100%     97,73%  ✘ không đạt
    V.4    cam kết   Đảm bảo 100% phản ánh, kiến nghị được xử lý                                             = 100%     97,73%  ✘ không đạt
    V.5    cam kết   Đảm bảo 100% phản ánh, kiến nghị có phản hồi kết quả cho người dân, tổ chức             = 100%     97,67%  ✘ không đạt
    V.6    cam kết   Công khai kết quả giải quyết phản ánh kiến nghị                                         = 100%     97,67%  ✘ không đạt
    V.7    phấn đấu  100% PAKN được xử lý theo quy định                                                      = 100%     90,70%  ✘ không đạt
    V.S    phấn đấu  Nâng cao sự hài lòng về quá trình xử lý PAKN                                            tăng *     87,50%  – không có dữ liệu

    Chưa kết luận được (dữ liệu không đủ cả kỳ so sánh): II.2, III.2, III.3.
    Chưa kết luận được (kỳ so sánh không có dữ liệu): I.S, II.S, III.S, IV.S, V.S.
    Lưu ý (2 PAKN đã xong mà không rõ ngày): I.2, II.1, V.2, V.3, V.4, V.5, V.6, V.7.
    Lưu ý (3 dòng lỗi): I.2, II.1, V.1, V.2, V.3, V.4, V.5, V.6, V.7.
    Lưu ý (3 PAKN chưa rõ chủ đề): I.2, II.1.
    Lưu ý (2 hồ sơ đã xong mà không rõ ngày): I.3, III.1, IV.1 (cam kết), IV.1 (phấn đấu), IV.2.
    Lưu ý (7 hồ sơ không xác định được hạn): I.3, IV.1 (cam kết), IV.1 (phấn đấu).
    Lưu ý (13 dòng lỗi): I.3, III.1, IV.1 (cam kết), IV.1 (phấn đấu), IV.2.
    Lưu ý (2 hồ sơ có giá trị không có trong danh mục): I.3, III.1, IV.1 (cam kết), IV.1 (phấn đấu), IV.2.
    Lưu ý (9 hồ sơ không xác định được hạn): III.1.
    Lưu ý (10 hồ sơ đang quá hạn): IV.1 (phấn đấu).
    Lưu ý (1 PAKN có giá trị không có trong danh mục): V.3, V.7.
    Chưa có số liệu để đo (I): Người dân dễ dàng tìm kiếm, tra cứu thông tin TTHC.
    Chưa có số liệu để đo (II, III): nâng cao năng lực hướng dẫn hồ sơ giải quyết TTHC của công chức.
    Chưa có số liệu để đo (II, III): Tăng cường giám sát, xử lý nghiêm các hành vi tiêu cực, gây phiền hà, thiếu tôn trọng người dân.
    Chưa có số liệu để đo (IV): Đảm bảo công khai, minh bạch trong quá trình giải quyết.
    * Kế hoạch không nêu con số; mục tiêu được suy ra từ lời văn của kế hoạch.

    HẠN MỨC HỒ SƠ TRỄ
    Có 829 hồ sơ xác định được hạn, trễ 8. Để tỷ lệ trễ hạn dưới 1%, tối đa 8 hồ sơ được trễ: còn 0.
    Cứ thêm 72 hồ sơ được giải quyết mới được phép trễ thêm 1.

    CHỈ SỐ
    Chỉ số                                      Tử số  Mẫu số  Kết quả  Khoảng tin cậy 95%  Ghi chú
    ──────────────────────────────────────────  ─────  ──────  ───────  ──────────────────  ────────────────────────────
    Tỷ lệ trả kết quả đúng hạn                    821     829   99,03%        98,11–99,51%
    Tỷ lệ hồ sơ trễ hạn                             8     829    0,97%          0,49–1,89%
    Tỷ lệ trễ hạn, kể cả chưa xong                 19     840    2,26%          1,45–3,51%
    Tỷ lệ trễ hạn trên tổng số phải giải quyết     19     923    2,06%          1,32–3,19%
    Số hồ sơ trễ hạn                                                 8
    Số hồ sơ trễ hạn, kể cả chưa xong                               19
    Tỷ lệ phải đi lại                              60     516   11,63%         9,14–14,68%
    Tỷ lệ yêu cầu bổ sung không quá một lần       839     847   99,06%        98,15–99,52%
    Tỷ lệ có phiếu xin lỗi khi trễ hạn              5       8   62,50%        30,57–86,32%  ít hồ sơ (dưới 30)
    Tỷ lệ kết quả chính xác                       554     558   99,28%        98,17–99,72%
    Tỷ lệ hồ sơ nộp trực tuyến                    512     867   59,05%        55,75–62,28%
    Tỷ lệ yêu cầu bổ sung đúng hạn                  1       2   50,00%         9,45–90,55%  ít hồ sơ (dưới 30)
    Tỷ lệ TTHC niêm yết tại trụ sở                 40      40  100,00%       91,24–100,00%
    Tỷ lệ TTHC công khai trên cổng                 39      40   97,50%        87,12–99,56%
    Tỷ lệ TTHC công khai đầy đủ nội dung           37      39   94,87%        83,11–98,58%
    Tỷ lệ TTHC công khai kịp thời                   5       6   83,33%        43,65–96,99%  ít hồ sơ (dưới 30)
    Số phản ánh về yêu cầu thêm hồ sơ, phí                           4                      1 có cơ sở; 3 chưa rõ chủ đề
    Số phản ánh về thái độ, hành vi cán bộ                           2                      1 có cơ sở; 3 chưa rõ chủ đề
    Tỷ lệ PAKN được tiếp nhận                      45      45  100,00%       92,13–100,00%
    Tỷ lệ PAKN xử lý xong                          43      44   97,73%        88,19–99,60%
    Tỷ lệ PAKN giải quyết trên tổng nhận           45      51   88,24%        76,62–94,49%
    Tỷ lệ PAKN xử lý đúng hạn                      49      51   96,08%        86,78–98,92%
    Tỷ lệ PAKN chuyển đúng hạn                      1       2   50,00%         9,45–90,55%  ít hồ sơ (dưới 30)
    Tỷ lệ PAKN xử lý đúng thẩm quyền               43      44   97,73%        88,19–99,60%
    Tỷ lệ PAKN được trả lời                        42      43   97,67%        87,94–99,59%
    Tỷ lệ kết quả PAKN được công khai              42      43   97,67%        87,94–99,59%
    Tỷ lệ PAKN xử lý theo quy định                 39      43   90,70%        78,40–96,32%
    Tỷ lệ hài lòng                                103     118   87,29%        80,08–92,14%
    Tỷ lệ hài lòng: I                              21      24   87,50%        69,00–95,66%  ít hồ sơ (dưới 30)
    Tỷ lệ hài lòng: II                             20      24   83,33%        64,15–93,32%  ít hồ sơ (dưới 30)
    Tỷ lệ hài lòng: III                            21      23   91,30%        73,20–97,58%  ít hồ sơ (dưới 30)
    Tỷ lệ hài lòng: IV                             20      23   86,96%        67,87–95,46%  ít hồ sơ (dưới 30)
    Tỷ lệ hài lòng: V                              21      24   87,50%        69,00–95,66%  ít hồ sơ (dưới 30)
    Chỉ số hài lòng (0–100)                     9.525     118    80,72
    Chỉ số hài lòng (0–100): I                  1.800      24    75,00
    Chỉ số hài lòng (0–100): II                 1.925      24    80,21
    Chỉ số hài lòng (0–100): III                1.975      23    85,87
    Chỉ số hài lòng (0–100): IV                 1.875      23    81,52
    Chỉ số hài lòng (0–100): V                  1.950      24    81,25

    Không đo được (thiếu cột hình thức tiếp nhận, mức độ dịch vụ công): Tỷ lệ hồ sơ trực tuyến toàn trình.
    Không đo được (thiếu cột đã số hóa): Tỷ lệ hồ sơ được số hóa.
    Không đo được (thiếu cột kết quả điện tử): Tỷ lệ kết quả điện tử.
    Không đo được (thiếu cột thanh toán trực tuyến): Tỷ lệ thanh toán trực tuyến.
    Không đo được (thiếu cột ngày nộp, hình thức tiếp nhận, hoặc lịch làm việc chưa đủ năm): Tỷ lệ tiếp nhận hồ sơ trực tuyến đúng hạn.
    Không đo được (thiếu cột ngày xin lỗi, ngày hẹn trả): Tỷ lệ xin lỗi trước ngày hẹn trả.
    Không đo được (thiếu cột ngày phát hiện sai sót, ngày đính chính, hoặc lịch làm việc chưa đủ năm): Tỷ lệ đính chính đúng hạn.

    THỜI GIAN GIẢI QUYẾT
    Đơn vị tính    Trung bình  Trung vị  90% xong trong  Hồ sơ có kết quả
    ─────────────  ──────────  ────────  ──────────────  ────────────────
    ngày lịch             5,9       3,0            15,0               836
    ngày làm việc         4,0       1,0            10,0               836

    THEO ĐƠN VỊ
    Đơn vị                                  Tiếp nhận  Đã kết thúc  Trễ hạn  Đúng hạn  Khoảng tin cậy 95%  Quá hạn  Phải đi lại  PAKN nhận  PAKN xong  PAKN quá hạn  Ghi chú
    ──────────────────────────────────────  ─────────  ───────────  ───────  ────────  ──────────────────  ───────  ───────────  ─────────  ─────────  ────────────  ───────
    Phòng Quản lý Doanh nghiệp và Lao động        160          157        0   100,00%       97,60–100,00%        2        7,92%         10          9             1
    Phòng Quản lý Đầu tư                           98           98        2    97,92%        92,72–99,43%        0       12,70%          3          4             0
    Phòng Quản lý Quy hoạch và Xây dựng            99           96        1    98,94%        94,22–99,81%        2       13,79%          8         10             0
    Phòng Quản lý Tài nguyên và Môi trường         90           69        5    92,19%        82,98–96,62%        5       13,95%          6          5             0
    Phòng Quản lý Xuất nhập khẩu                  287          287        0   100,00%       98,67–100,00%        1       12,99%          6          7             0
    Văn phòng                                     141          140        0   100,00%       97,21–100,00%        0        9,46%         11          8             0
    Toàn bộ                                       875          847        8    99,03%        98,11–99,51%       10       11,63%         44         43             1

    GHI CHÚ
    Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả điều tra xã hội học.
    Ít hồ sơ: mẫu số dưới 30, một hồ sơ làm thay đổi tỷ lệ hơn 3 điểm phần trăm.
    --- stderr
    ghi chú: dossiers/ho-so-thang-4.csv: dòng 56: mã không theo mẫu đã biết (cả thảy 2 chỗ)
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 172: ngày trong mã khác ngày tiếp nhận (cả thảy 2 chỗ)
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 56: mã khác mẫu với hầu hết mã trong tệp (cả thảy 2 chỗ)
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 66, cột Hình thức tiếp nhận: giá trị không có trong danh mục: "Qua email"
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 106, cột Trạng thái: giá trị không có trong danh mục: "Chuyển bước 3"
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 147, cột Phiếu xin lỗi: giá trị không có trong danh mục: "chưa rõ"
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 118: trạng thái đang xử lý nhưng đã có ngày kết thúc
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 300: trạng thái đã xong nhưng không có ngày kết thúc
    cảnh báo: dossiers/ho-so-thang-4.csv: dòng 86: trạng thái ghi đúng hạn hay trễ hạn trái với các ngày; tính theo các ngày
    ghi chú: dossiers/ho-so-thang-4.csv: dòng 1: dòng không phải hồ sơ (cả thảy 7 chỗ)
    ghi chú: dossiers/ho-so-thang-5.csv: dòng 202: mã không theo mẫu đã biết
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 227: ngày trong mã khác ngày tiếp nhận
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 202: mã khác mẫu với hầu hết mã trong tệp
    ghi chú: dossiers/ho-so-thang-5.csv: dòng 166: kết thúc sớm hơn giờ tiếp nhận trong cùng ngày
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 54, cột Hình thức nộp: giá trị không có trong danh mục: "Zalo"
    cảnh báo: dossiers/ho-so-thang-5.csv: dòng 37: trạng thái đã xong nhưng không có ngày kết thúc (cả thảy 2 chỗ)
    ghi chú: dossiers/ho-so-thang-5.csv: dòng 3: dòng không phải hồ sơ (cả thảy 2 chỗ)
    ghi chú: dossiers/ho-so-thang-6.csv: dòng 145: mã không theo mẫu đã biết (cả thảy 2 chỗ)
    cảnh báo: dossiers/ho-so-thang-6.csv: dòng 131: ngày trong mã khác ngày tiếp nhận (cả thảy 2 chỗ)
    cảnh báo: dossiers/ho-so-thang-6.csv: dòng 145: mã khác mẫu với hầu hết mã trong tệp (cả thảy 2 chỗ)
    ghi chú: dossiers/ho-so-thang-6.csv: dòng 187: trả kết quả trước khi xử lý xong
    cảnh báo: dossiers/ho-so-thang-6.csv: dòng 101, cột Trạng thái hồ sơ: giá trị không có trong danh mục: "Xong bước 5"
    cảnh báo: dossiers/ho-so-thang-6.csv: dòng 10: trạng thái đã xong nhưng không có ngày kết thúc (cả thảy 2 chỗ)
    cảnh báo: pakn.csv: dòng 32, cột Đúng thẩm quyền: giá trị không có trong danh mục: "không rõ"
    cảnh báo: pakn.csv: dòng 42, cột Phân loại: giá trị không có trong danh mục: "Về việc hướng dẫn"
    cảnh báo: pakn.csv: dòng 37: trạng thái đã xong nhưng không có ngày kết thúc
    ghi chú: pakn.csv: dòng 1: dòng không phải hồ sơ (cả thảy 2 chỗ)
    ghi chú: procedures.csv: dòng 1: dòng không phải hồ sơ (cả thảy 2 chỗ)
    cảnh báo: survey.csv: dòng 79, cột Mức độ hài lòng: giá trị không có trong danh mục: "Không ý kiến"
    cảnh báo: dossiers/ho-so-thang-4.csv: 4 dòng lỗi trong 368
    cảnh báo: dossiers/ho-so-thang-5.csv: 4 dòng lỗi trong 353
    cảnh báo: dossiers/ho-so-thang-6.csv: 5 dòng lỗi trong 381
    cảnh báo: pakn.csv: 3 dòng lỗi trong 63
    ghi chú: xem từng dòng lỗi: sipas list … --which rejected; ghi ra để sửa: --rejects FILE.csv
    cảnh báo: hồ sơ (kỳ so sánh): dữ liệu chỉ có sau ngày 09/03/2025, thiếu từ 01/01/2025; không so sánh
    cảnh báo: PAKN (kỳ so sánh): dữ liệu chỉ có sau ngày 11/03/2025, thiếu từ 01/01/2025; không so sánh
    cảnh báo: 2 hồ sơ tiếp nhận trong kỳ đã xong mà không rõ ngày: không vào tỷ lệ nào
    cảnh báo: 2 PAKN tiếp nhận trong kỳ đã xong mà không rõ ngày: không vào tỷ lệ nào
    cảnh báo: không so sánh với kỳ so sánh (dữ liệu không đủ cả kỳ so sánh): II.2, III.2, III.3
    cảnh báo: cam kết I.3 (Tỷ lệ hồ sơ trễ hạn): ✔ đạt, nhưng 10 hồ sơ đang quá hạn; tính cả thì 2,15% ✘
    cảnh báo: cam kết IV.1 (Tỷ lệ trả kết quả đúng hạn): ✔ đạt, nhưng 10 hồ sơ đang quá hạn; tính cả thì 97,85% ✘
    cảnh báo: cam kết V.1 (Tỷ lệ PAKN được tiếp nhận): ✔ đạt, nhưng 2 PAKN đã xong mà không rõ ngày; tính cả thì 95,65% ✘
    cảnh báo: không đạt cam kết I.2: Số phản ánh về yêu cầu thêm hồ sơ, phí 4
    cảnh báo: không đạt cam kết I.4: Tỷ lệ TTHC công khai đầy đủ nội dung 37/39
    cảnh báo: không đạt cam kết IV.2: Tỷ lệ kết quả chính xác 554/558
    cảnh báo: không đạt cam kết V.2: Tỷ lệ PAKN xử lý đúng hạn 49/51
    cảnh báo: không đạt cam kết V.3: Tỷ lệ PAKN xử lý đúng thẩm quyền 43/44
    cảnh báo: không đạt cam kết V.4: Tỷ lệ PAKN xử lý xong 43/44
    cảnh báo: không đạt cam kết V.5: Tỷ lệ PAKN được trả lời 42/43
    cảnh báo: không đạt cam kết V.6: Tỷ lệ kết quả PAKN được công khai 42/43
    ghi chú: chưa chấm được 1 cam kết: 1 không có dữ liệu, 0 không đo được
    "#);
}

/// What is printed above the indicators, and below them.
fn a_small_month_in_english() -> (String, String) {
    let line = "report one-late-of-101.csv --period 2025-06 --format markdown --lang en";
    let shown = sipas_in(&data("edge"), &typed(line)).shown();
    let (above, below) = shown.split_once("\n## Indicators\n").unwrap();
    (above.to_owned(), below.to_owned())
}

#[test]
fn a_small_month_as_markdown_in_english() {
    assert_snapshot!(a_small_month_in_english().0, @r"
    exit 0
    --- stdout
    # Report on the resolving of administrative procedures

    - **Period**: 2025-06-01–2025-06-30
    - **Window**: calendar months, quarters, years
    - **As of**: end of 2025-06-30
    - **Baseline**: none
    - **Plan**: Các nhiệm vụ, giải pháp nhằm nâng cao Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) tỉnh Lạng Sơn năm 2025 (lang-son-2025)
    - **Settings**: the end is the end of processing; the deadline is as the export has it; days compared; waiting for supplements counts; a repeat visit is 1 or more extra trips

    ## Inputs

    | File | Kind | Rows | Accepted | Rejected | Duplicates | Skipped |
    | --- | --- | ---: | ---: | ---: | ---: | ---: |
    | one-late-of-101.csv | dossiers | 101 | 101 | 0 | 0 | 0 |

    ## Dossiers

    | Count | Dossiers |
    | --- | ---: |
    | To be handled | 101 |
    | – received | 101 |
    | – carried in | 0 |
    | Concluded in the period | 101 |
    | – early | 0 |
    | – on time | 100 |
    | – late | 1 |
    | Open | 0 |
    | – within due | 0 |
    | – overdue | 0 |

    - **Channels**: online 0, in person 0, postal 0, (unknown) 101
    - **Extra trips**: none: 0, 1: 0, 2: 0, 3 or more: 0

    ## Scorecard

    Commitments: 2 met, 0 missed, 11 undecided.

    Expected results: 0 met, 2 missed, 10 undecided.

    | Id | Tier | Task | Target | Figure | Verdict |
    | --- | --- | --- | --- | ---: | --- |
    | **I** |  | **TIẾP CẬN DỊCH VỤ (lead: Văn phòng)** |  |  |  |
    | I.1 | commitment | Đảm bảo 100% TTHC được niêm yết công khai | = 100% |  | – not measurable |
    | I.1 | expected | 100% TTHC được công khai đa dạng | = 100% |  | – not measurable |
    | I.2 | commitment | Tuân thủ tuyệt đối quy định về thành phần hồ sơ, phí, lệ phí | = 0 \* |  | – not measurable |
    | I.3 | commitment | Giảm thiểu tối đa hồ sơ giải quyết chậm hạn (dưới 01%) | &lt; 1% | 0.99% | ✔ met |
    | I.4 | commitment | TTHC được niêm yết dễ đọc, dễ hiểu | = 100% \* |  | – not measurable |
    | I.S | expected | Tăng mức độ hài lòng về khả năng tiếp cận thông tin chính sách | higher \* |  | – not measurable |
    | **II** |  | **THỦ TỤC HÀNH CHÍNH (lead: Các phòng chuyên môn)** |  |  |  |
    | II.1 | expected | Không còn phản ánh về việc yêu cầu nộp thêm hồ sơ, thu thêm phí, lệ phí ngoài quy định | = 0 |  | – not measurable |
    | II.2 | expected | Nghiêm túc chấn chỉnh thái độ, kỹ năng giao tiếp, ứng xử | lower \* |  | – not measurable |
    | II.S | expected | Nâng cao sự hài lòng về tính đúng đắn của TTHC | higher \* |  | – not measurable |
    | **III** |  | **CÔNG CHỨC TRỰC TIẾP GIẢI QUYẾT CÔNG VIỆC (lead: Các phòng chuyên môn)** |  |  |  |
    | III.1 | expected | Phấn đấu không có hồ sơ TTHC giải quyết trễ hạn | = 0 | 1 | ✘ missed |
    | III.2 | expected | Giảm tỷ lệ người dân phải đi lại nhiều lần để bổ sung hồ sơ | lower |  | – not measurable |
    | III.3 | commitment | Nghiêm túc chấn chỉnh thái độ, kỹ năng giao tiếp, ứng xử | lower \* |  | – not measurable |
    | III.S | expected | Nâng cao sự hài lòng về năng lực hướng dẫn của công chức | higher \* |  | – not measurable |
    | **IV** |  | **KẾT QUẢ DỊCH VỤ (lead: Các phòng chuyên môn)** |  |  |  |
    | IV.1 | commitment | Đảm bảo trên 99% kết quả giải quyết TTHC được trả đúng hoặc trước hạn | > 99% | 99.01% | ✔ met |
    | IV.1 | expected | 100% kết quả được trả đúng/sớm hẹn | = 100% | 99.01% | ✘ missed |
    | IV.2 | commitment | Thông tin trên kết quả giải quyết phải chính xác, đầy đủ | = 100% \* |  | – not measurable |
    | IV.S | expected | Nâng cao sự hài lòng về thời gian trả kết quả | higher \* |  | – not measurable |
    | **V** |  | **TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ (lead: Văn phòng)** |  |  |  |
    | V.1 | commitment | Đảm bảo 100% phản ánh, kiến nghị được tiếp nhận | = 100% |  | – not measurable |
    | V.2 | commitment | Đảm bảo 100% phản ánh, kiến nghị được xử lý kịp thời | = 100% |  | – not measurable |
    | V.3 | commitment | Đảm bảo 100% phản ánh, kiến nghị được xử lý đúng thẩm quyền | = 100% |  | – not measurable |
    | V.4 | commitment | Đảm bảo 100% phản ánh, kiến nghị được xử lý | = 100% |  | – not measurable |
    | V.5 | commitment | Đảm bảo 100% phản ánh, kiến nghị có phản hồi kết quả cho người dân, tổ chức | = 100% |  | – not measurable |
    | V.6 | commitment | Công khai kết quả giải quyết phản ánh kiến nghị | = 100% |  | – not measurable |
    | V.7 | expected | 100% PAKN được xử lý theo quy định | = 100% |  | – not measurable |
    | V.S | expected | Nâng cao sự hài lòng về quá trình xử lý PAKN | higher \* |  | – not measurable |

    Undecided (no file of procedures): I.1 (commitment), I.1 (expected), I.4.

    Undecided (no file of PAKN): I.2, II.1, II.2, III.3, V.1, V.2, V.3, V.4, V.5, V.6, V.7.

    Undecided (missing column repeat\_visits, supplement\_requests): III.2.

    Undecided (missing column result\_corrected): IV.2.

    Undecided (no file of survey): I.S, II.S, III.S, IV.S, V.S.

    No figure tells (I): Người dân dễ dàng tìm kiếm, tra cứu thông tin TTHC.

    No figure tells (II, III): nâng cao năng lực hướng dẫn hồ sơ giải quyết TTHC của công chức.

    No figure tells (II, III): Tăng cường giám sát, xử lý nghiêm các hành vi tiêu cực, gây phiền hà, thiếu tôn trọng người dân.

    No figure tells (IV): Đảm bảo công khai, minh bạch trong quá trình giải quyết.

    \* The plan names no number; the target is derived from its words.

    ## Late budget

    101 dossiers judged by a deadline, 1 late. To stay below 1%, at most 1 may be late: 0 left.

    100 more dossiers allow one more to be late.
    ");
}

#[test]
fn its_indicators_in_english() {
    assert_snapshot!(a_small_month_in_english().1, @r#"
    | Indicator | Num. | Den. | Figure | 95 % interval | Note |
    | --- | ---: | ---: | ---: | ---: | --- |
    | On-time return rate | 100 | 101 | 99.01% | 94.60–99.83% |  |
    | Late rate | 1 | 101 | 0.99% | 0.17–5.40% |  |
    | Late exposure rate | 1 | 101 | 0.99% | 0.17–5.40% |  |
    | Late share rate | 1 | 101 | 0.99% | 0.17–5.40% |  |
    | Late count |  |  | 1 |  |  |
    | Late exposure count |  |  | 1 |  |  |

    Not measurable (missing column repeat\_visits, supplement\_requests): Repeat-visit rate.

    Not measurable (missing column supplement\_requests): At most one supplement request.

    Not measurable (missing column apologised or due\_at): Apology coverage rate.

    Not measurable (missing column result\_corrected): Result accuracy rate.

    Not measurable (missing column channel): Online dossier rate.

    Not measurable (missing column channel, online\_level): Full online rate.

    Not measurable (missing column digitised): Digitised rate.

    Not measurable (missing column electronic\_result): Electronic result rate.

    Not measurable (missing column paid\_online): Online payment rate.

    Not measurable (missing column supplement\_requested\_at, or the calendar does not cover the years): Supplement notice in time rate.

    Not measurable (missing column submitted\_at, channel, or the calendar does not cover the years): Online receipt in time rate.

    Not measurable (missing column apologised\_at, due\_at): Apology in time rate.

    Not measurable (missing column error\_reported\_at, corrected\_at, or the calendar does not cover the years): Correction in time rate.

    Not measurable (no file of procedures): Procedure listing rate; Procedure publication rate; Procedure content complete rate; Procedure published in time rate.

    Not measurable (no file of PAKN): Reports of extra documents or fees; Reports of staff conduct; PAKN accepted rate; PAKN closure rate; PAKN clearance rate; PAKN timely rate; PAKN transferred in time rate; PAKN correct authority rate; PAKN answered rate; PAKN published rate; PAKN compliant rate.

    Not measurable (no file of survey): Satisfaction; Satisfaction index (0–100).

    ## Processing days

    | Unit | Mean | Median | 90th perc. | With a result |
    | --- | ---: | ---: | ---: | ---: |
    | calendar days | 8.0 | 8.0 | 8.0 | 101 |
    | working days | 6.0 | 6.0 | 6.0 | 101 |

    ## Notes

    These figures are operational drivers computed from records. They are not SIPAS scores, which come from a sample survey of citizens.
    --- stderr
    "#);
}
