use sipas_core::{
    Area, Evidence, Groups, PaknTopic, Period, Satisfaction, SurveyAnswer, Window, WorkCalendar,
};
use sipas_render::Lang;

use crate::office::{Office, report, view};

/// The lines of a report in which one of the words stands.
fn lines(office: &Office, lang: Lang, words: &[&str]) -> String {
    let text = report(&office.report(), "table", &view(lang));
    let lines = text.lines().filter(|line| words.iter().any(|word| line.contains(word)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_miss_is_shown_with_as_many_decimals_as_it_takes() {
    // 24,749 of 25,000 are 98.996%: with two decimals they would seem to reach the 99 % that they miss.
    let office = Office::new().dossiers("A", ("1", "10", "9"), 24_749).dossiers("A", ("1", "10", "11"), 251);
    insta::assert_snapshot!(lines(&office, Lang::Vi, &["98,99", "1,00"]), @"
    IV.1   cam kết   Đúng hạn trên 99%                   > 99%     98,996%  ✘ không đạt
    IV.2   cam kết   Trễ hạn dưới 1% (chủ trì: Phòng A)  < 1%       1,004%  ✘ không đạt
    Tỷ lệ trả kết quả đúng hạn                  24.749  25.000  98,996%        98,86–99,11%
    Tỷ lệ hồ sơ trễ hạn                            251  25.000   1,004%          0,89–1,14%
    Tỷ lệ trễ hạn, kể cả chưa xong                 251  25.000    1,00%          0,89–1,14%
    Tỷ lệ trễ hạn trên tổng số phải giải quyết     251  25.000    1,00%          0,89–1,14%
    ");
}

#[test]
fn a_target_below_the_baseline_shows_what_it_was() {
    let mut office = Office::new();
    let before = Office {
        clock: office.clock.with_period(Period::parse("2025-05", Window::Calendar).unwrap()),
        ..Office::new()
    };
    let before = before.dossiers("A", ("2025-05-02", "2025-05-09", "2025-05-08"), 4);
    office.baseline = Some((before.clock.period, before.groups));
    office = office.dossiers("A", ("1", "10", "9"), 40);
    insta::assert_snapshot!(lines(&office, Lang::Vi, &["III.2", "so sánh"]), @"
    Kỳ so sánh    01/05/2025–31/05/2025
    III.2  phấn đấu  Giảm đi lại                         giảm (từ 0,00%) *    0,00%  ✔ đạt
    ");

    office = Office::new();
    office.baseline = Some((before.clock.period, Groups::default()));
    office = office.dossiers("A", ("1", "10", "9"), 1);
    insta::assert_snapshot!(lines(&office, Lang::En, &["III.2"]), @"
    III.2  expected    Giảm đi lại                      lower *    0.00%  – no data
    Undecided (the inputs do not cover the baseline): III.2.
    ");
}

#[test]
fn the_notes_say_what_leans_on_a_provisional_calendar() {
    let mut office = Office::new();
    office.clock.period = Period::parse("2027-04", Window::Calendar).unwrap();
    let office = office.dossiers("A", ("2027-04-12", "2027-04-19", "2027-04-19"), 1);
    let text = report(&office.report(), "table", &view(Lang::Vi));
    assert!(text.contains("dựa vào ngày 16/04/2027 của lịch làm việc"), "{text}");
    assert!(text.contains("lịch làm việc tạm tính từ 16/04/2027"), "{text}");
}

#[test]
fn a_calendar_without_the_years_gives_no_working_days() {
    let mut office = Office::new();
    office.clock.calendar = WorkCalendar::from_rows(
        WorkCalendar::vietnam().rows().filter(|row| row.date.year() == 2023).cloned(),
        [2023],
    )
    .unwrap();
    let text = report(&office.with_five_dossiers().report(), "table", &view(Lang::Vi));
    assert!(text.contains("lịch làm việc chưa có năm 2025"), "{text}");
}

#[test]
fn reports_and_satisfaction_show_what_stands_beside_them() {
    let office = Office::new().with_a_petition(PaknTopic::Unknown).with_a_petition(PaknTopic::StaffConduct);
    insta::assert_snapshot!(lines(&office, Lang::Vi, &["Số phản ánh"]), @"
    Số phản ánh về thái độ, hành vi cán                        1                      1 chưa rõ chủ đề
    Không đo được (1 PAKN chưa rõ chủ đề): Số phản ánh về yêu cầu thêm hồ sơ, phí.
    ");

    let mut office = Office { evidence: Evidence::SURVEY, ..Office::new() };
    let answer = |answer| SurveyAnswer {
        area: Some(Area::II),
        answer: Some(answer),
        unit: "".into(),
        answered_on: None,
    };
    for answer in [Satisfaction::Satisfied, Satisfaction::Neutral, Satisfaction::VerySatisfied].map(answer) {
        office.groups.whole.survey.observe(&office.clock, &answer);
    }
    insta::assert_snapshot!(lines(&office, Lang::Vi, &["hài lòng"]), @"
    Tỷ lệ hài lòng                    2       3   66,67%        20,77–93,85%  ít hồ sơ (dưới 30)
    Tỷ lệ hài lòng: I                 0       0                               không có dữ liệu
    Tỷ lệ hài lòng: II                2       3   66,67%        20,77–93,85%  ít hồ sơ (dưới 30)
    Tỷ lệ hài lòng: III               0       0                               không có dữ liệu
    Tỷ lệ hài lòng: IV                0       0                               không có dữ liệu
    Tỷ lệ hài lòng: V                 0       0                               không có dữ liệu
    Chỉ số hài lòng (0–100)         225       3    75,00
    Chỉ số hài lòng (0–100): I        0       0                               không có dữ liệu
    Chỉ số hài lòng (0–100): II     225       3    75,00
    Chỉ số hài lòng (0–100): III      0       0                               không có dữ liệu
    Chỉ số hài lòng (0–100): IV       0       0                               không có dữ liệu
    Chỉ số hài lòng (0–100): V        0       0                               không có dữ liệu
    Đây là số liệu tác nghiệp, tính từ hồ sơ; không phải điểm Chỉ số hài lòng (SIPAS), vốn là kết quả
    ");
}
