//! Closed sets of words.

pub(crate) mod tables;

use hashbrown::HashMap;
use sipas_core::{Channel, DossierStatus, OnlineLevel};

use super::text::{fold, without_marks};
use crate::profile::Vocabulary;

/// What a word of a status column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusWord {
    /// A state.
    State(DossierStatus),
    /// Quá hạn, Trễ hạn: a verdict, which the dates give, not a state.
    ClaimsLate,
    /// Đúng hạn, Trong hạn: a verdict too.
    ClaimsInTime,
    /// Trả lại hồ sơ: refused, or sent back for a supplement (Decree 118/2025, art. 19), which only an end tells apart.
    SentBack,
    /// Chưa trả kết quả: finished, or still handled, which only an end tells apart.
    NotHandedOver,
}

impl StatusWord {
    /// The state of a dossier that has an end, or has none.
    pub(crate) fn state(self, has_end: bool) -> DossierStatus {
        match (self, has_end) {
            (StatusWord::State(status), _) => status,
            (StatusWord::SentBack, true) => DossierStatus::Refused,
            (StatusWord::SentBack, false) => DossierStatus::AwaitingSupplement,
            (StatusWord::NotHandedOver, true) => DossierStatus::Finished,
            (StatusWord::NotHandedOver, false) => DossierStatus::Processing,
            (StatusWord::ClaimsLate | StatusWord::ClaimsInTime, _) => DossierStatus::Unknown,
        }
    }
}

/// What a word of a column of channels says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelWord {
    /// A channel.
    Channel(Channel),
    /// Online, and how much of it is.
    Online(OnlineLevel),
}

/// A field of words, and what its cells say of it.
pub trait CellWord: Copy + Default {
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
            // An end tells, or the dates do.
            _ => DossierStatus::Unknown,
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
    pub words: &'static [&'static str],
}

/// A set of words and what they mean, matched as headers are.
#[derive(Debug, Clone)]
pub struct Words<T: 'static> {
    meanings: &'static [Meaning<T>],
    by_fold: HashMap<String, u8>,
    /// Words without accents; `None` where words of several meanings become one.
    by_letters: HashMap<String, Option<u8>>,
    /// What every word of the set is about, so that it may stand before or after each, folded; and without accents.
    about: Vec<String>,
}

impl<T> std::fmt::Debug for Meaning<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl<T: Copy> Words<T> {
    pub(crate) fn new(meanings: &'static [Meaning<T>]) -> Words<T> {
        let mut words =
            Words { meanings, by_fold: HashMap::new(), by_letters: HashMap::new(), about: Vec::new() };
        for (at, meaning) in (0..).zip(meanings) {
            meaning.words.iter().for_each(|word| words.add(word, at));
        }
        words
    }

    /// These words, each also with one of `things` before or after it: what all of them are about.
    pub(crate) fn about(mut self, things: &[&str]) -> Words<T> {
        let folded = things.iter().map(|thing| fold(thing));
        self.about = folded.flat_map(|thing| [without_marks(&thing), thing]).collect();
        self
    }

    /// Adds a word, or gives it another meaning: what a profile says goes before what is usual.
    pub fn add(&mut self, word: &str, meaning: u8) {
        let word = fold(word);
        let letters = without_marks(&word);
        self.by_fold.insert(word, meaning);
        self.by_letters
            .entry(letters)
            .and_modify(|known| *known = known.filter(|known| *known == meaning))
            .or_insert(Some(meaning));
    }

