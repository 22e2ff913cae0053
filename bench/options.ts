import { parseArgs } from 'util';
import { Kind, KINDS } from './corpus';
import { Options, Part, PARTS } from './plan';
import { isCalled, VARIATIONS } from './settings/variations';

export const USAGE = `npm run bench [-- OPTIONS]

  --rounds NUMBER       how often each system is measured (default 5)
  --workers LIST        messages that are checked at a time (default 2,3,5,7,10)
  --spamassassin WHICH  on, off or both (default both)
  --system NAME         only this one (may be given several times); --list shows the names
  --kind NAME           only messages of this kind (may be given several times), for every number of workers
  --messages NUMBER     of each burst, instead of as many as take some seconds
  --setting NAME        of the settings, only those with this in their names (may be given several times)
  --seed NUMBER         makes other messages
  --without WHAT        leaves out comparison, settings, fsyncs or tooling (may be given several times)
  --cold                also how long \`npm run deploy\` takes with an empty cache: it empties the engine's build cache
  --short               a thin run of some minutes that shows that all works; its figures mean nothing
  --json                prints everything found as JSON on standard output
  --docs                writes docs/performance.md
  --list                shows the systems and the kinds of messages, and ends`;

/** What else the command line says. */
export interface Request {
  readonly options: Options;
  readonly json: boolean;
  readonly docs: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

const WHICH: Record<string, readonly boolean[] | undefined> = { on: [true], off: [false], both: [false, true] };

/** What holds where nothing else is said. */
interface Defaults {
  readonly rounds: string;
  readonly workers: string;
  readonly spamassassin: string;
  readonly lonely: number;
  readonly kinds?: readonly Kind[];
  readonly messages?: string;
  readonly systems?: readonly string[];
  readonly without: readonly Part[];
}

const FULL: Defaults = { rounds: '5', workers: '2,3,5,7,10', spamassassin: 'both', lonely: 10, without: [] };
/** Thin. */
const SHORT: Defaults = {
  rounds: '1',
  workers: '3',
  spamassassin: 'off',
  lonely: 4,
  kinds: ['text'],
  messages: '40',
  systems: ['gateway', 'readme', 'postfix', 'amavisd'],
  without: PARTS.filter((part) => part !== 'comparison'),
};

const countOf = (name: string, value: string): number => {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`--${name} is a whole number from 1 on, not "${value}"`);
  }
  return count;
};

const named = (names: readonly string[]): readonly string[] => {
  const unknown = names.filter((name) => !VARIATIONS.some((variation) => isCalled(variation, name)));
  if (unknown.length > 0) {
    throw new Error(`no setting with such a name: ${unknown.join(', ')} (docs/performance.md)`);
  }
  return names;
};

const chosen = <Name extends string>(what: string, known: readonly Name[], names: readonly string[]): Name[] => {
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) {
    throw new Error(`no such ${what}: ${unknown.join(', ')} (npm run bench -- --list)`);
  }
  return known.filter((one) => names.includes(one));
};

/** Reads the command line. @param systems names of all systems */
export const requestOf = (args: readonly string[], systems: readonly string[]): Request => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      workers: { type: 'string' },
      spamassassin: { type: 'string' },
      system: { type: 'string', multiple: true },
      kind: { type: 'string', multiple: true },
      messages: { type: 'string' },
      setting: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      without: { type: 'string', multiple: true },
      cold: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { short, json, docs, list, help } = values;
  const defaults: Defaults = short ? SHORT : FULL;
  const spamAssassin = WHICH[values.spamassassin ?? defaults.spamassassin];
  if (spamAssassin === undefined) {
    throw new Error(`--spamassassin is on, off or both, not "${values.spamassassin}"`);
  }
  const messages = values.messages ?? defaults.messages;
  const kinds = values.kind ? chosen('kind', KINDS, values.kind) : defaults.kinds;
  const workers = (values.workers ?? defaults.workers).split(',').map((one) => countOf('workers', one));
  if (workers.includes(1)) {
    throw new Error('--workers are at least 2: amavisd-new with one process ends after 20 messages');
  }
  const options: Options = {
    rounds: countOf('rounds', values.rounds ?? defaults.rounds),
    workers,
    spamAssassin,
    systems: chosen('system', systems, values.system ?? defaults.systems ?? systems),
    kinds,
    messages: messages === undefined ? undefined : countOf('messages', messages),
    lonely: defaults.lonely,
    seed: countOf('seed', values.seed),
    settings: named(values.setting),
    without: values.without ? chosen('part', PARTS, values.without) : defaults.without,
    cold: values.cold,
  };
  return { options, json, docs, list, help };
};
