//! Names of files out of names of units.

use unicode_normalization::UnicodeNormalization;

/// The longest name: a path of Windows has 260 signs in all.
const LONGEST: usize = 60;
/// What Windows takes for a device, and what it does with a digit behind.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// A name that every system takes for a file, out of any text: plain letters and digits with hyphens between.
///
/// ```
/// assert_eq!(sipas_app::file_name("Phòng Tài nguyên & Môi trường (Đ1)"), "phong-tai-nguyen-moi-truong-d1");
/// assert_eq!(sipas_app::file_name(""), "khong-ro");
/// assert_eq!(sipas_app::file_name("COM1"), "com1-");
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
        name if is_device(name) => format!("{name}-"),
        name => name.to_owned(),
    }
}

fn is_device(name: &str) -> bool {
    let numbered =
        |device: &&str| name.strip_prefix(*device).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    DEVICES.contains(&name) || NUMBERED.iter().any(numbered)
}
