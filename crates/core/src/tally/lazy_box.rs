use std::ops::{Deref, DerefMut};

/// A box that allocates on the first write: for the parts of a tally that most groups count nothing in. An empty one reads as,
/// and equals, the default value.
#[derive(Debug, Clone)]
pub struct LazyBox<T>(Option<Box<T>>);

/// A type with one shared default value.
pub trait Blank: Default + 'static {
    /// The shared default value.
    fn blank() -> &'static Self;
}

impl<T> LazyBox<T> {
    /// The value, where one was written.
    pub(super) fn get(&self) -> Option<&T> {
        self.0.as_deref()
    }
}

impl<T> Default for LazyBox<T> {
    fn default() -> LazyBox<T> {
        LazyBox(None)
    }
}

impl<T: Blank> Deref for LazyBox<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.get().unwrap_or_else(|| T::blank())
    }
}

impl<T: Blank> DerefMut for LazyBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Blank + PartialEq> PartialEq for LazyBox<T> {
    fn eq(&self, other: &LazyBox<T>) -> bool {
        match (self.get(), other.get()) {
            (None, None) => true,
            _ => **self == **other,
        }
    }
}

impl<T: Blank + Eq> Eq for LazyBox<T> {}
