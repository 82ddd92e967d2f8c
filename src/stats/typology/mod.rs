//! Types of areas (`typology.*`).
