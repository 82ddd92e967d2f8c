//! RECIPES.md against the publisher's own types: its examples are read, and it names every field.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use teilraum::model::Flags;
use teilraum_publish::config::areas::{AreasTable, ParentRule};
use teilraum_publish::config::atlas::{LevelConfig, MunicipalityRecipe, SearchConfig, SignMeaning};
use teilraum_publish::config::changes::{ChangeColumns, ChangesConfig, Convert, Weight};
use teilraum_publish::config::context::ContextConfig;
use teilraum_publish::config::disclosure::{
    DisclosureConfig, IndicatorDisclosure, OverlapConfig, ProfileChanges, ProfileName,
    RelationConfig, SideFile,
};
use teilraum_publish::config::facilities::{FacilitiesConfig, PointColumns};
use teilraum_publish::config::indicator::{self, ClassesWish, Compute, Ingredient, Mark};
use teilraum_publish::config::keys::{AlsoRule, IgnoreRule, KeyBy, KeyRules, LevelRule};
use teilraum_publish::config::pages::PagesConfig;
use teilraum_publish::config::recipe::{
    Bundle, Common, ContainerFields, Encoding, Ffcsv, FfcsvCategory, FfcsvSelect, KeyRange, Long,
    NamedCategory, NamedColumn, NamedLimits, NamedPeriod, NamedQuality, NamedSelect, Others,
    Outside, Pivot, PivotColumn, PivotPeriod, SdmxCsv, SdmxPeriod, Wide, ZeroMeaning,
};
use teilraum_publish::config::site::{Accessibility, Basis, Conformance, Enforcement, SiteConfig};
use teilraum_publish::config::{AtlasFile, TextsFile};
use teilraum_publish::geometry::config::{
    Format, GeometryConfig, LayerConfig, MissingOutlines, UnknownKeys,
};
use teilraum_publish::imprint::Imprint;
use teilraum_publish::report::Report;

const PAGE: &str = include_str!("../../../RECIPES.md");

/// The examples marked with `kind`.
fn examples(kind: &str) -> Vec<&'static str> {
    let fence = format!("```toml {kind}\n");
    let parts = PAGE.split(fence.as_str()).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap())
        .collect()
}

#[test]
fn every_example_is_marked_and_read_by_the_publisher() {
    let [atlases, parts, indicators, texts] =
        ["atlas", "atlas-part", "indicators", "texts"].map(examples);
    let all = atlases.len() + parts.len() + indicators.len() + texts.len();
    assert_eq!(PAGE.matches("```toml").count(), all);
    assert_eq!((atlases.len(), indicators.len(), texts.len()), (1, 4, 1));
    for text in atlases {
        let atlas: AtlasFile = toml::from_str(text).unwrap();
        assert_eq!(atlas.imprint.mistakes(), []);
    }
    for text in parts {
        let levels: BTreeMap<String, Vec<LevelConfig>> = toml::from_str(text).unwrap();
        assert!(levels.contains_key("level"));
    }
    for text in indicators {
        let mut report = Report::default();
        let read = indicator::parse(text, "RECIPES.md", &mut report);
        assert!(!read.is_empty());
        let findings = report.into_findings();
        assert!(findings.is_empty(), "{findings:?}");
    }
    for text in texts {
        let texts: TextsFile = toml::from_str(text).unwrap();
        assert_eq!(texts.texts().language, "de");
    }
}

