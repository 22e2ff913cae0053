import { hasM4Word, Rule } from '../models/rules';
import { RunAs } from '../models/run-as';
import { Findings } from './findings';

const USER: Rule = {
  rule: 'a user has a name of at most 32 lower-case letters, digits, "_" and "-" that begins with a letter, and no word of m4 such as "dnl"',
  source: "useradd(8); it stands in sendmail's configuration",
  instead: 'a name such as "smmsp"',
  holds: (value) => typeof value === 'string' && /^[a-z][a-z0-9_-]{0,31}$/.test(value) && !hasM4Word(value),
};

const USER_NUMBER: Rule = {
  rule: 'a user has a whole number from 1 to 65533; 0 is root, 65534 nobody',
  source: 'the number owns the queue; it must outlive every image',
  instead: 'a number such as 2501, or RunAs.root()',
  holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65533,
};

/** Holds the run-as user against the rules; root only when it was asked for by its own name. */
export const checkRunAs = (findings: Findings, runAs?: RunAs): void => {
  if (runAs === undefined || (runAs.user === 'root' && runAs.id === 0)) {
    return;
  }
  findings.check('runAs.user', runAs.user, USER);
  findings.check('runAs.id', runAs.id, USER_NUMBER);
};
