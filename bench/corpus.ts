import { gzipSync } from 'zlib';
import { Chance } from '../drill/chance';
import { RECIPIENT_DOMAIN, SENDER_DOMAIN } from './names';

/** What mail is like. */
export const KINDS = ['text', 'newsletter', 'attachments', 'large', 'recipients', 'spam'] as const;
export type Kind = (typeof KINDS)[number];

/** A message as it is handed over. */
export interface Letter {
  readonly recipients: readonly string[];
  /** Header and body; lines end with CRLF, and dots at their beginning are doubled. */
  readonly content: Buffer;
}

/** So many different bodies of a kind; the header is another one in each message. */
const POOL = 8;

const WORDS =
  `the of and to a in that is was he for it with as his on be at by had not are but from or have an they which one
you were all her she there would their we him been has when who will no more if out so said what up its about into than them
can only other new some could time these two may then do first any my now such like our over man me even most made after also
did many before must through years where much your way well down should because each just those people how too little state
good very make world still own see men work long get here between both life being under never day same another know while last
might us great old year off come since against go came right used take three report meeting project budget garden river stone
letter winter machine engine harbour bridge kitchen window market station village mountain number question answer paper`.split(
    /\s+/,
  );
const SPAM_WORDS =
  `URGENT winner million dollars viagra casino lottery congratulations click free money guaranteed offer
limited investment credit mortgage refinance cheap pharmacy pills prize inheritance transfer bank account confidential`.split(
    /\s+/,
  );

const wrapped = (text: string, width = 76): string => text.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\r\n') ?? '';

const base64 = (bytes: Buffer): string => wrapped(bytes.toString('base64'));

/** Bodies, from numbers by chance. */
class Writer {
  public constructor(private readonly chance: Chance) {}

  public between(least: number, most: number): number {
    return least + Math.floor(this.chance.next() * (most - least + 1));
  }

  public sentence(words = WORDS): string {
    const chosen = Array.from({ length: this.between(5, 14) }, () => this.chance.of(words));
    return `${chosen[0][0].toUpperCase()}${chosen.join(' ').slice(1)}.`;
  }

  /** Paragraphs of about so many bytes. */
  public text(bytes: number, words = WORDS): string {
    const lines: string[] = [];
    for (let size = 0; size < bytes; size += lines[lines.length - 1].length + 2) {
      lines.push(lines.length % 6 === 5 ? '' : this.sentence(words));
    }
    return lines.join('\r\n');
  }

  public html(bytes: number, words = WORDS): string {
    const rows: string[] = [];
    for (let size = 0; size < bytes; size += rows[rows.length - 1].length + 2) {
      const link = `https://news.${SENDER_DOMAIN}/${this.between(1, 99_999)}`;
      rows.push(
        `<tr><td style="padding:8px"><h3>${this.sentence(words)}</h3>\r\n<p>${this.sentence(words)}\r\n${this.sentence(words)}` +
          `</p>\r\n<a href="${link}">${this.chance.of(words)}</a><img src="${link}.png" width="120" alt=""></td></tr>`,
      );
    }
    return `<html><head><title>News</title></head><body><table>\r\n${rows.join('\r\n')}\r\n</table></body></html>`;
  }

  public bytes(count: number): Buffer {
    const words = Uint32Array.from({ length: Math.ceil(count / 4) }, () => this.chance.next() * 2 ** 32);
    return Buffer.from(words.buffer).subarray(0, count);
  }
}

const part = (type: string, encoding: string, content: string, file?: string): string =>
  [
    `Content-Type: ${type}${file === undefined ? '' : `; name="${file}"`}`,
    `Content-Transfer-Encoding: ${encoding}`,
    ...(file === undefined ? [] : [`Content-Disposition: attachment; filename="${file}"`]),
    '',
    content,
  ].join('\r\n');

