//! Blocks of text worked on by several threads at once, the results handed over in order. Never lets where a block happens to end
//! change what is read: a block that starts inside a record is worked on again, together with the start of that record.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::blocks::{Block, Blocks};
use super::refusal::{Limit, Refused};
use super::{Refusal, limits};

/// Number of workers that this machine keeps busy.
pub(super) fn workers() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What was made of a text, and how much of the text it stands for: the rest is the start of a record that goes on.
pub(super) struct Worked<P> {
    /// What was made of it.
    pub part: P,
    /// Bytes of whole records.
    pub used: usize,
}

/// Lets `workers` threads `work` on the blocks (text, whether it is the last) and hands what comes out of it to `take`, in the order
/// of the text, with the bytes read so far, until it breaks off.
///
/// # Errors
/// Whatever the reader reports; a refusal for a record that is too long.
pub(super) fn in_order<R, P, W>(
    mut blocks: Blocks<R>,
    workers: usize,
    work: W,
    mut take: impl FnMut(P, u64) -> ControlFlow<()>,
) -> io::Result<()>
where
    R: Read + Send,
    P: Send,
    W: Fn(&[u8], bool) -> Worked<P> + Sync,
{
    let Some(first) = blocks.next(Vec::new())? else { return Ok(()) };
    let mut seams = Seams { work: &work, rest: Vec::new() };
    let is_last = first.is_last;
    let done = Done::of(first, &work);
    if seams.settle(done, &mut take)?.0.is_break() || is_last {
        return Ok(());
    }
    // Each worker has one block at hand; the others wait for their turn to be taken. So many that no worker has to wait when the taking
    // takes longer now and then.
    let in_flight = 4 * workers + 1;
    let (give_back, buffers) = channel();
    (0..in_flight).for_each(|_| drop(give_back.send(Vec::new())));
    let (results, arrived) = sync_channel(in_flight);
    let queue = Mutex::new(Queue { blocks, buffers, index: 0 });
    thread::scope(|scope| {
        for _ in 0..workers {
            let (queue, work, results) = (&queue, &work, results.clone());
            scope.spawn(move || run(queue, work, &results));
        }
        drop(results);
        // Taken by value: whatever ends this, the workers find their channels closed and end too.
        collect(arrived, give_back, &mut seams, &mut take)
    })
}

/// Blocks to be worked on, and the memory they may use: as many buffers as may be under way.
struct Queue<R> {
    blocks: Blocks<R>,
    buffers: Receiver<Vec<u8>>,
    index: u64,
}

impl<R: Read> Queue<R> {
    /// The next block with its number; `None` when there is none or nobody wants any.
    fn next(&mut self) -> io::Result<Option<(u64, Block)>> {
        let Ok(buffer) = self.buffers.recv() else { return Ok(None) };
        let Some(block) = self.blocks.next(buffer)? else { return Ok(None) };
        self.index += 1;
        Ok(Some((self.index - 1, block)))
    }
}

/// A block that was worked on.
struct Done<P> {
    block: Block,
    worked: Worked<P>,
}

impl<P> Done<P> {
    fn of(block: Block, work: &impl Fn(&[u8], bool) -> Worked<P>) -> Self {
        let worked = work(block.text(), block.is_last);
        Self { block, worked }
    }
}

/// What a worker hands over.
enum Message<P> {
    Done(u64, Done<P>),
    Failed(io::Error),
    Panicked(Box<dyn Any + Send>),
}

/// One worker: takes blocks until there are no more or nobody listens.
fn run<R: Read, P>(
    queue: &Mutex<Queue<R>>,
    work: &impl Fn(&[u8], bool) -> Worked<P>,
    results: &SyncSender<Message<P>>,
) {
    loop {
        let taken = catch_unwind(AssertUnwindSafe(|| {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            next.map(|next| next.map(|(index, block)| Message::Done(index, Done::of(block, work))))
        }));
        let message = match taken {
            Ok(Ok(Some(message))) => message,
            Ok(Ok(None)) => return,
            Ok(Err(error)) => Message::Failed(error),
            Err(panic) => Message::Panicked(panic),
        };
        let goes_on = matches!(message, Message::Done(..));
        if results.send(message).is_err() || !goes_on {
            return;
        }
    }
}

