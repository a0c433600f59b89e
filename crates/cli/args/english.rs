//! The help in English. A test tells when a text is missing.

use clap::{Arg, Command};

/// Gives the command with English help.
pub(super) fn translated(command: Command) -> Command {
    let path = command.get_name().to_owned();
    under(command, &path)
}

fn under(command: Command, path: &str) -> Command {
    let text = COMMANDS.iter().find(|text| text.path == path);
    let command = match text {
        None => command,
        Some(text) => {
            let command = command.about(text.about);
            let command = if text.more.is_empty() { command } else { command.long_about(text.more) };
            if text.examples.is_empty() { command } else { command.after_long_help(text.examples) }
        }
    };
    command.mut_args(|arg| argument(arg, path)).mut_subcommands(|sub| {
        let path = format!("{path} {}", sub.get_name());
        under(sub, &path)
    })
}

fn argument(arg: Arg, path: &str) -> Arg {
    let own = format!("{path} {}", arg.get_id());
    let shared = arg.get_id().as_str();
    let found =
        [own.as_str(), shared].into_iter().find_map(|id| ARGUMENTS.iter().find(|(known, _)| *known == id));
    let heading = arg.get_help_heading().and_then(|vi| HEADINGS.iter().find(|(known, _)| *known == vi));
    let arg = match heading {
        Some((_, en)) => arg.help_heading(*en),
        None => arg,
    };
    match found.map(|(_, text)| text.split_once("\n\n").unwrap_or((text, ""))) {
        None => arg,
        Some((help, "")) => arg.help(help),
        Some((help, more)) => arg.help(help).long_help(format!("{help}\n\n{more}")),
    }
}

struct CommandText {
    path: &'static str,
    about: &'static str,
    more: &'static str,
    examples: &'static str,
}

const HEADINGS: [(&str, &str); 11] = [
    ("Đầu vào", "Input"),
    ("Kỳ và cách tính", "Period and settings"),
    ("Lịch làm việc", "Working calendar"),
    ("Báo cáo", "Report"),
    ("Từng phần", "Partial results"),
    ("Danh sách", "List"),
    ("Biểu", "Form"),
    ("Điểm", "Score"),
    ("Lịch", "Calendar"),
    ("Đầu ra", "Output"),
    ("Chung", "Common"),
];

