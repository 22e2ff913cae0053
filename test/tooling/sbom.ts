export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly source: string;
  readonly sourceVersion: string;
}

export interface ImageContent {
  readonly image: string;
  readonly id: string;
  readonly system: { readonly id: string; readonly version: string };
  readonly packages: readonly InstalledPackage[];
}

/** What is not the same in two documents of one image. */
export interface Making {
  readonly tool: { readonly name: string; readonly version: string };
  readonly created: string;
  readonly uuid: string;
}

interface Sbom {
  readonly FORMATS: Readonly<
    Record<'spdx' | 'cyclonedx', { readonly suffix: string; write(content: ImageContent, making: Making): object }>
  >;
  chosen(args: readonly string[]): { readonly format: string; readonly folder: string };
  contentOf(image: string): Promise<ImageContent>;
  installedPackages(listed: string): InstalledPackage[];
  packageUrl(content: ImageContent, one: InstalledPackage): string;
  systemOf(text: string): { readonly id: string; readonly version: string };
  versionsOf(contents: readonly ImageContent[]): {
    readonly versions: Readonly<Record<string, string>>;
    readonly ambiguous: readonly string[];
  };
}

/** The command `npm run sbom`'s own modules, as sbom-environment.mjs hands them on. */
export const sbom = (globalThis as unknown as { readonly SBOM: Sbom }).SBOM;
