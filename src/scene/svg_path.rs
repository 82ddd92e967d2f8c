//! Path data in few letters: whole numbers, relative commands.

/// A path under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PathText {
    text: String,
    /// Where the pen is.
    pen: [i32; 2],
    /// The command a further pair of numbers would belong to.
    command: char,
}

impl PathText {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Draws a line through `points`; `closed` returns to the first.
    pub(super) fn polyline(&mut self, points: &[[i32; 2]], closed: bool) {
        let Some((first, rest)) = points.split_first() else {
            return;
        };
        // An open line that begins where the pen is needs no move.
        if closed || self.text.is_empty() || *first != self.pen {
            self.step('m', *first);
        }
        for point in rest {
            self.line(*point);
        }
        if closed {
            self.text.push('z');
            self.pen = *first;
            self.command = 'z';
        }
    }

    fn line(&mut self, [x, y]: [i32; 2]) {
        if [x, y] == self.pen {
            return;
        }
        if y == self.pen[1] {
            self.begin('h');
            self.number(x - self.pen[0]);
            self.pen[0] = x;
        } else if x == self.pen[0] {
            self.begin('v');
            self.number(y - self.pen[1]);
            self.pen[1] = y;
        } else {
            self.step('l', [x, y]);
        }
    }

    fn step(&mut self, command: char, to: [i32; 2]) {
        self.begin(command);
        self.number(to[0] - self.pen[0]);
        self.number(to[1] - self.pen[1]);
        self.pen = to;
        // Pairs after a move are lines.
        if command == 'm' {
            self.command = 'l';
        }
    }

    fn begin(&mut self, command: char) {
        if command == 'm' || self.command != command {
            self.text.push(command);
            self.command = command;
        }
    }

    fn number(&mut self, value: i32) {
        let needs_space = value >= 0 && self.text.ends_with(|last: char| last.is_ascii_digit());
        if needs_space {
            self.text.push(' ');
        }
        self.text.push_str(&value.to_string());
    }
}
