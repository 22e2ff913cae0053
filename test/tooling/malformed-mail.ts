/** What no message may look like that leaves MTA-RX, whatever a client sent (RFC 5321, RFC 5322). */
const FAULTS: Record<string, RegExp> = {
  'a bare CR': /\r(?!\n)/,
  'a bare LF': /(?<!\r)\n/,
  'a NUL': /\0/,
  'a line of more than 998 characters': /[^\r\n]{999}/,
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
