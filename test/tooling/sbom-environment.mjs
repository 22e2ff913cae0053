// @ts-check
// jest compiles tests to CommonJS modules, which cannot load tools/*.mjs. The environment of a test can, and hands them on.
import { TestEnvironment } from 'jest-environment-node';
import { chosen } from '../../tools/sbom.mjs';
import { FORMATS, packageUrl } from '../../tools/sbom/documents.mjs';
import { contentOf, installedPackages, systemOf, versionsOf } from '../../tools/sbom/packages.mjs';

/** Typed in sbom.ts. */
const SBOM = { FORMATS, chosen, contentOf, installedPackages, packageUrl, systemOf, versionsOf };

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { SBOM });
  }
}
