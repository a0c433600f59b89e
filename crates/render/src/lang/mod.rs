//! Everything that is said to people, in both languages.

/// Words in both languages: a method each.
macro_rules! labels {
    ($($name:ident $vi:literal $en:literal;)*) => {
        impl Lang {
            $(pub(crate) fn $name(self) -> &'static str {
                self.pick($vi, $en)
            })*
        }
    };
}

mod cautions;
mod figures;
mod labels;
mod order;
mod page;
mod push;
mod reasons;
mod sentences;
mod targets;
mod terms;

/// The language of what people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese: 1.234, 98,81%, 30/06/2025.
    #[default]
    Vi,
    /// English: 1,234, 98.81%, 2025-06-30.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        self.pick("vi", "en")
    }

    /// The language of that name.
    pub fn named(name: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.name() == name)
    }

    /// The one that is in this language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}
