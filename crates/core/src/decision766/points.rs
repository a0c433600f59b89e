use std::fmt;

/// Points as an exact fraction, so that nothing is rounded before it is shown.
///
/// ```
/// use sipas_core::decision766::Points;
/// let third = Points::new(20, 3);
/// assert_eq!((third + third + third).shown(2), "20.00");
/// assert_eq!(Points::new(1, 8).shown(2), "0.13");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    numerator: u128,
    denominator: u128,
}

impl Points {
    /// No point.
    pub const ZERO: Points = Points { numerator: 0, denominator: 1 };

    /// A fraction in lowest terms; nothing of a nothing is nothing.
    pub fn new(numerator: u128, denominator: u128) -> Points {
        if denominator == 0 {
            return Points::ZERO;
        }
        let divisor = common(numerator, denominator);
        Points { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    /// Numerator and denominator, in lowest terms.
    pub fn pair(self) -> (u128, u128) {
        (self.numerator, self.denominator)
    }

    /// What is missing to so many points; none where it is more.
    #[must_use]
    pub fn missing_to(self, whole: u64) -> Points {
        let all = u128::from(whole) * self.denominator;
        Points::new(all.saturating_sub(self.numerator), self.denominator)
    }

    /// With so many decimals, rounded half up from the exact fraction.
    pub fn shown(self, decimals: u32) -> String {
        let scale = 10u128.pow(decimals);
        let scaled = (2 * self.numerator * scale + self.denominator) / (2 * self.denominator);
        let width = decimals as usize;
        match decimals {
            0 => scaled.to_string(),
            _ => format!("{}.{:0width$}", scaled / scale, scaled % scale),
        }
    }

    /// The nearest double, for programs.
    pub fn value(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// Sums of a few scores: their denominators are counts of records, far from the end of 128 bits.
impl std::ops::Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        let divisor = common(self.denominator, other.denominator);
        let (left, right) = (other.denominator / divisor, self.denominator / divisor);
        Points::new(self.numerator * left + other.numerator * right, self.denominator * left)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(all: I) -> Points {
        all.fold(Points::ZERO, std::ops::Add::add)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(2))
    }
}

fn common(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
}
