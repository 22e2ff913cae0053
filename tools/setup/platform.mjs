// @ts-check

/** @type {Record<string, string>} */
const AS_GO_SAYS = { x64: 'amd64', ia32: '386' };

/** The processor's name as Go, Terraform and Debian spell it. */
export const ARCHITECTURE = AS_GO_SAYS[process.arch] ?? process.arch;
