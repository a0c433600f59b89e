//! Outputs that cannot be written: the old file stays whole, and nothing is left beside it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{dossiers, limited, names, nobody};
use crate::common::{command, finished, formats, scratch, sipas_in};

const LIST: [&str; 6] = ["list", "t6.csv", "--which", "all", "--period", "2025-06"];

/// Every command that writes a file, in every format.
fn writers() -> Vec<Vec<&'static str>> {
    let list = formats()
        .into_iter()
        .map(|format| LIST.iter().copied().chain(["--format", format, "-o"]).collect::<Vec<_>>());
    let report = vec!["report", "t6.csv", "--period", "2025-06", "--by", "month", "--format", "html", "-o"];
    let form = vec!["form", "t6.csv", "--form", "06a", "--period", "2025-06", "--format", "xlsx", "-o"];
    list.chain([report, form]).collect()
}

#[test]
fn a_disk_that_gets_full_leaves_the_old_output_whole() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), dossiers(3000)).unwrap();
    for mut args in writers() {
        fs::write(folder.path().join("out"), "old").unwrap();
        args.push("out");
        // A file of more than a kilobyte or so cannot be written any more.
        let ran = finished(&mut limited(folder.path(), "trap '' XFSZ; ulimit -f 2", &args));
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("lỗi: không ghi được out: "), "{args:?}: {}", ran.stderr);
        assert_eq!(fs::read(folder.path().join("out")).unwrap(), b"old", "{args:?}");
        assert_eq!(names(folder.path()), ["out", "t6.csv"], "{args:?}");
    }
}

#[test]
fn a_full_disk_is_told_as_one() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), dossiers(3000)).unwrap();
    for mut args in writers() {
        args.push("/dev/full");
        let ran = sipas_in(folder.path(), &args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(
            ran.stderr.contains("lỗi: không ghi được /dev/full: ổ đĩa đã đầy"),
            "{args:?}: {}",
            ran.stderr
        );
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(folder.path(), &LIST).stdout(full).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("lỗi: không ghi được đầu ra chuẩn: ổ đĩa đã đầy"), "{stderr}");
}

/// A disk of so many kilobytes, where one can be had.
struct Disk<'f>(&'f Path);

impl Disk<'_> {
    fn mount(at: &Path, kilobytes: u32) -> Option<Disk<'_>> {
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "none"]).arg(at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Disk(at))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_real_disk_that_gets_full_is_left_as_it_was() {
    let (folder, disk) = (scratch(), scratch());
    fs::write(folder.path().join("t6.csv"), dossiers(3000)).unwrap();
    let Some(_disk) = Disk::mount(disk.path(), 64) else {
        println!("skipped: no small disk can be mounted here");
        return;
    };
    let target = disk.path().join("out");
    for mut args in writers().into_iter().filter(|args| args[0] == "list") {
        fs::write(&target, "old").unwrap();
        args.push(target.to_str().unwrap());
        let ran = sipas_in(folder.path(), &args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("ổ đĩa đã đầy"), "{args:?}: {}", ran.stderr);
        assert_eq!(
            (fs::read(&target).unwrap(), names(disk.path())),
            (b"old".to_vec(), vec!["out".to_owned()])
        );
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), dossiers(3)).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).unwrap();
    let mut run = command(folder.path(), &[&LIST[..], &["-o", "out.csv"]].concat());
    if nobody(&mut run) {
        let ran = finished(&mut run);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains("lỗi: không ghi được out.csv: không có quyền"), "{}", ran.stderr);
        assert_eq!(names(folder.path()), ["t6.csv"]);
    }
}

#[test]
fn a_closed_pipe_is_no_error_in_any_format() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), dossiers(3000)).unwrap();
    for format in formats() {
        let mut child = command(folder.path(), &[&LIST[..], &["--format", format, "--quiet"]].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{format}");
    }
}
