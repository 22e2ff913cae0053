import { Token } from 'cdktf';
import { ImageSource } from '../models/image-source';
import { PACKAGE_NAME, PACKAGE_SOURCE, PACKAGE_VERSION, PackageOptions } from '../models/packages';
import { Rule } from '../models/rules';
import { Findings } from './findings';

const SOMETHING: Rule = {
  rule: 'there is at least one package source',
  source: 'apt-get(8): what is in none cannot be installed',
  instead: 'a line, or leave it out for the sources of the base image',
  holds: (value) => Array.isArray(value) && value.length > 0,
};

/** An image's packages are chosen when its build context is written. */
const checkIsKnown = (findings: Findings, property: string, value: unknown): void => {
  if (Token.isUnresolved(value)) {
    findings.add(property, value, {
      rule: 'packages are known when the stack is synthesized',
      source: 'they stand in a file that the image is built from',
      instead: 'the text itself',
    });
  }
};

/** Holds the choice of packages against the rules, under the name that it has wherever an image is chosen. */
export const checkPackages = (findings: Findings, { versions = {}, sources }: PackageOptions = {}): void => {
  checkIsKnown(findings, 'packages.versions', versions);
  Object.entries(Token.isUnresolved(versions) ? {} : versions).forEach(([name, version]) => {
    findings.check('packages.versions', name, PACKAGE_NAME);
    findings.check(`packages.versions.${name}`, version, PACKAGE_VERSION);
    checkIsKnown(findings, `packages.versions.${name}`, version);
  });
  if (sources === undefined) {
    return;
  }
  findings.check('packages.sources', sources, SOMETHING);
  checkIsKnown(findings, 'packages.sources', sources);
  sources.forEach((line, index) => {
    findings.check(`packages.sources[${index}]`, line, PACKAGE_SOURCE);
    checkIsKnown(findings, `packages.sources[${index}]`, line);
  });
};

/** Holds where images come from against the rules. */
export const checkImages = (findings: Findings, ...images: (ImageSource | undefined)[]): void =>
  images.forEach((image) => checkPackages(findings, image?.packages));
