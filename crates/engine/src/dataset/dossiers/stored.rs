//! What is kept of a dossier: facts, and its texts as symbols.

use sipas_core::{Dimension, Dossier, DossierFacts, dossier_fields};
use sipas_intake::Field;

use crate::dataset::texts::{Symbol, Texts};

/// A dossier without the texts that it shares, which are symbols.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::dataset) struct StoredDossier {
    /// Those of [`TEXTS`].
    pub(in crate::dataset) texts: [Symbol; TEXTS.len()],
    pub(in crate::dataset) facts: DossierFacts,
}

/// The columns of texts.
pub(in crate::dataset) const TEXTS: [Field; Field::KEPT.len()] = Field::KEPT;

/// Where each stands among them.
pub(in crate::dataset) const PROCEDURE_CODE: usize = place(Field::ProcedureCode);
pub(in crate::dataset) const PROCEDURE_NAME: usize = place(Field::ProcedureName);
pub(in crate::dataset) const FIELD: usize = place(Field::FieldName);
pub(in crate::dataset) const UNIT: usize = place(Field::Unit);
pub(in crate::dataset) const OFFICER: usize = place(Field::Officer);

/// Makes what is read from texts, by the table of fields.
macro_rules! texts {
    (
        {}
        texts { $($(#[$doc:meta])* $text:ident $field:ident $(by $by:ident)?;)* }
        dates { $($date:tt)* }
        numbers { $($number:tt)* }
        words { $($word:tt)* }
        marks { $($mark:tt)* }
    ) => {
        /// The texts of a dossier.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct DossierTexts<'d> {
            $($(#[$doc])* pub $text: &'d str,)*
            /// What stands in the columns of the user's own, in the order of [`Dataset::own_dimensions`](crate::Dataset::own_dimensions).
            pub own: Vec<&'d str>,
        }

        impl<'d> DossierTexts<'d> {
            /// `own` is the number of columns of the user's own.
            pub(in crate::dataset) fn of(symbols: &[Symbol; TEXTS.len()], own: usize, texts: &'d Texts) -> DossierTexts<'d> {
                DossierTexts {
                    $($text: texts.get(symbols[place(Field::$field)]),)*
                    own: symbols[OWN..].iter().take(own).map(|text| texts.get(*text)).collect(),
                }
            }

            /// One of them by its field; empty of what is no text of a dossier, and of the user's own.
            pub fn get(&self, field: Field) -> &'d str {
                match field {
                    $(Field::$field => self.$text,)*
                    _ => "",
                }
            }
        }

        fn texts_of<'d>(dossier: &'d Dossier<'_>) -> impl Iterator<Item = &'d str> {
            [$(dossier.$text()),*].into_iter()
        }
    };
}

dossier_fields!(texts {});

impl DossierTexts<'_> {
    /// What a procedure is grouped by: its code, else its name.
    pub fn procedure(&self) -> &str {
        if self.procedure_code.is_empty() { self.procedure_name } else { self.procedure_code }
    }
}

impl StoredDossier {
    /// `own` are the dimensions of the user's own, in the order of their columns.
    pub(in crate::dataset) fn of(
        dossier: &Dossier<'_>,
        own: &[Dimension],
        texts: &mut Texts,
    ) -> StoredDossier {
        let mut symbols = [texts.intern(""); TEXTS.len()];
        let own = own.iter().map(|dimension| dossier.own(dimension.name()));
        for (symbol, text) in symbols.iter_mut().zip(texts_of(dossier).chain(own)) {
            *symbol = texts.intern(text);
        }
        StoredDossier { texts: symbols, facts: *dossier.facts() }
    }

    /// All that it says, as bytes: the greater where more texts are filled.
    pub(in crate::dataset) fn told(&self, texts: &Texts) -> Vec<u8> {
        let all = self.texts.map(|symbol| texts.get(symbol));
        let filled = all.iter().filter(|text| !text.is_empty()).count();
        format!("{filled:02}{:?}", (self.facts, all)).into_bytes()
    }
}

/// Where those of the user's own begin.
pub(in crate::dataset) const OWN: usize = place(Field::Own1);

pub(in crate::dataset) const fn place(text: Field) -> usize {
    let mut place = 0;
    while TEXTS[place] as usize != text as usize {
        place += 1;
    }
    place
}
