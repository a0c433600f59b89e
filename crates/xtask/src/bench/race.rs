//! Contenders in turns.

use anyhow::{Context, Result};

use super::contender::{Bench, Contender};
use super::measure::{Took, take};
use crate::sh;

/// What each contender took in each round.
pub(crate) struct Race {
    names: Vec<&'static str>,
    rounds: Vec<Vec<Took>>,
}

impl Race {
    /// One round that does not count, after which the answers are compared, and then those that do.
    pub(crate) fn run(bench: &Bench, title: &str, by: &[&str], contenders: &[Contender]) -> Result<Race> {
        sh::say(&format!("# {title}"));
        let round = || contenders.iter().map(take).collect::<Result<Vec<_>>>();
        round()?;
        agree(by, contenders)?;
        let rounds = (0..bench.rounds).map(|_| round()).collect::<Result<Vec<_>>>()?;
        let race = Race { names: contenders.iter().map(|contender| contender.name).collect(), rounds };
        race.tell();
        contenders.iter().try_for_each(|contender| contender.answer.remove())?;
        Ok(race)
    }

    /// The median over the rounds of what is asked about one contender.
    pub(crate) fn median(&self, name: &str, of: impl Fn(&Took) -> f64) -> f64 {
        let place = self.place(name);
        median(self.rounds.iter().map(|round| of(&round[place])))
    }

    /// How many times as long the fastest of some took as another, round by round, and the median of that.
    pub(crate) fn ratio(&self, fastest: &[&str], name: &str, of: impl Fn(&Took) -> f64) -> f64 {
        let place = self.place(name);
        let others: Vec<_> = fastest.iter().map(|name| self.place(name)).collect();
        median(self.rounds.iter().map(|round| {
            let best = others.iter().map(|place| of(&round[*place])).fold(f64::INFINITY, f64::min);
            best / of(&round[place])
        }))
    }

    fn place(&self, name: &str) -> usize {
        self.names.iter().position(|known| *known == name).expect("a contender of this race")
    }

    fn tell(&self) {
        sh::say(&format!("{:<22}{:>10}{:>12}{:>10}{:>12}", "", "seconds", "work alone", "cpu", "peak MiB"));
        for name in &self.names {
            let asked: [fn(&Took) -> f64; 4] =
                [|took| took.wall, |took| took.work, |took| took.cpu, |took| mebibytes(took.peak)];
            let [wall, work, cpu, peak] = asked.map(|of| self.median(name, of));
            sh::say(&format!("{name:<22}{wall:>10.3}{work:>12.3}{cpu:>10.3}{peak:>12.1}"));
        }
    }
}

/// Fails where an answer is not the first one's.
fn agree(by: &[&str], contenders: &[Contender]) -> Result<()> {
    let mut first = None;
    for contender in contenders {
        let read = contender.answer.figures(by).with_context(|| contender.name)?;
        let Some(figures) = read else { continue };
        match &first {
            None => first = Some((contender.name, figures)),
            Some((name, expected)) => {
                expected
                    .compare(&figures)
                    .with_context(|| format!("{name} and {} differ", contender.name))?;
            }
        }
    }
    if let Some((_, figures)) = first {
        sh::say(&format!("the same figures from all, in {} groups", figures.groups()));
    }
    Ok(())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}

#[allow(clippy::cast_precision_loss)]
pub(crate) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn medians() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < 1e-12);
        assert!((median([4.0, 1.0].into_iter()) - 2.5).abs() < 1e-12);
    }
}
