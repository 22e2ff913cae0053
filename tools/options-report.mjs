// @ts-check
// docs/sendmail-options.md in short, by the results of a full run of the tests: property, option, and whether its tests passed.
import fs from 'node:fs';
import path from 'node:path';
import { PROJECT } from './setup/place.mjs';

const DOCUMENT = path.join(PROJECT, 'docs/sendmail-options.md');

/** Kinds of test by their folders. @type {[string, RegExp][]} */
const KINDS = [
  ['unit', /^test\/unit\//],
  ['real', /^test\/(sendmail|e2e)\//],
];

/** @typedef {{ file: string, title: string, passed: boolean }} Outcome */

/** @param {any} report what jest wrote with --json @returns {Outcome[]} */
const outcomes = (report) =>
  report.testResults.flatMap((/** @type {any} */ { name, assertionResults }) =>
    assertionResults.map((/** @type {any} */ { fullName, status }) => ({
      file: path.relative(PROJECT, name),
      title: fullName,
      passed: status === 'passed',
    })),
  );

/** @param {string} text the document @returns {{ option: string, sets: string }[]} its properties, without the members of structs */
const documented = (text) =>
  text.split(/^## /m).flatMap((section) => {
    const mta = section.split('\n', 1)[0];
    return [...section.matchAll(/^\| `(\w+)` \| (.*?) \| /gm)].map(([, name, sets]) => ({
      option: `${mta}.${name}`,
      sets: sets.replaceAll('`', ''),
    }));
  });

/** @param {any} report what jest wrote with --json @returns {string[]} a line for each property */
export const optionsReport = (report) => {
  const all = outcomes(report);
  const rows = documented(fs.readFileSync(DOCUMENT, 'utf8'));
  const width = Math.max(...rows.map(({ option }) => option.length));
  return rows.map(({ option, sets }) => {
    const named = new RegExp(`\\b${option.replace('.', '\\.')}\\b`);
    const marks = KINDS.map(([kind, folder]) => {
      const mine = all.filter(({ file, title }) => folder.test(file) && named.test(title));
      return `${kind} ${mine.length > 0 && mine.every(({ passed }) => passed) ? '✓' : '✗'}`;
    });
    return `${marks.join('  ')}  ${option.padEnd(width)}  ${sets}`;
  });
};
