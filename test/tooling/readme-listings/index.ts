import * as fs from 'fs';
import * as path from 'path';

/** The document that this project implements; it lies beside the project where the project is worked on. */
const README = path.join(__dirname, '..', '..', '..', '..', 'shared', 'README.sendmail-dual.txt');

/** The two listings of README.sendmail-dual. */
export type Listing = 'thishost-rx.mc' | 'thishost-tx.mc';

/** A listing as it stands in the document; undefined where the document is not at hand. */
export const listingInReadme = (listing: Listing): string | undefined => {
  if (!fs.existsSync(README)) {
    return undefined;
  }
  const [, text] = fs.readFileSync(README, 'utf8').split(`Create file ${listing}:\n`);
  return /^---cut-here-+\n([^]*?)^---end/m.exec(text)?.[1];
};

/** The copy of a listing in this folder, for a clone that stands alone. */
export const listing = (name: Listing): string => fs.readFileSync(path.join(__dirname, name), 'utf8');