const multipart = (type: string, parts: readonly string[]): string => {
  const boundary = '=_bench_1';
  return [
    `Content-Type: multipart/${type}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((one) => [`--${boundary}`, one]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
};

const plain = (text: string): string => part('text/plain; charset=us-ascii', '7bit', text);
const html = (text: string): string => part('text/html; charset=us-ascii', '7bit', text);
const pdf = (writer: Writer, bytes: number): string => {
  const document = Buffer.concat([Buffer.from('%PDF-1.4\n'), writer.bytes(bytes), Buffer.from('\n%%EOF\n')]);
  return part('application/pdf', 'base64', base64(document), 'report.pdf');
};

/** What of a kind is not the same in every message. */
interface Recipe {
  readonly what: string;
  readonly recipients: number;
  /** From the first line of MIME's header on. */
  readonly body: (writer: Writer) => string;
  readonly subject: (writer: Writer) => string;
}

const subject = (writer: Writer): string => writer.sentence();

const RECIPES: Record<Kind, Recipe> = {
  text: { what: 'text of 1 to 6 KB', recipients: 1, subject, body: (w) => plain(w.text(w.between(1_000, 6_000))) },
  newsletter: {
    what: 'newsletter, text and HTML, 50 KB',
    recipients: 1,
    subject,
    body: (w) => multipart('alternative', [plain(w.text(6_000)), html(w.html(44_000))]),
  },
  attachments: {
    what: 'text, PDF and compressed text, 200 KB',
    recipients: 1,
    subject,
    body: (w) =>
      multipart('mixed', [
        plain(w.text(2_000)),
        pdf(w, 100_000),
        part('application/gzip', 'base64', base64(gzipSync(w.text(160_000))), 'notes.txt.gz'),
      ]),
  },
  large: {
    what: 'text and PDF, 2 MB',
    recipients: 1,
    subject,
    body: (w) => multipart('mixed', [plain(w.text(2_000)), pdf(w, 1_480_000)]),
  },
  recipients: {
    what: 'text of 3 KB to 20 recipients',
    recipients: 20,
    subject,
    body: (w) => plain(w.text(3_000)),
  },
  spam: {
    what: 'like spam, HTML of 4 KB',
    recipients: 1,
    subject: (w) => w.sentence(SPAM_WORDS).toUpperCase(),
    body: (w) => multipart('alternative', [plain(w.text(1_000, SPAM_WORDS)), html(w.html(3_000, SPAM_WORDS))]),
  },
};

/** What a kind is, for a table. */
export const whatIs = (kind: Kind): string => RECIPES[kind].what;

export const recipientsOf = (kind: Kind): number => RECIPES[kind].recipients;

/** Messages that are the same for the same seed and the same number. */
export class Corpus {
  private readonly bodies = new Map<string, Buffer>();

  public constructor(private readonly seed: number) {}

  /** @param date when it claims to be written; a wrong date is a sign of spam */
  public letter(kind: Kind, number: number, date: Date): Letter {
    const recipe = RECIPES[kind];
    const writer = new Writer(new Chance(this.seed * 1_000_003 + number));
    const header = [
      `From: Someone <someone@${SENDER_DOMAIN}>`,
      `To: User <user0@${RECIPIENT_DOMAIN}>`,
      `Subject: ${recipe.subject(writer)}`,
      `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <bench.${this.seed}.${number}@${SENDER_DOMAIN}>`,
      `X-Bench-Number: ${number}`,
      'MIME-Version: 1.0',
      '',
    ].join('\r\n');
    return {
      recipients: Array.from({ length: recipe.recipients }, (_, index) => `user${index}@${RECIPIENT_DOMAIN}`),
      content: Buffer.concat([Buffer.from(header), this.body(kind, number % POOL)]),
    };
  }

  private body(kind: Kind, index: number): Buffer {
    const key = `${kind} ${index}`;
    const known = this.bodies.get(key);
    if (known) {
      return known;
    }
    const writer = new Writer(new Chance(this.seed * 31 + KINDS.indexOf(kind) * POOL + index));
    const body = Buffer.from(`${RECIPES[kind].body(writer).replace(/^\./gm, '..')}\r\n`);
    this.bodies.set(key, body);
    return body;
  }
}
