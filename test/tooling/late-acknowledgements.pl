#!/usr/bin/perl
# late-acknowledgements.pl PORT COUNT: hands messages to the filter as sendmail does, RCPT and DATA at once, and acknowledges as
# late as the kernel can. Prints the milliseconds between the answers to the two, a line a message.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(IPPROTO_TCP TCP_NODELAY TCP_QUICKACK);
use Time::HiRes qw(time);

my ($port, $count) = @ARGV;
my $server = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or die "$port: $!\n";
setsockopt $server, IPPROTO_TCP, TCP_NODELAY, 1;
my $heard = '';

# The next answer, whole.
sub answer {
    my $answer;
    until (($answer) = $heard =~ /\A((?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n)/) {
        setsockopt $server, IPPROTO_TCP, TCP_QUICKACK, 0;
        sysread $server, $heard, 4096, length $heard or die "it hung up\n";
    }
    substr $heard, 0, length $answer, '';
    return $answer;
}

sub say_and_hear { syswrite $server, "$_[0]\r\n"; return answer() }

answer();
say_and_hear('LHLO rx.example');
for (1 .. $count) {
    say_and_hear('MAIL FROM:<someone@sender.example>');
    syswrite $server, "RCPT TO:<user\@example.com>\r\nDATA\r\n";
    answer();
    my $first = time;
    answer() =~ /^354/ or die "no 354\n";
    printf "%.1f\n", 1000 * (time - $first);
    say_and_hear("Subject: late\r\n\r\ntext\r\n.");
}
