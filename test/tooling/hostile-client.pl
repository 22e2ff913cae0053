#!/usr/bin/perl
# hostile-client HOST CONCURRENCY RATE SECONDS: carries out sessions with a server, so many at a time and so many new ones a
# second, and breaks off whatever is left after so many seconds. A session is a line of standard input, "ADDRESS PORT STEP ...", ADDRESS being its own:
#   hear:SECONDS  waits for a reply, no longer   say:HEX       sends bytes
#   drip:HEX      sends a byte a second          flood:N:HEX   sends bytes N times
#   hold          waits until the server ends    cut           ends with a reset
# Each becomes a line "NUMBER END SECONDS HEX": what the server said, and the end: refused, ended (by the server), done, or late.
use strict;
use warnings;
use Errno qw(EAGAIN EINPROGRESS EINTR);
use Fcntl;
use Socket;
use Time::HiRes qw(time);

my ($host, $concurrency, $rate, $seconds) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';
my $start = time;
my $deadline = $start + $seconds;
# Whatever happens, it ends.
alarm $seconds + 10;

my @waiting = <STDIN>;
my ($number, %open) = (0);

sub finish {
    my ($session, $end) = @_;
    setsockopt $session->{socket}, SOL_SOCKET, SO_LINGER, pack('II', 1, 0) if $end eq 'cut';
    close $session->{socket};
    delete $open{$session->{fd}};
    $end = 'done' if $end eq 'cut';
    printf "%d %s %.3f %s\n", $session->{number}, $end, time - $session->{begin}, unpack 'H*', $session->{heard};
}

sub begin {
    my ($address, $port, @steps) = split ' ', shift;
    socket my $socket, PF_INET, SOCK_STREAM, 0 or die $!;
    setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, 1;
    bind $socket, pack_sockaddr_in(0, inet_aton($address)) or die "$address: $!";
    fcntl $socket, F_SETFL, O_NONBLOCK;
    my $session = {
        socket => $socket, fd => fileno $socket, number => $number++, begin => time, steps => \@steps, heard => '', read => 0,
    };
    connect $socket, pack_sockaddr_in($port, inet_aton($host)) or $! == EINPROGRESS or return finish($session, 'refused');
    $open{ $session->{fd} } = $session;
}

# The next step, as far as it can be done now; whether the session wants to write.
sub advance {
    my $session = shift;
    while (1) {
        if (length($session->{out} // '')) { return 1 }
        if ($session->{repeat}) { $session->{repeat}--; $session->{out} = $session->{block}; next }
        if (defined $session->{drip}) {
            if ($session->{drip} eq '') { delete $session->{drip}; next }
            return 0 if time < $session->{next};
            $session->{next} = time + 1;
            $session->{out} = substr $session->{drip}, 0, 1, '';
            next;
        }
        my $step = $session->{steps}[0];
        if (!defined $step) { finish($session, 'done'); return 0 }
        if ($step eq 'cut')  { finish($session, 'cut'); return 0 }
        if ($step eq 'hold') { return 0 }
        if ($step =~ /^hear:(.*)/) {
            $session->{until} //= time + $1;
            my $rest = substr $session->{heard}, $session->{read};
            if    ($rest =~ /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/) { $session->{read} += $+[0] }
            elsif (time < $session->{until})                            { return 0 }
            delete $session->{until};
        }
        elsif ($step =~ /^say:(.*)/)          { $session->{out} = pack 'H*', $1 }
        elsif ($step =~ /^drip:(.*)/)         { @$session{qw(drip next)} = (pack('H*', $1), 0) }
        elsif ($step =~ /^flood:(\d+):(.*)/)  { @$session{qw(repeat block)} = ($1, pack 'H*', $2) }
        else                                  { die "no step: $step" }
        shift @{$session->{steps}};
    }
}

while (@waiting || %open) {
    begin(shift @waiting) while @waiting && keys %open < $concurrency && $number < $rate * (time - $start + 0.05);
    if (time > $deadline) { finish($_, 'late') for values %open; last }
    my ($reads, $writes) = ('', '');
    for my $session (values %open) {
        my $connected = $session->{connected};
        my $wants = $connected ? advance($session) : 1;
        next unless $open{ $session->{fd} };
        vec($reads, $session->{fd}, 1) = 1;
        vec($writes, $session->{fd}, 1) = 1 if $wants;
    }
    next if select(my $readable = $reads, my $writable = $writes, undef, 0.05) <= 0;
    for my $session (values %open) {
        if (vec $writable, $session->{fd}, 1) {
            if (!$session->{connected}) {
                my $error = unpack 'I', getsockopt $session->{socket}, SOL_SOCKET, SO_ERROR;
                if ($error) { finish($session, 'refused'); next }
                $session->{connected} = 1;
            }
            elsif (length($session->{out} // '')) {
                my $sent = syswrite $session->{socket}, $session->{out};
                if (defined $sent) { substr $session->{out}, 0, $sent, '' }
                elsif ($! != EAGAIN && $! != EINTR) { $session->{broken} = 1 }
            }
        }
        if ($session->{broken} || vec $readable, $session->{fd}, 1) {
            my $got = sysread $session->{socket}, $session->{heard}, 65536, length $session->{heard};
            next if !defined $got && ($! == EAGAIN || $! == EINTR) && !$session->{broken};
            finish($session, 'ended') unless $got;
        }
    }
}
