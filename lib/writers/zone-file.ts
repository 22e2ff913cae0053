import { DnsRecord, DnsRecordType } from '../models/dns-record';

/** A string of a master file (RFC 1035 section 5.1): every byte that is not plain text as its number. */
const quote = (text: string): string => {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') {
      return `\\${character}`;
    }
    return byte >= 0x20 && byte < 0x7f ? character : `\\${String(byte).padStart(3, '0')}`;
  });
  return `"${bytes.join('')}"`;
};

const DATA: Record<DnsRecordType, (record: DnsRecord) => string> = {
  [DnsRecordType.A]: ({ value }) => value,
  [DnsRecordType.AAAA]: ({ value }) => value,
  [DnsRecordType.CNAME]: ({ value }) => `${value}.`,
  [DnsRecordType.MX]: ({ value, priority }) => `${priority} ${value}.`,
  [DnsRecordType.TXT]: ({ strings }) => strings.map(quote).join(' '),
};

/** Writes a record as a line of a master file. */
export const writeZoneLine = (record: DnsRecord): string =>
  `${record.name}. ${record.ttl.toSeconds()} IN ${record.type} ${DATA[record.type](record)}`;
