//! Where a text breaks into lines.

use super::face::{Faces, Run, Weight};

/// The fewest letters after a hyphen.
const SHORTEST: usize = 3;
/// How many letters before the end of the line a place between syllables is looked for.
const REACH: usize = 8;

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Size of the letters in points.
    pub size: f32,
    /// How strong they are.
    pub weight: Weight,
    /// How grey: 0 is black.
    pub grey: u8,
}

impl Style {
    /// From one line to the next, in points.
    pub fn leading(self) -> f32 {
        self.size * 1.36
    }
}

/// The lines of `text` in a column `width` points wide. Each but the last ends in the space at which
/// it was broken, so that the lines together read as the text does.
pub fn wrap(faces: &Faces, style: Style, text: &str, width: f32) -> Vec<Run> {
    faces.check(style.weight, text);
    let most = width / style.size;
    let measure = |text: &str| faces.width(style.weight, text);
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for piece in pieces(text) {
        let needs = measure(piece.trim_end_matches(' '));
        if !line.is_empty() && used + needs > most {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if needs <= most {
            line.push_str(piece);
            used += measure(piece);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let (cut, rest) = cut(piece, most, &measure);
        lines.extend(cut);
        used = measure(rest);
        line.push_str(rest);
    }
    lines.push(line);
    let lines = lines.iter().map(|line| faces.run(style.weight, line));
    lines.collect()
}

/// A word too long for a line, in parts that fit and what is left of it. Between letters a soft hyphen
/// ends a part, which is drawn as a hyphen.
fn cut<'t>(word: &'t str, most: f32, measure: &impl Fn(&str) -> f32) -> (Vec<String>, &'t str) {
    let (mut parts, mut rest) = (Vec::new(), word);
    while measure(rest.trim_end_matches(' ')) > most {
        let fitting = ends(rest, most, measure);
        // A last part of a letter or two would read as a mistake.
        let most_left = rest.chars().count().saturating_sub(SHORTEST);
        let fitting = fitting.get(..most_left).unwrap_or(&fitting);
        let split = |at: usize| rest.split_at_checked(at).unwrap_or((rest, ""));
        let mut late = fitting.iter().rev().take(REACH);
        let at = late.find(|at| is_between_syllables(split(**at)));
        let fits = at.or(fitting.last()).copied();
        // Even a single letter is too wide: it stands alone.
        let Some(at) = fits.or_else(|| rest.char_indices().map(|(at, _)| at).nth(1)) else {
            break;
        };
        let (head, tail) = split(at);
        let joins = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        let inside = joins(head.chars().next_back()) && joins(tail.chars().next());
        let hyphen = if fits.is_some() && inside {
            "\u{ad}"
        } else {
            ""
        };
        parts.push(format!("{head}{hyphen}"));
        rest = tail;
    }
    (parts, rest)
}

/// Where a head of `word` may end that fits a line together with a hyphen.
fn ends(word: &str, most: f32, measure: &impl Fn(&str) -> f32) -> Vec<usize> {
    // Letters drawn together are hardly ever wider than apart, and never by so much.
    let room = most / 1.01 - measure("-");
    let mut used = 0.0;
    let letters = word.char_indices().skip(1).zip(word.chars());
    let fitting = letters.take_while(|(_, letter)| {
        used += measure(letter.encode_utf8(&mut [0; 4]));
        used <= room
    });
    fitting.map(|((at, _), _)| at).collect()
}

/// Whether a word mostly parts here: before a consonant that a vowel follows ("Entwick-lung"), and not
/// inside "ch", "ck", "ph", "sch", "th".
fn is_between_syllables((head, tail): (&str, &str)) -> bool {
    const VOWELS: &str = "aeiouyäöü";
    let mut tail = tail.chars();
    let [before, first, second] = [head.chars().next_back(), tail.next(), tail.next()];
    let is_vowel = |letter: Option<char>| letter.is_some_and(|it| VOWELS.contains(it));
    let together = matches!(
        (before, first),
        (Some('c' | 'p' | 's' | 't'), Some('h')) | (Some('c'), Some('k')) | (Some('s'), Some('c'))
    );
    first.is_some_and(char::is_alphabetic) && !is_vowel(first) && is_vowel(second) && !together
}

/// The pieces between which a line may break: after spaces, and after hyphens, dashes and slashes
/// between letters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, later) = rest.split_at_checked(end_of_piece(rest))?;
        rest = later;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Where the first piece ends.
fn end_of_piece(text: &str) -> usize {
    let joins = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let splits = match letter {
            ' ' => next != Some(' '),
            '-' | '–' | '/' => joins(before) && joins(next),
            _ => false,
        };
        if splits {
            return at + letter.len_utf8();
        }
        before = Some(letter);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style {
        size: 10.0,
        weight: Weight::Regular,
        grey: 0,
    };

    fn wrapped(text: &str, width: f32) -> Vec<String> {
        let faces = Faces::new().unwrap();
        let lines = wrap(&faces, STYLE, text, width);
        for line in &lines {
            let visible = faces.run(STYLE.weight, line.text.trim_end());
            let one_letter = line.text.chars().count() == 1;
            assert!(
                one_letter || visible.width * STYLE.size <= width + 0.01,
                "{line:?}"
            );
        }
        let meant = |line: Run| line.meant.unwrap_or(line.text);
        lines.into_iter().map(meant).collect()
    }

    #[test]
    fn lines_together_read_as_the_text() {
        let text =
            "Landkreis Ludwigslust-Parchim mit 18\u{202f}919\u{a0}€ je Einwohner (−4,4\u{a0}%)";
        for width in [1.0, 20.0, 60.0, 100.0, 1000.0] {
            assert_eq!(wrapped(text, width).concat().replace('\u{ad}', ""), text);
        }
    }

    #[test]
    fn a_line_breaks_after_spaces_and_hyphens_and_not_inside_numbers() {
        assert_eq!(
            pieces("Ludwigslust-Parchim −4,4\u{a0}% 2018-2019").collect::<Vec<_>>(),
            ["Ludwigslust-", "Parchim ", "−4,4\u{a0}% ", "2018-2019"]
        );
        assert_eq!(wrapped("", 50.0), [""]);
    }

    #[test]
    fn a_word_wider_than_the_column_is_cut() {
        let lines = wrapped("Nichterwerbsfähige 2018", 30.0);
        let cut: Vec<&String> = lines.iter().filter(|it| it.ends_with('\u{ad}')).collect();
        assert!(cut.len() > 1, "{lines:?}");
        assert_eq!(
            wrapped("Bevölkerungsentwicklung", 112.0),
            ["Bevölkerungsentwick\u{ad}", "lung"]
        );
    }
}