    /// The names of the meanings, in the order of their places.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<T> {
        let meanings: &'static [Meaning<T>] = self.meanings;
        meanings.iter().map(|meaning| meaning.name)
    }

    /// The place of what a word means, which [`Words::at`] turns into the value; small enough to be remembered.
    pub(crate) fn find(&self, word: &str) -> Option<u8> {
        let word = fold(word);
        let find = |word: &str| {
            let exact = self.by_fold.get(word).copied();
            // What has some accents and not all of them may be another word.
            exact.or_else(|| self.by_letters.get(word).copied().flatten())
        };
        let bare = |thing: &String| {
            let rest = word.strip_prefix(thing.as_str()).and_then(|rest| rest.strip_prefix(' '));
            let rest = rest.or_else(|| word.strip_suffix(thing.as_str())?.strip_suffix(' '))?;
            // The code of a state is no word.
            find(rest.trim()).filter(|_| rest.contains(char::is_alphabetic))
        };
        find(&word).or_else(|| self.about.iter().find_map(bare))
    }

    pub(crate) fn at(&self, place: u8) -> Option<T> {
        self.meanings.get(usize::from(place)).map(|meaning| meaning.value)
    }

    /// Gives what a word means; `None` of one that is not in the set.
    pub fn get(&self, word: &str) -> Option<T> {
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
    fn words_are_known_without_accents_and_not_with_others() {
        let statuses = Words::new(tables::STATUSES);
        assert_eq!(statuses.get("TRA LAI"), Some(StatusWord::SentBack));
        assert_eq!(statuses.get("Dang xu ly"), Some(StatusWord::State(DossierStatus::Processing)));
        assert_eq!(statuses.get("Đã rut"), None);
        let mut marks = Words::new(tables::MARKS);
        marks.add("Cò", 1);
        assert_eq!((marks.get("co"), marks.get("có")), (None, Some(sipas_core::Mark::Yes)));
    }

    #[test]
    fn what_a_state_is_of_may_stand_beside_it() {
        let statuses = Words::new(tables::STATUSES).about(&["hồ sơ"]);
        let state = |status| Some(StatusWord::State(status));
        assert_eq!(statuses.get("Chờ công dân bổ sung hồ sơ"), state(DossierStatus::AwaitingSupplement));
        assert_eq!(statuses.get("Hồ sơ đang xử lý"), state(DossierStatus::Processing));
        assert_eq!(statuses.get("HO SO DANG XU LY"), state(DossierStatus::Processing));
        assert_eq!(statuses.get("Rút hồ sơ"), state(DossierStatus::Withdrawn));
        for unknown in ["Hồ sơ", "Hồ sơ 4", "Hồ sơ chuyển bước", "Bổ sung hồ sơ", "Đang xử lýhồ sơ"]
        {
            assert_eq!(statuses.get(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_word_without_accents_has_one_meaning() {
        let is_clear = |words: &HashMap<String, Option<u8>>| words.values().all(Option::is_some);
        assert!(is_clear(&Words::new(tables::STATUSES).by_letters));
        assert!(is_clear(&Words::new(tables::PAKN_STATUSES).by_letters));
        assert!(
            is_clear(&Words::new(tables::TOPICS).by_letters)
                && is_clear(&Words::new(tables::CHANNELS).by_letters)
        );
        assert!(
            is_clear(&Words::new(tables::MARKS).by_letters)
                && is_clear(&Words::new(tables::ANSWERS).by_letters)
        );
    }

    #[test]
    fn some_states_are_told_apart_by_an_end() {
        let status = |word, has_end| Words::new(tables::STATUSES).get(word).unwrap().state(has_end);
        assert_eq!(status("Trả hồ sơ", true), DossierStatus::Refused);
        assert_eq!(status("Hồ sơ trả", false), DossierStatus::AwaitingSupplement);
        assert_eq!(status("Chờ trả kết quả", true), DossierStatus::Finished);
        assert_eq!(status("Chưa trả kết quả", false), DossierStatus::Processing);
        assert_eq!(status("Đúng hạn", true), DossierStatus::Unknown);
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
        assert_eq!(
            (answers.get("75"), answers.get("0")),
            (Some(Satisfaction::Satisfied), Some(Satisfaction::VeryDissatisfied))
        );
        assert_eq!(answers.get("Chưa hài lòng"), None);
    }
}
