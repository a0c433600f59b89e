use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use sipas_app::{File, InLang, Keep};
use sipas_core::InputSummary;
use sipas_csv::Facts;
use sipas_engine::Input;
use sipas_intake::{Field, Issue, IssueCode, Layout};
use sipas_render::{Cell, Column, Lang, Table};

use super::spare_inputs;
use crate::args::{CommonArgs, InspectArgs};
use crate::exit::Exit;
use crate::messages::Messages;
use crate::output::Output;
use crate::read::{Job, Loaded};
use crate::rejects;

/// How many places are shown of each kind of issue.
const EXAMPLES: usize = 3;

/// More files than these are summed up, a line each: nobody reads the columns of a hundred files.
const MANY: usize = 12;

/// The formats that people read: there each file has tables of its own. Programs get all in one table.
const FOR_PEOPLE: [&str; 2] = ["table", "markdown"];

pub(super) fn run(args: &InspectArgs, common: &CommonArgs, messages: Messages) -> Result<Exit> {
    let lang = messages.lang;
    let output = Output::resolve(&args.output, common, lang)?;
    let job = Job::resolve(&args.inputs, None, messages)?.accepting(&args.accepted.codes);
    spare_inputs(&job.sources, &output, args.inputs.rejects.as_deref(), messages)?;
    let loaded = job.read(Keep::Everything, messages)?;
    if let Some(target) = &args.inputs.rejects {
        rejects::write(&loaded.data, target, messages)?;
    }
    let seen = seen(&loaded, lang);
    let tables = if FOR_PEOPLE.contains(&output.format.name) {
        if seen.len() > MANY {
            vec![summary(&seen, lang), kinds_of_issues(&seen, lang)]
        } else {
            seen.iter().flat_map(|file| file.tables(lang)).collect()
        }
    } else {
        vec![long(&seen)]
    };
    output.write(|out| {
        for (n, table) in tables.iter().enumerate() {
            if n > 0 {
                writeln!(out)?;
            }
            (output.format.table)(table, &output.view, out)?;
        }
        Ok(())
    })?;
    Ok(loaded.exit())
}

/// What there is to say of one file: its facts, its columns, its issues.
struct Seen<'l> {
    path: &'l str,
    /// The number of the input in the dataset, and all that was read: for the cells of its issues.
    number: usize,
    loaded: &'l Loaded<'l>,
    facts: Vec<Fact>,
    layout: Option<&'l Layout>,
    input: Option<&'l Input>,
}

struct Fact {
    id: &'static str,
    label: &'static str,
    value: Cell,
}

fn seen<'l>(loaded: &'l Loaded<'_>, lang: Lang) -> Vec<Seen<'l>> {
    let summaries = loaded.data.summaries();
    let file = |file: &'l File| {
        let number = file.input();
        Seen {
            path: &file.shown,
            number: number.unwrap_or_default(),
            loaded,
            facts: facts(loaded, file, number.and_then(|number| summaries.get(number)), lang),
            layout: file.layout.as_ref(),
            input: number.and_then(|number| loaded.data.inputs().get(number)),
        }
    };
    loaded.files().map(file).collect()
}

fn facts(loaded: &Loaded<'_>, file: &File, summary: Option<&InputSummary>, lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |id, vi, en, value: Cell| facts.push(Fact { id, label: lang.pick(vi, en), value });
    let kind = file.kind.name();
    add("kind", "Loại", "Kind", Cell::term(kind, lang.input_kind(kind)));
    if let Some(refused) = file.refused() {
        add("refused", "Không đọc vì", "Refused", Cell::text(refused.in_lang(lang)));
    }
    if let Some(Facts { encoding, bom, delimiter, compression, .. }) = file.facts {
        let encoding = format!("{encoding}{}", if bom { " (BOM)" } else { "" });
        add("encoding", "Bảng mã", "Encoding", Cell::text(encoding));
        let delimiter = if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() };
        add("delimiter", "Dấu phân cách", "Delimiter", Cell::text(delimiter));
        if let Some(compression) = compression {
            add("compression", "Nén", "Compression", Cell::text(compression.to_string()));
        }
    }
    if let Some(workbook) = file.workbook {
        add("workbook", "Bảng tính", "Workbook", Cell::text(workbook));
    }
    if let Some(profile) = loaded.profile_of(file) {
        add("profile", "Tệp cấu hình", "Profile", Cell::text(profile.name()));
    }
    if let Some(layout) = &file.layout {
        let lines = layout.header_lines().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        add("header_lines", "Dòng tiêu đề", "Header lines", Cell::text(lines));
    }
    if let Some(summary) = summary {
        let counts = [
            ("rows", "Số dòng", "Rows", summary.rows),
            ("accepted", "Hợp lệ", "Accepted", summary.accepted),
            ("rejected", "Dòng lỗi", "Rejected", summary.rejected),
            ("duplicates", "Trùng", "Duplicates", summary.duplicates),
            ("skipped", "Bỏ qua", "Skipped", summary.skipped),
        ];
        for (id, vi, en, n) in counts {
            add(id, vi, en, Cell::count(n));
        }
    }
    facts
}

