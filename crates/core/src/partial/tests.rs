//! Partial results come back from their bytes, add up to the whole, and nothing else is taken for one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::codes::Overlap;
use super::*;
use crate::clock::Bucket;
use crate::clock::tests::any;
use crate::clock::tests::count::{Kind, Record, groups, records};
use crate::evidence::Evidence;
use crate::report::{InputSummary, IssueCount, UnreadWords};
use crate::tally::DossierCounts;

/// Every column that there was when the format was made; a later one changes no byte.
fn columns() -> Evidence {
    Evidence::from_bits(0x7fff_0f3f_3fff).without(Evidence::DEADLINE)
}

fn input(path: &str, kind: &'static str, rows: usize) -> PartialInput {
    let rows = rows as u64;
    let issues = vec![
        IssueCount { code: "header.twice".into(), severity: "note", count: 1 },
        IssueCount { code: "code.shape".into(), severity: "warning", count: rows / 2 },
    ];
    let words = |columns, ended| UnreadWords { columns, received: Day::from_ymd_opt(2026, 11, 2), ended };
    let known = words(Evidence::DOSSIERS | Evidence::CHANNEL, Day::from_ymd_opt(2026, 11, 25));
    let unread_words = [(words(Evidence::STATUS, None), 2), (known, rows)].into();
    let summary = InputSummary {
        path: path.to_owned(),
        kind,
        rows,
        accepted: rows,
        issues,
        unread_words,
        ..InputSummary::default()
    };
    PartialInput { summary, evidence: columns(), ..PartialInput::default() }
}

fn is_shared(record: &Record) -> bool {
    matches!(record.kind, Kind::Procedure(_) | Kind::Answer(_))
}

/// What a machine counts that is given these dossiers and petitions, and the catalogue and survey of all.
fn partial(
    clock: &Clock,
    by: &[Dimension],
    split: Split,
    path: &str,
    all: &[Record],
    mine: &[&Record],
) -> Partial {
    let shared: Vec<_> = all.iter().filter(|record| is_shared(record)).collect();
    let count = |records: &[&Record], clock: &Clock| groups(clock, by, records.iter().copied());
    let counted = |inputs, records: &[&Record]| Counted {
        inputs,
        groups: count(records, clock),
        baseline: Some(count(records, &clock.with_period(before(clock)))),
    };
    let catalogue = vec![input("c.csv", "procedures", shared.len())];
    let (shared, records) =
        (counted(catalogue, &shared), counted(vec![input(path, "dossiers", mine.len())], mine));
    Partial::new(clock, by, Some(before(clock)), split, Codes::default(), shared, records)
}

fn before(clock: &Clock) -> Period {
    let first = clock.period.first_day();
    Period::days(first.plus(-60), first.plus(-1), clock.period.window()).unwrap()
}

fn document(partial: &Partial) -> String {
    serde_json::to_string(&partial.report(Some(&Plan::lang_son_2025())).unwrap()).unwrap()
}

fn dimensions() -> impl Strategy<Value = Vec<Dimension>> {
    prop::sample::subsequence(Dimension::ALL.to_vec(), 0..=2).prop_shuffle()
}

