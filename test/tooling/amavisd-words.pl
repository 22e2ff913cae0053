# What the settings use of amavisd's own, as far as reading them needs it, and a printer of values for the tests.
use constant { D_PASS => 'D_PASS', D_BOUNCE => 'D_BOUNCE', D_DISCARD => 'D_DISCARD', D_REJECT => 'D_REJECT' };
use constant { CC_UNCHECKED => 7 };

sub new_RE { bless [@_], 'Amavis::Lookup::RE' }
sub ask_daemon { }
sub c { "c($_[0])" }
sub ca { "ca($_[0])" }

our @dkim_keys;
sub dkim_key { push @dkim_keys, [@_] }

# What is there only in the filter's container.
BEGIN { $INC{$_} = 1 for map({ "/usr/lib/dual-mta/$_.pm" } qw(NamesInFile AmbiguousContent PromptSockets)), 'Mail/DKIM/Verifier.pm' }
sub NamesInFile::TIEHASH { bless [@_[1 .. $#_]], $_[0] }
sub NamesInFile::FIRSTKEY { undef }

# As amavisd's lookup_re: each rule is held against all attributes of a file, and the first that fits counts.
sub banned {
    my ($table, @attributes) = @_;
    for my $rule (@$table) {
        my ($pattern, $result) = ref $rule eq 'ARRAY' ? @$rule : ($rule, 1);
        return $result if grep { /$pattern/ } @attributes;
    }
    return undef;
}

# JSON; strings are octets, each as two hexadecimal digits.
sub printed {
    my ($value) = @_;
    return 'null' unless defined $value;
    my $text = sub { my $octets = "$_[0]"; utf8::encode($octets) if utf8::is_utf8($octets); '"' . unpack('H*', $octets) . '"' };
    return '{' . join(',', map { $text->($_) . ':' . printed($value->{$_}) } sort keys %$value) . '}' if ref $value eq 'HASH';
    return '[' . join(',', map { printed($_) } @$value) . ']' if ref $value && "$value" =~ /ARRAY\(/;
    return printed($$value) if ref $value eq 'SCALAR' || ref $value eq 'REF';
    return $text->($value);
}
