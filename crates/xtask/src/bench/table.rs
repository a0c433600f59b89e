use std::fmt;

use super::race::Race;

/// The rows of the README's table.
#[derive(Default)]
pub(crate) struct BenchTable(Vec<[String; 3]>);

/// What a figure has to reach.
#[derive(Clone, Copy)]
pub(crate) enum Bar {
    /// Times as fast as the fastest peer, at least; and what is aimed at.
    Times(f64, f64),
    /// No more than this of a unit.
    AtMost(f64, &'static str),
    /// Times as fast as what is no peer, at least.
    AtLeast(f64),
}

impl BenchTable {
    /// How many times as fast as the fastest of some peers, as whole processes; beside the time that their queries take
    /// without Python's own start; and by the time of all processors.
    pub(crate) fn beside(&mut self, work: &str, race: &Race, peers: &[&str], bar: Bar) {
        let whole = race.ratio(peers, "sipas", |took| took.wall);
        let query = race.ratio(peers, "sipas", |took| took.work);
        let cpu = race.ratio(peers, "sipas", |took| took.cpu);
        let shown = format!("{whole:.1} × (beside the query alone {query:.1} ×; processor time {cpu:.1} ×)");
        self.push(work, bar, whole, &shown);
    }

    pub(crate) fn figure(&mut self, work: &str, bar: Bar, figure: f64) {
        let shown = match bar {
            Bar::AtMost(_, unit) => format!("{figure:.2} {unit}"),
            Bar::Times(..) | Bar::AtLeast(_) => format!("{figure:.2} ×"),
        };
        self.push(work, bar, figure, &shown);
    }

    fn push(&mut self, work: &str, bar: Bar, figure: f64, shown: &str) {
        let (bar, holds) = match bar {
            Bar::Times(bar, goal) if goal > bar => (format!("≥ {bar} ×, goal {goal} ×"), figure >= bar),
            Bar::Times(bar, _) | Bar::AtLeast(bar) => (format!("≥ {bar} ×"), figure >= bar),
            Bar::AtMost(bar, unit) => (format!("≤ {bar} {unit}"), figure <= bar),
        };
        let missed = if holds { "" } else { " **missed**" };
        self.0.push([work.to_owned(), bar, format!("{shown}{missed}")]);
    }
}

impl fmt::Display for BenchTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| work | bar | measured |\n|---|---|---|")?;
        self.0.iter().try_for_each(|[work, bar, measured]| writeln!(f, "| {work} | {bar} | {measured} |"))
    }
}