const COMMANDS: [CommandText; 15] = [
    CommandText {
        path: "sipas",
        about: "Indicators of administrative reform from the exports of a one-stop office",
        more: "Indicators of administrative reform from the exports of a one-stop office\n\n\
               Reads exports of dossiers, petitions, the procedure catalogue and surveys; computes each indicator from \
               exact counts; judges by a plan. These are no SIPAS scores: SIPAS is a survey of citizens, this is what \
               the records say.",
        examples: "",
    },
    CommandText {
        path: "sipas month",
        about: "Do the work of a period: workbook, page, Word draft, lists, forms, a sheet to press each unit",
        more: "Do the work of a period: workbook, page, Word draft, lists, forms, a sheet to press each unit\n\n\
               What runs, too, where only files or a folder are named (dropped on the program), or nothing at all (a double \
               click: the exports that lie beside). Which kind an export is, its headers tell. Results go to \
               ket-qua/PERIOD beside the exports; where they are made again and differ, the folder before is kept under a \
               new name. A file sipas.toml beside the exports or the program (made by sipas init) says whose office it is, \
               who signs, which plan, and how to count.",
        examples: "\
Examples:
  sipas june.xlsx                                # as sipas month june.xlsx
  sipas june/ --period 2025-06 --plan none
  sipas june.xlsx pakn.xlsx --baseline year-before --office \"Commune A\"",
    },
    CommandText {
        path: "sipas init",
        about: "Ask for office, signers, folder of the exports and plan, and write sipas.toml for later runs",
        more: "",
        examples: "\
Examples:
  sipas init                    # writes sipas.toml in this folder
  sipas june.xlsx               # follows it from now on
  sipas batch sipas.toml        # or does all of last month, from the folder named",
    },
    CommandText {
        path: "sipas report",
        about: "Compute the indicators of a period, and judge them by a plan",
        more: "",
        examples: "\
Examples:
  sipas report t6.csv --period 2025-06
  sipas report exports/ --period 2025-Q2 --by unit --baseline 2025-Q1
  sipas report t6.csv --pakn pakn.csv --procedures tthc.csv --survey survey.csv -o report-june.md
  sipas report t6.xlsx --period 2025-06 -o report-june.xlsx    # or -o report-june.html: a page to read and to print
  sipas report t6.csv --period 2025-06 --check && echo 'every commitment is met'
  sipas report t6.csv --rejects bad.csv          # mend bad.csv, then: sipas report t6.csv bad.csv
  sipas report year/*.csv --period 2025 --partial --part 1/4 -o 1.sipas   # … 4/4, then: sipas merge *.sipas

Exit codes: 0 done; 1 --check and a commitment was missed; 2 bad use, or nothing could be read; 3 done, but an input was
refused (or a row rejected, with --strict; or, with --check, every row of a kind was rejected, or a commitment is met only
while a doubt is not counted).",
    },
    CommandText {
        path: "sipas list",
        about: "List the dossiers behind a number, one line each",
        more: "",
        examples: "\
Examples:
  sipas list t6.csv --period 2025-06 --which late,open_overdue
  sipas list t6.csv --which due-soon --within 3d
  sipas list t6.xlsx --which overdue -o overdue.xlsx
  sipas list t6.csv --which rejected               # each refused row, which column, and why
  sipas list --pakn pakn.csv --which pakn.closed_late -o petitions-late.csv",
    },
    CommandText {
        path: "sipas form",
        about: "Fill a form of the reporting rules: 07a, 07b (dossiers), 06a (petitions), 01-DC, the late list; in Vietnamese",
        more: "",
        examples: "\
Examples:
  sipas form august/ --form 07a --period 2026-08 -o form-07a.xlsx
  sipas form august/ --form 07b --period 2026-08 --units units.csv -o form-07b.docx
  sipas form --pakn pakn.csv --form 06a --period 2026-Q3 -o form-06a.docx
  sipas form august/ --pakn pakn.csv --form 01-DC --period 2026-08 --format markdown
  sipas form t6.csv --form 06a --period 2025-06 -o form-06a.xlsx    # an earlier period: II.06a/VPCP/KSTT

A bare name is the form in force when the period ends: since 1 August 2026 by Circular 09/2026/TT-BTP (07a, 07b: dossiers;
06a, 06b: petitions), before by Circular 01/2020/TT-VPCP (06a: dossiers). A full name is made for any period.
A month is reported from the 15th of the month before to the 14th, unless --window calendar is given; the end is the result.
Withdrawn, stopped and closed dossiers and those without a deadline have no column of their own: a note below the form says
how many of each are in which column, and --put puts them elsewhere.",
    },
    CommandText {
        path: "sipas score766",
        about: "Score four elements as Decision 766 was described, and trace each lost point to its dossiers",
        more: "Score four elements as Decision 766 was described, and trace each lost point to its dossiers\n\n\
               The formulas are the description of an administrator of such a system, NOT the text of Decision \
               766/QĐ-TTg, and only the elements described are here, so that the sum is no score of the decision.\n\n\
               Progress (20 points): 20 × (done in time + open in time) / (done + open); instants are compared, the time \
               of supplements is taken off, more than one supplement request is late, and without an appointment the \
               catalogue's term counts. Petitions in time (6): 6 × ratio. Satisfaction with petitions (6): 6 × (received − \
               dissatisfied, repeated or overdue) / received. Both have full marks where there is no petition. Reception \
               (6): 6 × (dossiers − dissatisfied, complained of or overdue) / dossiers / 90%, at most 6; 0 without a \
               dossier. No column tells who was dissatisfied or complained, so that only what is overdue is taken off: \
               the points are the most there can be.",
        examples: "\
Examples:
  sipas score766 t6.csv --procedures tthc.csv --pakn pakn.csv --period 2025-06
  sipas score766 t6.csv --pakn pakn.csv --period 2025-06 --which-lost -o lost.xlsx",
    },
    CommandText {
        path: "sipas batch",
        about: "Do the work of a month by a TOML file: read, compute, write all outputs or none",
        more: "Do the work of a month by a TOML file: read, compute, write all outputs or none\n\n\
               All paths in the file are meant from its folder. Paths that lead out of it are refused, unless it says \
               allow_outside = true. Where an input is refused, or an output cannot be made, no file is replaced.\n\n\
               The keys: exports, pakn, procedures, survey, profiles, calendar (lists of files or patterns); period \
               (2025-06 or last-month), window, as_of, baseline (a period, month-before or year-before), by, plan, check, \
               strict, accept (what no file is refused for), units (a table with the columns alias and name), sheet, delimiter, encoding, office_hours, lang, log, summary; a table [clock] with clock_end, \
               deadline, precision, supplement, repeat_threshold, publication_days, pakn_days; a table [external] of figures that are measured elsewhere; and tables [[outputs]] with path, \
               format, lang, and one of: which (and within): a list; form (and by, put, accept, window, units, own, \
               previous, office, receiving_unit, place, prepared_by, signed_by, signer_title): a form; units = true: one row a unit; none of them: a report.",
        examples: "\
Example of a file month.toml:
  exports = [\"exports/month-*.xlsx\"]
  pakn = [\"exports/pakn.csv\"]
  period = \"last-month\"
  baseline = \"year-before\"
  by = [\"unit\"]
  check = true
  [[outputs]]
  path = \"out/report.xlsx\"
  [[outputs]]
  path = \"out/overdue.csv\"
  which = [\"overdue\"]

Examples:
  sipas batch month.toml

Beside the TOML file come month.log (for people) and month.summary.json (with the SHA-256 of inputs and outputs). A
second run on the same input changes no byte; a period that has not ended is seen as of the midnight that began today.

Exit codes: 0 done; 1 check and a commitment was missed, the outputs are written; 2 bad use, or something could not be
written; 3 an input was refused (or a row rejected, with strict): nothing is written; or, with check, a commitment is met
only while a doubt is not counted: the outputs are written.",
    },
    CommandText {
        path: "sipas merge",
        about: "Merge partial results into a report, as if all had been read in one run",
        more: "",
        examples: "\
Examples:
  sipas report t4.csv --period 2025-Q2 --partial -o t4.sipas
  sipas report t5.csv --period 2025-Q2 --partial -o t5.sipas
  sipas merge t4.sipas t5.sipas --format json
  sipas report year/*.csv --period 2025 --partial --part 1/2 -o 1.sipas   # codes may come in several files
  sipas report year/*.csv --period 2025 --partial --part 2/2 -o 2.sipas
  sipas merge \"*.sipas\" -o report.md",
    },
    CommandText {
        path: "sipas inspect",
        about: "Show how files are understood: headers, encoding, delimiter, row counts, issues; no indicators",
        more: "",
        examples: "\
Examples:
  sipas inspect t6.csv
  sipas inspect exports/ --pakn pakn.csv
  sipas inspect foreign.csv --profile foreign.toml --format json",
    },
    CommandText {
        path: "sipas calendar",
        about: "Show the working calendar: days off, swapped days; add and count working days",
        more: "",
        examples: "\
Examples:
  sipas calendar --year 2025
  sipas calendar --add-days 5 --from 2025-04-28
  sipas calendar --between 2025-04-25 2025-05-05   # working days after the first day, the last one in
  sipas calendar --year 2027 --calendar days-2027.csv",
    },
    CommandText { path: "sipas plan", about: "Show or check a plan", more: "", examples: "" },
    CommandText {
        path: "sipas plan show",
        about: "List the targets of a plan",
        more: "",
        examples: "\
Examples:
  sipas plan show
  sipas plan show plan.toml --format markdown",
    },
    CommandText {
        path: "sipas plan check",
        about: "Check a plan's file",
        more: "",
        examples: "\
Examples:
  sipas plan check plan.toml",
    },
    CommandText {
        path: "sipas completions",
        about: "Print the completions of a shell: bash, elvish, fish, powershell, zsh",
        more: "",
        examples: "\
Examples:
  sipas completions bash > ~/.local/share/bash-completion/completions/sipas
  sipas completions fish > ~/.config/fish/completions/sipas.fish",
    },
];

/// By the argument's id, after the path of its command where an id has two meanings.
const ARGUMENTS: &[(&str, &str)] = &[
    ("file", "The file that describes the work"),
    (
        "sipas init file",
        "The file that is written (sipas.toml if left out); one that is there is not replaced",
    ),
    ("sipas month baseline", "Period to compare with, written as --period is; or month-before, year-before"),
    (
        "sipas month plan",
        "Judge by a plan: lang-son-2025, none, or a file of your own; left out, the program asks",
    ),
    ("sipas month office", "Who reports"),
    ("sipas month output", "Put the folder ket-qua here, not beside the exports"),
    ("no_open", "Do not open the page when all is done"),
    ("lang", "Language: vi (default) or en; the environment variable SIPAS_LANG sets it too"),
    ("color", "Colour: auto (default: on a terminal only), always, never; NO_COLOR is honoured"),
    ("now", "The moment of the run, such as 2025-07-10 (default: the clock); SIPAS_NOW sets it too"),
    (
        "external",
        "A figure of the plan that is measured elsewhere, such as IV.3=87.65, or a CSV table with the columns id and value (may be \
         repeated)",
    ),
    ("quiet", "No progress and no notes; errors and warnings are still shown"),
    ("help", "Show help; --help has examples too"),
    ("version", "Show the version"),
    (
        "exports",
        "Exports (dossiers, petitions, procedures, survey, as their headers say): files, folders (the exports in \
         them), patterns such as \"month-*.csv\", or - (standard input)\n\nRead in the order given; folders and patterns in natural order (month 2 before month 10). Of a \
         code in several files the file whose latest event is the later one counts; within a file the row with the later \
         end, then the later row.",
    ),
    ("pakn", "Export of petitions (may be repeated)"),
    ("procedures", "Procedure catalogue (may be repeated)"),
    ("survey", "Survey of satisfaction (may be repeated)"),
    (
        "dimension",
        "A dimension of your own from a column of the dossiers, NAME=\"HEADER\" such as commune=\"Commune or ward\", for --by (may be \
         repeated); columns of applicants' personal data are refused",
    ),
    ("profile", "How to read a foreign export; of several, a file gets the first whose headers it has all"),
    (
        "row_number_as_code",
        "The exports have no column of codes: each row is a dossier or a petition, its code the name of the file and the line; \
         what stands in two files counts twice",
    ),
    ("delimiter", "What separates cells: one character, or tab; found in the file if left out"),
    (
        "quotes",
        "A quote at the beginning of a cell: csv (the cell goes on to the closing quote) or none (it means nothing, a line is a row)",
    ),
    ("encoding", "Encoding, such as windows-1258; if left out, UTF-8 or what the byte order mark says"),
    (
        "sheet",
        "Read only this sheet of each workbook (.xlsx, .xls); if left out, every visible one that has a header of the kind",
    ),
    (
        "rejects",
        "Write refused rows in full to this file, to be mended and run again; it holds personal data\n\nRows of \
         dossiers go to FILE.csv, those of other kinds beside it: FILE.pakn.csv, FILE.procedures.csv, FILE.survey.csv. \
         Only the owner can read them (0600).",
    ),
    ("strict", "Exit with 3 where a row was refused"),
    ("assume_unique", "Trust that no code is there twice: look for no duplicates"),
    (
        "newest",
        "Which of several rows of a code is the newest: by-content (default: by what is in the files) or as-named (the \
         order given)",
    ),
    ("threads", "Number of threads; the result does not depend on it"),
    (
        "period",
        "Period: 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025, or 2025-06-03..2025-07-15 (both days in)\n\nLeft out: the \
         newest month with at least a third as many concluded dossiers as the busiest; the report says so.",
    ),
    (
        "window",
        "How periods are cut: calendar (default: from the 1st) or reporting (15th of the month before to 14th)",
    ),
    (
        "as_of",
        "Seen as of this moment: 2025-06-20 (the end of that day) or 2025-06-20T17:00\n\nLeft out: the end of the \
         period, or now if it has not ended.",
    ),
    ("clock_end", "What ends the clock: finished (default) or returned"),
    ("deadline", "Deadline: original (default: due date as exported) or current (extended, rescheduled)"),
    ("precision", "Compare days (day, default) or times of day too (instant)"),
    (
        "supplement",
        "Waiting for a supplement: as-recorded (default), pause (moves the deadline by the days waited) or restart (the term \
         begins anew with the complete dossier, Decree 118/2025)",
    ),
    ("repeat_threshold", "From how many extra trips a dossier is a repeat visit (default 1)"),
    (
        "publication_days",
        "Working days to publish a procedure after its decision: 5 (default, province), 10 (ministry), 2 (fast track)",
    ),
    (
        "pakn_days",
        "Working days to handle a petition whose export names no deadline: 15 (default, a practice of administrators); \
         ministries set 3 to 10",
    ),
    ("calendar", "Add or replace days: columns date, kind, name, source, provisional (may be repeated)"),
    ("office_hours", "Office hours (default 07:00-11:30,13:30-17:00)"),
    (
        "sipas form window",
        "How periods are cut: reporting (default: 15th of the month before to 14th) or calendar (from the 1st)",
    ),
    (
        "form",
        "Which form: 07a, 07b, 06a, 06b, 01-DC, late-list, or a full name such as 07a/BTP/KSTT or II.06a/VPCP/KSTT",
    ),
    (
        "sipas form by",
        "What the rows are: field (default), unit, procedure, or two levels such as unit,field (default of form II.06a)",
    ),
    (
        "put",
        "Put one kind of dossier into another column, such as stopped_late=late or suspended=overdue (may be \
         repeated)",
    ),
    (
        "sipas form units",
        "A table of units: columns unit and level (province or commune) for form 07b; columns alias and name: a unit of \
         another name counts by this name",
    ),
    (
        "units",
        "A table of units with the columns alias and name: a unit of another name counts and is shown by this name",
    ),
    ("own", "Form 07b: a unit of the province; all others are of communes (may be repeated)"),
    (
        "previous",
        "The same form of the period before, made by sipas (xlsx, csv, json): checks what was carried in from it",
    ),
    (
        "previous_export",
        "An export that the form of the period before was made of (may be repeated): a difference names its records",
    ),
    ("office", "Who reports; what is left out is dots, to be filled in by hand"),
    ("receiving_unit", "Who is reported to"),
    ("place", "Where it is signed"),
    ("prepared_by", "Who drew it up"),
    ("signed_by", "Who signs it"),
    ("signer_title", "As what that person signs (default: head of the office)"),
    ("which_lost", "List the dossiers and petitions that cost points, and how many each"),
    ("baseline", "Period to compare with, written as --period is: the same one last year, or the one before"),
    ("by", "Groups: unit, officer, field, procedure, channel, month (separated by commas)"),
    (
        "sipas report plan",
        "Judge by this plan: lang-son-2025 (default), nghi-quyet-01-2026, none (do not judge), or a file of your own",
    ),
    (
        "partial",
        "Write a partial result (.sipas) instead of a report, to be merged by sipas merge; needs --period\n\nAll parts \
         have to be of one period and counted in one way. The catalogue and the survey have to be in every part; a code \
         may be in one part only, unless they are dealt out by --part.",
    ),
    (
        "part",
        "Count only the codes of this part: 3/16 is the third; all parts read the same files, so that repeated codes are \
         counted right",
    ),
    (
        "partials",
        "Partial results: files, patterns such as \"*.sipas\", or -\n\nThe report lists the input files in the order \
         given here; the figures do not depend on it.",
    ),
    (
        "sipas merge plan",
        "Judge by a plan: lang-son-2025 (default), nghi-quyet-01-2026, none (no verdicts), or a file of your own",
    ),
    (
        "codes",
        "Read a file all the same that is refused for: aggregated_rows (a row is several dossiers), lost_digits (of codes), \
         date_order (day and month may be swapped), swallowed_rows (rows within quotes); the report warns of it (may be \
         given several times)",
    ),
    (
        "accept",
        "Make the form all the same: coverage (the inputs do not cover the period), deadline (nothing tells deadlines), \
         unread_column (a column is not read), unmeasurable (more than 5% of the resolved have no verdict); the form says so \
         in a note. And the codes that report takes: aggregated_rows, lost_digits, date_order, swallowed_rows",
    ),
    (
        "check",
        "Exit with 1 where a commitment is missed (on the whole), and with 3 where one is met only while a doubt is not \
         counted, unless it is --check=lenient",
    ),
    (
        "which",
        "What to list (separated by commas): any count of a report, such as late, open_overdue, pakn.closed_late; and \
         all, due-soon (the most pressing first), overdue (the latest first), no-apology (late or overdue without an apology), repeat-visit, rejected, duplicate, skipped",
    ),
    ("within", "Due soon means that so many working days are left (default 2d)"),
    ("year", "Only this year"),
    ("add_days", "The N-th working day after --from"),
    ("from", "Count from this day"),
    ("between", "Working days after day A to the end of day B"),
    ("plan", "A plan that comes with the program, or a file of your own; lang-son-2025 if left out"),
    ("shell", "Which shell: bash, elvish, fish, powershell, zsh"),
    (
        "format",
        "Form: table (default), json, csv, markdown, html, xlsx, docx; if left out, what the name after -o ends with",
    ),
    (
        "output",
        "Write to this file instead of the screen; an old file is replaced only once the new one is whole",
    ),
];
