import { ContainerImage } from './container-image';
import { SynthesizedStack } from './synthesized-stack';

/**
 * A file a line of input: what it is, and its text in hexadecimal. Prints what the real m4 or makemap make of it, and
 * what they complained about, in hexadecimal; of a .cf file without its comments, of a map what is in it.
 */
const EXPAND = `
use strict; use warnings;
# Where nobody else may write: makemap would warn of that.
mkdir '/root/work', 0700; chdir '/root/work' or die;
while (my $line = <DATA>) {
    chomp $line;
    my ($kind, $text) = split ' ', $line;
    $text = pack 'H*', $text // '';
    # As lib/images/sendmail-maps/compile-config does it.
    $text =~ s/:\\t/\\t/g if $kind eq 'aliases';
    open my $file, '>', 'file' or die; print {$file} $text; close $file;
    my $result = $kind eq 'mc'
        ? \`m4 /usr/share/sendmail/cf/m4/cf.m4 file 2> errors\`
        : \`makemap -C /dev/null hash map < file 2> errors && makemap -C /dev/null -u hash map\`;
    open my $errors, '<', 'errors' or die;
    my @lines = grep { !/^#|^$/ } split /\\n/, $result;
    print unpack('H*', join "\\n", @lines), ' ', unpack('H*', join '', <$errors>), "\\n";
}
__DATA__
`;

/** What sendmail reads of a gateway: by file, the lines that the real m4 and makemap give. */
export type ExpandedFiles = ReadonlyMap<string, string>;

const kindOf = (file: string): string | undefined => {
  const [, maps, name] = /^assets\/gateway-mta-[rt]x(-maps)?\/[^/]*\/config\/(.+)$/.exec(file) ?? [];
  if (maps !== undefined) {
    return name === 'aliases' ? 'aliases' : 'map';
  }
  return name?.endsWith('.mc') ? 'mc' : undefined;
};

/** Expands the .mc files and the maps of gateways with the programs in an image of MTA-RX. */
export const expandFiles = (image: ContainerImage, stacks: readonly SynthesizedStack[]): ExpandedFiles[] => {
  const files = stacks.flatMap((stack, index) =>
    [...stack.files].flatMap(([file, text]) => {
      const kind = kindOf(file);
      // The folder's own name is a checksum of what is in it.
      return kind === undefined ? [] : [{ index, kind, text, name: file.replace(/\/[^/]*\/config\//, '/') }];
    }),
  );
  const lineOf = ({ kind, text }: { kind: string; text: string }): string =>
    `${kind} ${Buffer.from(text).toString('hex')}`;
  // Most files are the same in most of them.
  const lines = [...new Set(files.map(lineOf))];
  const { stdout } = image.run(['perl', '-'], { input: `${EXPAND}${lines.join('\n')}\n` });
  const answers = new Map(stdout.split('\n').map((answer, index) => [lines[index], answer.split(' ')]));
  const expanded = stacks.map(() => new Map<string, string>());
  for (const file of files) {
    const [result, complaints] = (answers.get(lineOf(file)) ?? []).map((hex) => Buffer.from(hex, 'hex').toString());
    expanded[file.index].set(file.name, result).set(`${file.name}: complaints`, complaints);
  }
  return expanded;
};
