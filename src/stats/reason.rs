//! Why a statistic has no value.

macro_rules! reasons {
    ($($(#[doc = $doc:literal])* $name:ident = $code:literal, $says:literal;)*) => {
        /// Why a statistic has no value. NaN and infinity never leave the engine; this does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
        pub enum Reason {
            $($(#[doc = $doc])* #[error($says)] $name,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name used in message keys, exports and reference cases.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

reasons! {
    /// Every value is the same, and the method needs a difference.
    AllEqual = "all_equal", "all values are equal";
    /// The standard deviation is zero.
    ZeroVariance = "zero_variance", "the values do not vary";
    /// Lowest and highest goalpost coincide.
    ZeroRange = "zero_range", "the range is empty";
    /// The sum of the values is zero.
    ZeroTotal = "zero_total", "the total is zero";
    /// The sum of the weights is zero.
    ZeroWeight = "zero_weight", "the weights sum to zero";
    /// A denominator is zero.
    ZeroDenominator = "zero_denominator", "the denominator is zero";
    /// A numerator is larger than its denominator allows.
    NumeratorOutOfRange = "numerator_out_of_range", "the numerator exceeds the denominator";
    /// A value is negative where only amounts are allowed.
    NegativeValue = "negative_value", "a value is negative";
    /// A value is zero or negative where a logarithm is taken.
    NonPositiveValue = "non_positive_value", "a value is zero or negative";
    /// Fewer values than the method needs.
    NTooSmall = "n_too_small", "there are too few values";
    /// Only one group where groups are compared.
    SingleGroup = "single_group", "there is only one group";
    /// A group is larger than the whole it belongs to.
    GroupExceedsTotal = "group_exceeds_total", "a group is larger than its total";
    /// The measure cannot be built from its parts.
    NonAdditive = "non_additive", "the measure cannot be added up";
    /// What was asked for cannot be done with these values.
    Infeasible = "infeasible", "what was asked for is impossible";
    /// Bounds are missing or not ascending.
    InfeasibleBounds = "infeasible_bounds", "the bounds are missing or not ascending";
    /// A group key is unknown.
    InvalidGroup = "invalid_group", "a group is unknown";
    /// A number is missing (or no number) where every one is needed.
    MissingValue = "missing_value", "a value is missing";
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_has_its_own_code() {
        let codes: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes.len(), Reason::ALL.len());
    }
}
