use std::ops::{Deref, DerefMut};

/// A part of a tally that most groups count nothing in: it takes room only once something is counted. It is what it
/// holds; with nothing, what holds nothing.
#[derive(Debug, Clone)]
pub struct Seldom<T>(Option<Box<T>>);

/// What counts nothing.
pub trait Blank: Default + 'static {
    /// The one that all share.
    fn blank() -> &'static Self;
}

impl<T> Seldom<T> {
    /// What is held.
    pub(super) fn get(&self) -> Option<&T> {
        self.0.as_deref()
    }
}

impl<T> Default for Seldom<T> {
    fn default() -> Seldom<T> {
        Seldom(None)
    }
}

impl<T: Blank> Deref for Seldom<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.get().unwrap_or_else(|| T::blank())
    }
}

impl<T: Blank> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Blank + PartialEq> PartialEq for Seldom<T> {
    fn eq(&self, other: &Seldom<T>) -> bool {
        match (self.get(), other.get()) {
            (None, None) => true,
            _ => **self == **other,
        }
    }
}

impl<T: Blank + Eq> Eq for Seldom<T> {}
