//! The terms of the catalogue, and which procedures of dossiers have them.

use hashbrown::HashMap;
use sipas_core::{Procedure, Term};

use super::texts::{Symbol, Texts};

/// The catalogue's terms by the code of the procedure.
///
/// The national database writes the agency that announced it behind a code, `1.001193.000.00.00.H37`, and others leave it
/// out: a code that the catalogue lacks as it stands is that procedure all the same.
#[derive(Debug, Clone, Default)]
pub(super) struct TermsByCode {
    exact: HashMap<String, Term>,
    /// Those of codes with an agency by what stands before it; none where those of two agencies differ.
    short: HashMap<String, Option<Term>>,
}

impl TermsByCode {
    pub(super) fn of<'p>(procedures: impl Iterator<Item = &'p Procedure<'static>>) -> TermsByCode {
        let mut terms = TermsByCode::default();
        for procedure in procedures {
            let Some(term) = procedure.term else { continue };
            terms.exact.insert(procedure.code.clone().into_owned(), term);
            if let Some(short) = without_agency(&procedure.code) {
                let known = terms.short.entry(short.to_owned()).or_insert(Some(term));
                *known = known.filter(|known| *known == term);
            }
        }
        terms
    }

    pub(super) fn is_empty(&self) -> bool {
        self.exact.is_empty()
    }

    /// The term of the procedure of a dossier.
    pub(super) fn find(&self, code: &str) -> Option<Term> {
        let other = || match without_agency(code) {
            Some(short) => self.exact.get(short).copied(),
            None => self.short.get(code).copied().flatten(),
        };
        self.exact.get(code).copied().or_else(other)
    }

    /// The terms by the symbol of the procedure's code, so that counting a dossier needs no look-up of a text.
    pub(super) fn by_symbol(&self, texts: &Texts) -> Terms {
        let mut terms = Vec::new();
        if self.is_empty() {
            return Terms(terms);
        }
        let of_agency = (0..).take(texts.len()).map(Symbol::at);
        let of_agency = of_agency.filter(|symbol| without_agency(texts.get(*symbol)).is_some());
        let others = self.exact.keys().chain(self.short.keys()).filter_map(|code| texts.find(code));
        for symbol in of_agency.chain(others) {
            terms.resize(terms.len().max(symbol.index() + 1), None);
            terms[symbol.index()] = self.find(texts.get(symbol));
        }
        Terms(terms)
    }
}

/// The catalogue's terms, by the symbol of the procedure's code.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms(Vec<Option<Term>>);

impl Terms {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn of(&self, procedure_code: Symbol) -> Option<Term> {
        self.0.get(procedure_code.index()).copied().flatten()
    }
}

/// A code of a procedure without the agency behind it, `.000.00.00.H37`; `None` of one without.
fn without_agency(code: &str) -> Option<&str> {
    const AGENCY: &[u8] = b".000.00.00.A00";
    let at = code.len().checked_sub(AGENCY.len()).filter(|at| *at > 0)?;
    let is_alike = |(sign, like): (&u8, &u8)| match like {
        b'0' => sign.is_ascii_digit(),
        b'A' => sign.is_ascii_uppercase(),
        like => sign == like,
    };
    code.as_bytes()[at..].iter().zip(AGENCY).all(is_alike).then(|| &code[..at])
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use sipas_core::{ProcedureBuilder, TermUnit};

    use super::*;

    fn term(days: u32) -> Term {
        Term { amount: NonZeroU32::new(days).unwrap(), unit: TermUnit::WorkingDays }
    }

    fn found(catalogue: &[(&str, u32)], code: &str) -> Option<u32> {
        let made = catalogue.iter().map(|(code, days)| {
            let builder = ProcedureBuilder {
                code: (*code).to_owned().into(),
                term: Some(term(*days)),
                ..Default::default()
            };
            builder.build().unwrap()
        });
        let made: Vec<Procedure<'static>> = made.collect();
        let terms = TermsByCode::of(made.iter());
        let mut texts = Texts::default();
        let symbol = texts.intern(code);
        let found = terms.find(code);
        assert_eq!(terms.by_symbol(&texts).of(symbol), found);
        found.map(|term| term.amount.get())
    }

    #[test]
    fn a_procedure_has_its_term_with_or_without_the_agency() {
        const LONG: &str = "1.001193.000.00.00.H37";
        assert_eq!(found(&[("1.001193", 5)], LONG), Some(5));
        assert_eq!(found(&[(LONG, 5)], "1.001193"), Some(5));
        assert_eq!(found(&[("1.001193", 5), (LONG, 7)], LONG), Some(7));
        assert_eq!(found(&[("1.001193", 5), (LONG, 7)], "1.001193"), Some(5));
        let other = "1.001193.000.00.00.H29";
        assert_eq!(found(&[(LONG, 7)], other), None);
        assert_eq!(found(&[(LONG, 7), (other, 5)], "1.001193"), None);
        assert_eq!(found(&[(LONG, 5), (other, 5)], "1.001193"), Some(5));
        assert_eq!(found(&[("1.001193", 5)], "1.00119"), None);
        assert_eq!(found(&[("1.001193", 5)], "1.001193.000.00.00"), None);
        assert_eq!(found(&[("1.001193", 5)], ".000.00.00.H37"), None);
    }
}
