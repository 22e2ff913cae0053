import { ExtraMc } from '../extra-mc';

/** A setting that lines of the administrator's own may not touch. */
export interface ProtectedSetting {
  /** How a line that touches it looks: the m4 macro, the `.cf` option, its old one-letter form. */
  readonly pattern: RegExp;
  /** What would be lost. */
  readonly why: string;
  readonly source: string;
  readonly instead: string;
}

const NOTHING = 'nothing of it; the line stands in the file as it must be';

/** An option's name and how it may be abbreviated in a .cf file: sendmail takes any beginning that no other name has. */
const abbreviated = (name: string): string =>
  [...name].reduceRight((rest, letter) => `${letter === '.' ? '\\.' : letter}${rest && `(${rest})?`}`, '');

/** An option by its m4 and by its own name, as `define`, as `O` line, or as an equate of `DAEMON_OPTIONS`. */
const option = (macro: string, ...names: string[]): RegExp =>
  new RegExp(
    [`\\b(${macro})\\b`, `\\b(${names.join('|')})\\s*=`, `^O\\s*(${names.map(abbreviated).join('|')})\\s*=`].join('|'),
    'im',
  );

/** Of a key of DAEMON_OPTIONS sendmail reads the first letter alone: any with "D" is the delivery mode; delayLA is another. */
const DELIVERY_MODE_KEY = '[(`,=\\s](?!delayLA)D\\w*\\s*=';
const DELIVERY_MODE = new RegExp(
  [
    '\\bconfDELIVERY_MODE\\b|\\bset_delivery_mode\\b|^Od|\\bDelivery\\w*\\s*=',
    `\\bDAEMON_OPTIONS\\([^)]*?${DELIVERY_MODE_KEY}`,
    `^O\\s*Da\\w*\\s*=(.|\\n[ \\t])*?${DELIVERY_MODE_KEY}`,
  ].join('|'),
  'im',
);

/** Of MTA-RX and MTA-TX. */
export const PROTECTED_IN_BOTH: ProtectedSetting[] = [
  {
    pattern: option('confREJECT_NUL', 'RejectNUL'),
    why: 'with NUL bytes one message can be made two (SMTP smuggling)',
    source: 'docs of CVE-2023-51765; found by trying',
    instead: NOTHING,
  },
  {
    // Not tls_srv_features, which is something else.
    pattern: /^S(Local_)?srv_features\b|\b_?LOCAL_SRV_FEATURES_?\b/im,
    why: 'a rule set of this name can switch off the protection against bare CR and LF (SMTP smuggling)',
    source: 'docs of CVE-2023-51765; found by trying',
    instead: NOTHING,
  },
  {
    pattern: option('confRUN_AS_USER|confTRUSTED_USER', 'RunAsUser', 'TrustedUser'),
    why: 'owner and mode of the queue follow from the user',
    source: 'README.sendmail-dual, SECURITY NOTE',
    instead: 'the property "runAs"',
  },
  {
    pattern: option('confHOST_STATUS_DIRECTORY|confTO_HOSTSTATUS', 'HostStatusDirectory', 'Timeout.hoststatus'),
    why: 'after one refused connection all mail for that host would wait for half an hour',
    source: 'op.me, HostStatusDirectory and Timeout.hoststatus; found by trying',
    instead: NOTHING,
  },
  {
    pattern: /\bpromiscuous_relay\b/i,
    why: 'the gateway would relay anything for everybody',
    source: 'cf/README, promiscuous_relay',
    instead: 'the domains in "domains"',
  },
];

/** Of MTA-RX: what makes sure that all mail is queued, and goes from the queue to the filter, so many at a time. */
export const PROTECTED_IN_RX: ProtectedSetting[] = [
  ...PROTECTED_IN_BOTH,
  {
    pattern: DELIVERY_MODE,
    why: 'mail must be queued only: otherwise each client takes a process of the filter of its own, as many as there are clients',
    source: 'README.sendmail-dual, thishost-rx.mc, confDELIVERY_MODE: "queue only (a must!)"',
    instead: NOTHING,
  },
  {
    pattern: option('confMAX_QUEUE_CHILDREN|confMAX_RUNNERS_PER_QUEUE', 'MaxQueueChildren', 'MaxRunnersPerQueue'),
    why: 'more runners than the filter has processes wait for it with open connections until they time out',
    source: 'README.sendmail-dual, thishost-rx.mc: "Match the number of queue runners (R=) to ... $max_servers"',
    instead: 'the properties "queueRunners" and "queueRunning"',
  },
  {
    pattern: /^[ \t]*QUEUE_GROUP\b|^Q[a-z]\w*\s*,/im,
    why: "the runners of all groups together must fit the filter's processes, and the directories must be made and watched",
    source: 'README.sendmail-dual, thishost-rx.mc, QUEUE_GROUP',
    instead: 'the property "queueGroups"',
  },
  {
    pattern: option('QUEUE_DIR', 'QueueDirectory'),
    why: 'the queue lies where its volume is mounted',
    source: 'README.sendmail-dual, thishost-rx.mc, QUEUE_DIR',
    instead: 'the properties "queue", "queueDirectories" and "separateWorkArea"',
  },
  {
    pattern: /\b(MAIL_HUB|SMART_HOST)\b|^D[HS]/m,
    why: 'all mail goes to the filter',
    source: 'README.sendmail-dual, thishost-rx.mc, MAIL_HUB and SMART_HOST',
    instead: 'rx.forwardTo(filter)',
  },
  {
    pattern: option('ALIAS_FILE|confFORWARD_PATH', 'AliasFile', 'ForwardPath'),
    why: 'MTA-RX delivers nothing itself',
    source: 'README.sendmail-dual, thishost-rx.mc: "Disable local delivery"',
    instead: 'aliases at MTA-TX',
  },
];

/** A line of an `ExtraMc` that touches what it may not. */
export interface TouchedSetting {
  /** Its place: `options[0]`. */
  readonly place: string;
  readonly line: string;
  readonly setting: ProtectedSetting;
}

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*dnl\b.*|^#.*/, ''))
    .join('\n');

/** Which lines touch what they may not. What begins in one of them may end in the next: a macro's arguments. */
export const touchedSettings = (
  extraMc: ExtraMc | undefined,
  settings: readonly ProtectedSetting[],
): TouchedSetting[] =>
  Object.entries(extraMc ?? {}).flatMap(([section, lines = []]: [string, string[] | undefined]) => {
    const texts = lines.map(withoutComments);
    return lines.flatMap((line, index) =>
      settings
        .filter(({ pattern }) => {
          const at = texts.slice(index).join('\n').search(pattern);
          return at >= 0 && at < texts[index].length;
        })
        .map((setting) => ({ place: `${section}[${index}]`, line, setting })),
    );
  });
