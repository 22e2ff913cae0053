// @ts-check
// The file that holds a gateway's queues: tar, with the queues as their containers have written them, and behind them
// what the file says of itself. Only a file that was finished has that.
import fs from 'node:fs';
import { CommandFailed } from './setup/main.mjs';

const FORMAT = 'cdktf-dual-mta queues 1';
const BLOCK = 512;
/** Two blocks of zeros end a tar file. */
const END = 2 * BLOCK;
const MANIFEST = 'manifest.json';
const MANIFEST_SIZE = 2 * BLOCK;

/**
 * @typedef {object} Manifest
 * @property {string} gateway
 * @property {string} time as ISO 8601
 * @property {Record<string, number>} messages how many there are of each queue
 */

/** @param {string} name @param {number} size */
const tarHeader = (name, size) => {
  const header = Buffer.alloc(BLOCK);
  header.write(name);
  header.write('0000600\0'.padEnd(24, '0000000\0'), 100);
  header.write(size.toString(8).padStart(11, '0'), 124);
  header.write(Math.floor(Date.now() / 1000).toString(8), 136);
  header.write('        0', 148);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0`, 148);
  return header;
};

/**
 * What a container's script says of each queue: `mqueue-rx: 3 messages`, `mqueue-rx: 2 restored, 1 already there`.
 * @param {string} text
 * @returns {Record<string, number[]>}
 */
export const countsOf = (text) => {
  const lines = text.matchAll(/^(mqueue[a-z-]*): (\d.*)$/gm);
  return Object.fromEntries([...lines].map(([, queue, said]) => [queue, (said.match(/\d+/g) ?? []).map(Number)]));
};

/** Takes the end away that each container's script writes, so that more can follow. @param {number} file */
export const reopenEnd = (file) => fs.ftruncateSync(file, fs.fstatSync(file).size - END);

/** @param {number} file opened for appending @param {Manifest} manifest */
export const finish = (file, manifest) => {
  const text = JSON.stringify({ format: FORMAT, ...manifest }).padEnd(MANIFEST_SIZE - 1) + '\n';
  reopenEnd(file);
  fs.writeSync(file, Buffer.concat([tarHeader(MANIFEST, MANIFEST_SIZE), Buffer.from(text), Buffer.alloc(END)]));
  fs.fsyncSync(file);
};

/** @param {string} path @returns {Manifest} */
export const readManifest = (path) => {
  const bytes = Buffer.alloc(BLOCK + MANIFEST_SIZE + END);
  const file = fs.openSync(path, 'r');
  try {
    fs.readSync(file, bytes, 0, bytes.length, Math.max(0, fs.fstatSync(file).size - bytes.length));
  } finally {
    fs.closeSync(file);
  }
  try {
    const { format, ...manifest } = JSON.parse(bytes.toString('utf8', BLOCK, BLOCK + MANIFEST_SIZE));
    if (format === FORMAT) return manifest;
  } catch {
    // It is as much of a backup as any other file.
  }
  throw new CommandFailed(`${path} is no backup of a gateway's queues, or not all of one; nothing was restored`);
};
