//! The columns that records are made of. [`table`] is the one place to add a header.

mod table;

pub(crate) use table::{DOSSIERS, PAKN, PROCEDURES, SURVEY};

use std::fmt;

use sipas_core::{Dimension, Evidence, FactsColumns, Kind, dossier_fields};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Text that identifies or groups.
    Text,
    /// A date, with or without a time of day.
    Date,
    /// A whole number.
    Number,
    /// One of a closed set of words.
    Word,
}

/// Makes the list of columns: those of dossiers from the table of their fields, and all others.
macro_rules! fields {
    (
        { $($(#[$doc:meta])* $variant:ident $name:literal $shape:ident;)* }
        texts { $($(#[$text_doc:meta])* $text:ident $text_field:ident $(by $by:ident)?;)* }
        dates { $($(#[$date_doc:meta])* $date:ident $date_field:ident $date_evidence:ident = $date_bit:literal;)* }
        numbers { $($(#[$number_doc:meta])* $number:ident $number_field:ident $number_evidence:ident = $number_bit:literal;)* }
        words { $($(#[$word_doc:meta])* $word:ident $word_field:ident $word_evidence:ident = $word_bit:literal: $word_type:ty;)* }
        marks { $($(#[$mark_doc:meta])* $mark:ident $mark_field:ident $mark_evidence:ident = $mark_bit:literal: $blank:ident;)* }
    ) => {
        /// A column that is understood. Its name is the English field name, which is an accepted header too.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Field {
            $($(#[$doc])* $variant,)*
            $($(#[$text_doc])* $text_field,)*
            $($(#[$date_doc])* $date_field,)*
            $($(#[$number_doc])* $number_field,)*
            $($(#[$word_doc])* $word_field,)*
            $($(#[$mark_doc])* $mark_field,)*
        }

        /// From what the key of a dossier's group is made.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum KeySource {
            /// A text of the dossier.
            Text(Field),
            /// The code of its procedure, else its name.
            Procedure,
            /// The channel.
            Channel,
            /// The month of its end.
            Month,
            /// A column of the user's own.
            Own,
        }

        impl From<Dimension> for KeySource {
            fn from(by: Dimension) -> KeySource {
                match by {
                    $($(Dimension::$by => KeySource::Text(Field::$text_field),)?)*
                    Dimension::Procedure => KeySource::Procedure,
                    Dimension::Channel => KeySource::Channel,
                    Dimension::Month => KeySource::Month,
                    Dimension::Own(_) => KeySource::Own,
                }
            }
        }

        impl Field {
            /// All fields of all kinds of export.
            pub const ALL: &'static [Field] = &[
                $(Field::$variant,)*
                $(Field::$text_field,)*
                $(Field::$date_field,)*
                $(Field::$number_field,)*
                $(Field::$word_field,)*
                $(Field::$mark_field,)*
            ];

            /// The texts of a dossier, in the order of the table.
            pub(crate) const TEXTS: [Field; [$(stringify!($text)),*].len()] = [$(Field::$text_field),*];
            /// Its dates.
            pub const DATES: [Field; FactsColumns::DATES] = [$(Field::$date_field),*];
            /// Its numbers.
            pub const NUMBERS: [Field; FactsColumns::NUMBERS] = [$(Field::$number_field),*];
            /// Its marks.
            pub const MARKS: [Field; FactsColumns::MARKS] = [$(Field::$mark_field),*];

            /// The English name, as in profiles.
            pub fn name(self) -> &'static str {
                match self {
                    $(Field::$variant => $name,)*
                    $(Field::$text_field => stringify!($text),)*
                    $(Field::$date_field => stringify!($date),)*
                    $(Field::$number_field => stringify!($number),)*
                    $(Field::$word_field => stringify!($word),)*
                    $(Field::$mark_field => stringify!($mark),)*
                }
            }

            /// What is written in the cells of its column.
            pub fn shape(self) -> Shape {
                match self {
                    $(Field::$variant => Shape::$shape,)*
                    $(Field::$text_field => Shape::Text,)*
                    $(Field::$date_field => Shape::Date,)*
                    $(Field::$number_field => Shape::Number,)*
                    $(Field::$word_field => Shape::Word,)*
                    $(Field::$mark_field => Shape::Word,)*
                }
            }

            /// What such a column of a dossier export is evidence of.
            pub(crate) const fn of_dossier(self) -> Evidence {
                match self {
                    $(Field::$date_field => Evidence::$date_evidence,)*
                    $(Field::$number_field => Evidence::$number_evidence,)*
                    $(Field::$word_field => Evidence::$word_evidence,)*
                    $(Field::$mark_field => Evidence::$mark_evidence,)*
                    _ => Evidence::NONE,
                }
            }
        }
    };
}

dossier_fields!(fields {
    /// Mã hồ sơ, mã phản ánh or mã TTHC: what identifies a record.
    Code "code" Text;
    /// Tên TTHC in the catalogue.
    Name "name" Text;
    /// The first column of the user's own, under a name of the user's own; and so on.
    Own1 "own_1" Text;
    #[allow(missing_docs, reason = "as of the first")]
    Own2 "own_2" Text;
    #[allow(missing_docs, reason = "as of the first")]
    Own3 "own_3" Text;
    #[allow(missing_docs, reason = "as of the first")]
    Own4 "own_4" Text;
    #[allow(missing_docs, reason = "as of the first")]
    Own5 "own_5" Text;
    #[allow(missing_docs, reason = "as of the first")]
    Own6 "own_6" Text;
    /// Số lượng hồ sơ: for how many dossiers the row stands.
    DossierCount "dossier_count" Number;
    /// The last column of a file of rejects: what does not fit into the table. A row is refused until it is emptied.
    Surplus "surplus" Text;
    /// In a file of rejects: in which input the row stood.
    RejectedPath "rejected_path" Text;
    /// In a file of rejects: on which line of it.
    RejectedLine "rejected_line" Text;
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
    /// An item of a survey that has a column for each: one about access, A1 and so on.
    ItemI "item_i" Word;
    /// One about procedures, B1 and so on.
    ItemII "item_ii" Word;
    /// One about officials, C1 and so on.
    ItemIII "item_iii" Word;
    /// One about results, D1 and so on.
    ItemIV "item_iv" Word;
    /// One about petitions, E1 and so on.
    ItemV "item_v" Word;
});

impl Field {
    /// How many there are.
    pub const COUNT: usize = Field::ALL.len();

    /// Whether its cells hold dates.
    pub fn is_date(self) -> bool {
        self.shape() == Shape::Date
    }

    /// Whether its cells hold whole numbers.
    pub fn is_count(self) -> bool {
        self.shape() == Shape::Number
    }

    /// The columns of the user's own, of which a dataset has at most so many.
    pub const OWN: [Field; 6] =
        [Field::Own1, Field::Own2, Field::Own3, Field::Own4, Field::Own5, Field::Own6];

    /// The columns that only a file of rejects has.
    pub const OF_REJECTS: [Field; 3] = [Field::Surplus, Field::RejectedPath, Field::RejectedLine];

    /// The dates by which something is due.
    pub(crate) const DEADLINES: [Field; 3] = [Field::DueAt, Field::RescheduledDueAt, Field::ExtendedDueAt];

    /// The items of a survey that has a column for each, in the order of the areas.
    pub const ITEMS: [Field; 5] = [Field::ItemI, Field::ItemII, Field::ItemIII, Field::ItemIV, Field::ItemV];

    /// The texts of a dossier that are kept: those of the table, then those of the user's own.
    pub const KEPT: [Field; Field::TEXTS.len() + Field::OWN.len()] = {
        let mut all = [Field::Own1; Field::TEXTS.len() + Field::OWN.len()];
        let mut n = 0;
        while n < all.len() {
            all[n] =
                if n < Field::TEXTS.len() { Field::TEXTS[n] } else { Field::OWN[n - Field::TEXTS.len()] };
            n += 1;
        }
        all
    };

    /// The field of that English name. Columns of the user's own have the user's names, which a profile knows.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.name() == name && !Field::OWN.contains(field))
    }

    /// The fields that an export of a kind may have, in the order of the table of headers.
    pub fn of(kind: Kind) -> impl Iterator<Item = Field> {
        kind.table().iter().map(|entry| entry.field)
    }

    /// What such a column of an export of a kind is evidence of.
    pub(crate) fn evidence(self, kind: Kind) -> Evidence {
        kind.table().iter().find(|entry| entry.field == self).map_or(Evidence::NONE, |entry| entry.evidence)
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

/// What exports of a kind have for columns.
pub(crate) trait Export {
    /// The columns that an export of this kind may have.
    fn table(self) -> &'static [Entry];

    /// The columns without which a file is refused: of each list, one is enough.
    fn required(self) -> &'static [&'static [Field]];
}

impl Export for Kind {
    fn table(self) -> &'static [Entry] {
        match self {
            Kind::Dossiers => DOSSIERS,
            Kind::Pakn => PAKN,
            Kind::Procedures => PROCEDURES,
            Kind::Survey => SURVEY,
        }
    }

    fn required(self) -> &'static [&'static [Field]] {
        match self {
            Kind::Dossiers => &[&[Field::Code], &[Field::ReceivedAt]],
            Kind::Pakn => &[&[Field::Code], &[Field::SentAt, Field::AcceptedAt]],
            Kind::Procedures => &[&[Field::Code]],
            Kind::Survey => &[&[Field::Area], &[Field::Answer]],
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
            let named = Some(*field).filter(|field| !Field::OWN.contains(field));
            assert_eq!(Field::from_name(field.name()), named);
        }
    }
}
