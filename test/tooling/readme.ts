import * as fs from 'fs';
import * as path from 'path';

const PROJECT = path.join(__dirname, '..', '..');

/** README.sendmail-dual, which this project implements; it lies beside the project where the project is worked on. */
const README = path.join(PROJECT, '..', 'shared', 'README.sendmail-dual.txt');

/** The document, line by line; undefined in a clone that stands alone. */
export const readmeLines = (): string[] | undefined =>
  fs.existsSync(README) ? fs.readFileSync(README, 'utf8').split('\n') : undefined;

/** The two listings of README.sendmail-dual. */
export const LISTINGS = ['thishost-rx.mc', 'thishost-tx.mc'] as const;
export type Listing = (typeof LISTINGS)[number];

/** A listing, word for word. */
export const listing = (name: Listing): string => fs.readFileSync(path.join(PROJECT, 'test', 'fixtures', name), 'utf8');

/** A listing as it stands in the document; undefined where the document is not at hand. */
export const listingInReadme = (name: Listing): string | undefined => {
  const [, text] = readmeLines()?.join('\n').split(`Create file ${name}:\n`) ?? [];
  return /^---cut-here-+\n([^]*?)^---end/m.exec(text ?? '')?.[1];
};
