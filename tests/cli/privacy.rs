//! Names, telephones and addresses of applicants stand in no output but the rejects file.

use std::fs;

use crate::common::{data, scratch, sipas_in};

/// What the test data has in the columns of personal data.
const PERSONAL: [&str; 3] = ["Người nộp", "0900 000", "Thôn"];

#[test]
fn no_output_holds_personal_data() {
    let folder = scratch();
    let rejects = folder.path().join("loi.csv");
    let rejects = rejects.to_str().unwrap();
    let (samples, edge) = (data("samples"), data("edge"));
    let inputs: [(&std::path::Path, &[&str]); 6] = [
        (
            &samples,
            &["dossiers", "--pakn", "pakn.csv", "--procedures", "procedures.csv", "--survey", "survey.csv"],
        ),
        (&edge, &["personal-columns.csv"]),
        (&edge, &["invalid-bytes-in-a-row.csv"]),
        (&edge, &["more-and-fewer-cells.csv"]),
        (&edge, &["cut-in-quotes.csv"]),
        // A header that is not found is quoted back, and what stands beside it.
        (&edge, &["no-code-column.csv"]),
    ];
    let commands: [&[&str]; 9] = [
        &["report", "--period", "2025-06", "--by", "unit,officer,procedure"],
        &["report", "--period", "2025-06", "--check", "--strict", "--rejects", rejects],
        &["list", "--period", "2025-06", "--which", "all"],
        &["list", "--which", "rejected,duplicate,skipped"],
        &["list", "--period", "2025-06", "--which", "pakn.all"],
        &["form", "--form", "06a", "--period", "2025-06"],
        &["score766", "--which-lost", "--period", "2025-06"],
        &["inspect"],
        &["inspect", "--lang", "en"],
    ];
    let mut runs = 0;
    for (at, input) in inputs {
        for command in commands {
            for format in ["table", "json", "csv", "markdown", "html"] {
                let args: Vec<&str> =
                    command.iter().chain(input).chain(&["--format", format]).copied().collect();
                let ran = sipas_in(at, &args);
                runs += 1;
                for word in PERSONAL {
                    assert!(!ran.stdout.contains(word) && !ran.stderr.contains(word), "{word}: {args:?}");
                }
            }
        }
    }
    assert_eq!(runs, 6 * 9 * 5);
    assert!(fs::read_dir(folder.path()).unwrap().count() > 0);
}
