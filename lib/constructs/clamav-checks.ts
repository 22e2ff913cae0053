import * as fs from 'fs';
import { CLAMD_OPTIONS } from '../models/clamav/clamd-table';
import { OFFICIAL_MEMORY } from '../models/clamav/clamav-container';
import { FRESHCLAM_OPTIONS } from '../models/clamav/freshclam-table';
import { sizeLimitsOf } from '../models/clamav/limits';
import { fileNameOf, SIGNATURE_FILE, SIGNATURE_TIMES, usesOfficialSignatures } from '../models/clamav/signatures';
import { ONE_LINE, Rule } from '../models/rules';
import { ClamAvOptions } from './clamav-options';
import { checkOptions, checkVolume } from './checks';
import { Findings } from './findings';
import { checkImages } from './image-checks';

const READABLE: Rule = {
  rule: 'a file of signatures can be read when the stack is synthesized, is text, and not empty',
  source: 'it is part of the image',
  instead: 'the path of such a file, from where synth runs or absolute',
  holds: (value) => {
    try {
      const bytes = fs.readFileSync(String(value));
      return bytes.length > 0 && Buffer.from(bytes.toString('utf8')).equals(bytes);
    } catch {
      return false;
    }
  },
};

const checkSignatures = (findings: Findings, options: ClamAvOptions): void => {
  const { updates = true, signatureFiles = [], databaseCustomUrls = [] } = options;
  signatureFiles.forEach((file, index) => {
    findings.check(`signatureFiles[${index}]`, file, SIGNATURE_FILE);
    findings.check(`signatureFiles[${index}]`, file, READABLE);
  });
  const places = [...signatureFiles, ...databaseCustomUrls];
  const twice = places.find((place) =>
    places.some((other) => other !== place && fileNameOf(other) === fileNameOf(place)),
  );
  if (twice !== undefined) {
    findings.add('signatureFiles', twice, {
      rule: 'each file of signatures has a name of its own, those that are fetched too',
      source: 'all of them are in one directory',
      instead: 'files with other names',
    });
  }
  if (!updates && (options.officialSignatures || databaseCustomUrls.length > 0)) {
    findings.add('updates', updates, {
      rule: 'what is fetched is fetched by freshclam',
      source: 'freshclam.conf(5)',
      instead: 'nothing, or "signatureFiles" instead of "officialSignatures" and "databaseCustomUrls"',
    });
  } else if (!usesOfficialSignatures(options) && places.length === 0) {
    findings.add('officialSignatures', false, {
      rule: 'there are signatures, or nothing would ever be found',
      source: 'clamd does not start without any',
      instead: '"signatureFiles" or "databaseCustomUrls" too',
    });
  } else if (updates && !usesOfficialSignatures(options) && databaseCustomUrls.length === 0) {
    findings.add('updates', updates, {
      rule: 'there is something for freshclam to fetch',
      source: 'freshclam.conf(5)',
      instead: 'false, where "signatureFiles" are all that is wanted, or "databaseCustomUrls" too',
    });
  }
};

const checkMemory = (findings: Findings, options: ClamAvOptions): void => {
  for (const property of ['memory', 'updateMemory'] as const) {
    const size = options[property];
    if (size !== undefined && usesOfficialSignatures(options) && size.toBytes() < OFFICIAL_MEMORY.toBytes()) {
      findings.add(property, size.toString(), {
        rule: `the ClamAV project's signatures alone need ${OFFICIAL_MEMORY.toString()}`,
        source: 'docs.clamav.net, ClamAV in Docker: upwards of 1.2 GiB',
        instead: 'Size.gibibytes(2), or "officialSignatures: false"',
      });
    }
  }
};

const checkSizes = (findings: Findings, options: ClamAvOptions): void => {
  const { stream, file, scan } = sizeLimitsOf(options);
  const order = [
    ['maxFileSize', file, 'streamMaxLength', stream],
    ['maxScanSize', scan, 'maxFileSize', file],
  ] as const;
  for (const [property, size, other, least] of order) {
    if (options[property] !== undefined && size.toBytes() < least.toBytes()) {
      findings.add(property, size.toString(), {
        rule: `what is taken is looked through: "${other}" is ${least.toString()}`,
        source: 'clamd.conf(5)',
        instead: `${least.toString()} or more, or less for "${other}"`,
      });
    }
  }
};

/** Holds what was chosen of ClamAV against the rules. */
export const checkClamAv = (findings: Findings, options: ClamAvOptions): void => {
  checkOptions(findings, CLAMD_OPTIONS, options);
  checkOptions(findings, FRESHCLAM_OPTIONS, options);
  checkOptions(findings, SIGNATURE_TIMES, options);
  checkSignatures(findings, options);
  checkMemory(findings, options);
  checkSizes(findings, options);
  checkVolume(findings, 'work', options.work?.volume);
  checkImages(findings, options.image, options.freshclamImage);
  for (const property of ['extraClamdConf', 'extraFreshclamConf'] as const) {
    options[property]?.forEach((line, index) => findings.check(`${property}[${index}]`, line, ONE_LINE));
  }
};
