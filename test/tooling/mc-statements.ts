const CALL =
  /^(define|undefine|FEATURE|QUEUE_GROUP|DAEMON_OPTIONS|MODIFY_MAILER_FLAGS|MAILER|OSTYPE)\((.*?)\)(?:dnl\b.*)?$/;

/**
 * The statements of a `.mc` file, without m4's quotes, blanks after commas and comments, so that two ways of writing
 * one statement compare equal.
 */
export const statementsOf = (mc: string): string[] =>
  mc.split('\n').flatMap((line) => {
    const [, macro, args] = CALL.exec(line.trim()) ?? [];
    return macro === undefined ? [] : [`${macro}(${args.replace(/[`']/g, '').replace(/,\s+/g, ',')})`];
  });
