import { listing, Listing, LISTINGS } from '../../test/tooling/readme';
import { RECIPIENT_DOMAIN } from '../names';

/** What the README leaves to its reader, behind the line that says so. */
const OWN_LINES: Record<Listing, readonly (readonly [behind: RegExp, line: string])[]> = {
  'thishost-rx.mc': [
    [/^dnl Insert here the usual \.mc preamble.*$/m, "OSTYPE(`debian')dnl"],
    [/^dnl other settings needed for receiving mail\. *$/m, `RELAY_DOMAIN(\`${RECIPIENT_DOMAIN}')dnl`],
  ],
  'thishost-tx.mc': [
    [/^dnl Insert here the usual \.mc preamble.*$/m, "OSTYPE(`debian')dnl"],
    [/^dnl local delivery settings such as mailertables.*\n.*$/m, "FEATURE(`mailertable')dnl"],
  ],
};

const withOwnLines = (name: Listing): string =>
  OWN_LINES[name].reduce((text, [behind, line]) => {
    if (!behind.test(text)) {
      throw new Error(`${name} has no line ${behind}`);
    }
    return text.replace(behind, (found) => `${found}\n${line}`);
  }, listing(name));

/** The two listings word for word, with what has to be inserted; by their file's name. */
export const readmeListings = (): Record<string, string> =>
  Object.fromEntries(LISTINGS.map((name) => [name, withOwnLines(name)]));
