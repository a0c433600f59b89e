//! The columns that records are made of. [`table`] is the one place to add a header.

mod table;

pub(crate) use table::{DOSSIERS, PAKN, PROCEDURES, SURVEY};

use std::fmt;

use sipas_core::Evidence;

use crate::kind::Kind;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text that identifies or groups.
    Text,
    /// A date, with or without a time of day.
    Date,
    /// A whole number.
    Number,
    /// One of a closed set of words.
    Word,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident $name:literal $shape:ident;)*) => {
        /// A column that is understood. Its name is the English field name, which is an accepted header too.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// All fields of all kinds of export.
            pub const ALL: &'static [Field] = &[$(Field::$variant),*];

            /// The English name, as in profiles.
            pub fn name(self) -> &'static str {
                match self { $(Field::$variant => $name),* }
            }

            pub(crate) fn shape(self) -> Shape {
                match self { $(Field::$variant => Shape::$shape),* }
            }
        }
    };
}

fields! {
    /// Mã hồ sơ, mã phản ánh or mã TTHC: what identifies a record.
    Code "code" Text;
    /// Mã TTHC of a dossier.
    ProcedureCode "procedure_code" Text;
    /// Tên TTHC of a dossier.
    ProcedureName "procedure_name" Text;
    /// Tên TTHC in the catalogue.
    Name "name" Text;
    /// Lĩnh vực.
    FieldName "field" Text;
    /// Đơn vị xử lý.
    Unit "unit" Text;
    /// Cán bộ xử lý.
    Officer "officer" Text;
    /// Hình thức tiếp nhận.
    Channel "channel" Word;
    /// Trạng thái.
    Status "status" Word;
    /// Ngày tiếp nhận of a dossier.
    ReceivedAt "received_at" Date;
    /// Ngày hẹn trả of a dossier, hạn xử lý of a petition.
    DueAt "due_at" Date;
    /// Ngày hẹn lại.
    RescheduledDueAt "rescheduled_due_at" Date;
    /// Ngày gia hạn.
    ExtendedDueAt "extended_due_at" Date;
    /// Ngày kết thúc xử lý.
    FinishedAt "finished_at" Date;
    /// Ngày trả kết quả.
    ReturnedAt "returned_at" Date;
    /// Số lần yêu cầu bổ sung.
    SupplementRequests "supplement_requests" Number;
    /// Ngày yêu cầu bổ sung.
    SupplementRequestedAt "supplement_requested_at" Date;
    /// Ngày hoàn thành bổ sung.
    SupplementCompletedAt "supplement_completed_at" Date;
    /// Số lần đi lại.
    RepeatVisits "repeat_visits" Number;
    /// Đính chính.
    ResultCorrected "result_corrected" Word;
    /// Đã xin lỗi.
    Apologised "apologised" Word;
    /// Số lượng hồ sơ: for how many dossiers the row stands.
    DossierCount "dossier_count" Number;
    /// The last column of a file of rejects: what does not fit into the table. A row is refused until it is emptied.
    Surplus "surplus" Text;
    /// Loại: phản ánh or kiến nghị.
    Kind "kind" Word;
    /// Phân loại of a petition.
    Topic "topic" Word;
    /// Ngày gửi of a petition.
    SentAt "sent_at" Date;
    /// Ngày tiếp nhận of a petition.
    AcceptedAt "accepted_at" Date;
    /// Ngày xử lý of a petition.
    ClosedAt "closed_at" Date;
    /// Ngày trả lời of a petition.
    AnsweredAt "answered_at" Date;
    /// Ngày công khai.
    PublishedAt "published_at" Date;
    /// Ngày chuyển of a petition.
    TransferredAt "transferred_at" Date;
    /// Đúng thẩm quyền.
    CorrectAuthority "correct_authority" Word;
    /// Có cơ sở.
    Substantiated "substantiated" Word;
    /// Có hiệu lực từ.
    InForceFrom "in_force_from" Date;
    /// Có hiệu lực đến.
    InForceTo "in_force_to" Date;
    /// Niêm yết tại trụ sở.
    ListedAtOffice "listed_at_office" Word;
    /// Công khai trên cổng.
    PublishedOnPortal "published_on_portal" Word;
    /// Ngày quyết định.
    DecisionDate "decision_date" Date;
    /// Đầy đủ nội dung.
    ContentComplete "content_complete" Word;
    /// Thời hạn giải quyết.
    Term "term" Number;
    /// Đơn vị tính of the term.
    TermUnit "term_unit" Word;
    /// Lĩnh vực đánh giá of a survey answer.
    Area "area" Word;
    /// Mức độ hài lòng.
    Answer "answer" Word;
    /// Ngày trả lời of a survey answer.
    AnsweredOn "answered_on" Date;
}

impl Field {
    pub(crate) const COUNT: usize = Field::ALL.len();

    /// Whether its cells hold dates.
    pub fn is_date(self) -> bool {
        self.shape() == Shape::Date
    }

    /// Whether its cells hold whole numbers.
    pub fn is_count(self) -> bool {
        self.shape() == Shape::Number
    }

    /// The field of that English name.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// The header that a kind of export most often has for this field.
    pub fn usual_header(self, kind: Kind) -> &'static str {
        kind.table().iter().find(|entry| entry.field == self).map_or(self.name(), |entry| entry.headers[0])
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One line of the table of headers.
pub(crate) struct Entry {
    pub(crate) field: Field,
    /// In the order in which they win over one another.
    pub(crate) headers: &'static [&'static str],
    pub(crate) evidence: Evidence,
}

impl Kind {
    /// The columns that an export of this kind may have.
    pub(crate) fn table(self) -> &'static [Entry] {
        match self {
            Kind::Dossiers => DOSSIERS,
            Kind::Pakn => PAKN,
            Kind::Procedures => PROCEDURES,
            Kind::Survey => SURVEY,
        }
    }

    /// The fields that an export of this kind may have, in the order of the table of headers.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        self.table().iter().map(|entry| entry.field)
    }

    /// The columns without which a file is refused: of each list, one is enough.
    pub(crate) fn required(self) -> &'static [&'static [Field]] {
        match self {
            Kind::Dossiers => &[&[Field::Code], &[Field::ReceivedAt]],
            Kind::Pakn => &[&[Field::Code], &[Field::SentAt, Field::AcceptedAt]],
            Kind::Procedures => &[&[Field::Code]],
            Kind::Survey => &[&[Field::Area], &[Field::Answer]],
        }
    }

    /// That there is such an export at all.
    pub(crate) fn evidence(self) -> Evidence {
        match self {
            Kind::Dossiers => Evidence::DOSSIERS,
            Kind::Pakn => Evidence::PAKN,
            Kind::Procedures => Evidence::PROCEDURES,
            Kind::Survey => Evidence::SURVEY,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::values::fold;

    #[test]
    fn a_header_means_one_field_of_a_kind() {
        for kind in Kind::ALL {
            let mut seen = BTreeMap::new();
            for entry in kind.table() {
                for header in entry.headers.iter().copied().chain([entry.field.name()]) {
                    let before = seen.insert(fold(header), entry.field);
                    assert!(before.is_none_or(|field| field == entry.field), "{kind}: {header}");
                }
            }
        }
    }

    #[test]
    fn names_read_back() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(*field));
        }
    }
}
