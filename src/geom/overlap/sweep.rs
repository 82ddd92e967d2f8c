//! All pairs that stand above the same stretch of the x axis.

/// Something with a left and a right end.
pub(super) trait Span {
    /// Where it begins.
    fn left(&self) -> f64;
    /// Where it ends.
    fn right(&self) -> f64;
}

/// Visits each pair of `ours` and `theirs` (both from left to right) that share more than a point.
pub(super) fn sweep<'a, S: Span>(
    ours: &'a [S],
    theirs: &'a [S],
    mut visit: impl FnMut(&'a S, &'a S),
) {
    let (mut open_ours, mut open_theirs) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    loop {
        match (ours.get(i), theirs.get(j)) {
            (None, None) => return,
            (Some(e), f) if f.is_none_or(|f| e.left() <= f.left()) => {
                enter(e, &mut open_theirs, |f| visit(e, f));
                open_ours.push(e);
                i += 1;
            }
            (_, f) => {
                let Some(f) = f else { return };
                enter(f, &mut open_ours, |e| visit(e, f));
                open_theirs.push(f);
                j += 1;
            }
        }
    }
}

/// Meets all of the other side that go on beyond the left end of `one`, and forgets the rest.
fn enter<'a, S: Span>(one: &'a S, open: &mut Vec<&'a S>, mut visit: impl FnMut(&'a S)) {
    open.retain(|other| {
        let goes_on = other.right() > one.left();
        if goes_on {
            visit(other);
        }
        goes_on
    });
}
