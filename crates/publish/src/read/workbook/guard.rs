//! A foreign reader that stumbles over a broken file must not take the program with it.
//!
//! The readers of the old binary formats index into what a file claims. Their panic becomes an
//! error about the file, without the usual message on the terminal.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::Refused;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; a panic in it is a file that cannot be read.
pub(super) fn quietly(work: impl FnOnce() -> Result<(), Refused>) -> Result<(), Refused> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                before(panic);
            }
        }));
    });
    GUARDED.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    let broken = || Refused::file("a sound workbook", "one that contradicts itself");
    done.unwrap_or_else(|_| Err(broken()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_is_an_error_about_the_file() {
        let refused = quietly(|| {
            let empty: [u8; 0] = [];
            assert_eq!(empty.first(), Some(&1));
            Ok(())
        });
        let expected = Refused::file("a sound workbook", "one that contradicts itself");
        assert_eq!(refused, Err(expected));
        assert_eq!(quietly(|| Ok(())), Ok(()));
    }
}
