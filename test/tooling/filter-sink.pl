#!/usr/bin/perl
# filter-sink PORT PROCESSES: stands for the filter. It has so many processes, takes mail by SMTP or LMTP, and writes
# what it sees into /tmp/sink.log: "TIME PID WHAT". The subject says what happens to a message: "scan N" takes N seconds,
# "hold" takes until /tmp/release is there, "later" is not taken until then.
use strict;
use warnings;
use IO::Socket::INET;
use Time::HiRes qw(sleep time);

my ($port, $processes) = @ARGV;
$| = 1;
open my $log, '>>', '/tmp/sink.log' or die $!;
sub note { syswrite $log, sprintf "%.3f %d %s\n", time, $$, shift }

my $listener = IO::Socket::INET->new(LocalPort => $port, Listen => 50, ReuseAddr => 1) or die $@;
print "ready\n";
for (2 .. $processes) { my $pid = fork // die; last unless $pid }

while (my $client = $listener->accept) {
    note('open');
    my ($open, $recipients) = (1, 0);
    my $say = sub { print {$client} "$_[0]\r\n" };
    $say->('220 sink ESMTP');
    my $lmtp = 0;
    while (my $line = <$client>) {
        $line =~ s/\r?\n$//;
        if    ($line =~ /^(LHLO|EHLO|HELO)/i) { $lmtp = uc $1 eq 'LHLO'; note($line); $say->('250 sink') }
        elsif ($line =~ /^RCPT/i)      { $recipients++; note($line); $say->('250 2.1.5 ok') }
        # Before the answer: whoever has that may open another one, at another process.
        elsif ($line =~ /^QUIT/i)      { note('close'); $open = 0; $say->('221 bye'); last }
        elsif ($line =~ /^DATA/i)      {
            $say->('354 go on');
            my $subject = '';
            while (my $text = <$client>) {
                last if $text =~ /^\.\r?\n$/;
                $subject = $1 if $subject eq '' && $text =~ /^Subject: (.*?)\r?\n/;
            }
            note("begin $subject");
            sleep $1 if $subject =~ /scan ([\d.]+)/;
            if ($subject =~ /hold/) { sleep 0.05 until -e '/tmp/release' }
            my $taken = $subject !~ /later/ || -e '/tmp/release';
            note(($taken ? 'end' : 'refused') . " $subject");
            $say->($taken ? '250 2.0.0 ok' : '451 4.0.0 later') for 1 .. ($lmtp ? $recipients : 1);
            $recipients = 0;
        }
        else { $recipients = 0 if $line =~ /^(MAIL|RSET)/i; $say->('250 2.0.0 ok') }
    }
    close $client;
    note('close') if $open;
}
