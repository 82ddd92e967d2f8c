//! A published bundle, opened by the engine.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use teilraum::format;
use teilraum::model::{Block, Catalogue};

/// A bundle's catalogue and where its files are.
pub struct Bundle {
    folder: PathBuf,
    /// What it holds.
    pub catalogue: Catalogue,
}

impl Bundle {
    /// Opens manifest and catalogue.
    pub fn open(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let manifest = format::manifest("manifest.json", &fs::read(folder.join("manifest.json"))?)?;
        let path = &manifest.generation;
        let catalogue = format::catalogue(path, &fs::read(folder.join(path))?)?;
        Ok(Self {
            folder: folder.to_owned(),
            catalogue,
        })
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        Ok(fs::read(self.folder.join(path))?)
    }

    /// Every block with the size of its file.
    pub fn blocks(&self) -> Result<Vec<(Block, usize)>, Box<dyn Error>> {
        let mut blocks = Vec::new();
        for listed in self.catalogue.indicators.iter().flat_map(|one| &one.blocks) {
            let bytes = self.read(&listed.file.path)?;
            let block = format::block(&listed.file.path, &bytes, &self.catalogue)?;
            blocks.push((block, bytes.len()));
        }
        Ok(blocks)
    }
}
