# banned-for.pl POLICY-BANK RECIPIENT ATTRIBUTE...: whether amavisd's own settings and tables forbid a file with these
# attributes to a recipient, as check_for_banned_names in Amavis/Unpackers/Validity.pm finds it; an empty name is no bank.
use strict;
use Exporter;
use Amavis::Conf qw(:platform :confvars);
use Amavis::Lookup qw(lookup2);

Amavis::Conf::include_config_files(map { /(.*)/ } sort glob '/etc/amavis/conf.d/*');  # the pattern removes the taint
Amavis::Conf::supply_after_defaults();
my ($bank, $recipient, @attributes) = @ARGV;
no warnings 'once';
my $maps = \@Amavis::Conf::banned_filename_maps;
$maps = $Amavis::Conf::policy_bank{$bank}{banned_filename_maps} // $maps if $bank ne '';
my ($found) = lookup2(1, $recipient, $maps);
my @tables = map { ref $_ eq 'ARRAY' ? @$_ : $Amavis::Conf::banned_rules{$_} } @$found;
my ($result) = lookup2(0, \@attributes, [grep { defined } @tables]);
print $result ? 'forbidden' : 'let through', "\n";
