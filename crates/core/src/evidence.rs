use std::ops::{BitOr, BitOrAssign};

use crate::dossier_fields;

/// Which of the columns that indicators lean on an export has.
///
/// A record carries the evidence of its file. Where a column is missing, the record stays out of the indicators that
/// need it; where every file lacks it, they are not measurable: absence of evidence never passes a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence(u64);

/// Makes the columns that are evidence: those of dossiers from the table of their fields, and all others.
macro_rules! evidence {
    (
        { $($(#[$doc:meta])* $name:ident = $bit:literal;)* }
        texts { $($text:tt)* }
        dates { $($(#[$date_doc:meta])* $date:ident $date_field:ident $date_evidence:ident = $date_bit:literal;)* }
        numbers { $($(#[$number_doc:meta])* $number:ident $number_field:ident $number_evidence:ident = $number_bit:literal;)* }
        words { $($(#[$word_doc:meta])* $word:ident $word_field:ident $word_evidence:ident = $word_bit:literal: $word_type:ty;)* }
        marks { $($(#[$mark_doc:meta])* $mark:ident $mark_field:ident $mark_evidence:ident = $mark_bit:literal: $blank:ident;)* }
    ) => {
        impl Evidence {
            $($(#[$doc])* pub const $name: Evidence = Evidence(1 << $bit);)*
            $($(#[$date_doc])* pub const $date_evidence: Evidence = Evidence(1 << $date_bit);)*
            $($(#[$number_doc])* pub const $number_evidence: Evidence = Evidence(1 << $number_bit);)*
            $($(#[$word_doc])* pub const $word_evidence: Evidence = Evidence(1 << $word_bit);)*
            $($(#[$mark_doc])* pub const $mark_evidence: Evidence = Evidence(1 << $mark_bit);)*

            /// Each column alone.
            const EACH: &[Evidence] = &[
                $(Evidence::$name,)*
                $(Evidence::$date_evidence,)*
                $(Evidence::$number_evidence,)*
                $(Evidence::$word_evidence,)*
                $(Evidence::$mark_evidence,)*
            ];
        }
    };
}

dossier_fields!(evidence {
    /// Dossiers: a deadline can be told, by the columns that the policy reads or by the catalogue's terms. No column
    /// of its own: `Clock::weigh` adds it.
    DEADLINE = 7;
    /// PAKN: phân loại.
    TOPIC = 8;
    /// PAKN: ngày trả lời.
    ANSWERED_AT = 9;
    /// PAKN: ngày công khai.
    PAKN_PUBLISHED_AT = 10;
    /// PAKN: ngày chuyển.
    TRANSFERRED_AT = 11;
    /// PAKN: đúng thẩm quyền.
    CORRECT_AUTHORITY = 12;
    /// PAKN: lĩnh vực.
    PAKN_FIELD = 13;
    /// Procedures: niêm yết tại trụ sở.
    LISTED_AT_OFFICE = 16;
    /// Procedures: công khai trên cổng.
    PUBLISHED_ON_PORTAL = 17;
    /// Procedures: đầy đủ nội dung.
    CONTENT_COMPLETE = 18;
    /// Procedures: ngày quyết định.
    DECISION_DATE = 19;
    /// Procedures: ngày công khai.
    PROCEDURE_PUBLISHED_AT = 20;
    /// Procedures: thời hạn giải quyết, so that a deadline can be computed for dossiers that have none.
    TERM = 21;
    /// There is a dossier export at all.
    DOSSIERS = 24;
    /// There is a PAKN export at all.
    PAKN = 25;
    /// There is a catalogue of procedures at all.
    PROCEDURES = 26;
    /// There is a survey at all.
    SURVEY = 27;
});

/// Every column there is. A bit that stands for two would be lost in it.
const ALL: u64 = {
    let (mut all, mut n) = (0, 0);
    while n < Evidence::EACH.len() {
        assert!(all & Evidence::EACH[n].0 == 0, "a bit stands for one column");
        all |= Evidence::EACH[n].0;
        n += 1;
    }
    all
};

impl Evidence {
    /// No column at all.
    pub const NONE: Evidence = Evidence(0);

    /// Every column of every kind of export.
    pub const ALL: Evidence = Evidence(ALL);

    /// Dossiers: the columns of ends, of which one is enough.
    pub const ENDS: Evidence = Evidence(Evidence::FINISHED_AT.0 | Evidence::RETURNED_AT.0);

    /// Dossiers: the columns that tell whether an appointment was put off.
    pub const PUT_OFF: Evidence = Evidence(Evidence::RESCHEDULED_DUE_AT.0 | Evidence::EXTENDED_DUE_AT.0);

    /// Whether all columns of `other` are there.
    pub fn has(self, other: Evidence) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether at least one column of `other` is there.
    pub fn has_any(self, other: Evidence) -> bool {
        self.0 & other.0 != 0
    }

    /// These without those of `other`.
    #[must_use]
    pub fn without(self, other: Evidence) -> Evidence {
        Evidence(self.0 & !other.0)
    }

    /// The bits, for a stored state.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// From stored bits.
    pub fn from_bits(bits: u64) -> Evidence {
        Evidence(bits)
    }
}

impl BitOr for Evidence {
    type Output = Evidence;
    fn bitor(self, other: Evidence) -> Evidence {
        Evidence(self.0 | other.0)
    }
}

impl BitOrAssign for Evidence {
    fn bitor_assign(&mut self, other: Evidence) {
        self.0 |= other.0;
    }
}
