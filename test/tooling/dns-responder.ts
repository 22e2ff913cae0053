import { RunningContainer } from './running-container';

/** Reads records, a line each, and answers questions about them until it is killed. Everything else does not exist. */
const RESPONDER = `
use strict; use warnings; use IO::Socket::INET;
my %number = (A => 1, PTR => 12, MX => 15, TXT => 16, SILENT => 0);
my $name = sub { join '', map({ pack 'C/a', $_ } split /\\./, $_[0]), "\\0" };
my %data = (
    A   => sub { pack 'C4', split /\\./, $_[0] },
    PTR => $name,
    MX  => sub { my ($host, $preference) = reverse split ' ', $_[0]; pack('n', $preference // 10) . $name->($host) },
    TXT => sub { pack '(C/a)*', unpack '(a255)*', $_[0] },
    SILENT => sub { '' },
);
my %answers;
while (my $line = <STDIN>) {
    my ($owner, $type, $value) = split ' ', $line, 3;
    $value =~ s/\\s+$//;
    push @{$answers{$owner}{$number{$type}}}, pack 'n3 N n/a', 0xc00c, $number{$type}, 1, 60, $data{$type}->($value);
}
my $socket = IO::Socket::INET->new(LocalAddr => $ARGV[0], LocalPort => 53, Proto => 'udp') or die "$@\\n";
exit if fork;
close $_ for *STDIN, *STDOUT, *STDERR;
while (defined $socket->recv(my $message, 512)) {
    my ($at, @labels) = (12);
    while (length(my $label = unpack "x$at C/a", $message)) { push @labels, $label; $at += 1 + length $label }
    my $owner = $answers{lc join '.', @labels};
    next if $owner->{0};
    my @answers = @{$owner->{unpack 'x' . ($at + 1) . ' n', $message} // []};
    my $flags = 0x8180 | ($owner ? 0 : 3);
    $socket->send(pack('a2 n5', $message, $flags, 1, scalar @answers, 0, 0) . substr($message, 12, $at - 7) . join '', @answers);
}
`;

/**
 * A record: a name, a type and a value, such as `mx.example.com A 192.0.2.1` or `example.com MX 10 mx.example.com`. Questions
 * about a SILENT one get no answer.
 */
export type DnsRecord = `${string} ${'A' | 'MX' | 'PTR' | 'SILENT' | 'TXT'} ${string}`;

/** The name that a list in DNS is asked for an address with. */
export const listed = (address: string, zone: string): string => `${address.split('.').reverse().join('.')}.${zone}`;

/** Arguments of `docker run` for a container that asks itself. */
export const ASKS_ITSELF = ['--dns', '127.0.0.1', '--dns-option', 'attempts:1'];

/** Has a container that asks itself know these records; with another address, others can ask it too. */
export const answerDns = (container: RunningContainer, records: readonly DnsRecord[], address = '127.0.0.1'): void => {
  const { code, said } = container.exec(['perl', '-e', RESPONDER, address], {
    input: records.map((one) => `${one}\n`).join(''),
  });
  if (code !== 0) {
    throw new Error(`no DNS: ${said}`);
  }
};
