//! Records as they were read, every field of them, and the cells that stand beside them in their inputs.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema};
use sipas_core::{Evidence, Mark, dossier_fields};
use sipas_engine::{Dataset, DossierRecord, PaknRecord, Place};

use super::{Columns, Table, in_batches, lines::places};

/// Makes the columns of dossiers, by the table of their fields: one that the input has no column of is null.
macro_rules! facts {
    (
        { $records:expr, $own:expr }
        texts { $($(#[$text_doc:meta])* $text:ident $text_field:ident $(by $by:ident)?;)* }
        dates { $($(#[$date_doc:meta])* $date:ident $date_field:ident $date_evidence:ident = $date_bit:literal;)* }
        numbers { $($(#[$number_doc:meta])* $number:ident $number_field:ident $number_evidence:ident = $number_bit:literal;)* }
        words { $($(#[$word_doc:meta])* $word:ident $word_field:ident $word_evidence:ident = $word_bit:literal: $word_type:ty;)* }
        marks { $($(#[$mark_doc:meta])* $mark:ident $mark_field:ident $mark_evidence:ident = $mark_bit:literal: $blank:ident;)* }
    ) => {{
        let records: &[DossierRecord<'_>] = $records;
        let all = || records.iter();
        let columns = Columns::default().text("code", all().map(|of| Some(of.code.as_str())));
        let columns = columns$(.text(stringify!($text), all().map(|of| Some(of.texts.$text))))*;
        let own = $own.iter().enumerate();
        let columns = own.fold(columns, |columns, (n, dimension)| {
            columns.text(dimension.name(), all().map(|of| Some(of.texts.own[n])))
        });
        columns
            $(.text(stringify!($word), all().map(|of| {
                let is_there = of.evidence.has(Evidence::$word_evidence);
                (is_there || of.facts.$word() != <$word_type>::Unknown).then(|| of.facts.$word().name())
            })))*
            $(.moment(stringify!($date), all().map(|of| of.facts.$date())))*
            $(.count(stringify!($number), all().map(|of| {
                of.evidence.has(Evidence::$number_evidence).then(|| u64::from(of.facts.$number()))
            })))*
            $(.flag(stringify!($mark), all().map(|of| {
                flag(of.facts.$mark()).filter(|_| of.evidence.has(Evidence::$mark_evidence))
            })))*
    }};
}

fn flag(mark: Mark) -> Option<bool> {
    match mark {
        Mark::Yes => Some(true),
        Mark::No => Some(false),
        Mark::Unknown => None,
    }
}

/// Every dossier that counts, in the order of the rows, with every field; and where each stands.
pub fn dossier_records(data: &Dataset) -> (Table, Vec<Place>) {
    let mut at = Vec::new();
    let records = data.dossier_records().inspect(|record| at.push(record.place));
    let table = in_batches(records, |records| {
        let columns = dossier_fields!(facts { records, data.own_dimensions() });
        places(columns, data, || records.iter().map(|of| of.place)).batch()
    });
    (table, at)
}

/// Every petition that counts, in the order of the rows, with every field; and where each stands.
pub fn pakn_records(data: &Dataset) -> (Table, Vec<Place>) {
    let mut at = Vec::new();
    let records = data.pakn_records().inspect(|record| at.push(record.place));
    let table = in_batches(records, |records: &[PaknRecord<'_>]| {
        let all = || records.iter();
        let columns = Columns::default()
            .text("code", all().map(|of| Some(of.code)))
            .text("unit", all().map(|of| Some(of.unit)))
            .text("field", all().map(|of| Some(of.field)))
            .text("kind", all().map(|of| Some(of.facts.kind().name())))
            .text("topic", all().map(|of| Some(of.facts.topic().name())))
            .text("status", all().map(|of| Some(of.facts.status().name())))
            .moment("received_at", all().map(|of| of.facts.received_at()))
            .moment("accepted_at", all().map(|of| of.facts.accepted_at()))
            .moment("due_at", all().map(|of| of.facts.due_at()))
            .moment("answered_at", all().map(|of| of.facts.answered_at()))
            .moment("published_at", all().map(|of| of.facts.published_at()))
            .moment("transferred_at", all().map(|of| of.facts.transferred_at()))
            .moment("refused_at", all().map(|of| of.facts.refused_at()))
            .moment("closed_at", all().map(|of| of.facts.closed_at()))
            .flag("correct_authority", all().map(|of| flag(of.facts.correct_authority())))
            .flag("substantiated", all().map(|of| flag(of.facts.substantiated())));
        places(columns, data, || records.iter().map(|of| of.place)).batch()
    });
    (table, at)
}

/// The table with the numbers of its rows in their inputs, and with cells of columns under their headers.
pub fn with_cells(table: Table, rows: &[Option<u64>], columns: &[(String, Vec<Option<String>>)]) -> Table {
    let mut from = 0;
    let batches = table.batches.iter().map(|batch| {
        let here = from..from + batch.num_rows();
        from = here.end;
        let signed = |n: &Option<u64>| n.and_then(|n| i64::try_from(n).ok());
        let numbers: Int64Array = rows[here.clone()].iter().map(signed).collect();
        let mut fields: Vec<Field> =
            batch.schema().fields().iter().map(|field| field.as_ref().clone()).collect();
        let mut arrays = batch.columns().to_vec();
        let mut add = |name: &str, array: ArrayRef| {
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(array);
        };
        add("row", Arc::new(numbers));
        for (header, cells) in columns {
            let cells: StringArray = cells[here.clone()].iter().map(Option::as_deref).collect();
            add(header, Arc::new(cells));
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
            .expect("all columns are made of the same rows")
    });
    let batches: Vec<RecordBatch> = batches.collect();
    Table { schema: batches.first().map_or(table.schema, RecordBatch::schema), batches }
}
