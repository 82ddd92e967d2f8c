//! Distributions: normal, Student's t, χ², and the special functions under them.
