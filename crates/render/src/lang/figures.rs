//! Numbers and dates as people write them.

use sipas_core::{Day, Moment, Period, Rate};

use super::Lang;

impl Lang {
    /// A whole number with its thousands marked: `1.234` or `1,234`.
    pub fn integer(self, n: i64) -> String {
        self.decimal(&n.to_string())
    }

    /// A count.
    pub fn count(self, n: u64) -> String {
        self.decimal(&n.to_string())
    }

    /// A number that is written with a decimal point and without marks for the thousands.
    pub fn decimal(self, plain: &str) -> String {
        let (mark, point) = self.pick(('.', ','), (',', '.'));
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
        let mut text = sign.to_owned();
        for (n, digit) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n) % 3 == 0 {
                text.push(mark);
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push(point);
            text.push_str(fraction);
        }
        text
    }

    /// A percentage: `98,81 %` or `98.81 %`.
    pub fn percent(self, plain: &str) -> String {
        format!("{}%", self.decimal(plain))
    }

    /// A threshold in per cent, exact: with as few decimals as it needs, or as the fraction that it is.
    pub(crate) fn threshold(self, threshold: Rate) -> String {
        let exact = |decimals: &u32| {
            let scale = 10u128.pow(*decimals) * 100;
            (u128::from(threshold.numerator) * scale).is_multiple_of(u128::from(threshold.denominator))
        };
        let shown = (0..=4).find(exact).and_then(|decimals| threshold.percent(decimals));
        shown.map_or_else(
            || format!("{}/{}", threshold.numerator, threshold.denominator),
            |shown| self.percent(&shown),
        )
    }

    /// A day: `30/06/2025` or `2025-06-30`.
    pub fn day(self, day: Day) -> String {
        match self {
            Lang::Vi => day.date().format("%d/%m/%Y").to_string(),
            Lang::En => day.to_string(),
        }
    }

    /// A day, and the time of day where one was written.
    pub fn moment(self, at: Moment) -> String {
        let day = self.day(at.day());
        if at.has_clock() { format!("{day} {}", at.datetime().format("%H:%M")) } else { day }
    }

    /// A period, both its days in it.
    pub fn period(self, period: &Period) -> String {
        format!("{}–{}", self.day(period.first_day()), self.day(period.last_day()))
    }

    /// A period as it is called, and its days: `Quý II/2025 (01/4–30/6/2025)`.
    pub fn period_in_words(self, period: &Period) -> String {
        let days = self.days(period.first_day(), period.last_day());
        match self.called(period) {
            Some(name) => format!("{name} ({days})"),
            None => self.pick(
                format!("Từ {}", days.replace('–', " đến ")),
                format!("From {}", days.replace('–', " to ")),
            ),
        }
    }

    /// What a period is called; nothing where it is some days.
    pub(crate) fn called(self, period: &Period) -> Option<String> {
        const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
        let name = period.name();
        let (year, part) = name.split_at_checked(4)?;
        let number = |text: &str| text.parse::<usize>().ok();
        let called = match part {
            "" => self.pick(format!("Năm {year}"), format!("Year {year}")),
            "-H1" => self.pick(format!("6 tháng đầu năm {year}"), format!("First half of {year}")),
            "-H2" => self.pick(format!("6 tháng cuối năm {year}"), format!("Second half of {year}")),
            "-9M" => self.pick(format!("9 tháng đầu năm {year}"), format!("First nine months of {year}")),
            part => {
                if let Some(quarter) = part.strip_prefix("-Q") {
                    let roman = ROMAN.get(number(quarter)?.checked_sub(1)?)?;
                    self.pick(format!("Quý {roman}/{year}"), format!("Quarter {quarter} of {year}"))
                } else {
                    let month = number(part.strip_prefix('-')?)?;
                    self.pick(format!("Tháng {month}/{year}"), format!("{year}-{month:02}"))
                }
            }
        };
        Some(called)
    }

    /// Days from one to another, as Vietnamese offices write them: `01/4–30/6/2025`.
    fn days(self, first: Day, last: Day) -> String {
        if self == Lang::En {
            return format!("{first}–{last}");
        }
        // Only of January and February does a month keep its zero: 3 and 4 could not be made of it.
        let written = |day: Day, with_year: bool| {
            let month = day.month().number();
            let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
            let (day, year) = (day.date().format("%d"), day.year());
            if with_year { format!("{day}/{month}/{year}") } else { format!("{day}/{month}") }
        };
        if first == last {
            return written(last, true);
        }
        format!("{}–{}", written(first, first.year() != last.year()), written(last, true))
    }

    /// The moment as of which a period is seen: a midnight is the end of the day before it.
    pub fn as_of(self, at: Moment) -> String {
        match (at.clock_ms(), self) {
            (0, Lang::Vi) => format!("hết ngày {}", self.day(at.day().plus(-1))),
            (0, Lang::En) => format!("end of {}", self.day(at.day().plus(-1))),
            _ => self.moment(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_country_does() {
        let both = |plain: &str| Lang::ALL.map(|lang| lang.decimal(plain)).join(" | ");
        assert_eq!(both("1234567.5"), "1.234.567,5 | 1,234,567.5");
        assert_eq!(both("-1234"), "-1.234 | -1,234");
        assert_eq!(both("999"), "999 | 999");
        assert_eq!(Lang::Vi.percent("98.81"), "98,81%");
    }

    #[test]
    fn a_threshold_is_exact() {
        let shown = |n, d| Lang::Vi.threshold(Rate::new(n, d));
        assert_eq!([shown(1, 100), shown(995, 1000), shown(1, 3)], ["1%", "99,5%", "1/3"]);
    }

    #[test]
    fn a_midnight_is_the_end_of_a_day() {
        let at: Moment = "2025-07-01".parse().unwrap();
        assert_eq!(Lang::Vi.as_of(at), "hết ngày 30/06/2025");
        let at: Moment = "2025-06-30T17:00:00".parse().unwrap();
        assert_eq!(Lang::Vi.as_of(at), "30/06/2025 17:00");
    }
}
