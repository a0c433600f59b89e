use std::ops::{BitOr, BitOrAssign};

/// Which of the columns that indicators lean on an export has.
///
/// A record carries the evidence of its file. Where a column is missing, the record stays out of the indicators that
/// need it; where every file lacks it, they are not measurable: absence of evidence never passes a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence(u32);

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Evidence {
            $($(#[$doc])* pub const $name: Evidence = Evidence(1 << $bit);)*
        }
    };
}

evidence! {
    /// Dossiers: ngày hẹn trả.
    DUE_AT = 0;
    /// Dossiers: ngày hẹn lại.
    RESCHEDULED_DUE_AT = 1;
    /// Dossiers: ngày gia hạn.
    EXTENDED_DUE_AT = 2;
    /// Dossiers: số lần yêu cầu bổ sung.
    SUPPLEMENT_REQUESTS = 3;
    /// Dossiers: số lần đi lại.
    REPEAT_VISITS = 4;
    /// Dossiers: đính chính.
    RESULT_CORRECTED = 5;
    /// Dossiers: phiếu xin lỗi.
    APOLOGISED = 6;
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
}

impl Evidence {
    /// No column at all.
    pub const NONE: Evidence = Evidence(0);

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
    pub fn bits(self) -> u32 {
        self.0
    }

    /// From stored bits.
    pub fn from_bits(bits: u32) -> Evidence {
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
