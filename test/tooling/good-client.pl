#!/usr/bin/perl
# good-client HOST PORT RECIPIENT SECONDS: sends one message after the other, from connecting to QUIT, until its standard
# input ends or so many seconds are over. Each becomes a line "SECONDS NUMBER", the time up to the message's 250, or
# "SECONDS NUMBER: what went wrong".
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Time::HiRes qw(sleep time);

my ($host, $port, $recipient, $seconds) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';
# What a client waits at most for one message.
my $patience = 30;
my $end = time + $seconds;
my $input = IO::Select->new(\*STDIN);

sub send_message {
    my $number = shift;
    my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Timeout => $patience) or die "connect: $@\n";
    my $hear = sub {
        my ($said, $expected) = @_;
        while (defined(my $line = <$socket>)) {
            next unless $line =~ /^\d{3} /;
            return if $line =~ /^$expected/;
            die "after $said: $line";
        }
        die "closed after $said\n";
    };
    $hear->('connecting', 220);
    my @text = map { "line $_ of message $number" } 1 .. 20;
    for (
        ['EHLO client.example', 250], ['MAIL FROM:<good@sender.example>', 250], ["RCPT TO:<$recipient>", 250], ['DATA', 354],
        [join("\r\n", "From: good\@sender.example", "Subject: good $number", '', @text, '.'), 250],
    ) {
        my ($line, $expected) = @$_;
        print {$socket} "$line\r\n";
        $hear->(substr($line, 0, 20) =~ s/\r.*//sr, $expected);
    }
    return $socket;
}

for (my $number = 1; time < $end; $number++) {
    my $begin = time;
    my $socket = eval {
        local $SIG{ALRM} = sub { die "no answer in $patience s\n" };
        alarm $patience;
        send_message($number);
    };
    alarm 0;
    printf "%.3f %d%s\n", time - $begin, $number, $@ ? ': ' . $@ =~ s/\s+/ /gr : '';
    print {$socket} "QUIT\r\n" if $socket;
    close $socket if $socket;
    # A pause between two messages; the end of the input ends it.
    last if $input->can_read(0.1);
}
