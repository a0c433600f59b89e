//! What a row that is no record says about those around it.

use std::sync::LazyLock;

use sipas_intake::{CellKind, Kind, Layout, Row, clean, fold};

/// What a row says that is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aside {
    None,
    /// It may be a header.
    Header,
    /// It names the unit of the rows below.
    Band(String),
    /// It states how many dossiers stand above.
    Total(u64),
    /// Somebody signs what stands above.
    Signature,
}

/// How rows of one cell begin that name no unit.
static NO_UNITS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = ["tổng cộng", "tổng số", "cộng", "ghi chú", "ngày", "trang", "lĩnh vực", "thủ tục"];
    words.into_iter().map(fold).collect()
});

/// How the lines begin above which somebody signs.
static SIGNATURES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = [
        "người",
        "cán bộ lập",
        "thủ trưởng",
        "lãnh đạo",
        "giám đốc",
        "phó giám đốc",
        "chủ tịch",
        "phó chủ tịch",
        "trưởng",
        "phó trưởng",
        "chánh văn phòng",
        "phó chánh văn phòng",
        "cục trưởng",
        "chi cục trưởng",
        "kế toán trưởng",
        "xác nhận",
        "nơi nhận",
        "ký tên",
        "ký, ghi",
        "ký và ghi",
        "kt.",
        "tm.",
        "tl.",
        "tuq.",
    ];
    words.into_iter().map(fold).collect()
});

static TOTALS: LazyLock<Vec<String>> = LazyLock::new(|| ["tổng cộng", "tổng số"].map(fold).to_vec());

impl Aside {
    /// Of a skipped row below a header.
    pub(super) fn of(row: &Row<'_>, layout: &Layout) -> Aside {
        // What only spans down from above says nothing about the rows below.
        let own =
            |(at, cell): (usize, &&'_ str)| row.kind(at) != CellKind::Spanned && !cell.trim().is_empty();
        let filled = || row.cells.iter().enumerate().filter(|cell| own(*cell)).map(|(_, cell)| cell.trim());
        if filled().any(is_signature) {
            return Aside::Signature;
        }
        let mut named = filled().skip_while(|cell| Numbers::of(cell).is_some());
        match (named.next(), named.next()) {
            (Some(name), None) if is_unit(name) => Aside::Band(clean(name).into_owned()),
            (Some(_), _) => {
                let text = filled().collect::<Vec<_>>().join(" ");
                total(&text, layout.kind())
                    .or_else(|| bare_total(row, layout))
                    .map_or(Aside::None, Aside::Total)
            }
            (None, _) => Aside::None,
        }
    }
}

/// How rows are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    Roman,
    Arabic,
    Letters,
}

impl Numbers {
    /// Of I, 1, A, with a dot or without.
    pub(super) fn of(cell: &str) -> Option<Numbers> {
        let cell = cell.trim_end_matches(['.', ')']);
        let of = |signs: &str| !cell.is_empty() && cell.chars().all(|c| signs.contains(c));
        if of("IVXL") {
            Some(Numbers::Roman)
        } else if of("0123456789") {
            Some(Numbers::Arabic)
        } else {
            (cell.len() == 1 && cell.bytes().all(|byte| byte.is_ascii_uppercase()))
                .then_some(Numbers::Letters)
        }
    }
}

fn is_unit(name: &str) -> bool {
    let folded = fold(name);
    let ends_in_count = {
        let signs = [' ', ')', '.', ':', ']'];
        let end = folded.trim_end_matches(signs).trim_end_matches("hồ sơ").trim_end_matches(signs);
        end.ends_with(|c: char| c.is_ascii_digit())
    };
    folded.chars().any(char::is_alphabetic)
        && folded != fold("tổng")
        && !ends_in_count
        && !begins_with_any(&folded, &NO_UNITS)
}

fn is_signature(cell: &str) -> bool {
    begins_with_any(fold(cell).trim_start_matches('('), &SIGNATURES)
}

/// Whether a folded text begins with one of these words, which ends there.
fn begins_with_any(folded: &str, words: &[String]) -> bool {
    let is_word = |word: &String| match folded.strip_prefix(word.as_str()) {
        Some(rest) => word.ends_with('.') || !rest.starts_with(char::is_alphanumeric),
        None => false,
    };
    words.iter().any(is_word)
}

/// What records are called in a total.
fn names_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Dossiers => &["hồ sơ"],
        Kind::Pakn => &["phản ánh", "kiến nghị", "pakn"],
        Kind::Procedures => &["thủ tục", "tthc"],
        // A form has a row for each answer.
        Kind::Survey => &[],
    }
}

