//! Frames of other libraries, by the door that Python hands them over by: streams of Arrow with their memory as it is. What
//! is no text is told and never taken for text, and reading whole columns is reading row by row.

#![no_main]

use std::cell::Cell;
use std::io::Cursor;
use std::panic;
use std::sync::{Arc, LazyLock, Once};

use arrow_array::ffi_stream::{ArrowArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::types::{Int8Type, Int64Type, TimestampMillisecondType};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, DictionaryArray, Int8Array, LargeBinaryArray,
    PrimitiveArray, RecordBatch, RecordBatchIterator, RecordBatchReader, make_array,
};
use arrow_ipc::reader::StreamReader;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use sipas_app::{Keep, Options, Outcome, Reader, Source, Watch};
use sipas_arrow::Frame;
use sipas_core::{Clock, Dimension, Moment, Plan, Policy, WorkCalendar};
use sipas_engine::{Dataset, find_layout};
use sipas_fuzz::{kind, rest};
use sipas_intake::{Kind, Row};

static CLOCK: LazyLock<Clock> = LazyLock::new(|| {
    Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().expect("a month"))
});
static NOW: LazyLock<Moment> = LazyLock::new(|| Moment::on("2026-01-01".parse().expect("a day")));
static PLAN: LazyLock<Plan> = LazyLock::new(Plan::lang_son_2025);

/// More rows than a header can begin in.
const HEAD: usize = 22;
/// More would be the time of one run alone.
const MOST_ROWS: usize = 2000;

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    let given = if first & 0x80 == 0 { table(rest) } else { foreign(|| stream(rest)) };
    let Some((schema, batches)) = given else { return };
    if batches.iter().map(RecordBatch::num_rows).sum::<usize>() > MOST_ROWS {
        return;
    }
    let batches = batches.into_iter().map(Ok::<_, ArrowError>);
    let door = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new(batches, schema)));
    // A name with a zero byte cannot be handed over.
    let Ok(reader) = ArrowArrayStreamReader::try_new(door) else { return };
    let schema = reader.schema();
    let Ok(batches) = reader.collect::<Result<Vec<_>, _>>() else { return };
    check(&schema, &batches, kind(first));
});

thread_local! {
    static IS_FOREIGN: Cell<bool> = const { Cell::new(false) };
}

/// What another library reads, or nothing where it panics: its reader of files does at bytes that are none.
fn foreign<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_FOREIGN.get() {
                before(info);
            }
        }));
    });
    IS_FOREIGN.set(true);
    let read = panic::catch_unwind(panic::AssertUnwindSafe(read));
    IS_FOREIGN.set(false);
    read.ok().flatten()
}

/// What a stream of Arrow in a file or a pipe has, whose reader checks it.
fn stream(bytes: &[u8]) -> Option<(SchemaRef, Vec<RecordBatch>)> {
    let reader = StreamReader::try_new(Cursor::new(bytes), None).ok()?;
    let schema = reader.schema();
    let batches: Vec<_> = reader.map_while(Result::ok).collect();
    let batches = batches.iter().map(|batch| as_text(&schema, batch)).collect::<Option<Vec<_>>>()?;
    Some((batches.first().map_or(schema, RecordBatch::schema), batches))
}

/// Its columns of bytes as text, unchecked, as `view` in Python has them.
fn as_text(schema: &Schema, batch: &RecordBatch) -> Option<RecordBatch> {
    let columns: Vec<ArrayRef> = batch.columns().iter().map(taken_for_text).collect();
    let fields = schema.fields().iter().zip(&columns);
    let fields: Vec<Field> =
        fields.map(|(field, column)| Field::new(field.name(), column.data_type().clone(), true)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).ok()
}

fn taken_for_text(column: &ArrayRef) -> ArrayRef {
    let text = match column.data_type() {
        DataType::Binary => DataType::Utf8,
        DataType::LargeBinary => DataType::LargeUtf8,
        DataType::BinaryView => DataType::Utf8View,
        _ => return Arc::clone(column),
    };
    let builder = column.to_data().into_builder().data_type(text);
    // SAFETY: none is promised. Whoever reads it has to look first, which is what is tried here; nothing else looks at it.
    make_array(unsafe { builder.build_unchecked() })
}

/// A table of lines and tabs whose columns have the types that the first line says, a letter each.
fn table(bytes: &[u8]) -> Option<(SchemaRef, Vec<RecordBatch>)> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let (types, names) = (lines.next()?, lines.next()?);
    let names: Vec<_> = names.split(|byte| *byte == b'\t').map(String::from_utf8_lossy).collect();
    let rows: Vec<Vec<&[u8]>> = lines.map(|line| line.split(|byte| *byte == b'\t').collect()).collect();
    // A batch or two.
    let (one, other) = rows.split_at(types.last().map_or(0, |byte| usize::from(*byte)).min(rows.len()));
    let batch = |rows: &[Vec<&[u8]>]| {
        let columns = names.iter().enumerate().map(|(place, _)| {
            let cells = rows.iter().map(|row| row.get(place).copied().filter(|cell| *cell != b"-"));
            column(types.get(place).copied().unwrap_or_default(), &cells.collect::<Vec<_>>())
        });
        let columns: Vec<ArrayRef> = columns.collect();
        let fields = names.iter().zip(&columns);
        let fields: Vec<Field> =
            fields.map(|(name, column)| Field::new(&**name, column.data_type().clone(), true)).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).ok()
    };
    let batches = vec![batch(one)?, batch(other)?];
    (batches[0].schema() == batches[1].schema()).then(|| (batches[0].schema(), batches))
}

