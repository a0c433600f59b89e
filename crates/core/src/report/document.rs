//! The JSON document, schema `sipas.report/1`: a contract, key by key.

use serde::{Serialize, Serializer, ser::SerializeSeq, ser::SerializeStruct};

use super::Report;
use crate::calendar::WorkCalendar;
use crate::moment::Day;
use crate::plan::Plan;

/// The version of the document's schema.
pub(super) const SCHEMA: &str = "sipas.report/1";

/// What a document is written to, entry by entry.
pub trait DocumentWriter {
    /// What may go wrong.
    type Error;

    /// Writes an entry.
    fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Self::Error>;

    /// Writes an entry that is a list, which may be very long: of each of these the items, in their order. They may be
    /// made on several threads.
    fn list<'a, A: Sync, I: IntoIterator<Item: Serialize>>(
        &mut self,
        name: &'static str,
        of: &'a [A],
        items: impl Fn(&'a A) -> I + Sync,
    ) -> Result<(), Self::Error>;
}

#[derive(Serialize)]
struct Covered {
    from: Day,
    to: Day,
    provisional: Vec<Day>,
}

impl Covered {
    fn of(calendar: &WorkCalendar) -> Covered {
        let provisional = calendar.rows().filter(|row| row.provisional).map(|row| row.date).collect();
        Covered { from: calendar.first(), to: calendar.last(), provisional }
    }
}

impl Report {
    /// Writes the document, entry by entry in its order.
    pub fn write_document<W: DocumentWriter>(&self, to: &mut W) -> Result<(), W::Error> {
        let as_of = self.period.as_of().datetime().format("%Y-%m-%dT%H:%M:%S%.f").to_string();
        to.entry("schema", SCHEMA)?;
        to.entry("generator", concat!("sipas ", env!("CARGO_PKG_VERSION")))?;
        to.entry("period", &self.period)?;
        to.entry("as_of", &as_of)?;
        to.entry("baseline", &self.baseline)?;
        to.entry("plan", &self.plan.as_ref().map(Plan::id))?;
        to.entry("policy", &self.policy)?;
        to.entry("calendar", &Covered::of(&self.calendar))?;
        to.list("inputs", &self.inputs, |input| [input])?;
        let groups: Vec<_> = self.groups().collect();
        to.list("groups", &groups, |group| [group])?;
        to.list("scorecard", &groups, |group| self.scores(*group))?;
        to.entry("late_budget", &self.late_budget)?;
        to.entry("coverage", &self.coverage)?;
        to.entry("unmeasured", self.plan.as_ref().map_or(&[][..], Plan::unmeasured))?;
        to.entry("names", &self.names)
    }
}

/// A document as any serialiser of serde takes it.
struct Fields<S>(S);

impl<S: SerializeStruct> DocumentWriter for Fields<S> {
    type Error = S::Error;

    fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }

    fn list<'a, A: Sync, I: IntoIterator<Item: Serialize>>(
        &mut self,
        name: &'static str,
        of: &'a [A],
        items: impl Fn(&'a A) -> I + Sync,
    ) -> Result<(), S::Error> {
        self.0.serialize_field(name, &List(of, items))
    }
}

struct List<'a, A, F>(&'a [A], F);

impl<'a, A, I: IntoIterator<Item: Serialize>, F: Fn(&'a A) -> I> Serialize for List<'a, A, F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        self.0.iter().flat_map(&self.1).try_for_each(|item| list.serialize_element(&item))?;
        list.end()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = Fields(to.serialize_struct("Report", 15)?);
        self.write_document(&mut fields)?;
        fields.0.end()
    }
}
