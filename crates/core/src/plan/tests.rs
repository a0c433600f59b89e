use super::*;
use crate::indicator::{Figure, Indicator, Status};
use proptest::prelude::*;

fn target(id: &str, tier: Tier) -> Target {
    Plan::lang_son_2025().targets().iter().find(|t| t.id == id && t.tier == tier).unwrap().clone()
}

fn rate(numerator: u64, denominator: u64) -> Figure {
    let status = if denominator == 0 { Status::NoData } else { Status::Measured };
    Figure { numerator: Some(numerator), denominator: Some(denominator), status }
}

fn count(value: u64) -> Figure {
    Figure { numerator: Some(value), denominator: None, status: Status::Measured }
}

#[test]
fn one_late_of_exactly_100_misses_both() {
    assert_eq!(target("I.3", Tier::Commitment).judge(rate(1, 100), None), Verdict::Missed);
    assert_eq!(target("IV.1", Tier::Commitment).judge(rate(99, 100), None), Verdict::Missed);
    assert_eq!(target("I.3", Tier::Commitment).judge(rate(1, 101), None), Verdict::Met);
}

#[test]
fn no_data_is_no_pass() {
    assert_eq!(target("IV.1", Tier::ExpectedResult).judge(rate(0, 0), None), Verdict::NoData);
    let blind = Figure { numerator: None, denominator: None, status: Status::NotMeasurable };
    assert_eq!(target("I.1", Tier::Commitment).judge(blind, None), Verdict::NotMeasurable);
}

#[test]
fn below_a_baseline_of_nothing_is_nothing() {
    let conduct = target("II.2", Tier::ExpectedResult);
    assert_eq!(conduct.judge(count(0), Some(count(0))), Verdict::Met);
    assert_eq!(conduct.judge(count(1), Some(count(0))), Verdict::Missed);
    assert_eq!(conduct.judge(count(1), Some(count(2))), Verdict::Met);
    assert_eq!(conduct.judge(count(1), None), Verdict::NoData);
    let visits = target("III.2", Tier::ExpectedResult);
    assert_eq!(visits.judge(rate(0, 5), Some(rate(0, 9))), Verdict::Met);
    assert_eq!(visits.judge(rate(1, 5), Some(rate(0, 0))), Verdict::NoData);
}

