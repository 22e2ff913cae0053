package MailQueues;
# The queues of this container's sendmail: where its configuration has them, and how the files in them are named.
use strict;
use warnings;

my $DIRECTORY = qr/[A-Za-z0-9][\w.+-]*/;
# No longer than sendmail reads them (MAXQFNAME).
my $ID = qr/[0-9A-Za-z]{1,18}/;

# Control files are in use (qf), quarantined (hf) or given up (Qf), data files df.
our $QUEUE_FILE = qr{(?<directory>(?:$DIRECTORY/)*)(?<kind>[qhQd])f(?<id>$ID)};
our $QUEUE_NAME = qr/mqueue(?:-rx|-client)?/;
# Behind the last message of each queue: how many they are, and the SHA-256 of all before.
our $CLOSING = 'messages';

sub service {
    open my $file, '<', '/etc/mail/service' or die "/etc/mail/service: $!\n";
    my %service = map { /^(\w+)='(.*)'$/ ? ($1, $2) : () } <$file>;
    $> == $service{SENDMAIL_UID}
        or die "this runs as user $>, and the queue belongs to $service{SENDMAIL_UID}: docker run --user $service{SENDMAIL_UID}\n";
    return %service;
}

# In the order that mail takes: what moves on while the queues are read is found twice rather than nowhere.
sub all {
    my %service = service();
    my $client = $service{SENDMAIL_CLIENT_QUEUE};
    my @directories = split ' ', $service{SENDMAIL_QUEUE_DIRECTORIES};
    return map { MailQueues->new(%$_) } (
        $client ? { root => $client, directories => [$client], split => '' } : (),
        { root => $service{SENDMAIL_QUEUE}, directories => \@directories, split => $service{SENDMAIL_QUEUE_SPLIT} },
    );
}

sub new {
    my ($class, %queue) = @_;
    my ($name) = $queue{root} =~ m{^/var/spool/($QUEUE_NAME)(?:/|$)} or die "$queue{root}: is no queue\n";
    return bless { %queue, name => $name }, $class;
}

# The control files below the root, wherever a former configuration has left them: path, directory, kind and id.
sub controls {
    my ($self) = @_;
    # As sendmail works, names go away while they are listed.
    my @find = ('find', $self->{root}, '-ignore_readdir_race', '-type', 'f', '-name', '[qhQ]f*', '-printf', '%P\n');
    open my $list, '-|', @find or die "find: $!\n";
    my @controls = map { chomp; /^$QUEUE_FILE$/ ? { path => "$self->{root}/$_", %+ } : () } <$list>;
    close $list or die "$self->{root}: cannot be read\n";
    $_->{directory} =~ s{(?:^|(?<=/))qf/$}{} for @controls;
    return @controls;
}

# Where files of a kind lie in a directory of the queue.
sub place {
    my ($self, $directory, $kind) = @_;
    return (grep { $_ eq $kind } split ' ', $self->{split}) ? "$directory/$kind" : $directory;
}

1;
