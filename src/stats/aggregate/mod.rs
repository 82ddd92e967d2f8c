//! Figures of an area from those of its parts (`aggregate.*`).
