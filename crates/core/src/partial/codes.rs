//! Hashes of the codes that were counted, to tell whether two partial results share a code.

use std::cmp::Ordering;

use siphasher::sip::SipHasher13;

use super::io::Io;
use super::merge::MergeError;
use super::{Partial, PartialError, Split};

/// The keys are part of the format: every machine makes the same hash of a code, and a dossier's code is no petition's.
const DOSSIERS: &[u8; 16] = b"sipas: dossiers.";
const PETITIONS: &[u8; 16] = b"sipas: petitions";

/// Hashes of codes of dossiers and petitions, each once. No code can be read from them.
///
/// That two different codes have one hash is not to be expected: of ten million codes, once in 370 000 times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    /// In order, each once.
    hashes: Vec<u64>,
    /// Whether all codes that were counted are here.
    complete: bool,
}

/// No code at all.
impl Default for Codes {
    fn default() -> Codes {
        Codes { hashes: Vec::new(), complete: true }
    }
}

impl Codes {
    /// Of records that were counted and whose codes were not kept.
    pub fn unknown() -> Codes {
        Codes { hashes: Vec::new(), complete: false }
    }

    /// Of dossiers' and petitions' codes, in any order, some of them several times.
    pub fn of<C: AsRef<str>>(
        dossiers: impl IntoIterator<Item = C>,
        petitions: impl IntoIterator<Item = C>,
    ) -> Codes {
        let (dossier, petition) = (SipHasher13::new_with_key(DOSSIERS), SipHasher13::new_with_key(PETITIONS));
        let dossiers = dossiers.into_iter().map(|code| dossier.hash(code.as_ref().as_bytes()));
        let petitions = petitions.into_iter().map(|code| petition.hash(code.as_ref().as_bytes()));
        let mut hashes: Vec<u64> = dossiers.chain(petitions).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Codes { hashes, complete: true }
    }

    /// How many hashes there are.
    pub(super) fn len(&self) -> u64 {
        self.hashes.len() as u64
    }

    /// Takes in other codes. After an error this is as it was.
    pub(super) fn merge(&mut self, other: &Codes) -> Result<(), MergeError> {
        let (ours, theirs) = (&self.hashes, &other.hashes);
        let mut all = Vec::with_capacity(ours.len() + theirs.len());
        let (mut at, mut there, mut common) = (0, 0, 0);
        while let (Some(one), Some(other)) = (ours.get(at), theirs.get(there)) {
            let order = one.cmp(other);
            all.push(*one.min(other));
            at += usize::from(order != Ordering::Greater);
            there += usize::from(order != Ordering::Less);
            common += u64::from(order == Ordering::Equal);
        }
        if common > 0 {
            return Err(MergeError::Codes(common));
        }
        all.extend_from_slice(&ours[at..]);
        all.extend_from_slice(&theirs[there..]);
        *self = Codes { hashes: all, complete: self.complete && other.complete };
        Ok(())
    }
}

#[cfg(test)]
impl Codes {
    pub(super) fn shared_with(&self, other: &Codes) -> u64 {
        self.hashes.iter().filter(|hash| other.hashes.contains(hash)).count() as u64
    }
}

/// Two partial results that have codes in common: their places, the first pair of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Overlap {
    /// The place of the earlier one.
    pub first: usize,
    /// The place of the later one.
    pub second: usize,
    /// How many codes are in both.
    pub codes: u64,
}

impl Overlap {
    /// The first partial result that shares a code with one before it, and the first of those.
    pub(super) fn find<'p>(partials: impl IntoIterator<Item = &'p Partial>) -> Option<Overlap> {
        let each = partials.into_iter().enumerate();
        let mut all: Vec<(u64, usize)> =
            each.flat_map(|(n, one)| one.codes.hashes.iter().map(move |hash| (*hash, n))).collect();
        all.sort_unstable();
        let shared = || all.chunk_by(|a, b| a.0 == b.0).filter(|holders| holders.len() > 1);
        // The first two that hold a code are a pair as any two are, and no other pair of it comes before them.
        let pair = |holders: &[(u64, usize)]| (holders[1].1, holders[0].1);
        let (second, first) = shared().map(pair).min()?;
        let holds = |holders: &&[(u64, usize)]| {
            [first, second].iter().all(|place| holders.iter().any(|(_, n)| n == place))
        };
        Some(Overlap { first, second, codes: shared().filter(holds).count() as u64 })
    }
}

impl Partial {
    /// Whether it has whole files and yet cannot tell which codes it counted: they were counted from a stream, or by the
    /// first version. Whether it shares a code with others is then not checked.
    pub fn lacks_codes(&self) -> bool {
        let has_rows = self.records.inputs.iter().any(|input| input.summary.rows > 0);
        self.split == Split::Files && !self.codes.complete && has_rows
    }
}

pub(super) fn codes<I: Io>(io: &mut I, codes: &mut Codes, split: &Split) -> Result<(), PartialError> {
    // Shares have no code in common.
    if matches!(split, Split::Codes { .. }) {
        return Ok(());
    }
    if io.version() == 1 {
        *codes = Codes::unknown();
        return Ok(());
    }
    io.choice(&mut codes.complete, &[false, true])?;
    io.list(&mut codes.hashes, || 0, I::hash)?;
    if !codes.hashes.is_sorted_by(|a, b| a < b) {
        return Err(PartialError::Malformed("the codes"));
    }
    Ok(())
}
