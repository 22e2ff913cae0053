// @ts-check
// A list of packages as a document: SPDX 2.3 or CycloneDX 1.5, both in JSON. Of one image always the same, but for the time
// and the number that every document has to have of its own.

/**
 * @typedef {import('./packages.mjs').ImageContent} ImageContent
 * @typedef {import('./packages.mjs').Package} Package
 * @typedef {{ tool: { name: string, version: string }, created: string, uuid: string }} Making
 * @typedef {{ suffix: string, write: (content: ImageContent, making: Making) => object }} Format
 */

/**
 * Package URL: in versions ":" stays as it is, all else that is special is encoded (purl specification, Rules for each component).
 * @param {ImageContent} content @param {Package} one
 */
export const packageUrl = ({ system }, { name, version, architecture }) => {
  const encoded = (/** @type {string} */ text) => encodeURIComponent(text).replaceAll('%3A', ':');
  const qualifiers = `arch=${encoded(architecture)}&distro=${encoded(`${system.id}-${system.version}`)}`;
  return `pkg:deb/${encoded(system.id)}/${encoded(name)}@${encoded(version)}?${qualifiers}`;
};

/** What nobody has looked up: a package's copyright file is prose. */
const UNKNOWN = {
  downloadLocation: 'NOASSERTION',
  licenseConcluded: 'NOASSERTION',
  licenseDeclared: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
};

/** An identifier has letters, digits, "." and "-" alone (SPDX 2.3, section 7.2). @param {Package} one */
const spdxId = ({ name, architecture }) => `SPDXRef-Package-${name.replaceAll('+', '.plus.')}-${architecture}`;

/** @param {ImageContent} content @param {Making} making */
const spdx = (content, { tool, created, uuid }) => ({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: content.image,
  documentNamespace: `urn:uuid:${uuid}`,
  creationInfo: { created, creators: [`Tool: ${tool.name}-${tool.version}`] },
  packages: [
    {
      SPDXID: 'SPDXRef-Image',
      name: content.image,
      versionInfo: content.id,
      primaryPackagePurpose: 'CONTAINER',
      filesAnalyzed: false,
      ...UNKNOWN,
    },
    ...content.packages.map((one) => ({
      SPDXID: spdxId(one),
      name: one.name,
      versionInfo: one.version,
      filesAnalyzed: false,
      sourceInfo: `built package from: ${one.source} ${one.sourceVersion}`,
      ...UNKNOWN,
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: packageUrl(content, one),
        },
      ],
    })),
  ],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-Image' },
    ...content.packages.map((one) => ({
      spdxElementId: 'SPDXRef-Image',
      relationshipType: 'CONTAINS',
      relatedSpdxElement: spdxId(one),
    })),
  ],
});

/** @param {ImageContent} content @param {Making} making */
const cyclonedx = (content, { tool, created, uuid }) => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: `urn:uuid:${uuid}`,
  version: 1,
  metadata: {
    timestamp: created,
    tools: { components: [{ type: 'application', ...tool }] },
    component: { type: 'container', 'bom-ref': content.id, name: content.image, version: content.id },
  },
  components: content.packages.map((one) => ({
    type: 'library',
    'bom-ref': packageUrl(content, one),
    name: one.name,
    version: one.version,
    purl: packageUrl(content, one),
    properties: [
      { name: 'debian:architecture', value: one.architecture },
      { name: 'debian:source', value: one.source },
      { name: 'debian:source-version', value: one.sourceVersion },
    ],
  })),
  dependencies: [{ ref: content.id, dependsOn: content.packages.map((one) => packageUrl(content, one)) }],
});

/** @type {Record<string, Format>} */
export const FORMATS = {
  spdx: { suffix: '.spdx.json', write: spdx },
  cyclonedx: { suffix: '.cdx.json', write: cyclonedx },
};
