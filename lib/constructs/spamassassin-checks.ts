import * as fs from 'fs';
import { Token } from 'cdktf';
import { WHOLE_SECONDS } from '../models/rules';
import { OWN_LINE, POINTS, TEST_NAME } from '../models/spamassassin/own-rules';
import { CHANNEL_NAME, PUBLIC_KEY_BLOCK } from '../models/spamassassin/rule-channel';
import { INTERVAL } from '../models/spamassassin/rule-updates';
import { SpamAssassinOptions } from '../models/spamassassin/spamassassin-options';
import { rowThatSets, SPAMASSASSIN_OPTIONS } from '../models/spamassassin/spamassassin-table';
import { checkOptions, checkVolume } from './checks';
import { Findings } from './findings';
import { checkImages } from './image-checks';

/** A line of one's own would be overruled by what a property says, and nobody would know why. */
const checkOwnLine = (findings: Findings, property: string, line: string): void => {
  findings.check(property, line, OWN_LINE);
  const row = rowThatSets(line);
  if (row !== undefined) {
    findings.add(property, line, {
      rule: `"${row.setting}" is written here already: ${row.source}`,
      source: 'of two lines SpamAssassin takes the last',
      instead: row.property === undefined ? 'nothing of it' : `the property "${row.property}"`,
    });
  }
};

/** Reads files with rules, and says which cannot be read. */
export const readRuleFiles = (findings: Findings, files: readonly string[]): string[] =>
  files.map((file, index) => {
    try {
      const bytes = fs.readFileSync(file);
      const text = bytes.toString('utf8');
      if (Buffer.from(text).equals(bytes)) {
        return text;
      }
      findings.add(`ruleFiles[${index}]`, file, {
        rule: 'a file of rules is UTF-8',
        source: 'what is written must be what was read',
        instead: 'the file in UTF-8, or other characters as \\x and two hexadecimal digits',
      });
    } catch (error) {
      findings.add(`ruleFiles[${index}]`, file, {
        rule: `the file cannot be read: ${(error as Error).message}`,
        source: 'its text becomes part of the image',
        instead: 'the path of a file that is there',
      });
    }
    return '';
  });

const checkNetwork = (findings: Findings, options: SpamAssassinOptions): void => {
  const needing = [
    ['dnsLists', options.dnsLists === true],
    ['dnsTimeout', options.dnsTimeout !== undefined],
    ['welcomelist', (options.welcomelist ?? []).length > 0],
  ] as const;
  for (const [property] of needing.filter(([, set]) => set && !options.networkTests)) {
    findings.add(property, options[property], {
      rule: 'without network tests nothing is asked of DNS, so that this would do nothing',
      source: 'Mail::SpamAssassin::Conf, welcomelist_auth, skip_rbl_checks and rbl_timeout',
      instead: '"networkTests: true" too, or leave it out',
    });
  }
};

const checkUpdates = (findings: Findings, { ruleUpdates }: SpamAssassinOptions): void => {
  if (ruleUpdates?.interval !== undefined) {
    findings.check('ruleUpdates.interval', ruleUpdates.interval, INTERVAL);
  }
  ruleUpdates?.channels?.forEach(({ name, publicKey }, index, channels) => {
    const property = `ruleUpdates.channels[${index}]`;
    findings.check(`${property}.name`, name, CHANNEL_NAME);
    if (publicKey !== undefined) {
      findings.check(`${property}.publicKey`, publicKey, PUBLIC_KEY_BLOCK);
    }
    if (channels.findIndex((other) => other.name === name) !== index) {
      findings.add(`${property}.name`, name, {
        rule: 'a channel is named once',
        source: 'sa-update(1), --channel',
        instead: 'one channel with one key',
      });
    }
  });
};

/** Holds what was chosen of SpamAssassin against the rules. */
export const checkSpamAssassin = (findings: Findings, options: SpamAssassinOptions, ruleFiles: string[]): void => {
  checkOptions(findings, SPAMASSASSIN_OPTIONS, options);
  checkNetwork(findings, options);
  checkUpdates(findings, options);
  checkImages(findings, options.ruleUpdates?.image);
  checkVolume(findings, 'bayes.volume', options.bayes?.volume);
  checkVolume(findings, 'bayes.learnFolder', options.bayes?.learnFolder);
  if (options.bayes?.learnInterval !== undefined) {
    findings.check('bayes.learnInterval', options.bayes.learnInterval, WHOLE_SECONDS);
  }
  options.rules
    ?.filter((line) => !Token.isUnresolved(line))
    .forEach((line, index) => checkOwnLine(findings, `rules[${index}]`, line));
  ruleFiles.forEach((text, index) =>
    text
      .split(/\r?\n/)
      .forEach((line, number) => checkOwnLine(findings, `ruleFiles[${index}], line ${number + 1}`, line)),
  );
  Object.entries(options.scores ?? {}).forEach(([test, points]) => {
    findings.check('scores', test, TEST_NAME);
    findings.check(`scores.${test}`, points, POINTS);
  });
};
