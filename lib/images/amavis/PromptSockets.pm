# Keeps amavisd and its two sendmails from waiting for each other: either side holds back a small packet until the last one is
# acknowledged (Nagle's algorithm; sendmail knows no TCP_NODELAY), and the kernel acknowledges up to 40 ms late where it expects
# an answer to send along. That is twice a message and hop. The same can be had from the kernel (net.ipv4.tcp_pingpong_thresh),
# but not from all, and only of a whole network namespace.
package PromptSockets;
use strict;
use warnings;
use Socket qw(IPPROTO_TCP TCP_NODELAY TCP_QUICKACK);
use Net::Server::Proto::TCP ();
use Amavis::IO::RW ();

# Holds until the next time that something is sent. A UNIX socket has no such option: that it cannot be set is no error.
sub acknowledge_at_once {
    my ($socket) = @_;
    local $!;
    setsockopt($socket, IPPROTO_TCP, TCP_QUICKACK, 1);
    return;
}

{
    no warnings qw(once redefine);
    # Mail that comes in (Amavis::In::SMTP reads by this method).
    *Net::Server::Proto::TCP::sysread = sub {
        acknowledge_at_once($_[0]);
        return @_ > 3 ? sysread($_[0], $_[1], $_[2], $_[3]) : sysread($_[0], $_[1], $_[2]);
    };

    # Answers to it: the second one of two would wait for MTA-RX to acknowledge the first one. What is accepted inherits the option.
    my $listen = \&Net::Server::Proto::TCP::connect;
    *Net::Server::Proto::TCP::connect = sub {
        my @result = &$listen;
        setsockopt($_[0], IPPROTO_TCP, TCP_NODELAY, 1) or die "TCP_NODELAY: $!\n";
        return wantarray ? @result : $result[-1];
    };

    # Mail that goes out.
    my $connect = defined &Amavis::IO::RW::connect_attempt && \&Amavis::IO::RW::connect_attempt
        or die "this amavisd-new has no connect_attempt\n";
    *Amavis::IO::RW::connect_attempt = sub {
        my $socket = &$connect;
        setsockopt($socket, IPPROTO_TCP, TCP_NODELAY, 1) if $socket;
        return $socket;
    };
    my $loop = defined &Amavis::IO::RW::rw_loop && \&Amavis::IO::RW::rw_loop or die "this amavisd-new has no rw_loop\n";
    *Amavis::IO::RW::rw_loop = sub {
        my ($self, $needs_line) = @_;
        if ($needs_line) {
            $loop->($self, 0, 1) if $self->{out} ne '';
            acknowledge_at_once($self->{socket});
        }
        return &$loop;
    };
}

1;
