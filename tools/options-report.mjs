// @ts-check
// The pages of properties below docs/ in short, by the results of a full run of the tests: property, what it sets, and
// whether its tests passed.
import fs from 'node:fs';
import path from 'node:path';
import { PROJECT } from './setup/place.mjs';

/** Each page, with the folders of the tests on the real program. @type {[string, RegExp][]} */
const PAGES = [
  ['docs/sendmail-options.md', /^test\/(sendmail|e2e)\//],
  ['docs/amavisd-settings.md', /^test\/(amavis|e2e)\//],
];

const UNIT = /^test\/unit\//;

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

/** @param {string} text a page @returns {{ option: string, sets: string }[]} its properties, without the members of structs */
const documented = (text) =>
  text.split(/^## /m).flatMap((section) => {
    const construct = section.split('\n', 1)[0];
    // A heading of several words is no construct's: its table goes from the settings to the properties.
    if (!/^\w+$/.test(construct)) return [];
    return [...section.matchAll(/^\| `(\w+)` \| (.*?) \| /gm)].map(([, name, sets]) => ({
      option: `${construct}.${name}`,
      sets: sets.replaceAll('`', ''),
    }));
  });

/** @param {any} report what jest wrote with --json @returns {string[]} a line for each property */
export const optionsReport = (report) => {
  const all = outcomes(report);
  const rows = PAGES.flatMap(([page, real]) =>
    documented(fs.readFileSync(path.join(PROJECT, page), 'utf8')).map((row) => ({ ...row, real })),
  );
  const width = Math.max(...rows.map(({ option }) => option.length));
  return rows.map(({ option, sets, real }) => {
    const named = new RegExp(`\\b${option.replace('.', '\\.')}\\b`);
    const marks = [
      { kind: 'unit', folder: UNIT },
      { kind: 'real', folder: real },
    ].map(({ kind, folder }) => {
      const mine = all.filter(({ file, title }) => folder.test(file) && named.test(title));
      return `${kind} ${mine.length > 0 && mine.every(({ passed }) => passed) ? '✓' : '✗'}`;
    });
    return `${marks.join('  ')}  ${option.padEnd(width)}  ${sets}`;
  });
};