impl Seen<'_> {
    fn cell(&self, issue: &Issue) -> Option<String> {
        self.loaded.cell(self.number, issue)
    }

    /// A field in words, with the name that profiles have for it.
    fn understood(&self, name: &'static str, lang: Lang) -> String {
        let kind = self.layout.map(Layout::kind);
        match (lang, Field::from_name(name), kind) {
            (Lang::Vi, Some(field), Some(kind)) => format!("{} ({name})", field.usual_header(kind)),
            _ => name.to_owned(),
        }
    }

    fn tables(&self, lang: Lang) -> Vec<Table> {
        let facts = self.facts.iter().map(|fact| vec![Cell::text(fact.label), fact.value.clone()]);
        let facts = Table {
            title: self.path.to_owned(),
            columns: vec![
                Column::left("fact", lang.pick("Mục", "Item")),
                Column::left("value", lang.pick("Giá trị", "Value")),
            ],
            rows: facts.collect(),
        };
        let columns = self.layout.map(|layout| Table {
            title: String::new(),
            columns: vec![
                Column::right("column", lang.pick("Cột", "Column")),
                Column::left("header", lang.pick("Tiêu đề", "Header")),
                Column::left("field", lang.pick("Hiểu là", "Understood as")),
            ],
            rows: columns(layout)
                .map(|(n, header, field)| {
                    let unread = || Cell::term("", lang.pick("(không đọc)", "(not read)"));
                    let known = |name| Cell::term(name, self.understood(name, lang));
                    vec![Cell::count(n), Cell::text(header), field.map_or_else(unread, known)]
                })
                .collect(),
        });
        let issues = self.input.filter(|input| input.log.counts().next().is_some()).map(|input| Table {
            title: String::new(),
            columns: vec![
                Column::left("issue", lang.pick("Vấn đề", "Issue")),
                Column::left("severity", lang.pick("Mức độ", "Severity")),
                Column::right("count", lang.pick("Số lần", "Count")),
                Column::left("examples", lang.pick("Ví dụ", "Examples")),
            ],
            rows: issues(input)
                .map(|(code, count, examples)| {
                    let (vi, en) = code.texts();
                    vec![
                        Cell::term(code.name(), lang.pick(vi, en)),
                        Cell::term(code.severity().name(), lang.severity(code.severity().name())),
                        Cell::count(count),
                        Cell::text(
                            examples
                                .iter()
                                .map(|issue| example(issue, self.cell(issue), lang))
                                .collect::<Vec<_>>()
                                .join("; "),
                        ),
                    ]
                })
                .collect(),
        });
        [Some(facts), columns, issues].into_iter().flatten().collect()
    }
}

/// A line a file: what it is, how many rows count, and which columns are not read.
fn summary(seen: &[Seen<'_>], lang: Lang) -> Table {
    let columns = vec![
        Column::left("file", lang.pick("Tệp", "File")),
        Column::left("kind", lang.pick("Loại", "Kind")),
        Column::right("rows", lang.pick("Số dòng", "Rows")),
        Column::right("accepted", lang.pick("Hợp lệ", "Accepted")),
        Column::right("rejected", lang.pick("Dòng lỗi", "Rejected")),
        Column::left("unread", lang.pick("Cột không đọc", "Unread columns")),
    ];
    let row = |file: &Seen<'_>| {
        let fact = |id: &str| {
            file.facts.iter().find(|fact| fact.id == id).map_or(Cell::Empty, |fact| fact.value.clone())
        };
        let unread: Vec<&str> = file
            .layout
            .into_iter()
            .flat_map(columns_of)
            .filter_map(|(header, field)| field.is_none().then_some(header))
            .collect();
        let kind = file.layout.map_or_else(
            || fact("refused"),
            |layout| Cell::term(layout.kind().name(), lang.input_kind(layout.kind().name())),
        );
        vec![
            Cell::text(file.path),
            kind,
            fact("rows"),
            fact("accepted"),
            fact("rejected"),
            Cell::Text(unread.join("; ")),
        ]
    };
    let title = lang.pick(
        format!("{} tệp; nêu đích danh một tệp để xem từng cột", seen.len()),
        format!("{} files; name one to see its columns", seen.len()),
    );
    Table { title, columns, rows: seen.iter().map(row).collect() }
}

