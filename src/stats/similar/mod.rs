//! Areas that are alike (`similar.*`).
