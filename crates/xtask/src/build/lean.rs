//! Leaving out of scripts and styles what only their authors read: comments, indents, empty lines.
//!
//! Line breaks stay, so no statement runs into the next one, and nothing is renamed: an error in
//! the browser still names a line one finds in the source. Saves nearly a third of the shell.

/// A module without comments and indents.
pub fn script(source: &str) -> String {
    let mut lean = Lean {
        rest: source,
        out: String::with_capacity(source.len()),
    };
    // For each template literal that is open, how many braces its placeholder has open.
    let mut placeholders: Vec<usize> = Vec::new();
    while let Some(sign) = lean.rest.chars().next() {
        match sign {
            '/' if lean.rest.starts_with("//") => lean.skip_line(),
            '/' if lean.rest.starts_with("/*") => lean.skip_block(),
            '/' if lean.pattern_may_follow() => lean.keep_pattern(),
            '"' | '\'' => lean.keep_string(sign),
            '`' => {
                if lean.keep_template(1) {
                    placeholders.push(0);
                }
            }
            '}' if placeholders.last() == Some(&0) => {
                placeholders.pop();
                if lean.keep_template(1) {
                    placeholders.push(0);
                }
            }
            _ => {
                if let Some(open) = placeholders.last_mut() {
                    *open = (*open + usize::from(sign == '{')) - usize::from(sign == '}');
                }
                lean.keep_code(sign);
            }
        }
    }
    lean.out
}

/// A style sheet without comments and indents.
pub fn style(source: &str) -> String {
    let mut lean = Lean {
        rest: source,
        out: String::with_capacity(source.len()),
    };
    while let Some(sign) = lean.rest.chars().next() {
        match sign {
            '/' if lean.rest.starts_with("/*") => lean.skip_block(),
            '"' | '\'' => lean.keep_string(sign),
            _ => lean.keep_code(sign),
        }
    }
    lean.out
}

/// What is still to be read, and what stays.
struct Lean<'a> {
    rest: &'a str,
    out: String,
}