/// Each kind of issue: how often, in how many files, and where first.
fn kinds_of_issues(seen: &[Seen<'_>], lang: Lang) -> Table {
    let mut kinds: BTreeMap<IssueCode, (u64, usize, String)> = BTreeMap::new();
    for file in seen {
        for (code, count, examples) in file.input.into_iter().flat_map(issues) {
            let first = || {
                let first =
                    examples.first().map_or(String::new(), |issue| example(issue, file.cell(issue), lang));
                format!("{}: {first}", file.path)
            };
            let (all, files, _) = kinds.entry(code).or_insert_with(|| (0, 0, first()));
            *all += count;
            *files += 1;
        }
    }
    let row = |(code, (count, files, first)): (IssueCode, (u64, usize, String))| {
        let (vi, en) = code.texts();
        vec![
            Cell::term(code.name(), lang.pick(vi, en)),
            Cell::term(code.severity().name(), lang.severity(code.severity().name())),
            Cell::count(count),
            Cell::count(files as u64),
            Cell::Text(first),
        ]
    };
    let columns = vec![
        Column::left("issue", lang.pick("Vấn đề", "Issue")),
        Column::left("severity", lang.pick("Mức độ", "Severity")),
        Column::right("count", lang.pick("Số lần", "Count")),
        Column::right("files", lang.pick("Số tệp", "Files")),
        Column::left("examples", lang.pick("Chỗ đầu tiên", "First place")),
    ];
    Table { title: String::new(), columns, rows: kinds.into_iter().map(row).collect() }
}

/// One row for each thing said of a file, by names that no language changes.
fn long(seen: &[Seen<'_>]) -> Table {
    let same = |name: &'static str| Column::left(name, name);
    let mut columns =
        ["file", "what", "name", "value", "line", "column", "found", "expected"].map(same).to_vec();
    if seen.first().is_some_and(|file| file.loaded.has_workbooks()) {
        columns.push(same("cell"));
    }
    let mut rows = Vec::new();
    for file in seen {
        let row = |what: &'static str, name: &str, value: Cell| {
            vec![Cell::text(file.path), Cell::text(what), Cell::text(name), value]
        };
        rows.extend(file.facts.iter().map(|fact| row("fact", fact.id, fact.value.clone())));
        rows.extend(
            file.layout
                .into_iter()
                .flat_map(columns_of)
                .map(|(header, field)| row("column", header, field.map_or(Cell::Empty, Cell::text))),
        );
        for (code, count, examples) in file.input.into_iter().flat_map(issues) {
            rows.push(row("issue", code.name(), Cell::count(count)));
            for issue in examples {
                let mut example = row("example", code.name(), Cell::Empty);
                example.push(Cell::count(issue.line));
                example.extend([&issue.column, &issue.value, &issue.expected].map(Cell::text));
                example.extend(file.cell(issue).map(Cell::text));
                rows.push(example);
            }
        }
    }
    for row in &mut rows {
        row.resize(columns.len(), Cell::Empty);
    }
    Table { title: String::new(), columns, rows }
}

fn columns(layout: &Layout) -> impl Iterator<Item = (u64, &str, Option<&'static str>)> {
    (1..).zip(columns_of(layout)).map(|(n, (header, field))| (n, header, field))
}

fn columns_of(layout: &Layout) -> impl Iterator<Item = (&str, Option<&'static str>)> {
    layout.columns().iter().map(|column| (column.header.as_str(), column.field.map(Field::name)))
}

fn issues(input: &Input) -> impl Iterator<Item = (IssueCode, u64, Vec<&Issue>)> {
    input.log.counts().map(|(code, count)| {
        let of = input.log.issues().iter().filter(move |issue| issue.code == code);
        (code, count, of.take(EXAMPLES).collect())
    })
}

/// `dòng 87, cột "Ngày hẹn trả": "31/04/2025" (dd 01–30)`; in a workbook `ô F87` instead of the line.
fn example(issue: &Issue, cell: Option<String>, lang: Lang) -> String {
    let mut text = match cell {
        Some(cell) => format!("{} {cell}", lang.pick("ô", "cell")),
        None => format!("{} {}", lang.pick("dòng", "line"), issue.line),
    };
    if !issue.column.is_empty() {
        let _ = write!(text, ", {} {:?}", lang.pick("cột", "column"), issue.column);
    }
    if !issue.value.is_empty() {
        let _ = write!(text, ": {:?}", issue.value);
    }
    if !issue.expected.is_empty() {
        let _ = write!(text, " ({})", sipas_app::rejects::expected(issue, lang));
    }
    text
}
