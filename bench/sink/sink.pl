#!/usr/bin/perl
# sink PORT FILE: the mail server behind every system. It takes all mail, and writes a line for each message at the moment
# when its last byte is there: "TIME NUMBER RECIPIENTS". One process and no disk to wait for, so that it is never what the
# others wait for.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(IPPROTO_TCP TCP_NODELAY);
use Time::HiRes qw(time);

my ($port, $file) = @ARGV;
open my $arrivals, '>>', $file or die "$file: $!\n";
my $listener = IO::Socket::INET->new(LocalPort => $port, Listen => 511, ReuseAddr => 1) or die "$@\n";
$SIG{PIPE} = 'IGNORE';
$SIG{TERM} = sub { exit };

my (%clients, $watched);
vec($watched = '', fileno $listener, 1) = 1;

sub answer { my ($client, $text) = @_; syswrite $client->{socket}, "$text\r\n" }

my %answers = (
    EHLO => "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 104857600",
    DATA => '354 go on',
    QUIT => '221 2.0.0 bye',
);

sub command {
    my ($client, $line) = @_;
    my $verb = uc substr $line, 0, 4;
    $client->{recipients} = 0 if $verb eq 'MAIL' || $verb eq 'RSET';
    $client->{recipients}++ if $verb eq 'RCPT';
    $client->{data} = $verb eq 'DATA';
    $client->{searched} = 0;
    answer($client, $answers{$verb} // '250 2.0.0 ok');
    return $verb ne 'QUIT';
}

# Whether the message is there as a whole.
sub message {
    my ($client) = @_;
    my $end = index $client->{read}, "\r\n.\r\n", $client->{searched};
    if ($end < 0) {
        my $searched = length($client->{read}) - 4;
        $client->{searched} = $searched > 0 ? $searched : 0;
        return 0;
    }
    my ($number) = substr($client->{read}, 0, 65536) =~ /^X-Bench-Number: (\d+)/m;
    syswrite $arrivals, sprintf "%.4f %d %d\n", time, $number // 0, $client->{recipients};
    substr($client->{read}, 0, $end + 5) = '';
    $client->{data} = 0;
    answer($client, '250 2.0.0 taken');
    return 1;
}

# Whether the client goes on.
sub hear {
    my ($client) = @_;
    sysread $client->{socket}, $client->{read}, 262144, length $client->{read} or return 0;
    while (1) {
        if ($client->{data}) { message($client) or return 1 }
        else {
            $client->{read} =~ s/^([^\n]*?)\r?\n// or return 1;
            command($client, $1) or return 0;
        }
    }
}

while (1) {
    select my $ready = $watched, undef, undef, undef;
    if (vec $ready, fileno $listener, 1) {
        my $socket = $listener->accept or next;
        setsockopt $socket, IPPROTO_TCP, TCP_NODELAY, 1;
        my $client = $clients{fileno $socket} = { socket => $socket, read => '', data => 0, recipients => 0 };
        vec($watched, fileno $socket, 1) = 1;
        answer($client, '220 sink.example ESMTP');
    }
    for my $number (grep { vec $ready, $_, 1 } keys %clients) {
        next if hear($clients{$number});
        vec($watched, $number, 1) = 0;
        close delete($clients{$number})->{socket};
    }
}
