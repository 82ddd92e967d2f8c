//! Asking before the system is changed.

use crate::failure::Failure;
use std::io::{self, BufRead, IsTerminal, Write};

/// Shows the commands and, at a terminal, asks once for all of them.
///
/// Without a terminal (CI, container, pipe) there is nobody to ask, so it goes ahead.
///
/// # Errors
/// When the answer is no.
pub fn obtain(commands: &[String], yes: bool) -> Result<(), Failure> {
    if commands.is_empty() {
        return Ok(());
    }
    println!("setup  these commands change the system outside the tool cache:");
    for command in commands {
        println!("         {command}");
    }
    let (input, output) = (io::stdin(), io::stdout());
    if yes || !input.is_terminal() || !output.is_terminal() {
        return Ok(());
    }
    if asks(&mut input.lock(), &mut output.lock())
        .map_err(Failure::file("ask at", "tty".as_ref()))?
    {
        return Ok(());
    }
    Err(Failure::Check(
        "nothing was changed; run the commands above by hand, then try again".into(),
    ))
}

fn asks(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<bool> {
    write!(output, "setup  run them? [Y/n] ")?;
    output.flush()?;
    let mut answer = String::new();
    let read = input.read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(read > 0 && (answer.is_empty() || answer == "y" || answer == "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(typed: &str) -> bool {
        asks(&mut typed.as_bytes(), &mut Vec::new()).unwrap()
    }

    #[test]
    fn return_alone_means_yes_and_a_closed_input_means_no() {
        assert!(answer("\n") && answer("Y\n") && answer("yes\n"));
        assert!(!answer("n\n") && !answer("later\n") && !answer(""));
    }

    #[test]
    fn nothing_to_change_needs_no_consent() {
        assert!(obtain(&[], false).is_ok());
    }
}
