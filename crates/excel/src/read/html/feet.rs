//! The feet of tables, where a browser shows them: below, though HTML 4 writes them above the body.

use std::mem;

use html5gum::Token;

/// Hands over the tokens of a page, those of a table's foot at its end.
#[derive(Default)]
pub(super) struct FeetLast {
    /// The tokens of the foot of each open table, the innermost last.
    feet: Vec<Vec<Token>>,
    /// Whether the foot of the innermost is open, and how many tables are open within it.
    within: Option<u32>,
}

impl FeetLast {
    pub(super) fn push<E>(
        &mut self,
        token: Token,
        mut take: impl FnMut(Token) -> Result<(), E>,
    ) -> Result<(), E> {
        match &token {
            Token::StartTag(tag) => match (&**tag.name, &mut self.within) {
                (b"table", Some(tables)) => *tables += 1,
                (b"table", None) => self.feet.push(Vec::new()),
                (b"tfoot", None) if !self.feet.is_empty() => self.within = Some(0),
                // The end of a foot may be left out.
                (b"tbody" | b"thead", Some(0)) => self.within = None,
                _ => {}
            },
            Token::EndTag(tag) => match (&**tag.name, &mut self.within) {
                (b"table", Some(tables)) if *tables > 0 => *tables -= 1,
                (b"table", _) => {
                    self.within = None;
                    self.feet.pop().unwrap_or_default().into_iter().try_for_each(&mut take)?;
                }
                (b"tfoot", Some(0)) => {
                    self.within = None;
                    self.feet.last_mut().into_iter().for_each(|foot| foot.push(token.clone()));
                    return Ok(());
                }
                _ => {}
            },
            _ => {}
        }
        match self.feet.last_mut() {
            Some(foot) if self.within.is_some() => {
                foot.push(token);
                Ok(())
            }
            _ => take(token),
        }
    }

    /// Hands over what a page holds that ends within a table.
    pub(super) fn finish<E>(&mut self, take: impl FnMut(Token) -> Result<(), E>) -> Result<(), E> {
        mem::take(&mut self.feet).into_iter().rev().flatten().try_for_each(take)
    }
}
