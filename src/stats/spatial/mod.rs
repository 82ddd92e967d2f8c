//! Who neighbours whom, autocorrelation, hot spots, smoothing (`weights.*`, `spatial.*`, `smooth.*`).
