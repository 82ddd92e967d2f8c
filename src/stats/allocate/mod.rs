//! Dividing a total by weights (`allocate`).
