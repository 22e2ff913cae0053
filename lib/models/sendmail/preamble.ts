import { Size } from '../size';
import { RunAs } from '../run-as';
import { ExtraMc } from '../extra-mc';
import { ONE_LINE } from '../rules';
import { MAPS } from './map-files';
import { call, define, feature, McOption, McSection } from './statement';

/** What MTA-RX and MTA-TX have in common. */
export interface BothSettings {
  /** Fully qualified name of the gateway. */
  readonly hostname: string;
  /** The user that everything runs as. */
  readonly runAs: RunAs;
  /** Free space below which no mail is accepted. */
  readonly minFreeBlocks: Size;
  /** The greeting after 220. */
  readonly greeting: string;
  /** Lines of the administrator's own. */
  readonly extraMc?: ExtraMc;
}

/** The block size that sendmail's free-space check counts in. */
const BLOCK = 4096;

/** Rows that stand at the beginning of both files. */
export const PREAMBLE: McOption<BothSettings>[] = [
  { source: 'cf/README, OSTYPE', comment: "Debian's places and mailers", entries: () => [call('OSTYPE', 'debian')] },
  {
    property: 'hostname',
    source: 'cf/README, WHO AM I?',
    comment: 'Never guessed from DNS',
    entries: (s) => [define('confDOMAIN_NAME', s.hostname)],
  },
  {
    property: 'greeting',
    rule: ONE_LINE,
    source: 'README, thishost-tx.mc; after OSTYPE, which sets one that gives the version away',
    comment: 'What a client is greeted with',
    define: 'confSMTP_LOGIN_MSG',
  },
  {
    property: 'runAs',
    source: 'README, SECURITY NOTE',
    comment: 'Drop privileges (see SECURITY NOTE)',
    entries: (s) => [define('confRUN_AS_USER', `${s.runAs.user}:${s.runAs.user}`)],
  },
  {
    property: 'runAs',
    source: 'op.me, TrustedUser: only root and this user may start a daemon',
    comment: 'The user that starts it',
    entries: (s) => [define('confTRUSTED_USER', s.runAs.user)],
  },
  {
    source: 'without it <CR><LF><NUL>.<CR><LF> ends a message (SMTP smuggling)',
    comment: 'Refuse NUL bytes',
    entries: () => [define('confREJECT_NUL', 'true')],
  },
  {
    source: 'README, thishost-tx.mc',
    comment: 'Disable IDENT',
    entries: () => [define('confTO_IDENT', '0')],
  },
  {
    property: 'minFreeBlocks',
    source: 'README, thishost-rx.mc, NOTE: higher at MTA-RX than at MTA-TX',
    comment: 'In blocks of 4 KiB',
    entries: (s) => [define('confMIN_FREE_BLOCKS', String(Math.ceil(s.minFreeBlocks.toBytes() / BLOCK)))],
  },
  {
    source: 'op.me, PrivacyOptions: goaway without authwarnings, whose headers say only that no root runs here',
    comment: 'No EXPN, VRFY, ETRN',
    entries: () => [define('confPRIVACY_FLAGS', 'needmailhelo,noexpn,novrfy,noverb,noetrn,restrictqrun')],
  },
  {
    source: 'canonification asks DNS for each address; the filter and the outside need none of it',
    comment: 'Addresses stay as they are',
    entries: () => [feature('nocanonify')],
  },
  {
    source:
      'op.me, ResolverOptions; a wildcard MX of our own domain would answer for them, and each is a question to DNS more; WorkAroundBrokenAAAA is of Debian: without it a host that only /etc/hosts has is none while DNS does not answer',
    comment: 'Names are not looked up below our own domain',
    entries: () => [define('confBIND_OPTS', '+WorkAroundBrokenAAAA -DNSRCH -DEFNAMES')],
  },
  {
    source: 'cf/README, access_db; without -o, so that a map that cannot be read is an error and not an empty map',
    comment: 'Who may send what to whom',
    entries: () => [feature('access_db', `hash -T<TMPF> ${MAPS}/access`)],
  },
  {
    source: 'cf/README, blocklist_recipients',
    comment: 'To: entries refuse recipients that do not exist',
    entries: () => [feature('blocklist_recipients')],
  },
];

/** Lines of the administrator's own, behind ours in each section. */
export const EXTRA: McOption<BothSettings>[] = (
  [
    ['options', undefined],
    ['mailerDefinitions', 'mailerDefinitions'],
    ['localConfig', 'localConfig'],
    ['localRule0', 'localRule0'],
    ['rulesets', 'rulesets'],
  ] as [keyof ExtraMc, McSection | undefined][]
).map(([lines, section]) => ({
  property: 'extraMc',
  source: "cf/README, the administrator's own lines",
  section,
  entries: ({ extraMc }) => (extraMc?.[lines] ? [{ lines: extraMc[lines] }] : []),
}));
