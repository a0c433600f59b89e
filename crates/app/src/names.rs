//! Names of files out of names of units.

use unicode_normalization::UnicodeNormalization;

/// The longest name: a path of Windows has 260 signs in all.
const LONGEST: usize = 60;
/// What Windows takes for a device.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name that every system takes for a file, out of any text: plain letters and digits with hyphens between.
///
/// ```
/// assert_eq!(sipas_app::file_name("Phòng Tài nguyên & Môi trường (Đ1)"), "phong-tai-nguyen-moi-truong-d1");
/// assert_eq!(sipas_app::file_name(""), "khong-ro");
/// ```
pub fn file_name(text: &str) -> String {
    let plain = text.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).map(|c| match c {
        'đ' | 'Đ' => 'd',
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => ' ',
    });
    let plain: String = plain.collect();
    let mut name = plain.split_whitespace().collect::<Vec<_>>().join("-");
    name.truncate(LONGEST);
    let name = name.trim_end_matches('-');
    match name {
        "" => "khong-ro".to_owned(),
        name if DEVICES.contains(&name) => format!("{name}-"),
        name => name.to_owned(),
    }
}