/// The names that a reader's complaint about `wrong` lists as expected.
fn expected(message: &str) -> Vec<String> {
    let names = message.split("expected").nth(1).unwrap_or_default();
    let names = names.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// The fields of a table.
fn fields<T: DeserializeOwned + Debug>() -> Vec<String> {
    let error = toml::from_str::<T>("no-such-field = 1").unwrap_err();
    expected(error.message())
}

/// The words that an entry may be.
fn words<T: DeserializeOwned + Debug>() -> Vec<String> {
    let error = T::deserialize(toml::Value::String("no-such-word".into())).unwrap_err();
    expected(error.message())
}

/// The fields and words of every type of the configuration.
fn lists() -> Vec<Vec<String>> {
    [of_the_atlas(), of_files(), of_the_model()].concat()
}

fn of_the_atlas() -> Vec<Vec<String>> {
    vec![
        fields::<AtlasFile>(),
        fields::<Imprint>(),
        fields::<PagesConfig>(),
        fields::<SiteConfig>(),
        fields::<Accessibility>(),
        fields::<Enforcement>(),
        words::<Conformance>(),
        words::<Basis>(),
        fields::<SearchConfig>(),
        fields::<MunicipalityRecipe>(),
        fields::<KeyRules>(),
        fields::<LevelRule>(),
        fields::<AlsoRule>(),
        fields::<IgnoreRule>(),
        fields::<LevelConfig>(),
        fields::<AreasTable>(),
        fields::<ParentRule>(),
        fields::<ChangesConfig>(),
        fields::<ChangeColumns>(),
        fields::<Convert>(),
        words::<Weight>(),
        words::<KeyBy>(),
        fields::<GeometryConfig>(),
        fields::<LayerConfig>(),
        fields::<ContextConfig>(),
        fields::<FacilitiesConfig>(),
        fields::<PointColumns>(),
        words::<Format>(),
        words::<UnknownKeys>(),
        words::<MissingOutlines>(),
        fields::<DisclosureConfig>(),
        fields::<IndicatorDisclosure>(),
        fields::<ProfileChanges>(),
        fields::<RelationConfig>(),
        fields::<OverlapConfig>(),
        fields::<SideFile>(),
        words::<ProfileName>(),
    ]
}

fn of_files() -> Vec<Vec<String>> {
    vec![
        fields::<Common>(),
        fields::<ContainerFields>(),
        fields::<Long>(),
        fields::<Wide>(),
        fields::<SdmxCsv>(),
        fields::<Bundle>(),
        fields::<SdmxPeriod>(),
        fields::<NamedPeriod>(),
        fields::<NamedColumn>(),
        fields::<NamedLimits>(),
        fields::<NamedCategory>(),
        fields::<NamedSelect>(),
        fields::<NamedQuality>(),
        fields::<Pivot>(),
        fields::<PivotPeriod>(),
        fields::<PivotColumn>(),
        fields::<Ffcsv>(),
        fields::<FfcsvCategory>(),
        fields::<FfcsvSelect>(),
        fields::<KeyRange>(),
        fields::<Mark>(),
        fields::<Compute>(),
        fields::<Ingredient>(),
        fields::<ClassesWish>(),
    ]
}

fn of_the_model() -> Vec<Vec<String>> {
    vec![
        fields::<teilraum::model::Source>(),
        fields::<teilraum::model::IndicatorText>(),
        fields::<teilraum::model::UnitText>(),
        fields::<teilraum::model::LevelText>(),
        fields::<teilraum::model::DefinitionText>(),
        words::<SignMeaning>(),
        words::<Encoding>(),
        words::<Others>(),
        words::<Outside>(),
        words::<ZeroMeaning>(),
        words::<indicator::PeriodRule>(),
        words::<indicator::Aggregate>(),
        words::<teilraum::model::MeasureKind>(),
        words::<teilraum::model::Polarity>(),
        words::<teilraum::model::Uncertainty>(),
        words::<teilraum::model::ClassMethod>(),
        words::<teilraum::model::PeriodKind>(),
        flags(),
    ]
}

fn flags() -> Vec<String> {
    let keys = Flags::ALL.iter().map(|(_, key)| *key);
    keys.map(str::to_owned).collect()
}

#[test]
fn the_page_names_every_field_and_every_word() {
    for list in lists() {
        assert!(!list.is_empty());
        for name in list {
            assert!(
                PAGE.contains(&format!("`{name}`")),
                "RECIPES.md lacks `{name}`"
            );
        }
    }
}
