/**
 * sendmail breaks long lines behind 990 characters, but carries up to 71 over from one of its buffers of 2 KiB to the next:
 * in a line of more than that every other piece is a little longer than RFC 5322 allows. MTA-TX breaks that one too.
 */
const LONGEST_LINE = 1061;

/** What no message may look like that leaves MTA-RX, whatever a client sent (RFC 5321, RFC 5322). */
const FAULTS: Record<string, RegExp> = {
  'a bare CR': /\r(?!\n)/,
  'a bare LF': /(?<!\r)\n/,
  'a NUL': /\0/,
  'an endless line': new RegExp(`(?:^|\\n)[^\\r\\n]{${LONGEST_LINE + 1}}`),
  'no end of its last line': /[^\n]$/,
};

const HEADER_LINE = /^([!-9;-~]+[ \t]*:|[ \t])/;

/** What is wrong with a message. */
export const faultsOf = (message: string): string[] => {
  const [header] = message.split('\r\n\r\n', 1);
  const strange = header.split('\r\n').filter((line) => !HEADER_LINE.test(line));
  return [
    ...Object.keys(FAULTS).filter((fault) => FAULTS[fault].test(message)),
    ...strange.map((line) => `no line of a header: ${line}`),
  ];
};
