//! Long computations, taken in steps so that nobody has to wait for them.

/// How far a [`Job`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<T> {
    /// Not finished: `done` of `of` parts.
    Running {
        /// Parts done so far.
        done: u32,
        /// All parts.
        of: u32,
    },
    /// Finished.
    Done(T),
}

impl<T> Progress<T> {
    /// The result, if the job is finished.
    pub fn result(self) -> Option<T> {
        match self {
            Self::Done(result) => Some(result),
            Self::Running { .. } => None,
        }
    }
}

/// A computation in steps. Dropping it cancels it.
///
/// The result is the same for any sequence of step sizes.
pub trait Job {
    /// What comes out.
    type Output;

    /// Goes on for about `work` simple operations (a few nanoseconds each), and at least for one
    /// part, so that repeated steps always come to an end. A finished job gives its result again.
    fn step(&mut self, work: u32) -> Progress<Self::Output>;
}

/// Runs a job to its end.
pub fn finish<J: Job>(mut job: J) -> J::Output {
    loop {
        if let Progress::Done(result) = job.step(u32::MAX) {
            return result;
        }
    }
}
