//! Positions inside one bundle. They never leave it: links and files name things by key.

macro_rules! position {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The position as an index into the list it belongs to.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

position! {
    /// An area's place in [`Areas`](super::Areas): sorted by level, then by key.
    AreaIx(u32)
}
position! {
    /// A level's place in the catalogue, coarsest first.
    LevelIx(u8)
}
position! {
    /// An indicator's place in the catalogue.
    IndicatorIx(u32)
}
position! {
    /// A period's place in its indicator's list, oldest first.
    PeriodIx(u16)
}
position! {
    /// A category tuple's place: the first axis varies slowest, 0 is "total" on every axis.
    CategoryIx(u16)
}