impl Lean<'_> {
    /// Keeps the next `bytes`.
    fn keep(&mut self, bytes: usize) {
        let (kept, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.out.push_str(kept);
        self.rest = rest;
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Keeps one sign of code, less white space at either end of a line.
    fn keep_code(&mut self, sign: char) {
        let at_line_start = self.out.is_empty() || self.out.ends_with('\n');
        if sign == '\n' {
            self.out
                .truncate(self.out.trim_end_matches([' ', '\t', '\r']).len());
        }
        if at_line_start && sign.is_whitespace() {
            self.skip(sign.len_utf8());
        } else {
            self.keep(sign.len_utf8());
        }
    }

    fn skip_line(&mut self) {
        self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
    }

    /// A comment separates what stands around it, over lines if it has lines.
    fn skip_block(&mut self) {
        let end = self.rest.find("*/").map_or(self.rest.len(), |at| at + 2);
        let breaks = self
            .rest
            .get(..end)
            .is_some_and(|comment| comment.contains('\n'));
        self.skip(end);
        let at_line_start = self.out.is_empty() || self.out.ends_with('\n');
        if !at_line_start {
            self.out.push(if breaks { '\n' } else { ' ' });
        }
    }

    fn keep_string(&mut self, quote: char) {
        let mut signs = self.rest.char_indices().skip(1);
        let mut end = self.rest.len();
        while let Some((at, sign)) = signs.next() {
            if sign == '\\' {
                signs.next();
            } else if sign == quote {
                end = at + 1;
                break;
            }
        }
        self.keep(end);
    }

    /// Keeps the text of a template literal from after `opening` bytes on; returns whether it
    /// stopped at a placeholder instead of at the literal's end.
    fn keep_template(&mut self, opening: usize) -> bool {
        let mut signs = self.rest.char_indices().peekable();
        signs.by_ref().take(opening).for_each(drop);
        while let Some((at, sign)) = signs.next() {
            match sign {
                '\\' => {
                    signs.next();
                }
                '`' => {
                    self.keep(at + 1);
                    return false;
                }
                '$' if signs.peek().is_some_and(|(_, next)| *next == '{') => {
                    self.keep(at + 2);
                    return true;
                }
                _ => {}
            }
        }
        self.keep(self.rest.len());
        false
    }

    /// Whether a slash here begins a regular expression; after a value it divides.
    fn pattern_may_follow(&self) -> bool {
        let before = self.out.trim_end();
        let word_start = before
            .rfind(|sign: char| !sign.is_alphanumeric() && !"_$".contains(sign))
            .map_or(0, |at| {
                at + before
                    .get(at..)
                    .and_then(|s| s.chars().next())
                    .map_or(1, char::len_utf8)
            });
        let word = before.get(word_start..).unwrap_or_default();
        if word.is_empty() {
            return !before.ends_with([')', ']', '}', '"', '\'', '`']);
        }
        [
            "return", "typeof", "case", "in", "of", "void", "throw", "else", "await", "yield",
        ]
        .contains(&word)
    }

    fn keep_pattern(&mut self) {
        let mut signs = self.rest.char_indices().skip(1);
        let mut in_set = false;
        let mut end = self.rest.len();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '\\' => {
                    signs.next();
                }
                '[' => in_set = true,
                ']' => in_set = false,
                '/' if !in_set => {
                    end = at + 1;
                    break;
                }
                _ => {}
            }
        }
        self.keep(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_indents_and_empty_lines_go() {
        let source =
            "/** Doc.\n * @type {x}\n */\n  const a = 1; // one\n\n\n  const b /* two */ = 2;\n";
        assert_eq!(script(source), "const a = 1;\nconst b   = 2;\n");
    }

    #[test]
    fn a_comment_over_lines_still_separates_statements() {
        assert_eq!(script("a /* x\n */ b"), "a \nb");
        assert_eq!(script("return/* x */b"), "return b");
    }

    #[test]
    fn strings_keep_what_looks_like_a_comment() {
        for source in [
            "a(\"http://b\");",
            "a('/* b */');",
            r#"a("\"// b");"#,
            "a = '  b';",
        ] {
            assert_eq!(script(source), source);
        }
    }

    #[test]
    fn templates_keep_their_text_and_lose_comments_in_placeholders() {
        let source = "a(`// b\n  c ${d({e: `/* f */`}) /* g */} // h`);";
        assert_eq!(
            script(source),
            "a(`// b\n  c ${d({e: `/* f */`})  } // h`);"
        );
        assert_eq!(script("`\\`// a`"), "`\\`// a`");
        assert_eq!(script("`${a}${b}` // c"), "`${a}${b}` ");
    }

    #[test]
    fn regular_expressions_are_told_from_divisions() {
        for source in [
            "a = /[/\"]\\//g;",
            "return /'/;",
            "a.replace(/\"/g, '')",
            "x => /`/",
        ] {
            assert_eq!(script(source), source);
        }
        assert_eq!(script("a = b / c; // d / e"), "a = b / c; ");
        assert_eq!(script("(a) / 2 // b"), "(a) / 2 ");
        assert_eq!(script("ü / 2 // b"), "ü / 2 ");
    }

    #[test]
    fn styles_lose_comments_but_not_addresses() {
        let source =
            "/* a */\np {\n  background: url(//x/y); /* b */\n  content: \"/* c */\";\n}\n";
        let lean = "p {\nbackground: url(//x/y);\ncontent: \"/* c */\";\n}\n";
        assert_eq!(style(source), lean);
    }

    #[test]
    fn what_breaks_off_is_kept_to_its_end() {
        for source in ["\"a", "`a", "`${", "a = /b", "'\\", "}"] {
            assert_eq!(script(source), source, "{source}");
        }
        assert_eq!(script("/* a"), "");
    }
}
