//! Long texts made on several threads and written in their order.

use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;

/// How many items make a piece: a few hundred KiB, which a core's cache holds.
const PIECE: usize = 64;

/// How many pieces of a thread may wait to be written.
const AHEAD: usize = 8;

/// What each of these makes, piece by piece and in their order, whatever the number of threads; no more than a few
/// pieces are in memory.
pub(crate) fn write<'a, A: Sync>(
    all: &'a [A],
    threads: Option<NonZeroUsize>,
    make: impl Fn(&'a A, &mut Vec<u8>) -> io::Result<()> + Sync,
    mut write: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let pieces = all.len().div_ceil(PIECE);
    let threads = threads.or_else(|| thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get).min(pieces);
    let text = |piece: &'a [A], mut text: Vec<u8>| {
        text.clear();
        piece.iter().try_for_each(|one| make(one, &mut text)).map(|()| text)
    };
    if threads < 2 {
        let mut room = Vec::new();
        return all.chunks(PIECE).try_for_each(|piece| {
            room = text(piece, std::mem::take(&mut room))?;
            write(&room)
        });
    }
    thread::scope(|scope| {
        let threads: Vec<Thread> = (0..threads)
            .map(|thread| {
                let ((to, done), (used, spare), text) = (sync_channel(AHEAD), channel(), &text);
                scope.spawn(move || {
                    // Where nobody wants any more, writing has failed.
                    let mut mine = all.chunks(PIECE).skip(thread).step_by(threads);
                    mine.all(|piece| to.send(text(piece, spare.try_recv().unwrap_or_default())).is_ok())
                });
                Thread { done, used }
            })
            .collect();
        for Thread { done, used } in threads.iter().cycle().take(pieces) {
            // A thread that is gone before its time has panicked, which the scope tells.
            let Ok(piece) = done.recv() else { break };
            let piece = piece?;
            write(&piece)?;
            // Its memory is warm. Who has made the last piece needs no more.
            let _ = used.send(piece);
        }
        Ok(())
    })
}

/// One that makes pieces: what it has made, and what has been written of that.
struct Thread {
    done: Receiver<io::Result<Vec<u8>>>,
    used: Sender<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use super::{PIECE, write};

    fn line(of: &String, text: &mut Vec<u8>) -> io::Result<()> {
        writeln!(text, "{of}")
    }

    fn numbers(length: usize) -> Vec<String> {
        (0..length).map(|n| n.to_string()).collect()
    }

    #[test]
    fn all_is_written_in_its_order() {
        for length in [0, 1, PIECE, PIECE + 1, 40 * PIECE + 7] {
            let (all, mut text) = (numbers(length), Vec::new());
            write(&all, None, line, |piece| text.write_all(piece)).unwrap();
            assert_eq!(String::from_utf8(text).unwrap().lines().collect::<Vec<_>>(), all);
        }
    }

    #[test]
    fn what_goes_wrong_ends_it() {
        let all = numbers(100 * PIECE);
        let (mut calls, full) = (0, || io::Error::from(io::ErrorKind::StorageFull));
        let written = write(&all, None, line, |_| {
            calls += 1;
            if calls < 5 { Ok(()) } else { Err(full()) }
        });
        assert_eq!((written.unwrap_err().kind(), calls), (io::ErrorKind::StorageFull, 5));
        let ends = |of: &String, _: &mut Vec<u8>| if of == "2000" { Err(full()) } else { Ok(()) };
        assert!(write(&all, None, ends, |_| Ok(())).is_err());
    }
}
