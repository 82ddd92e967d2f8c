//! From one area system to another (`interpolate.*`).