/// Takes the results in the order of their blocks.
#[expect(clippy::needless_pass_by_value, reason = "the channels must close when this returns")]
fn collect<P, W: Fn(&[u8], bool) -> Worked<P>>(
    arrived: Receiver<Message<P>>,
    give_back: Sender<Vec<u8>>,
    seams: &mut Seams<'_, W>,
    take: &mut impl FnMut(P, u64) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for message in &arrived {
        match message {
            Message::Done(index, done) => early.insert(index, done),
            Message::Failed(error) => return Err(error),
            // The block's turn never comes: nothing may wait for it.
            Message::Panicked(panic) => resume_unwind(panic),
        };
        while let Some(done) = early.remove(&next) {
            next += 1;
            let (flow, buffer) = seams.settle(done, take)?;
            // Nobody needs the buffer when the workers are gone.
            drop(give_back.send(buffer));
            if flow.is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Puts together records that reach from one block into the next.
struct Seams<'work, W> {
    work: &'work W,
    /// The start of a record that the blocks so far do not finish.
    rest: Vec<u8>,
}

impl<W> Seams<'_, W> {
    /// Hands a result over, or what comes out when its block is worked on together with what was left over before it. Gives the
    /// block's memory back.
    fn settle<P>(
        &mut self,
        done: Done<P>,
        take: &mut impl FnMut(P, u64) -> ControlFlow<()>,
    ) -> io::Result<(ControlFlow<()>, Vec<u8>)>
    where
        W: Fn(&[u8], bool) -> Worked<P>,
    {
        let Done { block, mut worked } = done;
        let read_bytes = block.read_bytes;
        if self.rest.is_empty() {
            self.rest.extend_from_slice(&block.text()[worked.used..]);
        } else {
            self.rest.extend_from_slice(block.text());
            worked = (self.work)(&self.rest, block.is_last);
            self.rest.drain(..worked.used);
        }
        if self.rest.len() > limits::RECORD_BYTES {
            let allowed = limits::RECORD_BYTES as u64;
            return Err(Refused::io(Refusal::TooMuch { limit: Limit::Record, allowed }));
        }
        Ok((take(worked.part, read_bytes), block.into_buffer()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences end with `.`; a line break may stand in one.
    fn sentences(text: &[u8], is_last: bool) -> Worked<Vec<String>> {
        let used = if is_last {
            text.len()
        } else {
            memchr::memrchr(b'.', text).map_or(0, |at| (at + 2).min(text.len()))
        };
        let text = String::from_utf8_lossy(&text[..used]).replace('\n', "");
        let part = text.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Worked { part, used }
    }

    #[test]
    fn any_size_of_block_and_any_number_of_workers_gives_the_same_in_order() {
        let text: String = (0..200)
            .map(|number| format!("sentence {number}{}.\n", "\nand more".repeat(number % 5)))
            .collect();
        let mut expected = sentences(text.as_bytes(), true).part;
        expected.iter_mut().for_each(|sentence| *sentence = sentence.replace('\n', ""));
        for workers in 1..5 {
            for size in [1, 2, 3, 7, 20, 64, 1000, 100_000] {
                let mut found = Vec::new();
                let blocks = Blocks::new(text.as_bytes(), size, b'"');
                in_order(blocks, workers, sentences, |part, _| {
                    found.extend(part);
                    ControlFlow::Continue(())
                })
                .expect("memory can be read");
                assert_eq!(found, expected, "{workers} workers, blocks of {size}");
            }
        }
    }

    #[test]
    fn it_stops_when_told_to_and_hands_panics_on() {
        let text = "a.\n".repeat(1000);
        let mut parts = 0;
        in_order(Blocks::new(text.as_bytes(), 30, b'"'), 2, sentences, |_, _| {
            parts += 1;
            if parts == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .expect("memory can be read");
        assert_eq!(parts, 3);
        let fails = |text: &[u8], is_last: bool| {
            assert!(!is_last, "no luck");
            sentences(text, is_last)
        };
        let run =
            || in_order(Blocks::new(text.as_bytes(), 30, b'"'), 2, fails, |_, _| ControlFlow::Continue(()));
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
