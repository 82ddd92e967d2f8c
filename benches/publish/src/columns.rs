//! The same observations in five ways: numbers and states of every block, one file per block.

use std::error::Error;
use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use parquet::basic::{Compression as Codec, Encoding, GzipLevel};
use parquet::data_type::{Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use teilraum::format;
use teilraum::model::Block;

use crate::bundle::Bundle;
use crate::table;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What a block holds beside its shape: a state per cell, and the numbers of cells that have one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Columns {
    states: Vec<u8>,
    numbers: Vec<i64>,
}

/// A way to store [`Columns`].
struct Way {
    name: &'static str,
    write: fn(&Columns) -> Result<Vec<u8>>,
    read: fn(&[u8]) -> Result<Columns>,
}

const WAYS: [Way; 3] = [
    Way {
        name: "differences in blocks of 128, bit-packed, gzip",
        write: bit_packed,
        read: bit_unpacked,
    },
    Way {
        name: "pco (level 8) for numbers, gzip for states",
        write: pco_write,
        read: pco_read,
    },
    Way {
        name: "Parquet, DELTA_BINARY_PACKED and RLE, gzip",
        write: parquet_write,
        read: parquet_read,
    },
];

/// Compares all ways on all blocks of the bundle.
pub fn compare(bundle: &Bundle) -> Result<()> {
    let blocks = bundle.blocks()?;
    let own: usize = blocks.iter().map(|(_, bytes)| bytes).sum();
    let columns: Vec<Columns> = blocks.iter().map(|(block, _)| columns(block)).collect();
    let count: usize = columns.iter().map(|one| one.numbers.len()).sum();
    table::head(&format!(
        "{} blocks, {} cells, {count} numbers (without numerators, flags and notes, except in the first row)",
        blocks.len(),
        columns.iter().map(|one| one.states.len()).sum::<usize>(),
    ));
    table::row("bundle files as published", own, own, None);
    let files: Vec<Vec<u8>> = blocks
        .iter()
        .map(|(block, _)| bare(block, bundle))
        .collect::<Result<_>>()?;
    let size = files.iter().map(Vec::len).sum();
    let time = table::median(|| {
        for file in &files {
            drop(format::block("b", file, &bundle.catalogue));
        }
    });
    table::row(
        "bundle format (byte planes of differences, deflate)",
        size,
        size,
        Some(time),
    );
    for way in &WAYS {
        let files: Vec<Vec<u8>> = columns.iter().map(way.write).collect::<Result<_>>()?;
        for (file, before) in files.iter().zip(&columns) {
            if (way.read)(file)? != *before {
                return Err(format!("{}: reads back other numbers", way.name).into());
            }
        }
        let time = table::median(|| {
            for file in &files {
                drop((way.read)(file));
            }
        });
        table::row(way.name, files.iter().map(Vec::len).sum(), size, Some(time));
    }
    Ok(())
}

fn columns(block: &Block) -> Columns {
    let cells = block.states.iter().zip(&block.values);
    let numbers = cells
        .filter(|(state, _)| **state as u8 == 0)
        .map(|(_, value)| *value);
    Columns {
        states: block.states.iter().map(|state| *state as u8).collect(),
        numbers: numbers.collect(),
    }
}

/// The block's file without what the other ways do not store.
fn bare(block: &Block, bundle: &Bundle) -> Result<Vec<u8>> {
    let mut block = block.clone();
    block.flags.fill(teilraum::model::Flags::NONE);
    block.parts.clear();
    block.notes.clear();
    block.cell_notes.clear();
    let indicator = &bundle.catalogue.indicators[block.shape.indicator.0 as usize];
    let level = &bundle.catalogue.levels[block.shape.level.index()];
    Ok(format::encode_block(&block, &indicator.key, level)?)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut all)?;
    Ok(all)
}

