//! Blocks of text worked on by several threads at once, the results handed over in order. Never lets where a block happens to end
//! change what is read: a block that starts inside a record is worked on again, together with the start of that record.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
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
    // Each worker has one block at hand; the others wait for their turn to be taken. So many that nobody has to wait for whoever is
    // busy with a block, or with taking.
    let in_flight = 3 * workers + 1;
    let (give_back, buffers) = channel();
    (0..in_flight).for_each(|_| drop(give_back.send(Vec::new())));
    let (results, arrived) = channel();
    let queue = Queue { source: Mutex::new((0, blocks)), buffers: Mutex::new(buffers) };
    thread::scope(|scope| {
        // The thread that takes is the first worker.
        for _ in 1..workers {
            let (queue, work, results) = (&queue, &work, results.clone());
            scope.spawn(move || run(queue, work, &results));
        }
        drop(results);
        // Taken by value: whatever ends this, the workers find their channels closed and end too.
        collect(&queue, &work, arrived, give_back, &mut seams, &mut take)
    })
}

/// Blocks to be worked on, and the memory they may use: as many buffers as may be under way.
struct Queue<R> {
    /// The number of the next block, and where it comes from.
    source: Mutex<(u64, Blocks<R>)>,
    buffers: Mutex<Receiver<Vec<u8>>>,
}

impl<R: Read> Queue<R> {
    /// Memory for a block, once there is some; `None` when nobody wants any blocks.
    fn buffer(&self) -> Option<Vec<u8>> {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
    }

    /// Memory for a block, if there is some. Somebody who waits for it keeps the others from looking: then there is none.
    fn free_buffer(&self) -> Option<Vec<u8>> {
        self.buffers.try_lock().ok()?.try_recv().ok()
    }

    /// The next block with its number; `None` when there is none.
    fn next(&self, buffer: Vec<u8>) -> io::Result<Option<(u64, Block)>> {
        let (index, blocks) = &mut *self.source.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(block) = blocks.next(buffer)? else { return Ok(None) };
        *index += 1;
        Ok(Some((*index - 1, block)))
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

/// Works on the next block, if there is one.
fn work_on<R: Read, P>(
    queue: &Queue<R>,
    work: &impl Fn(&[u8], bool) -> Worked<P>,
    buffer: Vec<u8>,
) -> Option<Message<P>> {
    let taken = catch_unwind(AssertUnwindSafe(|| {
        let next = queue.next(buffer);
        next.map(|next| next.map(|(index, block)| Message::Done(index, Done::of(block, work))))
    }));
    match taken {
        Ok(Ok(message)) => message,
        Ok(Err(error)) => Some(Message::Failed(error)),
        Err(panic) => Some(Message::Panicked(panic)),
    }
}

/// One worker: takes blocks until there are no more or nobody listens.
fn run<R: Read, P>(queue: &Queue<R>, work: &impl Fn(&[u8], bool) -> Worked<P>, results: &Sender<Message<P>>) {
    while let Some(message) = queue.buffer().and_then(|buffer| work_on(queue, work, buffer)) {
        let goes_on = matches!(message, Message::Done(..));
        if results.send(message).is_err() || !goes_on {
            return;
        }
    }
}

/// Takes the results in the order of their blocks, and works on blocks itself while the next one is not there.
#[expect(clippy::needless_pass_by_value, reason = "the channels must close when this returns")]
fn collect<R: Read, P, W: Fn(&[u8], bool) -> Worked<P>>(
    queue: &Queue<R>,
    work: &W,
    arrived: Receiver<Message<P>>,
    give_back: Sender<Vec<u8>>,
    seams: &mut Seams<'_, W>,
    take: &mut impl FnMut(P, u64) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    loop {
        let here = || queue.free_buffer().and_then(|buffer| work_on(queue, work, buffer));
        let there = arrived.try_recv().ok().or_else(here);
        // Nothing to do but to wait for the others; they are gone when there are no more blocks.
        let Some(message) = there.or_else(|| arrived.recv().ok()) else { return Ok(()) };
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
