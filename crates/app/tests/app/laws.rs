//! What may not make a difference to any figure: how columns and rows lie, how they are spelled, packed and spread over
//! files.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use sipas_app::{Keep, Options, Outcome, Reader, Source, Watch};
use sipas_core::{
    Bucket, Clock, ClockEnd, DeadlineBasis, Dimension, Kind, Moment, Period, Plan, Policy, Precision,
    SupplementRule, Window, WorkCalendar,
};

use crate::dirty::{Dossier, Look, Records, Table, day, records};
use crate::files::{Text, WINDOWS_1258};
use crate::trials;

/// What is asked of the records.
#[derive(Debug, Clone)]
struct Question {
    policy: Policy,
    period: Period,
    by: Vec<Dimension>,
    has_baseline: bool,
    threads: usize,
}

/// Numbers for the choices of a law.
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        (1..n).rev().for_each(|at| order.swap(at, self.below(at + 1)));
        order
    }
}

fn question() -> impl Strategy<Value = Question> {
    let policy = (any::<bool>(), any::<bool>(), any::<bool>(), 0..3_usize, 1..3_u32);
    let policy = policy.prop_map(|(returned, current, instant, supplement, repeat_threshold)| Policy {
        clock_end: if returned { ClockEnd::Returned } else { ClockEnd::Finished },
        deadline: if current { DeadlineBasis::Current } else { DeadlineBasis::Original },
        precision: if instant { Precision::Instant } else { Precision::Day },
        supplement: [SupplementRule::AsRecorded, SupplementRule::Pause, SupplementRule::Restart][supplement],
        repeat_threshold,
    });
    let windows = prop::sample::select(vec![Window::Calendar, Window::Reporting]);
    let periods = prop::sample::select(vec!["2025-06", "2025-Q2", "2025-05", "2025"]);
    let by = prop::sample::subsequence(
        vec![Dimension::Unit, Dimension::Field, Dimension::Month, Dimension::Procedure, Dimension::Officer],
        0..3,
    );
    (policy, periods, windows, by, any::<bool>(), 1..4_usize).prop_map(
        |(policy, period, window, by, has_baseline, threads)| Question {
            policy,
            period: Period::parse(period, window).unwrap(),
            by,
            has_baseline,
            threads,
        },
    )
}

impl Question {
    fn options(&self) -> Options {
        Options {
            now: Some(Moment::on(day(400))),
            threads: std::num::NonZeroUsize::new(self.threads),
            ..Options::default()
        }
    }

    /// The report on some inputs as JSON, without what it says of these. All of them can be read.
    fn figures(&self, sources: &[Source], options: Options) -> Value {
        let watch = Arc::new(()) as Arc<dyn Watch>;
        let loaded = Reader::new(options).read(sources, Keep::Everything, &watch);
        for file in &loaded.files {
            assert!(matches!(file.outcome, Outcome::Read(_)), "{:?}", file.outcome);
        }
        let clock = Clock::new(self.policy, WorkCalendar::vietnam(), self.period);
        let baseline = Period::parse("2025-04", Window::Calendar).unwrap();
        let baseline = Some(baseline).filter(|_| self.has_baseline);
        let report = loaded.data.report(&clock, &self.by, Some(&Plan::lang_son_2025()), baseline);
        let mut report = serde_json::to_value(&report).unwrap();
        report.as_object_mut().unwrap().remove("inputs");
        report
    }

    fn plain(&self, records: &Records) -> Value {
        let tables = records.tables(Look::default());
        let sources: Vec<_> = tables.iter().map(|table| table.text(Text::Plain)).collect();
        self.figures(&sources, self.options())
    }
}

/// Tries a law on many exports and questions. Whoever states it changes the records before, where it holds only for some.
fn holds(law: impl Fn(Records, &Question, &mut Dice)) {
    holds_of(trials(24), law);
}

