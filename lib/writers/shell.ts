/** Writes variables for a shell script that reads them with ".": in single quotes nothing is special but the quote. */
export const writeShellVariables = (variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}='${value.replace(/'/g, `'\\''`)}'\n`)
    .join('');
