//! What is kept of the records read.

use std::sync::OnceLock;

use sipas_core::{Dimension, Dossier, Pakn, Procedure, Share, SurveyAnswer};

use super::catalogue;
use super::counting::Counting;
use super::dossiers::{Code, CodeDoubt, Dossiers, StoredDossier, likeness};
use super::latest::{Latest, Place};
use super::newest::Rule;
use super::petitions::{StoredPakn, code_doubts};
use super::surveys::{Form, Forms};
use super::texts::{Symbol, Texts};
use super::threads::Threads;
use sipas_intake::Field;

/// Records without the names that they share, which are kept once.
#[derive(Debug, Clone, Default)]
pub(super) struct Records {
    /// What units, officers, fields and procedures are called.
    pub(super) texts: Texts,
    pub(super) dossiers: Dossiers,
    pub(super) pakn: Latest<StoredPakn>,
    pub(super) procedures: Latest<Procedure<'static>>,
    pub(super) answers: Vec<SurveyAnswer<'static>>,
    /// The forms that have numbers.
    pub(super) forms: Forms,
    /// Codes of dossiers and petitions are vouched to be all different.
    pub(super) unique: bool,
    /// The dimensions of the user's own, in the order of their columns.
    pub(super) own: Vec<Dimension>,
    /// Only reports by these dimensions are going to be made.
    pub(super) only: Option<Vec<Dimension>>,
    /// Texts that nobody is going to ask for.
    pub(super) unread: Vec<Field>,
    /// Only codes of this share are taken in.
    pub(super) share: Option<Share>,
    /// How it is told which of several rows of a code is the newest.
    pub(super) rule: Rule,
    /// How many threads may work on them.
    pub(super) threads: Threads,
    /// What is doubtful about codes of petitions and procedures, and about forms; found once.
    pub(super) other_doubts: OnceLock<Vec<CodeDoubt>>,
    /// Dossiers and petitions are counted as they come, and not kept.
    pub(super) counting: Option<Counting>,
}

impl Records {
    /// Nothing yet, to be taken in by these later.
    pub(super) fn alike(&self) -> Records {
        let counting = self.counting.as_ref().map(Counting::afresh);
        Records {
            dossiers: Dossiers::none(self.unique, self.threads, self.rule),
            pakn: Latest::by(self.rule),
            procedures: Latest::by(self.rule),
            rule: self.rule,
            unique: self.unique,
            own: self.own.clone(),
            only: self.only.clone(),
            unread: self.unread.clone(),
            share: self.share,
            threads: self.threads,
            counting,
            ..Records::default()
        }
    }

    /// Whether its code is one of those to be taken in, and then it is.
    pub(super) fn push_dossier(&mut self, place: Place, dossier: &Dossier<'_>) -> bool {
        if self.is_elsewhere(&likeness(dossier.code().as_bytes())) {
            return false;
        }
        let stored = StoredDossier::of(dossier, &self.own, &mut self.texts);
        if let Some(counting) = &mut self.counting {
            counting.dossier(&stored, &self.texts);
        } else {
            let code = self.dossiers.key(&Code::of(dossier.code().as_bytes()));
            self.dossiers.push(code, place.line, &stored);
        }
        true
    }

    /// Whether several rows may have one code.
    pub(super) fn looks_for_duplicates(&self) -> bool {
        !self.unique && self.counting.is_none()
    }

    fn is_elsewhere(&self, code: &[u8]) -> bool {
        self.share.is_some_and(|share| !share.has(code))
    }

    /// Whether its code is one of those to be taken in, and then it is.
    pub(super) fn push_pakn(&mut self, place: Place, pakn: &Pakn<'_>) -> bool {
        if self.is_elsewhere(&likeness(pakn.code().as_bytes())) {
            return false;
        }
        let stored = StoredPakn {
            unit: self.texts.intern(pakn.unit()),
            field: self.texts.intern(pakn.field()),
            facts: *pakn.facts(),
        };
        if let Some(counting) = &mut self.counting {
            counting.pakn(&stored);
        } else {
            let texts = &self.texts;
            self.pakn.push(pakn.code(), place, stored, self.unique, |pakn| pakn.told(texts));
        }
        true
    }

    /// Every share has the whole catalogue.
    pub(super) fn push_procedure(&mut self, place: Place, procedure: Procedure<'_>) -> bool {
        let procedure = procedure.into_owned();
        let code = procedure.code.clone();
        // Of a catalogue the last row counts, in whatever it was read from.
        self.procedures.push(&code, place, procedure, false, |_| Vec::new());
        true
    }

    /// The whole survey, of which each row may be of a form with a number.
    pub(super) fn push_answers(
        &mut self,
        place: Place,
        answers: Vec<SurveyAnswer<'_>>,
        form: Option<Form>,
    ) -> bool {
        if let Some(form) = form {
            self.forms.push(form, place);
        }
        let owned =
            |answer: SurveyAnswer<'_>| SurveyAnswer { unit: answer.unit.into_owned().into(), ..answer };
        self.answers.extend(answers.into_iter().map(owned));
        true
    }

    /// Records of a file with these dimensions of the user's own are going to be taken in.
    ///
    /// # Panics
    ///
    /// If others were taken in that have other ones.
    pub(super) fn share_own(&mut self, own: &[Dimension]) {
        if self.own.is_empty() {
            self.own = own.to_vec();
        }
        assert!(own.is_empty() || self.own == own, "profiles of one dataset share their dimensions first");
    }

    /// All that is doubtful about codes.
    pub(super) fn code_doubts(&self) -> impl Iterator<Item = &CodeDoubt> {
        let others = self.other_doubts.get_or_init(|| {
            [code_doubts(&self.pakn), catalogue::contradicted(&self.procedures), self.forms.twice()].concat()
        });
        self.dossiers.code_doubts(&self.texts).iter().chain(others)
    }

    /// Takes in other records, whose places are told anew.
    pub(super) fn absorb(&mut self, other: Records, place: impl Fn(Place) -> Place) {
        self.share_own(&other.own);
        self.other_doubts = OnceLock::new();
        let symbols = self.texts.absorb(&other.texts);
        let of = |symbol: Symbol| symbols[symbol.index()];
        self.dossiers.absorb(other.dossiers, &place, &symbols);
        let repakn = |pakn: StoredPakn| StoredPakn { unit: of(pakn.unit), field: of(pakn.field), ..pakn };
        let texts = &self.texts;
        self.pakn.absorb(other.pakn, self.unique, &place, repakn, |pakn| pakn.told(texts));
        self.procedures.absorb(other.procedures, false, &place, |procedure| procedure, |_| Vec::new());
        self.answers.extend(other.answers);
        self.forms.absorb(other.forms, &place);
        if let (Some(counting), Some(other)) = (&mut self.counting, other.counting) {
            counting.absorb(other, &symbols);
        }
    }
}
