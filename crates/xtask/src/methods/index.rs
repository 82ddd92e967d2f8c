//! Which methods there are, in the order of the handbook.

/// Methods that belong together.
pub struct Group {
    /// Where the links to it lead.
    pub anchor: &'static str,
    /// Its English title.
    pub english: &'static str,
    /// Its German title.
    pub german: &'static str,
    /// Its methods.
    pub ids: &'static [&'static str],
}

const fn group(
    anchor: &'static str,
    english: &'static str,
    german: &'static str,
    ids: &'static [&'static str],
) -> Group {
    Group {
        anchor,
        english,
        german,
        ids,
    }
}

/// Every method of the engine, once.
pub const GROUPS: [Group; 11] = [
    group(
        "klassen",
        "Classification",
        "Klassifizierung",
        &[
            "classify.equal_interval",
            "classify.quantile",
            "classify.fisher_jenks",
            "classify.head_tail",
            "classify.std_mean",
            "classify.maximum_breaks",
            "classify.user_defined",
            "classify.pooled",
        ],
    ),
    group(
        "aggregation",
        "Aggregation up a hierarchy",
        "Aggregation in der Gebietshierarchie",
        &["aggregate.hierarchy"],
    ),
    group(
        "unsicherheit",
        "Uncertainty, standardisation, comparison",
        "Unsicherheit, Standardisierung, Vergleich",
        &[
            "ci.wilson",
            "ci.count",
            "ci.rate",
            "ci.mean_t",
            "rate.dsr",
            "rate.smr",
            "compare.benchmark",
            "funnel.proportion",
            "funnel.rate",
        ],
    ),
    group(
        "index",
        "Normalisation and composite indices",
        "Normierung und Sozialindex",
        &[
            "normalise.zscore",
            "normalise.minmax",
            "normalise.percentile_rank",
            "normalise.winsorise",
            "composite.index",
            "composite.pca",
            "composite.gisd",
            "composite.mss",
            "composite.rank_sensitivity",
            "composite.rank_montecarlo",
        ],
    ),
    group(
        "ungleichheit",
        "Inequality and segregation",
        "Ungleichheit und Segregation",
        &[
            "inequality.gini",
            "inequality.theil",
            "inequality.theil_weighted",
            "inequality.atkinson",
            "inequality.hoover",
            "segregation.two_group",
            "inequality.sii",
        ],
    ),
    group(
        "raum",
        "Spatial statistics",
        "Räumliche Statistik",
        &[
            "weights.contiguity",
            "weights.knn",
            "spatial.moran",
            "spatial.moran_local",
            "spatial.gi_star",
            "stats.fdr",
            "smooth.eb_global",
            "smooth.eb_local",
        ],
    ),
    group(
        "aehnlichkeit",
        "Similarity and typology",
        "Vergleichsgebiete und Gebietstypen",
        &["similar.nearest", "typology.kmeans", "typology.ward"],
    ),
    group(
        "zeit",
        "Correlation, trend, projection",
        "Zusammenhang, Trend, Vorausrechnung",
        &[
            "stats.correlation",
            "trend.ols",
            "trend.mann_kendall",
            "trend.step_change",
            "trend.joinpoint",
            "forecast.linear",
            "forecast.ses",
            "forecast.holt",
            "forecast.error_by_level",
        ],
    ),
    group(
        "versorgung",
        "Need and supply, areal interpolation",
        "Bedarf, Versorgung, Gebietsumrechnung",
        &[
            "supply.coverage",
            "supply.provider_ratio",
            "supply.2sfca",
            "supply.catchment",
            "interpolate.area",
            "interpolate.crosswalk",
        ],
    ),
    group(
        "verteilung",
        "Allocation",
        "Mittelverteilung und Sitzzuteilung",
        &["allocate"],
    ),
    group(
        "geheimhaltung",
        "Disclosure control",
        "Statistische Geheimhaltung",
        &[
            "sdc.frequency",
            "sdc.dominance",
            "sdc.rate",
            "sdc.audit",
            "sdc.secondary",
            "sdc.round",
            "sdc.cell_key",
            "sdc.differencing",
            "sdc.release_difference",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_71_methods_each_once() {
        let ids: Vec<&str> = GROUPS.iter().flat_map(|group| group.ids).copied().collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!((ids.len(), once.len()), (71, 71));
    }

    #[test]
    fn no_anchor_is_the_name_of_a_method() {
        let mut names: BTreeSet<&str> =
            GROUPS.iter().flat_map(|group| group.ids).copied().collect();
        for group in &GROUPS {
            assert!(names.insert(group.anchor), "{}", group.anchor);
        }
    }
}