proptest! {
    #[test]
    fn any_split_in_any_order_makes_the_same_bytes(
        clock in any::clock(), all in records(), by in dimensions(),
        share in prop::collection::vec(0..5u32, 40), order in Just((0..5u32).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mine = |n: u32| -> Vec<&Record> {
            let dealt = all.iter().zip(&share).filter(|(record, share)| !is_shared(record) && **share == n);
            dealt.map(|(record, _)| record).collect()
        };
        let everything: Vec<_> = all.iter().filter(|record| !is_shared(record)).collect();
        let whole = partial(&clock, &by, Split::Files, "d.csv", &all, &everything);
        // The way of one machine, which knows nothing of partial results.
        let counted = groups(&clock, &by, &all);
        let ours = partial(&clock, &by, Split::Files, "d.csv", &all, &everything).report(None).unwrap();
        prop_assert_eq!(ours.whole().dossiers().map(DossierCounts::accepted), Some(counted.whole.dossiers.counts.accepted()));

        let mut merged: Option<Partial> = None;
        for n in order {
            let split = Split::Codes { of: 5, held: [n + 1].into(), alike: true };
            let mut read = input("d.csv", "dossiers", everything.len());
            read.summary.accepted = mine(n).len() as u64;
            let part = Partial { records: Counted { inputs: vec![read],
                ..partial(&clock, &by, Split::Files, "", &all, &mine(n)).records },
                split, ..whole.clone() };
            let part = Partial::from_bytes(&part.into_bytes()).unwrap();
            match &mut merged {
                None => merged = Some(part),
                Some(merged) => merged.merge(part).unwrap(),
            }
        }
        let merged = merged.unwrap();
        prop_assert_eq!(document(&merged), document(&whole));
    }

    #[test]
    fn what_is_written_is_what_is_read(clock in any::clock(), all in records(), by in dimensions(), words in prop::collection::btree_set(any::<u64>(), 0..4)) {
        let mine: Vec<_> = all.iter().filter(|record| !is_shared(record)).collect();
        for split in [Split::Files, Split::Rows, Split::Codes { of: 16, held: [3, 9].into(), alike: true }] {
            let mut one = partial(&clock, &by, split, "tháng 6.csv", &all, &mine);
            one.records.inputs[0].words.clone_from(&words);
            one.records.inputs[0].sums = words.iter().map(|n| (format!("{n}"), vec![n >> 40, 7])).collect();
            if !matches!(one.split, Split::Codes { .. }) {
                one.codes = codes(&(0..mine.len()).map(|n| u8::try_from(n).unwrap()).collect());
            }
            let bytes = one.clone().into_bytes();
            let read = Partial::from_bytes(&bytes).unwrap();
            prop_assert_eq!(&read, &one);
            prop_assert_eq!(read.into_bytes(), bytes);
        }
    }

    /// However they are put together, partial results are merged if, and only if, no two of them share a code.
    #[test]
    fn a_code_is_in_one_whatever_is_merged_first(
        held in prop::collection::vec(prop::collection::btree_set(any::<u8>(), 0..8), 3),
        by_rows in any::<bool>(), unknown in prop::option::of(0..3usize),
    ) {
        let split = if by_rows { Split::Rows } else { Split::Files };
        let blank = small();
        let one = |n: usize| {
            let codes = if unknown == Some(n) { Codes::unknown() } else { codes(&held[n]) };
            let mut one = Partial { split: split.clone(), codes, ..blank.clone() };
            one.records.inputs[0].summary.path = format!("{n}.csv");
            one
        };
        let sum = |a: Partial, b: Result<Partial, MergeError>| {
            let (mut a, b) = (a, b?);
            let before = a.clone();
            a.merge(b).inspect_err(|_| assert_eq!(a, before)).map(|()| a)
        };
        let all = [one(0), one(1), one(2)];
        let shared = |a: usize, b: usize| all[a].codes.shared_with(&all[b].codes);
        let pairs = [(0, 1), (0, 2), (1, 2)].into_iter().filter(|(a, b)| shared(*a, *b) > 0);
        let first = pairs.map(|(first, second)| Overlap { first, second, codes: shared(first, second) }).next();
        prop_assert_eq!(Overlap::find(&all), first);

        // All at once: the first two that have codes in common are told, and inputs whose codes nobody knows are marked.
        let at_once = Partial::merge_all(all.to_vec()).map(Option::unwrap);
        let told = at_once.as_ref().map_err(|refusal| (refusal.first, refusal.second, refusal.error.clone()));
        let told = told.map(Partial::is_unchecked);
        let refused = first.map(|of| (of.first, of.second, MergeError::Codes(of.codes)));
        prop_assert_eq!(told, refused.map_or(Ok(!by_rows && unknown.is_some()), Err));
        if let Ok(merged) = at_once {
            let marked = |input: &PartialInput| input.summary.issues.iter().any(|issue| issue.code == "codes.unchecked");
            let marked: Vec<bool> = merged.records.inputs.iter().map(marked).collect();
            prop_assert!(by_rows || marked == [0, 1, 2].map(|n| unknown == Some(n)));
        }

        let [a, b, c] = all;
        let made = [
            sum(a.clone(), sum(b.clone(), Ok(c.clone()))),
            sum(c.clone(), sum(b.clone(), Ok(a.clone()))),
            sum(b.clone(), sum(a.clone(), Ok(c.clone()))),
            sum(a, Ok(b)).and_then(|ab| sum(ab, Ok(c))),
        ];
        for made in &made {
            prop_assert_eq!(made.is_err(), first.is_some());
        }
        if let [Ok(one), others @ ..] = &made {
            let told = |made: &Partial| (made.codes.clone(), made.lacks_codes(), made.records.groups.clone());
            prop_assert!(others.iter().flatten().all(|other| told(other) == told(one)));
            prop_assert_eq!(one.lacks_codes(), !by_rows && unknown.is_some());
        }
    }

    #[test]
    fn damage_is_told(at in any::<prop::sample::Index>(), bit in 0..8u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = small().into_bytes();
        prop_assert!(Partial::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Partial::from_bytes(&bytes).is_err());
    }

    /// Bytes that fit their checksum are read or refused, and what is read can be reported and merged.
    #[test]
    fn forged_bytes_do_no_harm(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = small().into_bytes();
        let body = bytes.len() - 8;
        for (at, byte) in edits {
            bytes[6 + at.index(body - 6)] = byte;
        }
        let checksum = fnv(&bytes[..body]);
        bytes[body..].copy_from_slice(&checksum.to_le_bytes());
        if let Ok(mut read) = Partial::from_bytes(&bytes) {
            let _ = read.report(Some(&Plan::lang_son_2025()));
            let again = read.clone();
            let _ = read.merge(again);
            prop_assert_eq!(Partial::from_bytes(&read.clone().into_bytes()), Ok(read));
        }
    }
}

fn codes(numbers: &BTreeSet<u8>) -> Codes {
    Codes::of(numbers.iter().map(u8::to_string), [])
}

/// Whoever changes these hashes makes a new version of the format. No code is in the bytes.
#[test]
fn the_hashes_of_codes_are_a_contract() {
    let of = |dossiers: &[&str], petitions: &[&str]| {
        Codes::of(dossiers.iter().copied(), petitions.iter().copied())
    };
    let mut one = small();
    one.codes = of(&["H37.12-250602-0001"], &["H37.12-250602-0001"]);
    let bytes = one.clone().into_bytes();
    assert!(!bytes.windows(6).any(|window| window == b"250602"));
    insta::assert_snapshot!(format!("{:x?}", one.codes), @"Codes { hashes: [8cb2271edb186b77, faee3565120464d1], complete: true }");
    assert_eq!(of(&["b", "a", "b"], &[]), of(&["a", "b"], &[]));
    one.codes = of(&["a", "b", "c"], &[]);
    let forged = Partial::from_bytes(&one.into_bytes());
    assert_eq!(forged, Err(PartialError::Contradictory("its codes")));
}

/// Counts that fit their checksum, and each other not.
#[test]
fn counts_that_contradict_each_other_are_refused() {
    type Forge = fn(&mut Partial);
    let forged: [(&str, Forge); 10] = [
        ("its inputs", |one| one.records.inputs[0].summary.rejected += 1),
        ("its inputs", |one| one.records.inputs[0].summary.rows += 1),
        ("its inputs", |one| {
            let summary = &mut one.records.inputs[0].summary;
            (summary.rows, summary.accepted) = (summary.rows + 1, summary.accepted + 1);
        }),
        ("its dossiers", |one| one.records.groups.whole.dossiers.counts.received += 1),
        ("its dossiers", |one| one.records.groups.whole.dossiers.counts.channels.0[0] += 1),
        ("its dossiers", |one| one.records.groups.whole.dossiers.accurate.count(true)),
        ("its dossiers", |one| one.records.groups.whole.dossiers.counts.stopped_late += 1),
        ("its petitions", |one| one.records.groups.whole.pakn.counts.carried_in += 1),
        ("its groups", |one| {
            one.records.groups.whole.dossiers.counts.buckets[Bucket::Undated as usize] += 1;
            let summary = &mut one.records.inputs[0].summary;
            (summary.rows, summary.accepted) = (summary.rows + 1, summary.accepted + 1);
        }),
        ("its procedures", |one| one.shared.groups.whole.procedures.published.count(true)),
    ];
    assert!(Partial::from_bytes(&small().into_bytes()).is_ok());
    for (n, (what, forge)) in forged.into_iter().enumerate() {
        let mut one = small();
        forge(&mut one);
        assert_eq!(Partial::from_bytes(&one.into_bytes()), Err(PartialError::Contradictory(what)), "{n}");
    }
}

#[test]
fn a_file_is_the_same_however_its_path_is_spelt() {
    let spelt = |path: &str| {
        let mut one = small();
        one.records.inputs[0].summary.path = path.to_owned();
        one
    };
    let one = spelt("d.csv");
    for path in ["./d.csv", "/data/d.csv", "data\\d.csv", "a/../d.csv"] {
        assert!(one.is_of_same_files(&spelt(path)), "{path}");
    }
    assert!(!one.is_of_same_files(&spelt("e.csv")));
    let mut other = spelt("data/d.csv");
    other.records.inputs[0].summary.issues.pop();
    assert!(!one.is_of_same_files(&other));
}

fn lines(text: &str) -> Vec<Record> {
    text.lines().map(|line| crate::clock::tests::count::record(line, Evidence::ALL)).collect()
}

fn small() -> Partial {
    // A calendar of its own, so that no new holiday changes the bytes.
    let days = "date,kind,name,source,provisional\ncomplete = 2026\n2026-01-01,holiday,x\n2026-11-24,holiday,y,,provisional\n";
    let calendar = WorkCalendar::from_table(days).unwrap();
    let clock = Clock::new(Policy::default(), calendar, "2026-11".parse().unwrap());
    let all = lines(
        "received=2026-11-02 due=2026-11-09 finished=2026-11-25\npakn sent=2026-11-20 due=2026-11-30 transferred=2026-11-27\n\
         procedure decision_date=2026-11-20 published=2026-11-27",
    );
    let mine: Vec<_> = all.iter().filter(|record| !is_shared(record)).collect();
    partial(&clock, &[Dimension::Month], Split::Files, "d.csv", &all, &mine)
}

/// Whoever changes these bytes makes a new version of the format.
#[test]
fn the_format_is_a_contract() {
    let bytes = small().into_bytes();
    assert_eq!(
        (&bytes[..6], bytes.len(), fnv(&bytes)),
        (b"SIPAS\x06".as_slice(), 1080, 999_716_198_599_577_877)
    );
}

#[test]
fn what_differs_is_named() {
    let one = small();
    let with = |change: fn(&mut Clock)| {
        let mut other = one.clone();
        change(&mut other.settings.clock);
        one.clone().merge(other).unwrap_err().to_string()
    };
    let period = |text: &str| text.parse::<Period>().unwrap();
    let said = [
        with(|clock| clock.period = "2026-10".parse().unwrap()),
        with(|clock| clock.period = clock.period.seen_as_of("2026-11-20".parse().unwrap()).unwrap()),
        with(|clock| clock.policy.clock_end = crate::policy::ClockEnd::Returned),
        with(|clock| clock.publication_days = 10),
        with(|clock| clock.pakn_days = 10),
        with(|clock| {
            clock.calendar = clock.calendar.with_table("date,kind,name\n2026-11-20,holiday,x").unwrap();
        }),
        with(|clock| clock.calendar = clock.calendar.clone().with_hours("08:00-12:00".parse().unwrap())),
        one.clone()
            .merge(Partial {
                settings: PartialSettings { baseline: Some(period("2025")), ..one.settings.clone() },
                ..one.clone()
            })
            .unwrap_err()
            .to_string(),
        one.clone()
            .merge(Partial {
                settings: PartialSettings { by: vec![], ..one.settings.clone() },
                ..one.clone()
            })
            .unwrap_err()
            .to_string(),
        one.clone().merge(one.clone()).unwrap_err().to_string(),
        one.clone().merge(Partial { split: Split::Rows, ..one.clone() }).unwrap_err().to_string(),
        one.clone().merge(Partial { shared: Counted::default(), ..one.clone() }).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    --period: 2026-10-01..2026-10-31, not 2026-11-01..2026-11-30
    --as-of: 2026-11-20, not 2026-12-01
    --clock-end: returned, not finished
    --publication-days: 10, not 5
    --pakn-days: 10, not 15
    --calendar: 2026-11-20: holiday, not 2026-11-20: -
    --office-hours: 08:00-12:00, not 07:00-11:30,13:30-17:00
    --baseline: 2025-01-01..2025-12-31 as of 2026-01-01, not 2026-09-02..2026-10-31 as of 2026-11-01
    --by: none, not month
    d.csv is in both
    one has whole files, the other a share of codes or rows
    the catalogue or the survey differs, or changed in between: c.csv
    ");
}

#[test]
fn shares_are_all_there_and_each_once() {
    let share =
        |part, of| Partial { split: Split::Codes { of, held: [part].into(), alike: true }, ..small() };
    let mut merged = share(1, 3);
    let twice = merged.merge(share(1, 3)).unwrap_err();
    let other = merged.merge(share(1, 4)).unwrap_err();
    merged.merge(share(3, 3)).unwrap();
    let missing = merged.report(None).unwrap_err();
    merged.merge(share(2, 3)).unwrap();
    assert!(merged.report(None).is_ok());
    insta::assert_snapshot!(format!("{twice}\n{other}\n{missing}"), @r"
    the share 1/3 is in both
    one is a share of 4, the other of 3
    missing of 3 shares: 2
    ");
}

#[test]
fn rows_of_one_input_add_up_and_its_header_is_told_once() {
    let rows = |n, words: &[u64]| {
        let mut one = input("t", "dossiers", n);
        one.summary.issues.push(IssueCount {
            code: "word.unknown".into(),
            severity: "warning",
            count: words.len() as u64,
        });
        one.words = words.iter().copied().collect();
        one
    };
    let mut sum = rows(4, &[1, 2]);
    sum.add(rows(6, &[2, 3]));
    sum.add(PartialInput {
        summary: InputSummary { issues: Vec::new(), ..rows(0, &[]).summary },
        ..rows(0, &[])
    });
    assert_eq!((sum.summary.rows, sum.summary.accepted), (10, 10));
    let counts: Vec<_> = sum.summary.issues.iter().map(|issue| issue.count).collect();
    assert_eq!(counts, [1, 5, 3]);
}

proptest! {
    #[test]
    fn a_code_is_in_one_share(code in ".{0,20}", of in 1..100u32) {
        let shares = (1..=of).filter(|part| format!("{part}/{of}").parse::<Share>().unwrap().has(code.as_bytes()));
        prop_assert_eq!(shares.count(), 1);
    }
}

#[test]
fn shares_are_written_as_part_of_all() {
    assert_eq!("3/16".parse::<Share>().unwrap().to_string(), "3/16");
    for text in ["0/4", "5/4", "1", "1/0", "a/b", "1/100000", "-1/3", "1/2/3"] {
        assert!(text.parse::<Share>().is_err(), "{text}");
    }
    // Codes of one day, which differ in their last digits only, are dealt out evenly.
    let mut held = [0u32; 16];
    for n in 0..16_000 {
        let code = format!("H37.12-250603-{n:04}");
        let share = (1..=16usize)
            .find(|part| format!("{part}/16").parse::<Share>().unwrap().has(code.as_bytes()))
            .unwrap();
        held[share - 1] += 1;
    }
    assert!(held.iter().all(|n| (900..1100).contains(n)), "{held:?}");
}
