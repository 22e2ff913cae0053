import { Container } from '@cdktf/provider-docker/lib/container';
import { Network } from '@cdktf/provider-docker/lib/network';
import { Duration, DualMtaStack, DualMtaStackProps, QueueRunning, Size, WorkDirectory } from 'cdktf-dual-mta';
import { Kind } from '../corpus';

/** A file of the images as it would be without the setting. */
export interface Edit {
  /** Below lib/images. */
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
}

/** A setting that is not the README's, and the gateway with something else in its place. */
export interface Variation {
  readonly setting: string;
  /** What it is measured against: the README's, Debian's or amavisd-new's own. */
  readonly instead: string;
  /** What one pays for it. */
  readonly costs: string;
  /** What it is measured with; short texts otherwise. */
  readonly kind?: Kind;
  /** Whether it is measured with SpamAssassin. */
  readonly spamAssassin?: boolean;
  /** Whether the gateway is without the setting, unless somebody asks for it. */
  readonly isChoice?: boolean;
  readonly props?: Partial<Pick<DualMtaStackProps, 'rx' | 'tx' | 'filter'>>;
  readonly edits?: readonly Edit[];
  readonly change?: (stack: DualMtaStack) => void;
}

const NO_PROMPT_SENDMAIL: Edit = { file: 'sendmail/run-sendmail', from: /LD_PRELOAD=\$prompt /g, to: '' };
const NO_PROMPT_SOCKETS: Edit = { file: 'amavis/PromptSockets.pm', from: /^[^]*$/, to: '1;\n' };

/** Of everything that stays up. */
const setSysctls = (stack: DualMtaStack, sysctls: Record<string, string>): void =>
  stack.node
    .findAll()
    .filter((one): one is Container => one instanceof Container && one.healthcheckInput !== undefined)
    .forEach((container) => {
      container.sysctls = { ...container.sysctlsInput, ...sysctls };
    });

const ofSmallPackets = (stack: DualMtaStack): void =>
  stack.node
    .findAll()
    .filter((one): one is Network => one instanceof Network && one.optionsInput !== undefined)
    .forEach((network) => {
      network.options = { ...network.optionsInput, 'com.docker.network.driver.mtu': '1500' };
    });

/** Whether a setting may be called so: by a part of its name. */
export const isCalled = ({ setting }: Variation, name: string): boolean => setting.includes(name);

