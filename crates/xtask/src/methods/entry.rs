//! A method as its source describes it: the documentation that holds a `# Method` block.

/// What the documentation of a method says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The name in the index of methods.
    pub id: String,
    /// What it is called in English.
    pub english: String,
    /// What it is called in German.
    pub german: String,
    /// One English sentence: what comes out.
    pub summary: String,
    /// Plain German: what the number says and what not, by paragraphs.
    pub meaning: Vec<String>,
    /// The formula, line by line as written.
    pub formula: String,
    /// What goes in and comes out, in which unit.
    pub units: String,
    /// Every reason to refuse.
    pub errors: String,
    /// Where the method comes from.
    pub references: String,
    /// The file, from the top of the checkout.
    pub file: String,
    /// The function or type that the documentation stands on.
    pub item: String,
}

/// Every method that a source file describes.
///
/// # Errors
/// Says in which line a block is not as it should be.
pub fn entries(file: &str, source: &str) -> Result<Vec<Entry>, String> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let docs: Vec<&str> = lines[at..].iter().map_while(|line| doc(line)).collect();
        let end = at + docs.len();
        if docs.contains(&"# Method") {
            let below = lines.get(end..).unwrap_or_default();
            let wrong = |told: String| format!("{file}:{}: {told}", at + 1);
            let mut entry = described(&docs).map_err(wrong)?;
            entry.file = file.to_owned();
            entry.item = item(below).ok_or_else(|| wrong("expected an item, found none".into()))?;
            found.push(entry);
        }
        at = end.max(at + 1);
    }
    Ok(found)
}

/// The text of a line of outer documentation.
fn doc(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix("///")?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// The name of the function or type that begins below its attributes.
fn item(lines: &[&str]) -> Option<String> {
    let mut depth = 0_i32;
    for line in lines {
        let text = line.trim();
        let attribute = depth > 0 || text.starts_with("#[");
        if attribute {
            let count = |sign| text.matches(sign).count() as i32;
            depth += count('[') - count(']');
            continue;
        }
        let mut words = text.split_whitespace().skip_while(|word| {
            [
                "pub", "const", "unsafe", "fn", "struct", "enum", "type", "trait",
            ]
            .contains(word)
        });
        let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
        let word = words.next()?;
        let end = word.find(|sign| !is_name(sign)).unwrap_or(word.len());
        return word
            .get(..end)
            .filter(|name| !name.is_empty())
            .map(str::to_owned);
    }
    None
}

/// A part of the documentation: its heading and its lines.
struct Section<'a> {
    heading: &'a str,
    lines: Vec<&'a str>,
}

fn sections<'a>(docs: &[&'a str]) -> Vec<Section<'a>> {
    let mut sections = vec![Section {
        heading: "",
        lines: Vec::new(),
    }];
    let mut fenced = false;
    for line in docs {
        fenced ^= line.starts_with("```");
        match line.strip_prefix("# ").filter(|_| !fenced) {
            Some(heading) => sections.push(Section {
                heading,
                lines: Vec::new(),
            }),
            None => {
                if let Some(last) = sections.last_mut() {
                    last.lines.push(line);
                }
            }
        }
    }
    sections
}

fn described(docs: &[&str]) -> Result<Entry, String> {
    let sections = sections(docs);
    let named = |heading: &str| {
        let mut found = sections.iter().filter(|part| part.heading == heading);
        found.next().map(|part| part.lines.as_slice())
    };
    let prose = |heading| paragraphs(named(heading).unwrap_or_default()).join("\n\n");
    let mut method = named("Method").unwrap_or_default().iter();
    let head = method
        .find(|line| !line.is_empty())
        .copied()
        .unwrap_or_default();
    let parts: Vec<&str> = head.splitn(3, " · ").map(str::trim).collect();
    let [id, english, german] = parts.as_slice() else {
        return Err(format!(
            "expected `id` · English term · German term, found \"{head}\""
        ));
    };
    let rest: Vec<&str> = method.copied().collect();
    let (meaning, formula) = meaning_and_formula(&rest);
    Ok(Entry {
        id: id.trim_matches('`').to_owned(),
        english: (*english).to_owned(),
        german: (*german).to_owned(),
        summary: paragraphs(named("").unwrap_or_default())
            .into_iter()
            .next()
            .unwrap_or_default(),
        meaning,
        formula,
        units: prose("Units"),
        errors: prose("Errors"),
        references: prose("References"),
        ..Entry::default()
    })
}

