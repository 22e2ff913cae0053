#!/usr/bin/perl
# filter-clients PROCESSES ROUNDS: as many clients as the filter has processes, so that each process serves one of them.
# When all are connected each sends every message ROUNDS times. They stay until all have finished, and print "done".
use strict;
use warnings;
use Archive::Zip qw(:ERROR_CODES);
use IO::Socket::INET;
use MIME::Base64;

my ($processes, $rounds) = @ARGV;
srand 1;
my @words = map { join '', map { chr(97 + int rand 26) } 1 .. 2 + int rand 8 } 1 .. 2000;

sub text {
    my ($bytes) = @_;
    my ($text, $line) = ('', '');
    while (length $text < $bytes) {
        $line .= $words[int rand @words] . ' ';
        if (length $line > 65) { $text .= "$line\r\n"; $line = '' }
    }
    return $text;
}

sub archive {
    my ($bytes) = @_;
    my ($zip, $packed) = (Archive::Zip->new, '');
    $zip->addString(text($bytes), 'notes.txt')->desiredCompressionMethod(8);
    open my $file, '>', \$packed or die $!;
    $zip->writeToFileHandle($file, 1) == AZ_OK or die 'zip';
    return encode_base64($packed, "\r\n");
}

sub message {
    my ($subject, $type, $body) = @_;
    return join "\r\n", 'Received: from client.example by mx.example.com; Mon, 1 Jan 2024 00:00:00 +0000',
        'From: Alice <alice@elsewhere.example>', 'To: postmaster@example.com', "Subject: $subject",
        'Date: Mon, 1 Jan 2024 00:00:00 +0000', "Message-ID: <$subject\@elsewhere.example>", 'MIME-Version: 1.0',
        "Content-Type: $type", '', $body;
}

my $html = '<html><body>' . text(60_000) =~ s{(\w+) (\w+) }{<p><a href="http://$1.example/$2">$2</a></p> }gr . '</body></html>';
my @messages = (
    message('plain', 'text/plain', text(6_000)),
    message('mixed', 'multipart/mixed; boundary="b"', join "\r\n",
        '--b', 'Content-Type: text/html', '', $html,
        '--b', 'Content-Type: application/zip; name="notes.zip"', 'Content-Transfer-Encoding: base64', '', archive(200_000),
        '--b--', ''),
    message('large', 'text/plain', text(1_000_000)),
);

sub reply {
    my ($socket) = @_;
    while (defined(my $line = <$socket>)) { return $line if $line =~ /^\d{3} / }
    die "closed\n";
}

pipe my $ready, my $say_ready or die $!;
pipe my $go,    my $say_go    or die $!;
pipe my $stay,  my $say_leave or die $!;
for my $number (1 .. $processes) {
    next if fork // die $!;
    close $_ for $say_go, $say_leave;
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 10024) or die $@;
    reply($socket);
    print {$socket} "LHLO rx.example\r\n"; reply($socket);
    syswrite $say_ready, '.';
    sysread $go, my $nothing, 1;
    for my $message ((@messages) x $rounds) {
        for ('MAIL FROM:<alice@elsewhere.example>', 'RCPT TO:<postmaster@example.com>', 'DATA') {
            print {$socket} "$_\r\n";
            my $reply = reply($socket);
            die $reply if $reply !~ /^[23]/;
        }
        print {$socket} $message, "\r\n.\r\n";
        my $reply = reply($socket);
        die $reply if $reply !~ /^250/;
    }
    syswrite $say_ready, '.';
    sysread $stay, $nothing, 1;
    exit;
}
close $_ for $say_ready, $go, $stay;
sub await_all { for (1 .. $processes) { sysread($ready, my $one, 1) or die "a client has failed\n" } }
await_all();
close $say_go;
await_all();
$| = 1;
print "done\n";
sleep 600;