/// Runs of equal states, then blocks of 128 differences with the width of their largest.
fn bit_packed(columns: &Columns) -> Result<Vec<u8>> {
    let mut out = (columns.states.len() as u32).to_le_bytes().to_vec();
    out.extend(&columns.states);
    out.extend((columns.numbers.len() as u32).to_le_bytes());
    let mut before = 0_i64;
    for chunk in columns.numbers.chunks(128) {
        let zigzag: Vec<u64> = chunk
            .iter()
            .map(|number| {
                let difference = number - std::mem::replace(&mut before, *number);
                ((difference << 1) ^ (difference >> 63)) as u64
            })
            .collect();
        let width = zigzag
            .iter()
            .map(|number| 64 - number.leading_zeros())
            .max()
            .unwrap_or(0);
        out.push(width as u8);
        let (mut bits, mut filled) = (0_u128, 0);
        for number in zigzag {
            bits |= u128::from(number) << filled;
            filled += width;
            while filled >= 8 {
                out.push(bits as u8);
                bits >>= 8;
                filled -= 8;
            }
        }
        if filled > 0 {
            out.push(bits as u8);
        }
    }
    gzip(&out)
}

fn bit_unpacked(bytes: &[u8]) -> Result<Columns> {
    let bytes = gunzip(bytes)?;
    let length = |at: usize| -> usize {
        u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
    };
    let states = bytes[4..4 + length(0)].to_vec();
    let mut at = 4 + states.len();
    let mut left = length(at);
    at += 4;
    let (mut numbers, mut before) = (Vec::with_capacity(left), 0_i64);
    while left > 0 {
        let here = left.min(128);
        let width = u32::from(bytes[at]);
        at += 1;
        let (mut bits, mut filled) = (0_u128, 0);
        for _ in 0..here {
            while filled < width {
                bits |= u128::from(bytes[at]) << filled;
                at += 1;
                filled += 8;
            }
            let number = (bits & ((1_u128 << width) - 1)) as u64;
            bits >>= width;
            filled -= width;
            before += (number >> 1) as i64 ^ -((number & 1) as i64);
            numbers.push(before);
        }
        left -= here;
    }
    Ok(Columns { states, numbers })
}

fn pco_write(columns: &Columns) -> Result<Vec<u8>> {
    let states = gzip(&columns.states)?;
    let numbers = pco::standalone::simple_compress(
        &columns.numbers,
        &pco::ChunkConfig::default().with_compression_level(8),
    )?;
    let mut out = (states.len() as u32).to_le_bytes().to_vec();
    out.extend(states);
    out.extend(numbers);
    Ok(out)
}

fn pco_read(bytes: &[u8]) -> Result<Columns> {
    let length = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
    Ok(Columns {
        states: gunzip(&bytes[4..4 + length])?,
        numbers: pco::standalone::simple_decompress(&bytes[4 + length..])?,
    })
}

fn parquet_write(columns: &Columns) -> Result<Vec<u8>> {
    let schema = "message cells { required int32 state; optional int64 number; }";
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BINARY_PACKED)
        .set_compression(Codec::GZIP(GzipLevel::try_new(9)?))
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        .build();
    let schema = Arc::new(parse_message_type(schema)?);
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let states: Vec<i32> = columns
        .states
        .iter()
        .map(|state| i32::from(*state))
        .collect();
    let present: Vec<i16> = columns
        .states
        .iter()
        .map(|state| i16::from(*state == 0))
        .collect();
    if let Some(mut column) = group.next_column()? {
        column
            .typed::<Int32Type>()
            .write_batch(&states, None, None)?;
        column.close()?;
    }
    if let Some(mut column) = group.next_column()? {
        column
            .typed::<Int64Type>()
            .write_batch(&columns.numbers, Some(&present), None)?;
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

fn parquet_read(bytes: &[u8]) -> Result<Columns> {
    let reader = SerializedFileReader::new(parquet_bytes(bytes))?;
    let group = reader.get_row_group(0)?;
    let rows = usize::try_from(group.metadata().num_rows())?;
    let (mut states, mut numbers, mut levels) = (Vec::new(), Vec::new(), Vec::new());
    if let parquet::column::reader::ColumnReader::Int32ColumnReader(mut column) =
        group.get_column_reader(0)?
    {
        column.read_records(rows, None, None, &mut states)?;
    }
    if let parquet::column::reader::ColumnReader::Int64ColumnReader(mut column) =
        group.get_column_reader(1)?
    {
        column.read_records(rows, Some(&mut levels), None, &mut numbers)?;
    }
    let states = states.into_iter().map(|state| state as u8).collect();
    Ok(Columns { states, numbers })
}

fn parquet_bytes(bytes: &[u8]) -> bytes::Bytes {
    bytes::Bytes::copy_from_slice(bytes)
}