/// The paragraphs around the block of formulas, and what stands in it.
fn meaning_and_formula(lines: &[&str]) -> (Vec<String>, String) {
    let open = lines.iter().position(|line| *line == "```text");
    let (before, after) = lines.split_at(open.unwrap_or(lines.len()));
    let inside: Vec<&str> = after
        .iter()
        .skip(1)
        .copied()
        .take_while(|line| *line != "```")
        .collect();
    let behind = after.get(inside.len() + 2..).unwrap_or_default();
    let mut meaning = paragraphs(before);
    meaning.extend(paragraphs(behind));
    (meaning, inside.join("\n"))
}

/// Lines joined to paragraphs; what stands in fences is left out, items of lists stay apart.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    let mut fenced = false;
    for line in lines {
        let line = line.trim();
        if line.starts_with("```") || fenced || line.is_empty() {
            fenced ^= line.starts_with("```");
            open = false;
            continue;
        }
        let fresh = line.starts_with("- ") || line.starts_with("| ");
        match found.last_mut() {
            Some(last) if open && !fresh => {
                last.push(' ');
                last.push_str(line);
            }
            _ => found.push(line.to_owned()),
        }
        open = true;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
        //! A file.

        /// The share and
        /// its interval.
        ///
        /// More of it.
        ///
        /// # Method
        /// `ci.wilson` · Wilson score interval · Wilson-Intervall
        ///
        /// Sagt, wie
        /// genau.
        ///
        /// ```text
        /// a/b
        ///   c
        /// ```
        ///
        /// # Units
        /// Shares.
        ///
        /// # Errors
        /// [`Reason::ZeroDenominator`] if empty.
        ///
        /// # References
        /// Wilson (1927).
        ///
        /// ```
        /// # let hidden = 1;
        /// assert!(true);
        /// ```
        #[must_use]
        #[allow(
            clippy::some,
            reason = \"[x]\"
        )]
        pub const fn wilson(x: u64) -> f64 {}
        /// Another.
        pub struct Other;
    ";

    #[test]
    fn every_part_of_a_block_is_read() {
        let expected = Entry {
            id: "ci.wilson".into(),
            english: "Wilson score interval".into(),
            german: "Wilson-Intervall".into(),
            summary: "The share and its interval.".into(),
            meaning: vec!["Sagt, wie genau.".into()],
            formula: "a/b\n  c".into(),
            units: "Shares.".into(),
            errors: "[`Reason::ZeroDenominator`] if empty.".into(),
            references: "Wilson (1927).".into(),
            file: "src/a.rs".into(),
            item: "wilson".into(),
        };
        assert_eq!(entries("src/a.rs", SOURCE), Ok(vec![expected]));
    }

    #[test]
    fn names_of_types_and_generic_functions_are_found() {
        for (line, name) in [
            ("pub struct Job<'a> {}", "Job"),
            ("pub fn pooled<T>(", "pooled"),
            ("pub enum Way {}", "Way"),
        ] {
            assert_eq!(item(&[line]).as_deref(), Some(name));
        }
        assert_eq!(item(&["("]), None);
    }

    #[test]
    fn a_block_without_its_terms_is_named_with_its_line() {
        let source = SOURCE.replace(" · Wilson-Intervall", "");
        let told = entries("src/a.rs", &source).unwrap_err();
        assert!(told.starts_with("src/a.rs:3: expected `id`"), "{told}");
    }

    #[test]
    fn a_block_without_formula_has_none() {
        let source = SOURCE.replace("```text", "```rust");
        assert_eq!(entries("a", &source).unwrap()[0].formula, "");
    }
}