#[test]
fn the_embedded_plan_has_every_target_of_its_document() {
    let plan = Plan::lang_son_2025();
    let ids: Vec<_> = plan.targets().iter().map(|t| format!("{} {}", t.id, t.tier)).collect();
    insta::assert_snapshot!(ids.join("\n"), @"
    I.1 commitment
    I.1 expected_result
    I.2 commitment
    I.3 commitment
    I.4 commitment
    II.1 expected_result
    II.2 expected_result
    III.1 expected_result
    III.2 expected_result
    III.3 commitment
    IV.1 commitment
    IV.1 expected_result
    IV.2 commitment
    V.1 commitment
    V.2 commitment
    V.3 commitment
    V.4 commitment
    V.5 commitment
    V.6 commitment
    V.7 expected_result
    I.S expected_result
    II.S expected_result
    III.S expected_result
    IV.S expected_result
    V.S expected_result
    ");
    assert_eq!(plan.areas().len(), 5);
}

#[test]
fn a_wrong_plan_says_what_is_wrong() {
    let refused = |target: &str| {
        let area = "[areas.I]\ntitle = \"a\"\nlead = \"b\"\ntiming = \"continuous\"\n";
        Plan::parse(&format!("id = \"x\"\n{area}[[targets]]\n{target}")).unwrap_err().to_string()
    };
    let with = |indicator: &str, rest: &str| {
        refused(&format!(
            "id = \"I.1\"\ntier = \"commitment\"\ntask = \"t\"\nindicator = \"{indicator}\"\n{rest}"
        ))
    };
    assert!(
        with("late_rates", "comparator = \"<\"\nthreshold = \"1/100\"")
            .contains("unknown indicator \"late_rates\"")
    );
    insta::assert_snapshot!(with("late_rate", "comparator = \"<\"\nthreshold = \"1%\""), @r#"target I.1: expected a fraction such as 99/100 or 1, found "1%""#);
    insta::assert_snapshot!(with("late_rate", "comparator = \"<\""), @r#"target I.1: expected a threshold such as 99/100, found """#);
    insta::assert_snapshot!(with("processing_days", "comparator = \"<\"\nthreshold = \"1\""), @"target I.1: expected statistic = mean, median, p90, working_mean, working_median or working_p90 beside processing_days, and none beside another indicator");
    assert!(with("late_rate", "comparator = \"<\"\nthreshold = \"1/100\"\nthresold = 1").contains("line 13"));
    let comparator = with("late_rate", "comparator = \"under\"\nthreshold = \"1/100\"");
    assert!(
        comparator.contains("expected a comparator: <, <=, =, >=, >, below_baseline or above_baseline"),
        "{comparator}"
    );
    let late = |rest: &str| with("late_rate", &format!("comparator = \"<\"\nthreshold = \"1/100\"\n{rest}"));
    insta::assert_snapshot!(late("statistic = \"mean\""), @"target I.1: expected statistic = mean, median, p90, working_mean, working_median or working_p90 beside processing_days, and none beside another indicator");
    insta::assert_snapshot!(late("factor = \"1/2\""), @r#"target I.1: expected either a threshold or a factor on the baseline, found "1/2""#);
    insta::assert_snapshot!(late("deadline = \"31/12/2026\""), @r#"target I.1: expected a deadline such as 2026-12-31, found "31/12/2026""#);
    insta::assert_snapshot!(late("where = { month = \"2026-01\" }"), @r#"target I.1: where is for field, unit, procedure or a dimension of your own, each with a name or a list of names; found "month""#);
    insta::assert_snapshot!(late("where = { field = [] }"), @r#"target I.1: where is for field, unit, procedure or a dimension of your own, each with a name or a list of names; found "field""#);
    insta::assert_snapshot!(late("external = { name = \"SIPAS\" }"), @"target I.1: expected either indicator or external");
    let outside = |rest: &str| refused(&format!("id = \"I.1\"\ntier = \"commitment\"\ntask = \"t\"\n{rest}"));
    insta::assert_snapshot!(outside("comparator = \"<\"\nthreshold = \"1\""), @"target I.1: expected either indicator or external");
    insta::assert_snapshot!(outside("external = { name = \"SIPAS\", value = \"tám\" }\ncomparator = \"<\"\nthreshold = \"1\""), @r#"target I.1: expected a value of external such as 86.5, found "tám""#);
    insta::assert_snapshot!(outside("external = { name = \"SIPAS\" }\ncomparator = \"above_baseline\""), @r#"target I.1: expected a threshold beside external, which has no baseline, found """#);
}

/// A target with that subject and goal.
fn written(rest: &str) -> Target {
    let target =
        format!("[[targets]]\nid = \"IV.1\"\ntier = \"commitment\"\ntask = \"t\"\nlead = \"l\"\n{rest}");
    Plan::parse(&format!("id = \"x\"\n{target}")).unwrap().targets()[0].clone()
}

#[test]
fn embedded_plans_are_found_by_their_ids() {
    for plan in Plan::embedded() {
        assert_eq!(Plan::named(plan.id()).map(|found| found.id().to_owned()).as_deref(), Some(plan.id()));
    }
    assert!(Plan::named("none").is_none());
}

#[test]
fn a_plan_is_written_as_it_is_read() {
    let own = written(
        "indicator = \"processing_days\"\nstatistic = \"mean\"\ncomparator = \"<=\"\nfactor = \"1/2\"\n\
         deadline = \"2026-12-31\"\nwhere = { field = [\"Đất đai\", \"Đầu tư\"], commune = \"Xã A\" }\nderived = true",
    );
    let own = Plan::new("own", "Của cơ quan", "", vec![own]).unwrap();
    for plan in Plan::embedded().into_iter().chain([own]) {
        let same = |other: Plan| assert_eq!(format!("{plan:?}"), format!("{other:?}"));
        same(Plan::parse(&toml::to_string(&plan).unwrap()).unwrap());
        same(serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap());
    }
}

#[test]
fn a_plan_in_code_is_checked_like_a_file() {
    let late = || Subject::Indicator(Indicator::named("late_rate").unwrap());
    let below = Goal::Threshold(Comparator::Less, Rate::new(1, 100));
    let target = |id: &str| Target::new(id, Tier::Commitment, late(), below);
    assert_eq!(target("VI.1").unwrap_err(), PlanError::Id("VI.1".to_owned()));
    let twice = vec![target("I.3").unwrap(), target("I.3").unwrap()];
    assert_eq!(
        Plan::new("x", "", "", twice).unwrap_err(),
        PlanError::Twice("I.3".to_owned(), Tier::Commitment)
    );
    assert_eq!(Plan::new("x", "", "", Vec::new()).unwrap_err(), PlanError::Empty);
    assert!(Condition::new(Dimension::Month, vec!["2026-01".to_owned()]).is_none());
    assert!(Condition::new(Dimension::Field, Vec::new()).is_none());
}

#[test]
fn the_national_targets_are_embedded() {
    let plan = Plan::named("nghi-quyet-01-2026").unwrap();
    let told = plan.targets().iter().map(|target| {
        let bound = target.goal.threshold().unwrap();
        let name = target.subject.external().map_or(target.subject.id(), |external| external.name.as_str());
        format!("{} {name} {} {}/{}", target.id, target.goal.comparator(), bound.numerator, bound.denominator)
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
    I.1 full_online_rate >= 80/100
    I.2 online_dossier_rate >= 80/100
    I.3 online_payment_rate >= 60/100
    IV.1 digitised_rate >= 90/100
    IV.2 Tỷ lệ kết quả được đồng bộ = 100/1
    IV.3 SIPAS >= 86/1
    IV.4 PAR INDEX >= 8887/100
    ");
}

#[test]
fn half_of_the_baseline_is_compared_exactly() {
    let half = written(
        "indicator = \"processing_days\"\nstatistic = \"mean\"\ncomparator = \"<=\"\nfactor = \"1/2\"",
    );
    assert_eq!(half.judge(rate(10, 4), Some(rate(15, 3))), Verdict::Met);
    assert_eq!(half.judge(rate(11, 4), Some(rate(15, 3))), Verdict::Missed);
    assert_eq!(half.judge(rate(0, 4), Some(rate(0, 3))), Verdict::Met);
    assert_eq!(half.judge(rate(1, 4), Some(rate(0, 3))), Verdict::Missed);
    assert_eq!(half.judge(rate(1, 4), None), Verdict::NoData);
    assert_eq!(half.judge(rate(1, 4), Some(rate(0, 0))), Verdict::NoData);
    let less = written("indicator = \"late_count\"\ncomparator = \"<\"\nfactor = \"0.7\"");
    assert_eq!(less.judge(count(7), Some(count(10))), Verdict::Missed);
    assert_eq!(less.judge(count(6), Some(count(10))), Verdict::Met);
    assert_eq!(less.judge(count(0), Some(count(0))), Verdict::Met);
}

#[test]
fn what_is_measured_elsewhere_is_given_or_not_measured() {
    let sipas = |value: &str| {
        let target = written(&format!(
            "external = {{ name = \"SIPAS\"{value} }}\ncomparator = \">=\"\nthreshold = \"86\""
        ));
        target.judge(target.subject.external().unwrap().figure(), None)
    };
    assert_eq!(sipas(", value = \"86\""), Verdict::Met);
    assert_eq!(sipas(", value = \"85,99\""), Verdict::Missed);
    assert_eq!(sipas(""), Verdict::NotMeasurable);
}

#[test]
fn a_plan_has_indicators_of_its_own() {
    let own = r#"
        id = "own"
        [[indicators]]
        name = "debt_rate"
        title = "Tỷ lệ nợ"
        num = "late + open_overdue"
        den = "received + carried_in"
        [[indicators]]
        name = "debts"
        num = "late"
    "#;
    let plan = Plan::parse(own).unwrap();
    let told: Vec<_> = plan.indicators().iter().map(|own| (own.id, own.vi.name, own.vi.definition)).collect();
    let rate = ("debt_rate", "Tỷ lệ nợ", "(late + open_overdue) / (received + carried_in)");
    assert_eq!(told, [rate, ("debts", "debts", "late")]);
    let target = r#"
        [[targets]]
        id = "IV.1"
        tier = "commitment"
        task = "Nợ dưới 2%"
        indicator = "debt_rate"
        comparator = "<"
        threshold = "2/100"
        lead = "Văn phòng"
    "#;
    let plan = Plan::parse(&format!("{own}{target}")).unwrap();
    assert!(plan.targets()[0].subject.is_share());
    // Written and read again it is the same.
    let again = Plan::parse(&toml::to_string(&plan).unwrap()).unwrap();
    assert!(std::ptr::eq(again.indicators()[0], plan.indicators()[0]));
    let refused = |text: &str| Plan::parse(text).unwrap_err().to_string();
    let wrong = refused(&own.replace("late + open_overdue", "latte"));
    assert!(wrong.starts_with("[[indicators]] debt_rate: \"latte\": there is no count \"latte\""), "{wrong}");
    assert_eq!(
        refused(&own.replace("\"debts\"", "\"debt_rate\"")),
        "[[indicators]] debt_rate is there twice"
    );
    assert!(refused(&own.replace("debts", "late_rate")).contains("needs a name"));
    let unknown = refused(&format!("{own}{}", target.replace("debt_rate", "debt")));
    assert!(unknown.ends_with("debt_rate, debts"), "{unknown}");
}

proptest! {
    #[test]
    fn verdicts_agree_with_fractions(n in 0u64..2000, d in 1u64..2000, tn in 0u64..50, td in 1u64..50, which in 0..5usize) {
        use Comparator::{AtLeast, AtMost, Equal, Greater, Less};
        let comparator = [Less, AtMost, Equal, AtLeast, Greater][which];
        let target = Target { goal: Goal::Threshold(comparator, Rate::new(tn, td)), ..target("I.3", Tier::Commitment) };
        let (left, right) = (n * td, tn * d);
        let met = match comparator {
            Less => left < right,
            AtMost => left <= right,
            Equal => left == right,
            AtLeast => left >= right,
            Greater => left > right,
        };
        prop_assert_eq!(target.judge(rate(n, d), None) == Verdict::Met, met);
    }
}
