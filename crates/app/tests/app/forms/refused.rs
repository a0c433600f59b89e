//! Which form a name stands for, and what refuses one.

use sipas_app::forms::{self, Acceptable, FORMS, FormError, FormName, Levels, Request};
use sipas_core::{Day, Dimension, Window};
use sipas_intake::Kind;
use sipas_render::Form;

use super::{clock, export, name, ordinary, read, request};

#[test]
fn a_bare_name_stands_for_the_form_in_force() {
    let at = |text: &str, year, month, day| {
        name(text)
            .at(Day::from_ymd(year, month, day).unwrap())
            .map(|form| form.full)
            .map_err(|error| error.vi())
    };
    assert_eq!(at("06a", 2026, 7, 31), Ok("II.06a/VPCP/KSTT"));
    assert_eq!(at("06a", 2026, 8, 1), Ok("06a/BTP/KSTT"));
    assert_eq!(at("07A", 2026, 8, 14), Ok("07a/BTP/KSTT"));
    assert_eq!(
        at("07a", 2026, 7, 14).unwrap_err(),
        "kỳ kết thúc ngày 14/07/2026 không dùng biểu 07a; vẫn lập thì nêu tên đầy đủ: 07a/BTP/KSTT"
    );
    for full in ["07a/BTP/KSTT", "06b/btp/kstt", "II.06a/VPCP/KSTT", "01-ĐC", "01-ĐC/BTP/KSTT", "late-list"]
    {
        assert!(at(full, 2020, 1, 1).is_ok(), "{full}");
    }
    assert!("05a".parse::<FormName>().is_err() && "07".parse::<FormName>().is_err());
    assert!(FORMS.iter().all(|form| FormName::all().any(|name| name == form.full)));
}

#[test]
fn many_without_a_verdict_refuse_the_form() {
    let clock = clock("2025-06", Window::Calendar);
    let levels = Levels::default();
    let withdrawn = |n: u32| ordinary(n).replace("Đã trả kết quả", "Rút hồ sơ");
    let fill = |withdrawn_ones: u32, accept: &[Acceptable]| {
        let text = export(|n| if n < withdrawn_ones { withdrawn(n) } else { ordinary(n) }, 40);
        let data = read(&[(Kind::Dossiers, &text)]);
        let request = Request { accept, ..request(&[Dimension::Unit], &levels) };
        forms::fill(name("07a/BTP/KSTT"), &data, &clock, &request)
    };
    // Two of forty are 5%.
    assert!(fill(2, &[]).is_ok());
    let refused = fill(3, &[]).unwrap_err();
    assert_eq!(
        refused.vi(),
        "không lập biểu 07a/BTP/KSTT: 3 trong 40 hồ sơ đã giải quyết (trên 5%) không xếp được vào trước hạn, đúng hạn hay quá hạn: \
         không xác định được hạn 0; rút hồ sơ 3; dừng giải quyết 0; đóng do không bổ sung 0; vẫn lập thì thêm --accept unmeasurable"
    );
    let form = fill(3, &[Acceptable::Unmeasurable]).unwrap();
    assert!(
        form.notes.iter().any(|note| note.starts_with("Biểu được lập dù biết: 3 trong 40")),
        "{:?}",
        form.notes
    );
    assert!(form.notes.contains(&"Cột (11) gồm cả hồ sơ: tổ chức, cá nhân rút hồ sơ: 3.".to_owned()));
}

#[test]
fn a_province_has_to_say_which_units_are_its_own() {
    let text =
        export(|n| if n % 2 == 0 { ordinary(n) } else { ordinary(n).replace("Phòng A", "UBND xã B") }, 30);
    let data = read(&[(Kind::Dossiers, &text)]);
    let clock = clock("2025-06", Window::Calendar);
    let fill = |levels: &Levels| {
        forms::fill(name("07b/BTP/KSTT"), &data, &clock, &request(&[Dimension::Unit], levels))
    };
    let names = |form: &Form| {
        form.parts[0].rows.iter().map(|row| row.cells[1].plain().into_owned()).collect::<Vec<_>>()
    };
    assert!(matches!(fill(&Levels::default()), Err(FormError::Levels(_))));
    let by_name = fill(&Levels::own(["phòng a"])).unwrap();
    assert_eq!(names(&by_name), ["CẤP TỈNH", "Phòng A", "CẤP XÃ", "UBND xã B", "TỔNG CỘNG"]);
    let table = Levels::parse("don-vi.csv", "Đơn vị;Cấp\nPhòng A;Tỉnh\nUBND Xã B;xã\n").unwrap();
    assert_eq!(fill(&table).unwrap(), by_name);
    let short = Levels::parse("don-vi.csv", "unit,level\nPhòng A,province\n").unwrap();
    assert!(fill(&short).unwrap_err().vi().contains("UBND xã B"));
    let wrong = Levels::parse("don-vi.csv", "unit,level\nPhòng A,huyện\n").unwrap_err();
    assert_eq!(
        wrong.vi(),
        "don-vi.csv: dòng 2, cột level: cần province (tỉnh) hoặc commune (xã), không phải \"huyện\""
    );
    assert!(fill(&Levels::own(["Phòng C"])).is_err());
}

#[test]
fn a_column_of_deadlines_without_any_refuses_a_form() {
    let header = "Mã hồ sơ,Lĩnh vực,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";
    let blank = format!("{header}H37.12-250602-0001,Đất đai,Phòng A,02/06/2025,,09/06/2025\n");
    let told = format!("{blank}H37.12-250602-0002,Đất đai,Phòng A,02/06/2025,10/06/2025,\n");
    let levels = Levels::default();
    for form in ["07a/BTP/KSTT", "II.06a/VPCP/KSTT", "01-DC", "late-list"] {
        let refused = |text: &str| {
            let data = read(&[(Kind::Dossiers, text)]);
            let request = Request { accept: &[Acceptable::Unmeasurable], ..request(&[], &levels) };
            match forms::fill(name(form), &data, &clock("2025-06", Window::Calendar), &request) {
                Err(FormError::Untold { untold, .. }) => untold.iter().map(|one| one.code).collect(),
                Err(other) => panic!("{form}: {other}"),
                Ok(_) => Vec::new(),
            }
        };
        assert_eq!(refused(&blank), [Acceptable::Deadline], "{form}");
        assert_eq!(refused(&told), [], "{form}");
    }
}
