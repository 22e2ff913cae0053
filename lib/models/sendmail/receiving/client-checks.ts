import { MapEntry } from '../maps';
import { call, defineText, feature, McOption } from '../statement';
import { DelayChecks } from './delay-checks';
import { Dnsbl } from './dnsbl';

/** Who mail is not taken from (cf/README, ANTI-SPAM CONFIGURATION CONTROL). */
export interface ClientCheckOptions {
  /**
   * Lists in DNS of clients that no mail is taken from (`FEATURE(dnsbl)`, `FEATURE(enhdnsbl)`).
   *
   * @default - none: whose list it is to be is the administrator's choice
   */
  readonly dnsbl?: Dnsbl[];

  /**
   * Refuses senders whose domain has an MX record that cannot be one, such as 127.0.0.1 or an address in place of a name
   * (`FEATURE(badmx)`).
   *
   * @default false
   */
  readonly badmx?: boolean;

  /**
   * Refuses clients whose address has no name, or a name that leads elsewhere (`FEATURE(require_rdns)`).
   *
   * @default false: some who send mail that is wanted have none
   */
  readonly requireRdns?: boolean;

  /**
   * Refuses clients that say HELO with a name without a dot, or with the gateway's own (`FEATURE(block_bad_helo)`).
   *
   * @default false: some who send mail that is wanted do
   */
  readonly blockBadHelo?: boolean;

  /**
   * Has the checks of client and sender wait until a recipient is named (`FEATURE(delay_checks)`).
   *
   * @default - plain where `dnsbl`, `requireRdns` or `blockBadHelo` is set, because lists of dial-up addresses name
   * those who submit their mail from there, and only after they have logged in are they told apart; otherwise not
   */
  readonly delayChecks?: DelayChecks;
}

/** How the checks wait: as was said, or as they have to. */
export const delayOf = (s: ClientCheckOptions): DelayChecks | undefined =>
  s.delayChecks ?? (s.dnsbl?.length || s.requireRdns || s.blockBadHelo ? DelayChecks.plain() : undefined);

const refused = (key: string): MapEntry => ({ key: `To:${key}`, value: 'ERROR:5.1.1:550 No such user here' });

/** The checks' entries of the access map. */
export const clientCheckAccess = (s: ClientCheckOptions): MapEntry[] => {
  const delay = delayOf(s);
  return [
    // The health check is no client to ask a list for.
    ...(s.dnsbl?.length || s.requireRdns ? [{ key: 'Connect:127.0.0.1', value: 'OK' }] : []),
    ...(delay?.recipients ?? []).map((one) => ({ key: `Spam:${one}`, value: delay!.argument.toUpperCase() })),
    // block_bad_helo makes "127.0.0.1" a domain that is relayed to, and "[127.0.0.1]" a local one.
    ...(s.blockBadHelo ? ['127.0.0.1', '[127.0.0.1]'].map(refused) : []),
  ];
};

/** The message as an expression of a rule: text in quotes, the macro outside of them. */
const messageOf = (message: string): string =>
  `550 ${message}`
    .split('$&{client_addr}')
    .map((text) => (text === '' ? '' : `"${text}"`))
    .join(' $&{client_addr} ')
    .trim();

const dnsblEntries = ({ zone, message, answers }: Dnsbl, index: number) => {
  const name = `_DNSBL_MESSAGE_${index + 1}_`;
  const argument = message === undefined ? '' : name;
  return [
    ...(message === undefined ? [] : [defineText(name, messageOf(message))]),
    answers === undefined
      ? feature('dnsbl', zone, argument)
      : feature('enhdnsbl', zone, argument, '', ...answers.map((answer) => `${answer}.`)),
  ];
};

export const CLIENT_CHECKS: McOption<ClientCheckOptions>[] = [
  {
    property: 'delayChecks',
    source: 'cf/README, delay_checks; before the features that ask whether it is on',
    comment: 'Client and sender are judged when a recipient is named',
    entries: (s) => {
      const delay = delayOf(s);
      return delay === undefined ? [] : [call('FEATURE', 'delay_checks', delay.argument, 'n')];
    },
  },
  {
    property: 'dnsbl',
    source: 'cf/README, dnsbl and enhdnsbl',
    comment: 'Clients that no mail is taken from',
    entries: ({ dnsbl = [] }) => dnsbl.flatMap(dnsblEntries),
  },
  {
    property: 'badmx',
    source: 'cf/README, badmx',
    comment: 'Senders that could not get an answer',
    entries: (s) => (s.badmx ? [feature('badmx')] : []),
  },
  {
    property: 'requireRdns',
    source: 'cf/README, require_rdns',
    comment: 'Clients need a name',
    entries: (s) => (s.requireRdns ? [feature('require_rdns')] : []),
  },
  {
    property: 'blockBadHelo',
    source: 'cf/README, block_bad_helo; it needs delay_checks',
    comment: 'HELO needs a name, and not ours',
    entries: (s) => (s.blockBadHelo ? [feature('block_bad_helo')] : []),
  },
];