export const VARIATIONS: readonly Variation[] = [
  {
    setting: '`PromptSockets` in the filter: TCP_NODELAY, and TCP_QUICKACK at each read',
    instead: "amavisd-new's own sockets",
    costs:
      'two system calls for each read; a module that has to fit this amavisd-new (the build of the image tries it)',
    edits: [NO_PROMPT_SOCKETS],
  },
  {
    setting: 'the same',
    instead: '`net.ipv4.tcp_pingpong_thresh=255` in each container',
    costs: 'that needs a kernel that knows it; this none',
    edits: [NO_PROMPT_SOCKETS],
    change: (stack) => setSysctls(stack, { 'net.ipv4.tcp_pingpong_thresh': '255' }),
  },
  {
    setting: '`prompt-sendmail.so` in both sendmails: TCP_NODELAY, and an end without what libraries do at theirs',
    instead: 'sendmail as Debian has it',
    costs: "four functions before the C library's; a compiler while the image is built",
    edits: [NO_PROMPT_SENDMAIL],
  },
  {
    setting: "the same library's buffers of 64 KiB for sockets",
    instead: "sendmail's 4 KiB",
    costs: 'nothing: a page of them that is not needed is none',
    kind: 'large',
    edits: [{ file: 'prompt-sendmail/prompt-sendmail.c', from: /BUFFER = 65536/, to: 'BUFFER = 4096' }],
  },
  {
    setting:
      "`LD_BIND_NOW` for both daemons: names in libraries are looked up once, not by each session's and delivery's process",
    instead: 'as they are needed',
    costs: 'some milliseconds at the start',
    edits: [{ file: 'sendmail/run-sendmail', from: /LD_BIND_NOW=1 /g, to: '' }],
  },
  {
    setting: '`queueRunning`: a runner for what arrives (`run-queue`)',
    instead: "the README's persistent runners (`-qp`)",
    costs: 'a start of sendmail, 12 ms of processor time, for each handful of messages; 6 MiB',
    props: { rx: { queueRunning: QueueRunning.persistent() } },
  },
  {
    setting: 'the same',
    instead: 'a runner each second (`-q1s`)',
    costs: 'the same',
    props: { rx: { queueRunning: QueueRunning.every(Duration.seconds(1)) } },
  },
  {
    setting: '`libfile-libmagic-perl` in the filter',
    instead: 'a start of `file` for each message',
    costs: 'a package more',
    edits: [{ file: 'amavis/Dockerfile', from: / libfile-libmagic-perl/g, to: '' }],
  },
  {
    setting: 'internal networks have packets of 64 KiB',
    instead: '1500 bytes',
    costs: 'nothing: no packet of theirs leaves the machine',
    kind: 'large',
    change: ofSmallPackets,
  },
  {
    setting: '`cpuShares`: MTA-RX before the filter',
    instead: 'the same for all',
    costs: 'while mail comes in faster than it can be checked, the filter gets what MTA-RX leaves',
    props: { rx: { cpuShares: 1024 }, filter: { cpuShares: 1024 } },
  },
  {
    setting: '`$max_requests = 100`',
    instead: "amavisd-new's 20",
    costs: 'what a process has lost by then it keeps five times as long',
    props: { filter: { maxRequests: 20 } },
  },
  {
    setting: '`$enable_db = 0`',
    instead: "amavisd-new's 1",
    costs: 'no amavisd-nanny, no amavisd-agent',
    props: { filter: { extraPerl: ['$enable_db = 1;', "$db_home = '/run/amavis';"] } },
  },
  {
    setting: '`FEATURE(nocanonify)` at both',
    instead: "sendmail's canonification",
    costs: 'an alias (CNAME) of a domain in an address stays as it is',
    props: {
      rx: { extraMc: { options: ["undefine(`_NO_CANONIFY_')"] } },
      tx: { extraMc: { options: ["undefine(`_NO_CANONIFY_')"] } },
    },
  },
  {
    setting: '`confBIND_OPTS` without DNSRCH and DEFNAMES',
    instead: "sendmail's own",
    costs: "a host of the gateway's own domain has to be written out",
    props: {
      rx: { extraMc: { options: ["define(`confBIND_OPTS', `+WorkAroundBrokenAAAA +DNSRCH +DEFNAMES')"] } },
      tx: { extraMc: { options: ["define(`confBIND_OPTS', `+WorkAroundBrokenAAAA +DNSRCH +DEFNAMES')"] } },
    },
  },
  {
    setting: 'names of services, users and hosts from files and DNS alone (`nsswitch.conf`)',
    instead: "Debian's `db files`",
    costs: 'nothing: there are no such databases',
    edits: [{ file: 'sendmail/Dockerfile', from: /^ *&& sed -i 's\/db files.*\n/m, to: '' }],
  },
  {
    setting: 'a health check that stays and looks by itself (`watch-health`)',
    instead: 'one that the engine starts every five seconds',
    costs: 'a shell in each container; an illness is known after 20 seconds rather than 15',
    edits: [{ file: 'service/watch-health', from: /^look$/m, to: 'exec /usr/lib/dual-mta/health' }],
  },
  {
    setting: '`work: WorkDirectory.inMemory` (`$TEMPBASE` on tmpfs)',
    instead: 'on a volume',
    costs:
      "the memory of as many messages, with what is unpacked of them, as there are processes; it counts against the container's",
    spamAssassin: true,
    isChoice: true,
    props: { filter: { work: WorkDirectory.inMemory(Size.mebibytes(512)), memory: Size.gibibytes(2) } },
  },
  {
    setting: '`spamAssassin.compiledRules` (`sa-compile`)',
    instead: 'rules as they come',
    costs: 'a compiler in the image, and a minute or more of its building',
    spamAssassin: true,
    isChoice: true,
    props: { filter: { spamAssassin: { compiledRules: true } } },
  },
];
