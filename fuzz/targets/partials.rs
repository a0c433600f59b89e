//! Partial results of strangers: bytes whose checksum fits are read or refused; what is read can be written, merged and
//! reported, and two of them merge to the same in either order.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sipas_core::{Partial, Plan, fnv};

static PLAN: LazyLock<Plan> = LazyLock::new(Plan::lang_son_2025);

fuzz_target!(|data: &[u8]| {
    let _ = Partial::from_bytes(data);
    let (a, b) = match data.iter().position(|byte| *byte == 0xff) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, data),
    };
    let (Ok(a), Ok(b)) = (Partial::from_bytes(&sealed(a)), Partial::from_bytes(&sealed(b))) else { return };
    for one in [&a, &b] {
        assert_eq!(
            Partial::from_bytes(&one.clone().into_bytes()).as_ref(),
            Ok(one),
            "what is written is read"
        );
        let _ = one.report(Some(&PLAN));
    }
    let (mut ab, mut ba) = (a.clone(), b.clone());
    let (first, second) = (ab.merge(b.clone()), ba.merge(a.clone()));
    assert_eq!(first.is_ok(), second.is_ok());
    if first.is_err() {
        assert!(ab == a && ba == b, "what cannot be merged is as it was");
    } else if let (Ok(ab), Ok(ba)) = (ab.report(Some(&PLAN)), ba.report(Some(&PLAN))) {
        let json = |report| serde_json::to_value(report).expect("a report is JSON");
        let (ab, ba) = (json(&ab), json(&ba));
        for part in ["groups", "scorecard", "late_budget"] {
            assert_eq!(ab[part], ba[part]);
        }
    }
});

/// With the beginning and the checksum of what is ours.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = [b"SIPAS\x01", body].concat();
    let checksum = fnv(&bytes);
    bytes.extend(checksum.to_le_bytes());
    bytes
}
