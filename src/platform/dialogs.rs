//! The system's file dialogs, waited for on a thread of their own. Never blocks the window, never reads a file.

use std::future::Future;
use std::path::PathBuf;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use crate::app::{DialogAnswer, DialogQuestion, Dialogs, EXPORT_ENDINGS};
use crate::project::EXTENSION;

/// Nobody cancels a dialog as fast as this: it was never shown. rfd tells a missing portal from a cancelled dialog in its log only.
const TOO_FAST: Duration = Duration::from_millis(250);

type Choice = Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;

/// The system's file dialogs.
pub struct FileDialogs {
    wake: Arc<dyn Fn() + Send + Sync>,
    open: Option<Open>,
}

/// A dialog that waits for its answer.
struct Open {
    question: DialogQuestion,
    receiver: Receiver<(Vec<PathBuf>, Duration)>,
}

impl FileDialogs {
    /// Dialogs that call `wake` once a person has chosen.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { wake: Arc::new(wake), open: None }
    }
}

impl Dialogs for FileDialogs {
    fn ask(&mut self, question: DialogQuestion) {
        if self.open.is_some() {
            return;
        }
        // The dialog is made here, on the window's thread, because macOS allows it nowhere else.
        let choice = choice(&question);
        let (sender, receiver) = channel();
        let wake = Arc::clone(&self.wake);
        let wait = move || {
            let asked = Instant::now();
            let paths = block_on(choice);
            let _ = sender.send((paths, asked.elapsed()));
            wake();
        };
        let thread = std::thread::Builder::new().name("senthang-dialog".to_owned()).spawn(wait);
        if thread.is_ok() {
            self.open = Some(Open { question, receiver });
        }
    }

    fn answer(&mut self) -> Option<DialogAnswer> {
        let (paths, waited) = match self.open.as_ref()?.receiver.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => (Vec::new(), Duration::ZERO),
        };
        let Open { question, .. } = self.open.take()?;
        let unavailable = paths.is_empty() && waited < TOO_FAST;
        Some(DialogAnswer { question, paths, unavailable })
    }
}

fn choice(question: &DialogQuestion) -> Choice {
    let dialog = AsyncFileDialog::new();
    let one = |handle: Option<FileHandle>| handle.iter().map(|file| file.path().to_owned()).collect();
    match question {
        DialogQuestion::Exports => {
            let files = dialog
                .add_filter("CSV, TSV, TXT, XLSX, XLS, ODS, ZIP", &EXPORT_ENDINGS)
                .add_filter("*", &["*"])
                .pick_files();
            Box::pin(async move {
                let files = files.await.unwrap_or_default();
                files.iter().map(|file| file.path().to_owned()).collect()
            })
        }
        DialogQuestion::Folder | DialogQuestion::WatchFolder => {
            let folder = dialog.pick_folder();
            Box::pin(async move { one(folder.await) })
        }
        DialogQuestion::Rates => {
            let file = dialog.add_filter("CSV", &["csv"]).pick_file();
            Box::pin(async move { one(file.await) })
        }
        DialogQuestion::Project => {
            let file = dialog.add_filter("Senthang", &[EXTENSION]).pick_file();
            Box::pin(async move { one(file.await) })
        }
        DialogQuestion::ExportRejected { suggested, .. }
        | DialogQuestion::ExportRows { suggested }
        | DialogQuestion::ExportTable { suggested, .. } => {
            let file = dialog.add_filter("CSV", &["csv"]).set_file_name(suggested).save_file();
            Box::pin(async move { one(file.await) })
        }
        DialogQuestion::ExportReport { kind, suggested } => {
            let ending = kind.ending();
            let dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
            let file = dialog.set_file_name(suggested).save_file();
            Box::pin(async move { one(file.await) })
        }
        DialogQuestion::SaveMapping { suggested } => {
            let file = dialog.add_filter("TOML", &["toml"]).set_file_name(suggested).save_file();
            Box::pin(async move { one(file.await) })
        }
        DialogQuestion::SaveAs { suggested } => {
            let file = dialog.add_filter("Senthang", &[EXTENSION]).set_file_name(suggested).save_file();
            Box::pin(async move { one(file.await) })
        }
    }
}

/// Sleeps on this thread until the future is ready.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let (mut future, mut context) = (pin!(future), Context::from_waker(&waker));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_ends_when_the_future_is_woken() {
        let mut turns = 0;
        let value = block_on(std::future::poll_fn(|context| {
            turns += 1;
            context.waker().wake_by_ref();
            if turns < 3 { Poll::Pending } else { Poll::Ready(turns) }
        }));
        assert_eq!(value, 3);
    }
}
