//! Fills of two indicators at once: three classes of the one by three of the other.

use super::{Oklab, Rgb};

/// How many classes each of the two indicators has at most.
pub const SIDE: usize = 3;

/// The fill of class `class` of `count` of the first indicator and of the second.
///
/// More of the first is bluer, more of the second redder, and more of either is darker. All nine
/// differ in lightness, so that greyscale keeps them apart. Where an indicator has two classes, they
/// are the outer ones; a single one is in the middle.
///
/// ```
/// use teilraum::color::bivariate;
/// let [neither, both] = [bivariate([0, 3], [0, 3]), bivariate([2, 3], [2, 3])];
/// assert!(neither.luminance() > both.luminance());
/// assert_eq!(bivariate([1, 2], [0, 1]), bivariate([2, 3], [1, 3]));
/// ```
#[must_use]
pub fn bivariate(first: [usize; 2], second: [usize; 2]) -> Rgb {
    let [row, column] = [first, second].map(place);
    let point = FIELDS.get(row).and_then(|row| row.get(column));
    let white = Oklab::from_lch(1.0, 0.0, 0.0);
    (*point.unwrap_or(&white)).into()
}

/// Where class `class` of `count` stands among three.
fn place([class, count]: [usize; 2]) -> usize {
    match count {
        0 | 1 => 1,
        2 => class.min(1) * 2,
        _ => class.min(SIDE - 1),
    }
}

/// Lightness, chroma, hue in degrees: rows are classes of the first indicator, columns of the second.
///
/// Blue and salmon, which no common deficiency confuses. Lightness falls by about 0.09 from class to
/// class of the one and by 0.12 of the other: with equal steps, fields that lie across from each other
/// would be the same grey.
const FIELDS: [[Oklab; SIDE]; SIDE] = [
    [
        Oklab::from_lch(0.965, 0.000, 0.0),
        Oklab::from_lch(0.837, 0.057, 36.0),
        Oklab::from_lch(0.750, 0.144, 36.0),
    ],
    [
        Oklab::from_lch(0.870, 0.060, 248.0),
        Oklab::from_lch(0.691, 0.058, 243.0),
        Oklab::from_lch(0.568, 0.034, 342.0),
    ],
    [
        Oklab::from_lch(0.773, 0.121, 248.0),
        Oklab::from_lch(0.601, 0.108, 246.0),
        Oklab::from_lch(0.475, 0.058, 283.0),
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Deficiency, look_of};
    use crate::model::ValueState;

    fn fields() -> Vec<(usize, usize, Rgb)> {
        let cell = |at: usize| (at / SIDE, at % SIDE);
        let cells = (0..SIDE * SIDE).map(cell);
        cells
            .map(|(row, column)| (row, column, bivariate([row, SIDE], [column, SIDE])))
            .collect()
    }

    fn pairs() -> Vec<[(usize, usize, Rgb); 2]> {
        let fields = fields();
        let pair = |at: usize| fields[at + 1..].iter().map(move |it| (at, *it));
        let pairs = (0..fields.len()).flat_map(pair);
        pairs.map(|(at, other)| [fields[at], other]).collect()
    }

    fn eyes() -> impl Iterator<Item = Option<Deficiency>> {
        std::iter::once(None).chain(Deficiency::ALL.map(Some))
    }

    fn seen(color: Rgb, eye: Option<Deficiency>) -> Oklab {
        eye.map_or(color, |eye| eye.simulate(color)).into()
    }

    /// Lightness of the grey that is as luminous.
    fn grey(color: Rgb) -> f64 {
        libm::cbrt(color.luminance())
    }

    #[test]
    fn the_nine_fields_are_these() {
        let found: Vec<String> = fields().iter().map(|it| it.2.to_string()).collect();
        let expected = [
            "#f3f3f3", "#ecbdb0", "#fb8a6c", "#b6d9fb", "#7da0bd", "#866f7c", "#73bbff", "#4486bd",
            "#57587c",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn any_two_fields_differ_for_every_eye() {
        for [one, other] in pairs() {
            for eye in eyes() {
                let difference = seen(one.2, eye).distance(seen(other.2, eye));
                assert!(
                    difference >= 0.085,
                    "{one:?} {other:?} {eye:?} {difference}"
                );
            }
        }
    }

    #[test]
    fn all_nine_are_another_grey() {
        for [one, other] in pairs() {
            let difference = (grey(one.2) - grey(other.2)).abs();
            assert!(difference >= 0.035, "{one:?} {other:?} {difference}");
        }
    }

    #[test]
    fn more_of_either_is_darker_for_every_eye_and_in_greyscale() {
        for [less, more] in pairs() {
            // Only along one axis at a time.
            if (less.0 == more.0) == (less.1 == more.1) {
                continue;
            }
            let falls = eyes().map(|eye| seen(less.2, eye).l - seen(more.2, eye).l);
            for fall in falls.chain([grey(less.2) - grey(more.2)]) {
                assert!(fall >= 0.07, "{less:?} {more:?} {fall}");
            }
        }
    }

    #[test]
    fn every_field_keeps_three_to_one_to_a_dark_border_and_lies_inside_srgb() {
        for (row, column, fill) in fields() {
            assert!(fill.luminance() >= 0.10, "{row} {column} {fill}");
            let light = FIELDS[row][column].linear();
            assert!(
                light.iter().all(|part| (-0.003..=1.003).contains(part)),
                "{row} {column} {light:?}"
            );
        }
    }

    #[test]
    fn no_field_is_the_grey_of_missing_values() {
        let missing = look_of(ValueState::Missing).expect("a look").color;
        for (.., fill) in fields() {
            let difference = Oklab::from(missing).distance(fill.into());
            assert!(difference >= 0.05, "{fill} {difference}");
        }
    }

    #[test]
    fn fewer_classes_take_the_outer_fields_and_one_the_middle() {
        let whole = |row, column| bivariate([row, 3], [column, 3]);
        assert_eq!(bivariate([0, 2], [1, 2]), whole(0, 2));
        assert_eq!(bivariate([0, 1], [2, 3]), whole(1, 2));
        assert_eq!(bivariate([9, 3], [9, 3]), whole(2, 2));
    }
}
