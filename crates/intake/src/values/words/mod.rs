//! Closed sets of words.

pub(crate) mod tables;

use hashbrown::HashMap;
use sipas_core::{Channel, DossierStatus, OnlineLevel};

use super::text::fold;
use crate::profile::Vocabulary;

/// What a word of a status column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusWord {
    /// A state.
    State(DossierStatus),
    /// Quá hạn, Trễ hạn: a verdict, which the dates give, not a state.
    ClaimsLate,
}

/// What a word of a column of channels says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChannelWord {
    /// A channel.
    Channel(Channel),
    /// Online, and how much of it is.
    Online(OnlineLevel),
}

/// A field of words, and what its cells say of it.
pub(crate) trait CellWord: Copy + Default {
    /// What a word means, which may be more than this field.
    type Meaning: Copy + 'static;

    /// The words of its column.
    fn words(all: &Vocabulary) -> &Words<Self::Meaning>;

    /// What a word says of this field alone.
    fn of(meaning: Self::Meaning) -> Self;

    /// Whether that is all the word says.
    fn is_all(_meaning: Self::Meaning) -> bool {
        true
    }
}

impl CellWord for DossierStatus {
    type Meaning = StatusWord;

    fn words(all: &Vocabulary) -> &Words<StatusWord> {
        &all.status
    }

    fn of(meaning: StatusWord) -> DossierStatus {
        match meaning {
            StatusWord::State(status) => status,
            StatusWord::ClaimsLate => DossierStatus::Unknown,
        }
    }

    /// What it claims is to be compared with the dates.
    fn is_all(meaning: StatusWord) -> bool {
        matches!(meaning, StatusWord::State(_))
    }
}

impl CellWord for Channel {
    type Meaning = ChannelWord;

    fn words(all: &Vocabulary) -> &Words<ChannelWord> {
        &all.channel
    }

    fn of(meaning: ChannelWord) -> Channel {
        match meaning {
            ChannelWord::Channel(channel) => channel,
            ChannelWord::Online(_) => Channel::Online,
        }
    }

    /// The level fills in for a column of levels that is blank or missing.
    fn is_all(meaning: ChannelWord) -> bool {
        matches!(meaning, ChannelWord::Channel(_))
    }
}

impl CellWord for OnlineLevel {
    type Meaning = OnlineLevel;

    fn words(all: &Vocabulary) -> &Words<OnlineLevel> {
        &all.online_level
    }

    fn of(meaning: OnlineLevel) -> OnlineLevel {
        meaning
    }
}

/// One meaning, the name it has in profiles, and the words for it.
pub(crate) struct Meaning<T: 'static> {
    pub(crate) name: &'static str,
    pub(crate) value: T,
    pub(crate) words: &'static [&'static str],
}

/// A set of words and what they mean, matched as headers are.
#[derive(Debug, Clone)]
pub(crate) struct Words<T: 'static> {
    meanings: &'static [Meaning<T>],
    by_fold: HashMap<String, u8>,
}

impl<T> std::fmt::Debug for Meaning<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl<T: Copy> Words<T> {
    pub(crate) fn new(meanings: &'static [Meaning<T>]) -> Words<T> {
        let mut by_fold = HashMap::new();
        for (at, meaning) in (0..).zip(meanings) {
            by_fold.extend(meaning.words.iter().map(|word| (fold(word), at)));
        }
        Words { meanings, by_fold }
    }

    /// Adds a word, or gives it another meaning: what a profile says goes before what is usual.
    pub(crate) fn add(&mut self, word: &str, meaning: u8) {
        self.by_fold.insert(fold(word), meaning);
    }

    /// The names of the meanings, in the order of their places.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<T> {
        let meanings: &'static [Meaning<T>] = self.meanings;
        meanings.iter().map(|meaning| meaning.name)
    }

    /// The place of what a word means, which [`Words::at`] turns into the value; small enough to be remembered.
    pub(crate) fn find(&self, word: &str) -> Option<u8> {
        self.by_fold.get(fold(word).as_str()).copied()
    }

    pub(crate) fn at(&self, place: u8) -> Option<T> {
        self.meanings.get(usize::from(place)).map(|meaning| meaning.value)
    }

    pub(crate) fn get(&self, word: &str) -> Option<T> {
        self.find(word).and_then(|place| self.at(place))
    }
}

#[cfg(test)]
mod tests {
    use sipas_core::{Area, PaknTopic, Satisfaction};

    use super::*;

    #[test]
    fn words_meet_as_headers_do() {
        let statuses = Words::new(tables::STATUSES);
        assert_eq!(statuses.get(" ĐÃ  HUỶ"), Some(StatusWord::State(DossierStatus::Withdrawn)));
        assert_eq!(statuses.get("Quá hạn"), Some(StatusWord::ClaimsLate));
        assert_eq!(statuses.get("10"), Some(StatusWord::State(DossierStatus::Returned)));
        assert_eq!(statuses.get("11"), None);
    }

    #[test]
    fn a_topic_is_the_whole_phrase() {
        let topics = Words::new(tables::TOPICS);
        assert_eq!(topics.get("Thu thêm phí, lệ phí"), Some(PaknTopic::ExtraFee));
        assert_eq!(topics.get("Thu thêm phí"), None);
    }

    #[test]
    fn a_profile_goes_before_what_is_usual() {
        let mut channels = Words::new(tables::CHANNELS);
        channels.add("BCCI", 0);
        assert_eq!(channels.get("bcci"), Some(ChannelWord::Channel(Channel::Online)));
        assert_eq!(channels.get("Bưu chính"), Some(ChannelWord::Channel(Channel::Postal)));
    }

    #[test]
    fn grades_and_areas_have_numbers() {
        let (areas, answers) = (Words::new(tables::AREAS), Words::new(tables::ANSWERS));
        for (n, (area, word)) in (1..).zip(Area::ALL.into_iter().zip(["i", "ii", "iii", "iv", "v"])) {
            assert_eq!(areas.get(&format!("{n}")), Some(area));
            assert_eq!(areas.get(word), Some(area));
        }
        assert_eq!(answers.get("5"), Some(Satisfaction::VerySatisfied));
        assert_eq!(answers.get("Không hài lòng"), Some(Satisfaction::Dissatisfied));
    }
}
