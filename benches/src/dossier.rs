//! What becomes of each dossier.

use crate::days::{EXPORTED, RECEIVED};
use crate::random::Random;
use crate::words::{PROCEDURES, UNITS};

/// A day and a time of day in seconds.
pub(crate) type Instant = (u64, u64);

/// One dossier of an office, as its last export has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dossier {
    pub(crate) unit: usize,
    pub(crate) procedure: usize,
    /// The day in its code, and its number on that day at that unit.
    pub(crate) day: u64,
    pub(crate) number: u64,
    pub(crate) received: Option<Instant>,
    pub(crate) due: Option<Instant>,
    pub(crate) finished: Option<Instant>,
    pub(crate) returned: Option<Instant>,
    pub(crate) status: &'static str,
    pub(crate) supplements: u64,
}

impl Dossier {
    /// The dossier of this place among `count` that came in one after the other, and what is still to be drawn of it.
    pub(crate) fn draw(place: u64, count: u64) -> (Dossier, Random) {
        let mut random = Random::new(place);
        let day = place * RECEIVED / count;
        let on_day = place - (day * count).div_ceil(RECEIVED);
        let units = UNITS as u64;
        let number = on_day / units + 1;
        let received = (day, 7 * 3600 + random.below(10 * 3600));
        let term = 1 + random.below(30);
        let due = (day + term, 17 * 3600);
        let mut dossier = Dossier {
            unit: usize::try_from(on_day % units).expect("a unit of the table"),
            procedure: usize::try_from(random.below(PROCEDURES as u64)).expect("a procedure of the table"),
            day,
            number,
            received: Some(received),
            due: Some(due),
            finished: None,
            returned: None,
            status: "Đang xử lý",
            supplements: supplements(&mut random),
        };
        dossier.live(received, term, &mut random);
        (dossier, random)
    }

    /// Its life, in the proportions of a busy office: of a thousand, 14 are not accepted, 10 withdrawn, 15 stopped, 8
    /// waiting, 18 still open, 3 without a deadline, 2 returned on a day that nobody wrote down.
    fn live(&mut self, received: Instant, term: u64, random: &mut Random) {
        match random.below(1000) {
            0..10 => (self.status, self.due) = ("Không được tiếp nhận", None),
            10..14 => (self.status, self.received, self.due) = ("Mới đăng ký", None, None),
            14..24 => self.conclude(received, term, "Công dân yêu cầu rút hồ sơ", random),
            24..39 => self.conclude(received, term, "Dừng xử lý", random),
            39..45 => self.status = "Yêu cầu bổ sung giấy tờ",
            45..47 => self.status = "Yêu cầu thực hiện nghĩa vụ tài chính",
            47..49 => self.status = "Đã trả kết quả",
            49..67 => {}
            life => {
                if life < 70 {
                    self.due = None;
                }
                self.conclude(received, term, "Đã xử lý xong", random);
                self.hand_over(random);
            }
        }
        // A slip of the pen in one of ten thousand: it ends before it begins, and the row has to be rejected.
        if let Some(finished) = self.finished.filter(|_| received.0 > 9 && random.below(10_000) == 0) {
            self.finished = Some((received.0 - 9, finished.1));
        }
    }

    /// An end, 78 of a hundred early, 19 on the day, 3 late; none yet where that day is still to come.
    fn conclude(&mut self, received: Instant, term: u64, status: &'static str, random: &mut Random) {
        let day = match random.below(100) {
            0..78 => received.0 + random.below(term),
            78..97 => received.0 + term,
            _ => received.0 + term + 1 + random.below(20),
        };
        if day < EXPORTED {
            self.status = status;
            self.finished = Some((day, received.1.max(8 * 3600) + random.below(3600)));
        }
    }

    /// The result goes to whom it belongs, mostly on the day or the next.
    fn hand_over(&mut self, random: &mut Random) {
        let Some(finished) = self.finished else { return };
        let day = finished.0 + random.below(3);
        if day < EXPORTED && !random.in_thousand(40) {
            self.status = "Đã trả kết quả";
            self.returned = Some((day, finished.1 + 600));
        }
    }

    /// As an earlier export had it: received, and no more than that.
    pub(crate) fn earlier(self) -> Dossier {
        Dossier { finished: None, returned: None, status: "Đang xử lý", supplements: 0, ..self }
    }
}

/// None for 88 of a hundred.
fn supplements(random: &mut Random) -> u64 {
    match random.below(1000) {
        0..880 => 0,
        880..970 => 1,
        970..993 => 2,
        _ => 3 + random.below(3),
    }
}
