//! Which few procedures make up most of the lateness.

use std::collections::BTreeMap;

use sipas_core::{Bucket, Dimension, Group, Rate, Report};
use sipas_render::{Cell, Column, Lang, Table};

/// How many procedures are shown: with more, the columns of a chart cannot be told apart.
const SHOWN: usize = 30;

/// The groups with late dossiers, from the most, and the share that they have together; `None` of no late dossier.
pub(super) fn table(report: &Report, lang: Lang) -> Option<Table> {
    let by = *report.by.first()?;
    let late = |group: Group<'_>| group.dossiers().map_or(0, |c| c.get(Bucket::Late));
    let all = late(report.whole());
    let mut groups: Vec<_> = report.parts().filter(|group| late(*group) > 0).collect();
    // Stable: of as many late, in the order of the report.
    groups.sort_by_key(|group| std::cmp::Reverse(late(*group)));
    let columns = vec![
        Column::left(by.name(), lang.dimension(by)),
        Column::right("late", lang.pick("Trễ hạn", "Late")),
        Column::right("share", lang.pick("Lũy kế", "Cumulative")),
    ];
    let mut sum = 0;
    let row = |group: Group<'_>| {
        sum += late(group);
        let rate = Rate::new(sum, all);
        let shown = rate.percent(2).unwrap_or_default();
        let key = group.key.get(by).unwrap_or_default();
        vec![
            Cell::term(key.to_owned(), lang.key(by, key)),
            Cell::count(late(group)),
            Cell::Percent { rate, shown },
        ]
    };
    let rows: Vec<_> = groups.into_iter().take(SHOWN).map(row).collect();
    let title = lang.pick("Thủ tục có nhiều hồ sơ trễ hạn", "Procedures by late dossiers");
    (!rows.is_empty()).then(|| Table { title: title.to_owned(), columns, rows })
}

/// Says beside each procedure's code, which is the first cell of its row, what it is called.
pub(super) fn name(table: &mut Table, names: &BTreeMap<String, String>, lang: Lang) {
    table
        .columns
        .insert(1, Column::left("procedure_name", lang.pick("Tên thủ tục", "Name of the procedure")));
    for row in &mut table.rows {
        let name = match row.first() {
            Some(Cell::Term { id, .. }) => names.get(id.as_ref()),
            _ => None,
        };
        row.insert(1, name.map_or(Cell::Empty, Cell::text));
    }
}

/// Whether that is asked of a report.
pub(super) fn is_of(report: &Report) -> bool {
    report.by == [Dimension::Procedure]
}
