# A file with a name a line, as a hash that amavisd-new looks names up in. The file may change at any time: it is read
# again when it is newer than it was, under the lock that its writer takes.
package NamesInFile;
use strict;
use warnings;
use Fcntl ':flock';

sub TIEHASH {
    my ($class, $path) = @_;
    return bless { path => $path, read => -1, names => {} }, $class;
}

sub EXISTS { return exists $_[0]->names->{ lc $_[1] } }
sub FETCH  { return $_[0]->names->{ lc $_[1] } }

# amavisd-new skips an empty hash.
sub FIRSTKEY { my $names = $_[0]->names; keys %$names; return each %$names }
sub NEXTKEY  { return each %{ $_[0]->{names} } }

sub names {
    my ($self) = @_;
    my $changed = (stat $self->{path})[9] // -1;
    return $self->{names} if $changed == $self->{read};
    open my $file, '<', $self->{path} or die "$self->{path}: $!\n";
    flock $file, LOCK_SH or die "$self->{path}: $!\n";
    ($self->{read}, $self->{names}) = ((stat $file)[9], { map { chomp; lc $_ => 1 } <$file> });
    return $self->{names};
}

1;
