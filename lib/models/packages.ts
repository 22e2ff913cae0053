import { Rule } from './rules';

/** Which Debian packages an image is built from. */
export interface PackageOptions {
  /**
   * Versions that packages must have, by the package's name: those that are named here get this version in every image that
   * has them, as dependencies and in the base image too (apt's `Pin: version`). What the package sources no longer have
   * stops the image's build, with the versions that they do have. `npm run sbom` writes those of a deployed gateway as
   * `versions.json`.
   *
   * @default - the newest that the package sources have
   */
  readonly versions?: { [packageName: string]: string };

  /**
   * Package sources instead of those of the base image, each a line as in `/etc/apt/sources.list`: an archive of one day,
   * so that versions do not go away. They stay in the image, so there must be no password in them.
   *
   * @default - those of the base image
   */
  readonly sources?: string[];
}

export const PACKAGE_NAME: Rule = {
  rule: 'a package is named with two or more lower-case letters, digits and . + - and begins with a letter or digit',
  source: 'Debian policy, section 5.6.7',
  instead: 'a name such as "sendmail-bin"',
  holds: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9.+-]+$/.test(value),
};

export const PACKAGE_VERSION: Rule = {
  rule: 'a version begins with a digit, after an epoch and ":" if it has one, and has letters, digits and . + ~ - alone',
  source: 'Debian policy, section 5.6.12',
  instead: 'a whole version such as "8.17.1.9-2+deb12u2" or "1:2.13.0-3+deb12u1", as dpkg-query shows it',
  holds: (value) => typeof value === 'string' && /^(\d+:)?\d[A-Za-z0-9.+~-]*$/.test(value),
};

export const PACKAGE_SOURCE: Rule = {
  rule: 'a package source is "deb", options in brackets if any, an address without name and password, a suite and components',
  source: 'sources.list(5); the line stays in the image, and secrets enter no image',
  instead: 'a line such as "deb [check-valid-until=no] http://archive.example.com/debian bookworm main"',
  holds: (value) =>
    typeof value === 'string' && /^deb( \[[^\][\r\n]*\])? [a-z+]+:\/?\/?[^\s@]+( [^\s[\]]+)+$/.test(value),
};
