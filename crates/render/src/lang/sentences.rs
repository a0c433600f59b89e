//! Sentences with figures in them.

use sipas_core::{Day, LateBudget, Phrase, Policy, PutOff};

use super::Lang;

impl Lang {
    /// The settings of the clock.
    pub(crate) fn policy(self, policy: Policy) -> String {
        let k = policy.repeat_threshold;
        let (end, deadline) = (self.clock_end(policy.clock_end), self.deadline(policy.deadline));
        let (precision, supplement) = (self.precision(policy.precision), self.supplement(policy.supplement));
        match self {
            Lang::Vi => format!(
                "kết thúc là {end}; {deadline}; {precision}; {supplement}; phải đi lại là từ {k} lần trở lên"
            ),
            Lang::En => format!(
                "the end is {end}; {deadline}; {precision}; {supplement}; a repeat visit is {k} or more extra trips"
            ),
        }
    }

    /// How many targets of a tier are met, missed and undecided.
    pub(crate) fn verdicts(self, tier: &str, met: usize, missed: usize, undecided: usize) -> String {
        match self {
            Lang::Vi => format!("{tier}: {met} đạt, {missed} không đạt, {undecided} chưa kết luận được."),
            Lang::En => format!("{tier}: {met} met, {missed} missed, {undecided} undecided."),
        }
    }

    /// The late budget in words.
    pub(crate) fn budget(self, budget: &LateBudget) -> Vec<String> {
        let n = |n: u64| self.count(n);
        let (resolved, late, allowed) = (n(budget.resolved), n(budget.late), n(budget.allowed));
        let bound = self.threshold(budget.threshold);
        let left = n(budget.remaining.unsigned_abs());
        let overspent = budget.remaining < 0;
        let mut said = vec![match self {
            Lang::Vi => format!(
                "Có {resolved} hồ sơ xác định được hạn, trễ {late}. Để tỷ lệ trễ hạn dưới {bound}, tối đa {allowed} hồ sơ được trễ: {} {left}.",
                if overspent { "đã vượt" } else { "còn" }
            ),
            Lang::En => format!(
                "{resolved} dossiers judged by a deadline, {late} late. To stay below {bound}, at most {allowed} may be late: {}.",
                if overspent { format!("overspent by {left}") } else { format!("{left} left") }
            ),
        }];
        if let Some(more) = budget.to_win_one.map(n) {
            said.push(match self {
                Lang::Vi => format!("Cứ thêm {more} hồ sơ được giải quyết mới được phép trễ thêm 1."),
                Lang::En => format!("{more} more dossiers allow one more to be late."),
            });
        }
        if let (Some(year), Some(allowed)) =
            (budget.projected_resolved.map(n), budget.projected_allowed.map(n))
        {
            said.push(match self {
                Lang::Vi => {
                    format!("Theo nhịp độ này cả năm có {year} hồ sơ, tối đa {allowed} hồ sơ được trễ.")
                }
                Lang::En => {
                    format!("At this pace the year has {year} dossiers, of which {allowed} may be late.")
                }
            });
        }
        said
    }

    /// Indicators without a figure, and why.
    pub(crate) fn not_measured(self, why: &str, indicators: &[String]) -> String {
        let head = self.pick("Không đo được", "Not measurable");
        format!("{head} ({why}): {}.", indicators.join("; "))
    }

    /// Targets without a verdict, and why.
    pub(crate) fn undecided(self, why: &str, targets: &[String]) -> String {
        let head = self.pick("Chưa kết luận được", "Undecided");
        format!("{head} ({why}): {}.", targets.join(", "))
    }

    /// What the plan asks for and no record tells.
    pub fn unmeasured(self, phrase: &Phrase) -> String {
        let areas = phrase.areas.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let head = self.pick("Chưa có số liệu để đo", "No figure tells");
        format!("{head} ({areas}): {}.", phrase.text)
    }

    /// What turns a verdict, after the verdict: "nhưng 10 hồ sơ đang quá hạn; tính cả thì 2,26% ✘".
    pub(crate) fn but(self, what: &str, figure: &str, mark: char) -> String {
        match self {
            Lang::Vi => format!("nhưng {what}; tính cả thì {figure} {mark}"),
            Lang::En => format!("but {what}; counting them {figure} {mark}"),
        }
    }

    /// What stands beside targets without turning a verdict.
    pub(crate) fn beside(self, what: &str, targets: &[String]) -> String {
        let head = self.pick("Lưu ý", "Caution");
        format!("{head} ({what}): {}.", targets.join(", "))
    }

    /// How many dossiers were put off, and how many twice.
    pub(crate) fn put_off(self, put_off: PutOff) -> (String, String) {
        let (all, twice) = (self.count(put_off.all), self.count(put_off.twice));
        let twice = if put_off.twice == 0 {
            String::new()
        } else {
            self.pick(format!(", trong đó hai lần {twice}"), format!(", twice {twice}"))
        };
        (self.pick("Lùi hạn trả", "Put off").to_owned(), format!("{all}{twice}"))
    }

    /// How many dossiers took how many extra trips; the last of the counts is of so many or more.
    pub(crate) fn visit_counts(self, counts: [u64; 4]) -> String {
        let labels = self.pick(["0 lần", "1 lần", "2 lần", "từ 3 lần"], ["none", "1", "2", "3 or more"]);
        let all = labels.into_iter().zip(counts).map(|(label, n)| format!("{label}: {}", self.count(n)));
        all.collect::<Vec<_>>().join(", ")
    }

    /// The calendar's provisional days.
    pub(crate) fn leans_on(self, day: Day) -> String {
        let day = self.day(day);
        match self {
            Lang::Vi => format!(
                "Có số liệu dựa vào ngày {day} của lịch làm việc, chưa có thông báo chính thức: có thể thay đổi."
            ),
            Lang::En => format!(
                "Some figures lean on {day} of the working calendar, which is provisional until the official notice: they may change."
            ),
        }
    }
}
