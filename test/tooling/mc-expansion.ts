import { ContainerImage } from './container-image';

/** Expands .mc files with the real m4, a line for each: the .cf file and what m4 complained about, in hexadecimal. */
const EXPAND = `
use strict; use warnings;
while (my $mc = <DATA>) {
    chomp $mc;
    open my $file, '>', '/tmp/test.mc' or die; print {$file} pack('H*', $mc); close $file;
    my $cf = \`m4 /usr/share/sendmail/cf/m4/cf.m4 /tmp/test.mc 2> /tmp/errors\`;
    open my $errors, '<', '/tmp/errors' or die;
    print unpack('H*', $cf), ' ', unpack('H*', join '', <$errors>), "\\n";
}
__DATA__
`;

/** What m4 made of a .mc file. */
export interface Expansion {
  readonly cf: string;
  /** What it printed on standard error; it ends with status 0 all the same. */
  readonly complaint: string;
}

/** Expands .mc files with the m4 and the cf macros in an image of one of the two sendmails. */
export const expandMc = (image: ContainerImage, mcs: readonly string[]): Expansion[] => {
  const lines = mcs.map((mc) => `${Buffer.from(mc).toString('hex')}\n`);
  const text = (hex: string): string => Buffer.from(hex, 'hex').toString('utf8');
  return image
    .run(['perl', '-'], { input: EXPAND + lines.join('') })
    .stdout.replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split(' ').map(text))
    .map(([cf, complaint]) => ({ cf, complaint }));
};
