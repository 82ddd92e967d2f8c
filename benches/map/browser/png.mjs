/** Reads the PNG pictures that the browser takes: 8 bits a channel, not interlaced. */
import { inflateSync } from "node:zlib";

const CHANNELS = { 2: 3, 6: 4 };

/** The picture's size and its bytes, row by row, `channels` for each pixel. */
export function readPng(file) {
  const bytes = Buffer.from(file);
  const parts = [];
  let head;
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 8, at + 8 + length);
    const kind = bytes.toString("latin1", at + 4, at + 8);
    if (kind === "IHDR") head = body;
    if (kind === "IDAT") parts.push(body);
    at += length + 12;
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = CHANNELS[head[9]];
  if (head[8] !== 8 || !channels || head[12] !== 0) throw new Error("a PNG of another kind than expected");
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels) };
}

/** Undoes the filters of the rows. */
function unfiltered(raw, stride, height, channels) {
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    for (let index = 0; index < stride; index += 1) {
      const left = index >= channels ? pixels[to + index - channels] : 0;
      const up = row > 0 ? pixels[to + index - stride] : 0;
      const corner = row > 0 && index >= channels ? pixels[to + index - stride - channels] : 0;
      pixels[to + index] = raw[from + index] + predicted(filter, left, up, corner);
    }
  }
  return pixels;
}

function predicted(filter, left, up, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const BLOCK = 16;

/** The mean color of each block of the picture. */
export function blocks({ width, height, channels, pixels }) {
  const means = [];
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      const sum = [0, 0, 0];
      for (let y = top; y < top + BLOCK; y += 1) {
        for (let x = left; x < left + BLOCK; x += 1) {
          const at = (y * width + x) * channels;
          for (let channel = 0; channel < 3; channel += 1) sum[channel] += pixels[at + channel];
        }
      }
      means.push(sum.map((total) => total / BLOCK ** 2));
    }
  }
  return means;
}

const differ = (a, b, by) => a.some((value, channel) => Math.abs(value - b[channel]) > by);

/** The share of blocks that differ between two pictures; finer edges are no difference. */
export function changed(one, other) {
  const [a, b] = [blocks(one), blocks(other)];
  return a.filter((color, index) => differ(color, b[index], 24)).length / a.length;
}

/** The share of blocks that are not of the color of the picture's first one. */
export function painted(picture) {
  const means = blocks(picture);
  return means.filter((color) => differ(color, means[0], 8)).length / means.length;
}
