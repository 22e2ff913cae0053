import { Duration } from '../models/duration';
import { hasM4Word, HOST, PORT, Rule } from '../models/rules';
import { Milter } from '../models/sendmail/receiving/milter';
import { Findings } from './findings';

const MILTER_NAME: Rule = {
  rule: 'a milter has a name of letters, digits, "-" and "_" that begins with a letter, and no word of m4 such as "dnl"',
  source: 'op.me, X lines',
  instead: 'a name such as "opendkim"',
  holds: (value) => typeof value === 'string' && /^[a-z][a-z0-9_-]{0,31}$/i.test(value) && !hasM4Word(value),
};

const WHOLE_SECONDS: Rule = {
  rule: 'a time limit is a whole number of seconds, 1 or more',
  source: 'op.me, X lines: T= has no smaller unit than a second',
  instead: 'a length such as Duration.seconds(30)',
  holds: (value) => value instanceof Duration && value.toMilliseconds() >= 1000 && value.toMilliseconds() % 1000 === 0,
};

/** Holds milters against what sendmail can do. */
export const checkMilters = (findings: Findings, milters: readonly Milter[] = []): void =>
  milters.forEach(({ name, host, port, options }, index) => {
    const property = `milters[${index}]`;
    findings.check(`${property}.name`, name, MILTER_NAME);
    findings.check(`${property}.host`, host, HOST);
    findings.check(`${property}.port`, port, PORT);
    const { connectTimeout, sendTimeout, readTimeout, endTimeout } = options;
    Object.entries({ connectTimeout, sendTimeout, readTimeout, endTimeout })
      .filter(([, time]) => time !== undefined)
      .forEach(([limit, time]) => findings.check(`${property}.${limit}`, time, WHOLE_SECONDS));
    if (milters.findIndex((other) => other.name === name) !== index) {
      findings.add(`${property}.name`, name, {
        rule: 'a milter stands in the list once',
        source: 'op.me, X lines: the second of two equal names would be asked for both',
        instead: 'another name',
      });
    }
  });
