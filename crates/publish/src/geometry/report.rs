//! Findings about the shapes themselves: what was moved, joined, left open or lost, and where.

use super::exact::Point;
use super::grid::Grid;
use super::knots::Knot;
use super::layer::{Record, place};
use super::node::Repairs;
use super::owners::{Flaw, FlawKind};
use super::plan::Plan;
use super::project::Plane;
use super::spikes::Spike;
use crate::finding::{Finding, Severity};

/// What is needed to name a place and a size.
pub struct Report<'a> {
    /// The settings.
    pub plan: &'a Plan<'a>,
    /// The map plane.
    pub plane: &'a Plane,
    /// The grid on it.
    pub grid: Grid,
}

impl Report<'_> {
    /// One finding for all hanging nodes and crossings, with the place of the first.
    #[must_use]
    pub fn repairs(&self, repairs: &Repairs) -> Vec<Finding> {
        let moved = repairs.moved * self.grid.step_m;
        let of = |code, what: &str, points: &[Point]| {
            points.iter().min().map(|first| {
                let found = format!("{} {what}, one at {}", points.len(), self.at(*first));
                let done = format!("joined; no border moved by more than {moved:.1} m");
                self.finding(
                    Severity::Note,
                    code,
                    "borders that meet in common vertices",
                    found,
                    done,
                )
            })
        };
        let welded = of(
            "hanging-nodes",
            "vertices on a border without them",
            &repairs.welded,
        );
        let crossings = of(
            "crossing-borders",
            "crossings without a vertex",
            &repairs.crossings,
        );
        welded.into_iter().chain(crossings).collect()
    }

    /// A finding per spike.
    #[must_use]
    pub fn spikes(&self, records: &[Record], spikes: &[Spike]) -> Vec<Finding> {
        let finding = |spike: &Spike| {
            let record = records.get(spike.record)?;
            let place = self.at(self.grid.snap(spike.at));
            let found = format!(
                "a spike of {:.0} m at {place} in \"{}\"",
                spike.length_m, record.key
            );
            let expected = "borders that do not run back along themselves";
            let finding = self.finding(
                Severity::Note,
                "spike",
                expected,
                found,
                "cut off".to_owned(),
            );
            Some(in_row(finding, record))
        };
        spikes.iter().filter_map(finding).collect()
    }

    /// Whether a knot is wider than the tolerance.
    #[must_use]
    pub fn is_wide(&self, knot: &Knot) -> bool {
        knot.width * self.grid.step_m > self.plan.config.tolerance_m()
    }

    /// A finding about a polygon that crosses itself.
    #[must_use]
    pub fn knot(&self, records: &[Record], knot: &Knot) -> Option<Finding> {
        let record = records.get(knot.record)?;
        let (severity, done) = if self.is_wide(knot) {
            (
                Severity::Error,
                "nothing is written; correct the source or raise `tolerance_m`",
            )
        } else {
            (
                Severity::Warning,
                "read by the even-odd rule, which is within the tolerance",
            )
        };
        let expected = "a polygon that does not cross itself";
        let found = self.describe_knot(records, knot);
        let finding = self.finding(
            severity,
            "self-intersection",
            expected,
            found,
            done.to_owned(),
        );
        Some(in_row(finding, record))
    }

    /// Key, record, size and place of a knot.
    #[must_use]
    pub fn describe_knot(&self, records: &[Record], knot: &Knot) -> String {
        let (key, row) = records
            .get(knot.record)
            .map_or(("?", 0), |r| (&r.key, r.row));
        format!(
            "\"{key}\" (record {row}) crosses itself around {:.0} m², {:.1} m wide, at {}",
            self.grid.square_metres(knot.area2),
            knot.width * self.grid.step_m,
            self.at(knot.at)
        )
    }

    /// A finding per flaw.
    #[must_use]
    pub fn flaw(&self, flaw: &Flaw) -> Finding {
        let (severity, code, expected, done) = match flaw.kind {
            FlawKind::Overlap => (
                Severity::Error,
                "overlap",
                "areas that do not overlap",
                "nothing is written; correct the source or raise `tolerance_m`",
            ),
            FlawKind::Enclosed => (
                Severity::Note,
                "enclosed",
                "no hole between areas",
                "left open: a lake, or land outside the area system",
            ),
            FlawKind::Gap => (
                Severity::Warning,
                "gap",
                "no hole between areas",
                "left open; correct the source or raise `tolerance_m`",
            ),
            FlawKind::SliverOverlap => (
                Severity::Warning,
                "sliver-overlap",
                "areas that do not overlap",
                "given to the area with the longest border along it",
            ),
            FlawKind::SliverGap => (
                Severity::Warning,
                "sliver-gap",
                "no hole between areas",
                "closed; given to the neighbour with the longest border",
            ),
        };
        let found = format!(
            "{} (tolerance {} m)",
            self.describe(flaw),
            self.plan.config.tolerance_m()
        );
        self.finding(severity, code, expected, found, done.to_owned())
    }

    /// Areas, size and place of a flaw.
    #[must_use]
    pub fn describe(&self, flaw: &Flaw) -> String {
        let keys: Vec<&str> = flaw.areas.iter().map(|area| self.plan.key(*area)).collect();
        format!(
            "{:.0} m², {:.1} m wide, between {} at {}",
            self.grid.square_metres(flaw.area2),
            flaw.width * self.grid.step_m,
            keys.join(", "),
            self.at(flaw.at)
        )
    }

    /// An area whose rings all shrank to nothing on the grid.
    #[must_use]
    pub fn collapsed(&self, area: u32) -> Finding {
        let found = format!(
            "\"{}\" smaller than a step of {} m",
            self.plan.key(area),
            self.grid.step_m
        );
        let done = "the area has no outline; lower `step_m`".to_owned();
        self.finding(
            Severity::Error,
            "collapsed-outline",
            "an area larger than the grid",
            found,
            done,
        )
    }

    /// Longitude and latitude, or metres where there are none.
    fn at(&self, point: Point) -> String {
        let metres = self.grid.metres(point.map(f64::from));
        match self.plane.lonlat(metres) {
            Some([lon, lat]) => format!("{lat:.5}° N {lon:.5}° E"),
            None => format!("x {:.0} m, y {:.0} m", metres[0], metres[1]),
        }
    }

    fn finding(
        &self,
        severity: Severity,
        code: &'static str,
        expected: &str,
        found: String,
        done: String,
    ) -> Finding {
        Finding {
            severity,
            code,
            place: place(&self.plan.layer.file, None, None),
            expected: expected.to_owned(),
            found,
            done,
        }
    }
}

fn in_row(mut finding: Finding, record: &Record) -> Finding {
    finding.place.row = Some(record.row);
    finding
}
