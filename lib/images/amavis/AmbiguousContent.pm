# Marks parts of a message that two programs read in two ways, as amavisd-new itself marks them ("B"). By itself it sees
# two boundaries only with "; " between them, and only where MIME-tools could use one of them (CVE-2024-28054).
package AmbiguousContent;
use strict;
use warnings;
use Amavis::Unpackers::MIME ();
use Amavis::Unpackers::OurFiler ();

# A comment may stand between any two words, and a comment in it.
sub without_comments {
    my ($text) = @_;
    1 while $text =~ s/\((?:[^()\\]|\\.)*\)/ /s;
    return $text;
}

# How often a Content-Type names a boundary; also where quotes or comments hide it from one program or the other.
sub boundaries {
    my ($text) = @_;
    my $most = 0;
    for my $view ($text, without_comments($text)) {
        my $found = () = $view =~ /(?<![\w-])boundary\s*(?:\*[\d*]*)?\s*=/gi;
        $most = $found if $found > $most;
    }
    return $most;
}

# Two types, two boundaries, or parts that MIME-tools did not find.
sub is_read_in_two_ways {
    my ($entity) = @_;
    my @types = $entity->head->get_all('Content-Type');
    return 1 if @types > 1 || grep { boundaries($_) > 1 } @types;
    return defined $entity->bodyhandle && grep { m{^\s*multipart/}i } @types;
}

{
    no warnings 'redefine';
    my $traverse = defined &Amavis::Unpackers::MIME::mime_traverse && \&Amavis::Unpackers::MIME::mime_traverse
        or die "this amavisd-new has no mime_traverse\n";
    *Amavis::Unpackers::MIME::mime_traverse = sub ($$$$$) {
        my ($entity, undef, $parent) = @_;
        # A part with a body is there since the message was parsed; that of a container is made now.
        my $part = Amavis::Unpackers::OurFiler::get_amavisd_part($entity->head);
        my %before = map { $_ => 1 } @{$parent->children};
        my @result = &$traverse;
        if (is_read_in_two_ways($entity)) {
            $_->attributes_add('B') for $part // (), grep { !$before{$_} } @{$parent->children};
        }
        return wantarray ? @result : $result[0];
    };
}

1;
