use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::*;

/// What a call is answered with when its turn has come.
#[derive(Clone, Copy)]
enum Fate {
    Killed,
    Refused,
}

struct Kill;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thang.toml"), "").unwrap();
    fs::write(folder.path().join("a.json"), "old a").unwrap();
    fs::create_dir(folder.path().join("there")).unwrap();
    fs::write(folder.path().join("there/b.csv"), "old b").unwrap();
    // Nobody's of ours.
    fs::write(folder.path().join("t6.csv"), "export").unwrap();
    folder
}

fn outputs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    // A name as long as a file system takes.
    let long = "x".repeat(250) + ".html";
    let of = |path: &str, text: &str| (folder.join(path), text.as_bytes().to_vec());
    vec![
        of("a.json", "new a"),
        of("there/b.csv", "new b"),
        of("c.md", "new c"),
        of("far/away/d.md", "new d"),
        of(&long, "new e"),
    ]
}

fn stage(folder: &Path, fate: Option<(usize, Fate)>) -> Stage {
    let stage = Stage::of(&folder.join("thang.toml")).unwrap();
    let left = Cell::new(fate.map(|(calls, _)| calls));
    stage.disk.before.set(Some(Box::new(move || {
        let (Some((_, fate)), Some(calls)) = (fate, left.get()) else { return Ok(()) };
        left.set(calls.checked_sub(1));
        match (calls, fate) {
            (0, Fate::Killed) => resume_unwind(Box::new(Kill)),
            (0, Fate::Refused) => Err(ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    })));
    stage
}

/// Every file and folder but the scraps of a killed run, and how many of these there are.
fn all(folder: &Path) -> BTreeMap<PathBuf, Option<String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
                found.insert(name, None);
            } else {
                found.insert(name, Some(fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

fn killed(work: impl FnOnce()) -> bool {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(()) => false,
        Err(payload) if payload.is::<Kill>() => true,
        Err(panic) => resume_unwind(panic),
    }
}

/// The folder as it was, and as a whole run leaves it.
fn before_and_after() -> [BTreeMap<PathBuf, Option<String>>; 2] {
    let folder = folder();
    let before = all(folder.path());
    stage(folder.path(), None).replace(&outputs(folder.path()), Lang::En).unwrap();
    let after = all(folder.path());
    assert_eq!(after.len(), before.len() + 5);
    [before, after]
}

#[test]
fn a_kill_between_any_two_calls_leaves_all_or_nothing_for_the_next_run() {
    let [before, after] = before_and_after();
    for calls in 0.. {
        let folder = folder();
        let at = folder.path();
        if !killed(|| drop(stage(at, Some((calls, Fate::Killed))).replace(&outputs(at), Lang::En))) {
            assert_eq!(all(at), after);
            assert!(calls > 30, "{calls}");
            return;
        }
        stage(at, None).recover(Lang::En).unwrap();
        let found = all(at);
        assert!(found == before || found == after, "{calls}: {found:#?}");
        stage(at, None).replace(&outputs(at), Lang::En).unwrap();
        assert_eq!(all(at), after, "{calls}");
    }
}

#[test]
fn a_kill_while_a_run_is_taken_back_changes_nothing() {
    let [before, after] = before_and_after();
    // After the files, after the first renames, after the last.
    for calls in [20, 30, 33, 36] {
        for again in 0.. {
            let folder = folder();
            let at = folder.path();
            killed(|| drop(stage(at, Some((calls, Fate::Killed))).replace(&outputs(at), Lang::En)));
            let recover = |fate| stage(at, fate).recover(Lang::En).map(|_| ()).unwrap();
            let ended = !killed(|| recover(Some((again, Fate::Killed))));
            recover(None);
            let found = all(at);
            assert!(found == before || found == after, "{calls} {again}: {found:#?}");
            if ended {
                assert!(again > 0);
                break;
            }
        }
    }
}

#[test]
fn a_call_that_is_refused_leaves_everything_as_it_was() {
    let [before, after] = before_and_after();
    for calls in 0.. {
        let folder = folder();
        let at = folder.path();
        let done = stage(at, Some((calls, Fate::Refused))).replace(&outputs(at), Lang::En);
        // Of what is done only the scraps may be left.
        stage(at, None).recover(Lang::En).unwrap();
        assert_eq!(all(at), if done.is_ok() { after.clone() } else { before.clone() }, "{calls}");
        if done.is_ok() && calls > 60 {
            return;
        }
    }
}

#[test]
fn what_somebody_put_there_since_stays() {
    let folder = folder();
    let at = folder.path();
    // Killed once everything is in its place, and before that is said.
    let calls = (0..1000)
        .find(|calls| {
            let stage = stage(at, Some((*calls, Fate::Killed)));
            killed(|| drop(stage.replace(&outputs(at), Lang::En)));
            let renamed = at.join("far/away/d.md").exists()
                && !all(at).values().flatten().any(|text| text.ends_with(DONE));
            drop(stage);
            if !renamed {
                super::tests::stage(at, None).recover(Lang::En).unwrap();
            }
            renamed
        })
        .unwrap();
    fs::write(at.join("a.json"), "mine").unwrap();
    fs::write(at.join("c.md"), "mine").unwrap();
    assert!(stage(at, None).recover(Lang::En).unwrap(), "{calls}");
    let found = all(at);
    let text = |name: &str| found.get(Path::new(name)).cloned().flatten();
    assert_eq!(text("a.json").as_deref(), Some("mine"));
    assert_eq!(text("c.md").as_deref(), Some("mine"));
    assert_eq!(text("there/b.csv").as_deref(), Some("old b"));
    assert_eq!(text("far/away/d.md"), None);
}

#[test]
fn a_journal_that_was_cut_says_that_nothing_was_done() {
    let folder = folder();
    let before = all(folder.path());
    let stage = stage(folder.path(), None);
    fs::write(&stage.journal, r#"{"outputs":[{"path":"a.js"#).unwrap();
    assert!(stage.recover(Lang::En).unwrap());
    assert_eq!(all(folder.path()), before);
}

#[test]
fn a_run_that_lives_is_left_alone() {
    let folder = folder();
    let stage = stage(folder.path(), None);
    let journal = File::create(&stage.journal).unwrap();
    journal.lock().unwrap();
    assert!(stage.recover(Lang::En).is_err());
    assert!(stage.replace(&outputs(folder.path()), Lang::En).is_err());
    assert!(stage.journal.exists());
}
