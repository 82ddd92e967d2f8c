//! Trends, steps and bends of series (`trend.*`).
