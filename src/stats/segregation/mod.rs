//! How unevenly a group lives (`segregation.*`).
