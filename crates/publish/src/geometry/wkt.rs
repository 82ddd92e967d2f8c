//! Well-known text of coordinate systems, as `.prj` files carry it, read into a small tree.

/// One keyword with what stands in its brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The keyword in capitals: `PROJCS`, `DATUM`, `PARAMETER`.
    pub keyword: String,
    /// Quoted texts in order.
    pub texts: Vec<String>,
    /// Numbers in order.
    pub numbers: Vec<f64>,
    /// Nodes inside.
    pub children: Vec<Node>,
}

/// No coordinate system nests deeper.
const MAX_DEPTH: usize = 16;

impl Node {
    /// The first child with this keyword.
    #[must_use]
    pub fn child(&self, keyword: &str) -> Option<&Self> {
        self.children.iter().find(|node| node.keyword == keyword)
    }

    /// The first child with one of these keywords.
    #[must_use]
    pub fn any_child(&self, keywords: &[&str]) -> Option<&Self> {
        keywords.iter().find_map(|keyword| self.child(keyword))
    }

    /// The first text, or nothing.
    #[must_use]
    pub fn name(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }

    /// The value of the parameter called `name`, whatever its capitals and with blanks or underscores.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<f64> {
        self.children
            .iter()
            .filter(|node| node.keyword == "PARAMETER")
            .find(|node| node.name().replace(' ', "_").eq_ignore_ascii_case(name))
            .and_then(|node| node.numbers.first().copied())
    }
}

/// Reads one node; `None` where brackets, quotes or keyword are broken.
#[must_use]
pub fn parse(text: &str) -> Option<Node> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let (node, rest) = node(text, 0)?;
    rest.trim().is_empty().then_some(node)
}

fn node(text: &str, depth: usize) -> Option<(Node, &str)> {
    let open = text.find(['[', '('])?;
    let keyword = text.get(..open)?.trim().to_ascii_uppercase();
    let valid = !keyword.is_empty()
        && keyword
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_');
    if depth > MAX_DEPTH || !valid {
        return None;
    }
    let mut node = Node {
        keyword,
        texts: Vec::new(),
        numbers: Vec::new(),
        children: Vec::new(),
    };
    let mut rest = text.get(open + 1..)?;
    loop {
        rest = argument(rest.trim_start(), &mut node, depth)?.trim_start();
        let mut chars = rest.chars();
        match chars.next()? {
            ',' => rest = chars.as_str(),
            ']' | ')' => return Some((node, chars.as_str())),
            _ => return None,
        }
    }
}

/// Reads one argument into `parent` and returns what follows it.
fn argument<'a>(text: &'a str, parent: &mut Node, depth: usize) -> Option<&'a str> {
    if let Some(quoted) = text.strip_prefix('"') {
        let end = quoted.find('"')?;
        parent.texts.push(quoted.get(..end)?.to_owned());
        return quoted.get(end + 1..);
    }
    let end = text.find([',', ']', ')', '[', '('])?;
    if text.get(end..)?.starts_with(['[', '(']) {
        let (child, rest) = node(text, depth + 1)?;
        parent.children.push(child);
        return Some(rest);
    }
    let word = text.get(..end)?.trim();
    // Bare words such as EAST in AXIS carry nothing the atlas needs.
    if let Ok(number) = word.parse() {
        parent.numbers.push(number);
    }
    text.get(end..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_children_are_kept() {
        let node = parse(r#"PROJCS["x",GEOGCS["y",UNIT["Degree",0.017]],PARAMETER["A",-9.5]]"#);
        let node = node.unwrap();
        assert_eq!(node.name(), "x");
        assert_eq!(node.parameter("a"), Some(-9.5));
        let unit = node.child("GEOGCS").and_then(|node| node.child("UNIT"));
        assert_eq!(unit.unwrap().numbers, [0.017]);
    }

    #[test]
    fn broken_text_is_refused_not_guessed() {
        for text in ["", "PROJCS", "PROJCS[", "PROJCS[\"x\"", "[\"x\"]", "A[1]B"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"A[".repeat(100_000)), None);
    }
}
