import { RunningContainer } from './running-container';

/** Sends its standard input as one stream, and prints the answer. */
const CLIENT = String.raw`
use strict; use warnings; use IO::Socket::IP;
my $socket = IO::Socket::IP->new(PeerHost => '127.0.0.1', PeerPort => 3310) or die "$@\n";
my $content = do { local $/; <STDIN> } // '';
print {$socket} "zINSTREAM\0" . pack('N/a', $content) . pack 'N', 0;
$socket->flush;
print while <$socket>;
`;

/** What clamd in a container says of what it is sent. */
export const verdictOn = (clamd: RunningContainer, content: string | Buffer): string =>
  clamd.exec(['perl', '-e', CLIENT], { input: content }).stdout.replace(/^stream: |\0/g, '');