/// Tries a law on that many exports.
fn holds_of(cases: u32, law: impl Fn(Records, &Question, &mut Dice)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let given = (records(), question(), any::<u64>());
    let tried = TestRunner::new(config).run(&given, |(records, question, seed)| {
        law(records, &question, &mut Dice(seed));
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

/// Every table of the records, changed, is the same export.
fn same(change: impl Fn(Table, &mut Dice) -> Source, prepare: impl Fn(Records) -> Records) {
    holds(|records, question, dice| is_same(&prepare(records), question, dice, &change));
}

fn is_same(
    records: &Records,
    question: &Question,
    dice: &mut Dice,
    change: impl Fn(Table, &mut Dice) -> Source,
) {
    let tables = records.tables(Look::default());
    let changed: Vec<_> = tables.into_iter().map(|table| change(table, dice)).collect();
    assert_same(&question.figures(&changed, question.options()), &question.plain(records));
}

/// Fails where two documents differ, at the place where they do.
fn assert_same(found: &Value, expected: &Value) {
    if let Some(place) = difference(found, expected, "") {
        panic!("{place}");
    }
}

fn difference(found: &Value, expected: &Value, place: &str) -> Option<String> {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().find_map(|(key, a)| difference(a, &b[key], &format!("{place}/{key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            (0..).zip(a.iter().zip(b)).find_map(|(n, (a, b))| difference(a, b, &format!("{place}/{n}")))
        }
        _ => (found != expected).then(|| format!("{place}: {found} is not {expected}")),
    }
}

/// Takes members out of a document, wherever they stand.
fn without(document: &mut Value, names: &[&str]) {
    match document {
        Value::Object(members) => {
            for name in names {
                members.shift_remove(*name);
            }
            members.values_mut().for_each(|member| without(member, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, names)),
        _ => {}
    }
}

#[test]
fn the_order_of_columns() {
    let change = |mut table: Table, dice: &mut Dice| {
        let order = dice.order(table.rows[0].len());
        for row in &mut table.rows {
            *row = order.iter().map(|place| row[*place].clone()).collect();
        }
        table.text(Text::Plain)
    };
    // Rows of another width than their header have no columns to put in order.
    same(change, Records::in_cells);
}

#[test]
fn other_headers_for_the_same_fields() {
    holds(|records, question, dice| {
        let look = Look { alias: dice.below(6), ..Look::default() };
        let sources: Vec<_> = records.tables(look).iter().map(|table| table.text(Text::Plain)).collect();
        assert_same(&question.figures(&sources, question.options()), &question.plain(&records));
    });
}

#[test]
fn how_dates_are_written() {
    holds(|records, question, dice| {
        let look = Look { dates: Some(dice.below(5)), ..Look::default() };
        let sources: Vec<_> = records.tables(look).iter().map(|table| table.text(Text::Plain)).collect();
        assert_same(&question.figures(&sources, question.options()), &question.plain(&records));
    });
}

#[test]
fn titles_blank_rows_and_totals() {
    let change = |mut table: Table, dice: &mut Dice| {
        let width = table.rows[0].len();
        let wide = |at: usize, text: &str| {
            let mut row = vec![String::new(); width];
            row[at] = text.to_owned();
            row
        };
        let numbers: Vec<String> = (1..=width).map(|n| format!("({n})")).collect();
        let odd = [wide(0, ""), wide(0, "Cộng trang"), wide(1, "Cộng"), numbers.clone()];
        for _ in 0..dice.below(4) {
            let at = 1 + dice.below(table.rows.len());
            table.rows.insert(at, odd[dice.below(odd.len())].clone());
        }
        if dice.below(2) == 0 {
            table.rows.insert(1, numbers);
        }
        table.rows.push(wide(width - 1, "Người lập biểu"));
        for title in ["BÁO CÁO TÌNH HÌNH", "Từ ngày 01/06/2025 đến ngày 30/06/2025"] {
            table.rows.insert(0, wide(0, title));
        }
        table.text(Text::Plain)
    };
    same(change, |records| records);
}

#[test]
fn encodings_and_packing() {
    same(
        |table, dice| {
            use Text::{Bom, Decomposed, Packed, Semicolons, Utf16};
            table.text([Bom, Semicolons, Decomposed, Utf16, Packed][dice.below(5)])
        },
        |records| records,
    );
}

#[test]
fn the_code_page_of_windows() {
    holds(|records, question, _| {
        let tables = records.tables(Look::default());
        let sources: Vec<_> = tables.iter().map(|table| table.text(Text::Windows1258)).collect();
        let options = Options { encoding: Some(WINDOWS_1258.to_owned()), ..question.options() };
        assert_same(&question.figures(&sources, options), &question.plain(&records));
    });
}

#[test]
fn workbooks() {
    same(|table, _| table.xlsx(), Records::in_cells);
}

/// A frame has no order of rows by which the newer of two is told.
#[test]
fn frames() {
    same(|table, _| table.frame(), |records| records.in_cells().unique());
}

/// Files from 1 MiB on are read another way.
#[test]
fn a_long_column_that_nobody_reads() {
    let folder = tempfile::tempdir().unwrap();
    let change = |mut table: Table, _: &mut Dice| {
        if table.kind == Kind::Procedures {
            return table.text(Text::Plain);
        }
        let each = (1 << 20) / table.rows.len() + 1;
        let rows = table.rows.iter_mut().skip(1).filter(|row| row.len() > 2);
        rows.for_each(|row| *row.last_mut().unwrap() = "dài ".repeat(each / 5));
        table.rows[1].last_mut().unwrap().push_str(&"dài ".repeat(1 << 18));
        let path = folder.path().join(format!("{:?}.csv", table.kind));
        std::fs::write(&path, table.csv()).unwrap();
        Source::all_of(table.kind, &path, sipas_app::exports::Accept::All).0.remove(0)
    };
    // Each is two mebibytes: few have to be enough. A row that lacks its last cells, or has one too many, has no such column.
    holds_of(trials(24) / 8, |records, question, dice| is_same(&records.in_cells(), question, dice, change));
}

/// All rows of a code stay together: which of two files is the newer, their contents say.
#[test]
fn how_dossiers_are_spread_over_files() {
    holds(|records, question, dice| {
        let expected = question.plain(&records);
        let mut sources = Vec::new();
        for table in records.tables(Look::default()) {
            let mut parts: BTreeMap<usize, Vec<Vec<String>>> = BTreeMap::new();
            let mut of_code: BTreeMap<String, usize> = BTreeMap::new();
            let files = 1 + dice.below(4);
            for row in &table.rows[1..] {
                let part = *of_code.entry(row[0].clone()).or_insert_with(|| dice.below(files));
                parts.entry(part).or_default().push(row.clone());
            }
            for rows in parts.into_values() {
                let rows = [vec![table.rows[0].clone()], rows].concat();
                sources.push(Table { rows, ..table }.text(Text::Plain));
            }
        }
        assert_same(&question.figures(&sources, question.options()), &expected);
    });
}

/// A row that stands twice counts once; only what is wrong is told twice.
#[test]
fn everything_twice() {
    holds(|records, question, dice| {
        let mut expected = question.plain(&records);
        let tables = records.tables(Look::default());
        let again = dice.below(2) == 0;
        let twice = |table: Table| {
            if again {
                return vec![table.text(Text::Plain), table.text(Text::Plain)];
            }
            let rows = [&table.rows[..], &table.rows[1..]].concat();
            vec![Table { rows, ..table }.text(Text::Plain)]
        };
        let sources: Vec<_> = tables.into_iter().flat_map(twice).collect();
        let mut found = question.figures(&sources, question.options());
        for document in [&mut found, &mut expected] {
            without(document, &["cautions"]);
        }
        assert_same(&found, &expected);
    });
}

/// All days later by whole weeks, and the period with them. Holidays stay where they are.
#[test]
fn whole_weeks_later() {
    const OF_WORKING_DAYS: [&str; 8] = [
        "cautions",
        "coverage",
        "working_mean",
        "working_median",
        "working_p90",
        "supplement_notice_in_time_rate",
        "pakn_transfer_in_time_rate",
        "reason",
    ];
    holds(|records, question, dice| {
        // Without terms, and with a deadline for every petition, no working day is counted.
        let records = Records { has_catalogue: false, ..records.with_deadlines() };
        let policy = Policy { supplement: SupplementRule::Pause, ..question.policy };
        let weeks = i32::try_from(1 + dice.below(30)).unwrap() * 7;
        let over = |shift: i32| {
            let by = question.by.iter().copied().filter(|by| *by != Dimension::Month).collect();
            let period = Period::days(day(shift), day(shift + 29), Window::Calendar).unwrap();
            let question = Question { policy, period, by, has_baseline: false, ..question.clone() };
            let tables = records.tables(Look { shift, ..Look::default() });
            let sources: Vec<_> = tables.iter().map(|table| table.text(Text::Plain)).collect();
            let mut figures = question.figures(&sources, Options { now: None, ..question.options() });
            without(&mut figures, &OF_WORKING_DAYS);
            figures.as_object_mut().unwrap().retain(|name, _| name == "groups" || name == "late_budget");
            figures
        };
        assert_same(&over(weeks), &over(0));
    });
}

/// An export of later days tells the same of an earlier moment. What came later is out of the period, and may bring groups.
#[test]
fn an_older_report_from_a_newer_export() {
    holds(|records, question, dice| {
        // What is known of the day of an end needs its columns.
        let mut records = Records { lacks: Vec::new(), ..records.unique() };
        let first = i32::try_from(dice.below(29)).unwrap();
        let moment = Moment::on(day(first + 1));
        // How most records spell a unit is not the same with more of them.
        let by: Vec<_> = question.by.iter().copied().filter(|by| *by != Dimension::Unit).collect();
        // What came later has no month, and its group has nothing to compare with.
        let has_baseline = question.has_baseline && !by.contains(&Dimension::Month);
        let period = Period::parse("2025-06", Window::Calendar).unwrap().seen_as_of(moment).unwrap();
        let question = Question { period, by, has_baseline, ..question.clone() };
        let known = records.known_before(first + 1);
        if known.dossiers.is_empty() {
            return;
        }
        // Without any petition there was no export of them.
        records.petitions.retain(|_| !known.petitions.is_empty());
        let [then, later] = [known, records].map(|records| {
            let mut document = question.plain(&records);
            // What is not accepted or has no date is asked before when it was received.
            without(
                &mut document,
                &["cautions", "coverage", "names", "out_of_period", "not_accepted", "undated"],
            );
            document
        });
        let key = |group: &Value| group["key"].to_string();
        let of_then: Vec<String> = then["groups"].as_array().unwrap().iter().map(key).collect();
        for name in ["groups", "scorecard"] {
            let known = |row: &&Value| of_then.contains(&key(row));
            let known: Vec<Value> = later[name].as_array().unwrap().iter().filter(known).cloned().collect();
            assert_same(&Value::Array(known), &then[name]);
        }
        assert_same(&later["late_budget"], &then["late_budget"]);
    });
}

/// A record more moves one count of its kind, and no other total falls.
#[test]
fn one_more_dossier() {
    holds(|records, question, _| {
        let records = records.unique();
        let mut more = records.clone();
        let code = u16::try_from(records.dossiers.len()).unwrap();
        let one = Dossier { code, fault: crate::dirty::Fault::None, ..records.dossiers[0].clone() };
        more.dossiers.push(one);
        let [before, after] =
            [&records, &more].map(|records| question.plain(records)["groups"][0]["dossiers"].clone());
        let buckets = Bucket::ALL.map(Bucket::name);
        let n = |counts: &Value, name: &str| counts[name].as_u64().unwrap();
        let sum = |counts: &Value| buckets.iter().map(|name| n(counts, name)).sum::<u64>();
        assert!(buckets.iter().all(|name| n(&after, name) >= n(&before, name)), "{before} {after}");
        // The one that it is like may have been rejected for its fault.
        assert_eq!(sum(&after), sum(&before) + 1);
    });
}
