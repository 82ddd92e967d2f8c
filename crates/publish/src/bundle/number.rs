//! Published numbers in tables: digits and a decimal mark, no grouping, ASCII minus.

/// Adds `units` of the last of `decimals` decimals with `mark` before them.
///
/// ```
/// use teilraum_publish::bundle::number::push_scaled;
/// let mut text = String::new();
/// push_scaled(&mut text, -5, 2, ',');
/// assert_eq!(text, "-0,05");
/// ```
pub fn push_scaled(out: &mut String, units: i64, decimals: u8, mark: char) {
    // 20 digits hold every number, and at most 255 decimals are padded with zeros in front.
    let mut digits = [0u8; 20];
    let mut rest = units.unsigned_abs();
    let mut count = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
        count += 1;
        if rest == 0 {
            break;
        }
    }
    let own = digits.iter().skip(digits.len() - count);
    let wanted = usize::from(decimals) + 1;
    let zeros = std::iter::repeat_n(&b'0', wanted.saturating_sub(count));
    let length = count.max(wanted);
    if units < 0 {
        out.push('-');
    }
    for (at, digit) in zeros.chain(own).enumerate() {
        if at > 0 && at == length - usize::from(decimals) {
            out.push(mark);
        }
        out.push(char::from(*digit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use teilraum::model::Scaled;

    proptest! {
        #[test]
        fn numbers_are_written_as_the_engine_writes_them(units: i64, decimals in 0u8..=9) {
            let mut text = String::new();
            push_scaled(&mut text, units, decimals, '.');
            prop_assert_eq!(text, Scaled { units, decimals }.to_string());
        }
    }
}
