import { PerlPattern, PerlValue, PerlWord } from './perl-value';

/** Extensions of files that Windows, macOS or Office run, mount or follow when somebody opens them. */
const RUNNING = (
  'ade adp app application appref-ms appx appxbundle bas bat cer chm cmd com cpl crt diagcab dll dmg exe fxp gadget grp ' +
  'hlp hpj hta img inf ins iso isp its jar jnlp js jse ksh library-ms lnk mad maf mag mam maq mar mas mat mau mav maw mcf ' +
  'mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msi msix msixbundle msp mst msu ocx one ops osd pcd pif pl plg prf ' +
  'prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 pst pyz pyzw reg scf scr sct search-ms settingcontent-ms ' +
  'shb shs sys theme tmp udf udl url vb vbe vbp vbs vhd vhdx vsmacros vsw vxd webpnp website wim ws wsb wsc wsf wsh xbap ' +
  'xll xnk'
).split(' ');

/** A character beyond ASCII as amavisd may have it: as such from a mail's header, as the octets of UTF-8 from an archive. */
const beyondAscii = (character: string): string => {
  const hex = (number: number): string => `\\x{${number.toString(16)}}`;
  return `(?:${hex(character.codePointAt(0) ?? 0)}|${[...Buffer.from(character)].map(hex).join('')})`;
};

const escape = (text: string): string =>
  text.replace(/[^A-Za-z0-9_]/gu, (character) => (character > '\u007f' ? beyondAscii(character) : `\\${character}`));

/**
 * A kind of file that is not let through, by its name, its declared type or its content, also inside archives: an entry
 * of amavisd's `$banned_filename_re`. The first rule that fits counts.
 */
export class BannedRule {
  /**
   * Files with one of these extensions, also with dots or blanks behind, which Windows drops.
   *
   * @param names such as `exe`, without a dot
   */
  public static extensions(...names: string[]): BannedRule {
    return new BannedRule('extension', names, `.\\.(?:${names.map(escape).join('|')})[.\\s]*$`);
  }

  /** Files with two extensions of which the last one is one of these: `invoice.pdf.exe`. */
  public static doubleExtensions(...names: string[]): BannedRule {
    return new BannedRule(
      'extension',
      names,
      `\\.[^./]*[A-Za-z][^./]*\\.\\s*(?:${names.map(escape).join('|')})[.\\s]*$`,
    );
  }

  /** Files whose sender says that they are of this type. */
  public static mimeType(type: string): BannedRule {
    return new BannedRule('MIME type', [type], `^${escape(type)}$`);
  }

  /**
   * Files whose content is of this type, whatever they are called.
   *
   * @param name amavisd's short name for what file(1) says: `exe`, `exe-ms`, `dll`, `iso`, `java`
   */
  public static contentType(name: string): BannedRule {
    return new BannedRule('content type', [name], `^\\.${escape(name)}$`);
  }

  /** The file of this name. */
  public static fileName(name: string): BannedRule {
    return new BannedRule('file name', [name], `(?:^|/)${escape(name)}$`);
  }

  /** Names that end with a Windows class id, which stands for an extension that is not shown. */
  public static classId(): BannedRule {
    return new BannedRule('class id', [], '\\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}?$');
  }

  /**
   * An entry of your own for `$banned_filename_re`, in Perl. It is not checked here; amavisd checks it when the image is
   * built.
   *
   * @param perl such as `qr'^UNDECIPHERABLE$'` or `[qr'^\.(rpm|cpio|tar)$' => 0]`
   */
  public static raw(perl: string): BannedRule {
    return new BannedRule('Perl', [perl], undefined, new PerlWord(perl));
  }

  /**
   * Lets through what another rule describes. It has to stand before the rule that forbids.
   *
   * @param rule any but `BannedRule.raw`, which lets through by itself: `[qr'...' => 0]`
   */
  public static allow(rule: BannedRule): BannedRule {
    return new BannedRule(rule.kind, rule.names, rule.pattern, rule.perl, true);
  }

  /** What is not let through where nothing is said: programs, scripts, disk images, shortcuts, installers. */
  public static byDefault(): BannedRule[] {
    return [
      BannedRule.extensions(...RUNNING),
      BannedRule.classId(),
      ...['application/x-msdownload', 'application/x-msdos-program', 'application/hta'].map((type) =>
        BannedRule.mimeType(type),
      ),
      ...['exe', 'exe-ms', 'dll', 'iso', 'java'].map((name) => BannedRule.contentType(name)),
    ];
  }

  private constructor(
    /** What it looks at. */
    public readonly kind: string,
    /** The names that were given. */
    public readonly names: string[],
    private readonly pattern?: string,
    private readonly perl?: PerlWord,
    /** Whether it lets through. */
    public readonly allows = false,
  ) {}

  /** What it looks at, and for which names. */
  public toString(): string {
    return `${this.kind}: ${this.names.join(', ')}`;
  }

  /** @internal */
  public _toPerl(): PerlValue {
    const looksAt = this.perl ?? new PerlPattern(this.pattern ?? '');
    return this.allows && this.perl === undefined ? [looksAt, 0] : looksAt;
  }
}
