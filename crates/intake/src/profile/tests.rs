use insta::assert_snapshot;
use sipas_core::{ClockEnd, Precision};

use super::*;

fn error(text: &str) -> String {
    let error = Profile::parse("p.toml", text).unwrap_err();
    format!("{error}\n{}", error.vi())
}

#[test]
fn the_profiles_of_the_public_data_are_good() {
    let permits =
        Profile::parse("permits.toml", include_str!("../../../../tests/data/profiles/permits.toml")).unwrap();
    let boston =
        Profile::parse("boston311.toml", include_str!("../../../../tests/data/profiles/boston311.toml"))
            .unwrap();
    let header = |text: &str| vec![(1, text.split(',').map(str::to_owned).collect::<Vec<_>>())];
    let dutch = header(
        "case,startdate,deadline,enddate_planned,enddate,channel,department,group,responsible,adjustments",
    );
    let american = header(
        "case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_status,case_title,subject,reason,type,queue,department,\
         neighborhood,ward,source",
    );
    assert!(permits.fits(Kind::Dossiers, &dutch) && !permits.fits(Kind::Dossiers, &american));
    assert!(boston.fits(Kind::Dossiers, &american) && !boston.fits(Kind::Dossiers, &dutch));
    assert_eq!((permits.name(), boston.name()), ("permits", "boston311"));
}

#[test]
fn all_is_optional() {
    let profile = Profile::parse("p.toml", "").unwrap();
    assert_eq!((profile.name(), profile.delimiter(), profile.encoding()), ("p.toml", None, None));
    assert_eq!(profile.policy(Policy::default()), Policy::default());
    assert!(profile.fits(Kind::Survey, &[]));
}

#[test]
fn units_have_the_names_of_the_office() {
    let profile = Profile::parse("p.toml", "[units]\n\"Phòng Nội vụ\" = [\"P. NV\", \"Nội vụ\"]\n").unwrap();
    let name = |unit: &str| profile.units().name_of(unit.to_owned().into()).into_owned();
    assert_eq!(["p. nv.", "NỘI VỤ", "phòng nội vụ"].map(name), ["Phòng Nội vụ"; 3]);
    assert_eq!(["Phòng Nội vụ 2", "", "P.NV"].map(name), ["Phòng Nội vụ 2", "", "P.NV"]);
    let twice = error("[units]\nA = \"X\"\nB = [\"Y\", \"x.\"]\n");
    assert!(twice.starts_with("p.toml:3:1: \"x.\"") && twice.contains("hai đơn vị"), "{twice}");
}

#[test]
fn settings_are_read() {
    let profile = Profile::parse(
        "p.toml",
        r#"
        delimiter = "tab"
        encoding = "windows-1258"
        thousands = "."
        blank = ["Chưa rõ"]
        repeat_visits = "total"
        [policy]
        clock_end = "returned"
        precision = "instant"
        "#,
    );
    let profile = profile.unwrap();
    assert_eq!((profile.delimiter(), profile.encoding()), (Some('\t'), Some("windows-1258")));
    assert!(profile.says_blank("CHƯA  RÕ") && !profile.says_blank("-"));
    assert_eq!((profile.thousands, profile.repeat_visits), (Some('.'), RepeatVisits::Total));
    let expected =
        Policy { clock_end: ClockEnd::Returned, precision: Precision::Instant, ..Policy::default() };
    assert_eq!(profile.policy(Policy::default()), expected);
}

#[test]
fn two_kinds_may_share_a_header() {
    let both = "[columns]\nreceived_at = \"Ngày đến\"\nsent_at = \"Ngày đến\"";
    assert!(Profile::parse("p.toml", both).is_ok());
}

#[test]
fn errors_name_the_place_and_what_was_expected() {
    assert_snapshot!(error("name = \"x\"\n[columns]\ncod = \"case\""), @r#"
    p.toml:3:1: unknown field "cod" in [columns], did you mean "code"?
    p.toml:3:1: không có trường "cod" trong [columns], có phải là "code"?
    "#);
    assert_snapshot!(error("[columns]\ncode = []"), @r#"
    p.toml:2:8: field "code" has no header; expected a text or a list of texts
    p.toml:2:8: trường "code" không có tiêu đề nào
    "#);
    assert_snapshot!(error("[columns]\ncode = \"Số\"\nunit = [\"Phòng\", \"số\"]"), @r#"
    p.toml:3:8: header "số" is given twice: to code and to unit
    p.toml:3:8: tiêu đề "số" được dùng hai lần: cho code và cho unit
    "#);
    assert_snapshot!(error("[words.status]\nproccessing = \"Chạy\""), @r#"
    p.toml:2:1: unknown name "proccessing" in [words.status]; expected one of registered, accepted, not_accepted, processing, awaiting_supplement, awaiting_payment, withdrawn, stopped, finished, returned, refused, closed, unknown, sent_back, not_handed_over, late, in_time, did you mean "processing"?
    p.toml:2:1: không có tên "proccessing" trong [words.status]; chỉ có registered, accepted, not_accepted, processing, awaiting_supplement, awaiting_payment, withdrawn, stopped, finished, returned, refused, closed, unknown, sent_back, not_handed_over, late, in_time, có phải là "processing"?
    "#);
    assert_snapshot!(error("[words.yes_no]\nno = \"ko\"\nyes = [\"ok\", \"KO\"]"), @r#"
    p.toml:3:1: word "KO" in [words.yes_no] is given two meanings
    p.toml:3:1: từ "KO" trong [words.yes_no] được gán hai nghĩa
    "#);
    assert_snapshot!(error("[dates]\nformats = [\"%d/%m\"]"), @r#"
    p.toml:2:12: date form "%d/%m" does not name a day; expected signs such as %d/%m/%Y %H:%M:%S
    p.toml:2:12: dạng ngày "%d/%m" không cho biết ngày; cần các ký hiệu như %d/%m/%Y %H:%M:%S
    "#);
    assert_snapshot!(error("delimiter = \";;\""), @r#"
    p.toml:1:13: delimiter ";;"; expected "," ";" "tab" "|" …
    p.toml:1:13: delimiter ";;"; chỉ nhận "," ";" "tab" "|" …
    "#);
}

#[test]
fn errors_of_the_parser_name_the_place_too() {
    let of = |text: &str| Profile::parse("p.toml", text).unwrap_err().to_string();
    assert!(
        of("thousand = \".\"").starts_with("p.toml:1:1: unknown field `thousand`, expected one of `name`")
    );
    assert_snapshot!(of("[columns]\ncode = 3"), @"p.toml:2:8: expected a text or a list of texts");
    assert_snapshot!(of("[dates]\noffset = \"local\""), @"p.toml:2:10: unknown variant `local`, expected `convert` or `wall`");
    assert_snapshot!(error("[columns\n"), @"
    p.toml:1:9: unclosed table, expected `]`
    p.toml:1:9: dòng 1: thiếu dấu ] ở tên bảng; cần `]`; dòng ấy viết: [columns
    ");
}