fn column(of: u8, cells: &[Option<&[u8]>]) -> ArrayRef {
    let cells = cells.iter().copied();
    let number = |cell: &[u8]| std::str::from_utf8(cell).ok()?.trim().parse::<i64>().ok();
    let bytes: ArrayRef = match of % 8 {
        0 | 1 => Arc::new(cells.collect::<BinaryArray>()),
        2 => Arc::new(cells.collect::<LargeBinaryArray>()),
        3 => Arc::new(cells.collect::<BinaryViewArray>()),
        4 => {
            let (mut texts, mut keys) = (Vec::new(), Vec::new());
            for cell in cells {
                let place = |cell| match texts.iter().position(|text| *text == cell) {
                    Some(place) => place,
                    None => {
                        texts.push(cell);
                        texts.len() - 1
                    }
                };
                keys.push(cell.map(place).and_then(|place| i8::try_from(place).ok()));
            }
            let texts = texts.into_iter().map(Some).collect::<BinaryArray>();
            let texts = taken_for_text(&(Arc::new(texts) as ArrayRef));
            Arc::new(DictionaryArray::<Int8Type>::new(Int8Array::from(keys), texts))
        }
        // A window on a longer one.
        5 => {
            let longer: BinaryArray = [Some(&b"H\xE1"[..])].into_iter().chain(cells).collect();
            Arc::new(longer.slice(1, longer.len() - 1))
        }
        6 => Arc::new(cells.map(|cell| cell.and_then(number)).collect::<PrimitiveArray<Int64Type>>()),
        _ => Arc::new(
            cells.map(|cell| cell.and_then(number)).collect::<PrimitiveArray<TimestampMillisecondType>>(),
        ),
    };
    taken_for_text(&bytes)
}

fn check(schema: &SchemaRef, batches: &[RecordBatch], kind: Kind) {
    let Ok(frame) = Frame::new(schema, batches, kind, None) else { return };
    let reader = Reader::new(Options { now: Some(*NOW), ..Options::default() });
    let mut slowly = reader.dataset();
    let row_by_row = sipas_engine::Source {
        path: "t",
        kind,
        profile: None,
        serial_dates: false,
        keep_rejects: false,
        accept: &[],
        dealt_out: false,
    };
    let read = match in_no_order(&slowly, &row_by_row, &frame) {
        Some(part) => Ok(slowly.take(part)),
        None => slowly.load(&row_by_row, &mut frame.rows()),
    };
    let watch = Arc::new(()) as Arc<dyn Watch>;
    let quickly = reader.read(&[Source::frame(kind, "t", frame)], Keep::Everything, &watch);
    let outcome = &quickly.files[0].outcome;
    if let Err(refusal) = read {
        assert!(!matches!(outcome, Outcome::Read(_)), "refused row by row: {refusal}");
        return;
    }
    assert!(matches!(outcome, Outcome::Read(_)), "read row by row, else {outcome:?}");
    let summary = &slowly.summaries()[0];
    assert_eq!(summary.rows, summary.accepted + summary.rejected + summary.duplicates + summary.skipped);
    assert_eq!(report(&slowly), report(&quickly.data));
}

/// Rows one by one as rows without an order; nothing where one says what those around it mean, or all of them are refused.
fn in_no_order(
    data: &Dataset,
    source: &sipas_engine::Source<'_>,
    frame: &Frame,
) -> Option<sipas_engine::LoadedPart> {
    let mut rows = frame.rows();
    let rows = rest(&mut rows);
    let head: Vec<_> =
        rows.iter().take(HEAD).map(|row| row.clone().map(|row| (row.line, row.cells))).collect();
    let layout = find_layout(source, &head).ok()?;
    let mut loader = data.loader(source, &layout);
    loader.unordered();
    for row in rows.iter().skip(layout.consumed()) {
        match row {
            Err(bad) => loader.bad_row(bad),
            Ok(row) => {
                let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
                loader.row(&Row { cells: &cells, kinds: &[], line: row.line, cut: row.cut }, None);
            }
        }
    }
    let mut part = loader.finish().ok()?;
    if part.needs_order() || part.doubtful_dates(None).is_some() {
        return None;
    }
    part.above(&layout);
    part.judged(source).ok()
}

fn report(data: &Dataset) -> Value {
    let report = data.report(&CLOCK, &[Dimension::Unit, Dimension::Month], Some(&PLAN), None);
    serde_json::to_value(&report).expect("a report is JSON")
}