/// The number of records that a total states: "Tổng cộng: 12 hồ sơ". Of several numbers it cannot be told which.
pub(super) fn total(text: &str, kind: Kind) -> Option<u64> {
    let folded = fold(text);
    let names: Vec<String> = names_of(kind).iter().map(|name| fold(name)).collect();
    if !TOTALS.iter().any(|word| folded.starts_with(word.as_str()))
        || !names.iter().any(|name| folded.contains(name))
    {
        return None;
    }
    // A total of some of them, as of the late ones, is none of all.
    let words = TOTALS.iter().chain(&names);
    let rest = words.fold(folded.clone(), |rest, word| rest.replace(word.as_str(), ""));
    if rest.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let mut numbers = folded
        .split(|c| !is_number(c))
        .map(|number| number.replace('.', ""))
        .filter(|number| !number.is_empty());
    match (numbers.next(), numbers.next()) {
        (Some(number), None) => number.parse().ok(),
        _ => None,
    }
}

/// The number beside a bare "Tổng cộng", where it stands in a column of texts or dates: it cannot be a sum of that column,
/// as of fees, and so is the number of rows.
fn bare_total(row: &Row<'_>, layout: &Layout) -> Option<u64> {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let (Some((_, label)), Some((column, number)), None) = (filled.next(), filled.next(), filled.next())
    else {
        return None;
    };
    let label = fold(label);
    let is_label = TOTALS.iter().any(|word| label.trim_end_matches([':', ' ']) == word.as_str());
    let field = layout.columns().get(column)?.field?;
    let number = number.trim();
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_label && is_number && !field.is_count()).then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(cells: &[&str]) -> Aside {
        let header = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Lệ phí"].map(str::to_owned).to_vec();
        let layout = Layout::detect(Kind::Dossiers, &[(1, header)], None).unwrap();
        Aside::of(&Row { cells, kinds: &[], line: 1, cut: false }, &layout)
    }

    #[test]
    fn a_row_of_one_name_is_a_band() {
        let band = |name: &str| Aside::Band(name.to_owned());
        assert_eq!(aside(&["", "Phòng  Kinh tế", ""]), band("Phòng Kinh tế"));
        assert_eq!(aside(&["II.", "Văn phòng"]), band("Văn phòng"));
        assert_eq!(aside(&["Phòng Tổng hợp"]), band("Phòng Tổng hợp"));
        assert_eq!(aside(&["Tổng cục Thuế"]), band("Tổng cục Thuế"));
        for cells in [
            &["Tổng cộng"][..],
            &["Cộng: 5"],
            &["Ghi chú: đã gọi"],
            &["Ngày 30 tháng 6"],
            &["Trang 1/2"],
            &["Lĩnh vực Hộ tịch"],
            &["Phòng Kinh tế (12 hồ sơ)"],
            &["Phòng Kinh tế: 12"],
            &["Đúng hạn: 5 hồ sơ"],
            &["I"],
            &["(1)", "(2)"],
            &["", ""],
        ] {
            assert_eq!(aside(cells), Aside::None, "{cells:?}");
        }
    }

    #[test]
    fn who_signs_is_no_unit() {
        for cells in [
            &["Người lập biểu", "Trưởng phòng"][..],
            &["NGƯỜI LẬP BIỂU"],
            &["", "Thủ trưởng đơn vị"],
            &["KT. GIÁM ĐỐC"],
            &["TM.ỦY BAN NHÂN DÂN"],
            &["Phó Chủ tịch"],
            &["(Ký, ghi rõ họ tên)"],
            &["1", "Lãnh đạo phụ trách"],
        ] {
            assert_eq!(aside(cells), Aside::Signature, "{cells:?}");
        }
        for unit in ["KT-HT", "Trường Chính trị tỉnh", "Phòng Tổ chức cán bộ"] {
            assert_eq!(aside(&[unit]), Aside::Band(unit.to_owned()));
        }
    }

    #[test]
    fn a_total_states_one_number_of_dossiers() {
        assert_eq!(aside(&["Tổng cộng: 12 hồ sơ"]), Aside::Total(12));
        assert_eq!(aside(&["", "TỔNG SỐ HỒ SƠ:", "1.234"]), Aside::Total(1234));
        assert_eq!(aside(&["Tổng cộng 15 hồ sơ", ""]), Aside::Total(15));
        assert_eq!(aside(&["Tổng cộng", "12"]), Aside::Total(12));
        assert_eq!(aside(&["Tổng cộng:", "", "12"]), Aside::Total(12));
        assert_eq!(aside(&["Tổng cộng", "", "", "1250000"]), Aside::None, "a sum of fees");
        assert_eq!(aside(&["Tổng cộng", "12", "3"]), Aside::None);
        assert_eq!(aside(&["Tổng số: 7 hồ sơ, 2 trễ hạn"]), Aside::None);
        assert_eq!(aside(&["Cộng: 7 hồ sơ"]), Aside::None);
        assert_eq!(aside(&["Tổng số hồ sơ trễ hạn: 5"]), Aside::None);
        assert_eq!(aside(&["Tổng số: 7 phản ánh"]), Aside::None);
        assert_eq!(total("Tổng số: 7 phản ánh, kiến nghị", Kind::Pakn), Some(7));
        assert_eq!(total("TỔNG CỘNG: 7 PAKN", Kind::Pakn), Some(7));
        assert_eq!(total("Tổng cộng: 7 thủ tục", Kind::Procedures), Some(7));
        assert_eq!(total("Tổng cộng: 7 phiếu", Kind::Survey), None);
    }
}
