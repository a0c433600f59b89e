use proptest::prelude::*;

use super::*;

fn moment() -> impl Strategy<Value = Option<Moment>> {
    let day = (2000i32..2100, 1u32..=12, 1u32..=28)
        .prop_map(|(y, m, d)| sipas_core::Day::from_ymd(y, m, d).unwrap());
    prop::option::of(
        (day, prop::option::of(0u32..86_400_000))
            .prop_map(|(day, ms)| ms.map_or(Moment::on(day), |ms| Moment::at(day, ms).unwrap())),
    )
}

fn dossier() -> impl Strategy<Value = StoredDossier> {
    let dates = prop::collection::vec(moment(), FactsColumns::DATES);
    let numbers = prop::collection::vec(0u32..300, FactsColumns::NUMBERS);
    let words = (0usize..DossierStatus::ALL.len(), 0usize..4, 0usize..3);
    let marks = prop::collection::vec(0usize..3, FactsColumns::MARKS);
    let symbol = prop_oneof![9 => 0u32..9, 1 => 65_530u32..65_540];
    let texts = prop::collection::vec(symbol.prop_map(Symbol::at), TEXTS.len());
    (dates, numbers, words, marks, texts).prop_filter_map(
        "an end before its receipt",
        |(dates, numbers, words, marks, texts)| {
            let mut facts = FactsColumns::default();
            facts.resize(1);
            facts.dates_mut().into_iter().zip(dates).for_each(|(column, date)| column[0] = date);
            facts.numbers_mut().into_iter().zip(numbers).for_each(|(column, number)| column[0] = number);
            facts.marks_mut().into_iter().zip(marks).for_each(|(column, mark)| column[0] = Mark::ALL[mark]);
            let parts = FactsBuilder {
                status: DossierStatus::ALL[words.0],
                channel: Channel::ALL[words.1],
                online_level: OnlineLevel::ALL[words.2],
                ..facts.row(0)
            };
            Some(StoredDossier { texts: texts.try_into().unwrap(), facts: parts.build().ok()? })
        },
    )
}

impl Packed {
    /// A dossier as a file with these columns can have it.
    fn without_others(&self, dossier: StoredDossier) -> StoredDossier {
        let (mut own, mut blank) = (Columns::default(), Columns::default());
        own.only(&dossier);
        blank.resize(1, self.blank);
        let facts = &mut own.facts;
        for (column, has) in facts.dates_mut().into_iter().zip(self.has.dates) {
            column[0] = column[0].filter(|_| has);
        }
        for (column, has) in facts.numbers_mut().into_iter().zip(self.has.numbers) {
            column[0] = if has { column[0] } else { 0 };
        }
        for ((column, blank), has) in
            facts.marks_mut().into_iter().zip(blank.facts.marks()).zip(self.has.marks)
        {
            column[0] = if has { column[0] } else { blank[0] };
        }
        dossier_fields!(each_word { facts, |column, n| if !self.has.words[n] {
            column.fill_with(Default::default);
        } });
        for (text, has) in own.texts.iter_mut().zip(self.has.texts) {
            text[0] = if has { text[0] } else { self.blank };
        }
        own.row(0)
    }
}

#[test]
fn a_value_is_its_byte() {
    fn holds<T: Byte + PartialEq + std::fmt::Debug>() {
        for (byte, value) in (0..).zip(T::ALL) {
            assert_eq!((value.byte(), T::of([byte])), (byte, *value));
        }
    }
    holds::<DossierStatus>();
    holds::<Channel>();
    holds::<OnlineLevel>();
    holds::<Mark>();
}

proptest! {
    /// Whatever columns a file was said to have.
    #[test]
    fn what_is_packed_comes_out(
        dossiers in prop::collection::vec(dossier(), 0..20),
        columns in prop::collection::btree_set(0..Field::COUNT, 0..Field::COUNT),
        together in 0usize..20,
    ) {
        let mut packed = Packed::new(|field| columns.contains(&(field as usize)), Symbol::at(0));
        let first = together.min(dossiers.len());
        for dossier in &dossiers[..first] {
            packed.push(dossier);
        }
        // Columns that the file does not have hold nothing.
        let known = dossiers[first..].iter().map(|dossier| packed.without_others(*dossier));
        let known: Vec<_> = known.collect();
        let mut all = Columns::default();
        for dossier in &known {
            all.push(dossier);
        }
        packed.push_all(&mut all, 0..known.len());
        let dossiers = [&dossiers[..first], &known].concat();
        prop_assert_eq!(packed.len(), dossiers.len());
        let (rows, mut read) = ((0..dossiers.len()).rev().collect::<Vec<_>>(), Columns::default());
        packed.read(&rows, &mut read, |symbol| symbol);
        for (n, dossier) in dossiers.iter().rev().enumerate() {
            prop_assert_eq!(read.row(n), *dossier);
        }
        let mut dates = Columns::default();
        packed.read_dates(&rows, &mut dates);
        prop_assert_eq!(dates.facts.dates(), read.facts.dates());
        prop_assert_eq!(&dates.facts.status, &read.facts.status);
        prop_assert_eq!(dates.taken, read.taken);
    }
}
