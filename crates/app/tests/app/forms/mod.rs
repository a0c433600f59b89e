//! Forms filled from random and dirty exports.

mod before;
mod refused;
mod sums;

use std::sync::Arc;

use sipas_app::exports::Accept;
use sipas_app::forms::{Acceptable, FormName, Levels, Request};
use sipas_app::{Keep, Options, Reader, Source, Watch};
use sipas_core::{Clock, Dimension, Period, Window};
use sipas_engine::Dataset;
use sipas_intake::Kind;

fn read(files: &[(Kind, &str)]) -> Dataset {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = Vec::new();
    for (n, (kind, text)) in files.iter().enumerate() {
        let path = folder.path().join(format!("{n}.csv"));
        std::fs::write(&path, text).unwrap();
        sources.extend(Source::all_of(*kind, &path, Accept::All).0);
    }
    let watch = Arc::new(()) as Arc<dyn Watch>;
    Reader::new(Options::default()).read(&sources, Keep::Everything, &watch).data
}

fn clock(period: &str, window: Window) -> Clock {
    Clock::over(Period::parse(period, window).unwrap())
}

fn name(text: &str) -> FormName {
    text.parse().unwrap()
}

const EVERYTHING: [Acceptable; 5] = [
    Acceptable::Coverage,
    Acceptable::Deadline,
    Acceptable::Ends,
    Acceptable::UnreadColumn,
    Acceptable::Unmeasurable,
];

fn request<'r>(by: &'r [Dimension], levels: &'r Levels) -> Request<'r> {
    Request { by, put: &[], accept: &EVERYTHING, levels, previous: None }
}

fn export(row: impl Fn(u32) -> String, n: u32) -> String {
    let rows: String = (0..n).map(row).collect();
    format!("Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái\n{rows}")
}

fn ordinary(n: u32) -> String {
    let day = n % 28 + 1;
    format!(
        "H37.01-2506{day:02}-{n:04},Phòng A,{day:02}/06/2025,30/06/2025,{:02}/06/2025,Đã trả kết quả\n",
        day.max(2)
    )
}
