import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import { RunningContainer } from './running-container';

/** Looks ten times a second what the container uses, without what the kernel only keeps of files; prints the most. */
const PROGRAM = `
use strict; use warnings; use IO::Select;
my ($folder) = grep { -e "$_/memory.stat" } '/sys/fs/cgroup/memory', '/sys/fs/cgroup' or die 'no memory.stat';
my $read = sub { open my $file, '<', "$folder/$_[0]" or return; local $/; <$file> };
my $most = 0;
my $input = IO::Select->new(\\*STDIN);
do {
    my $used = $read->('memory.usage_in_bytes') // $read->('memory.current');
    my $stat = $read->('memory.stat');
    for my $kind (qw(inactive_file active_file)) { $used -= $1 if $stat =~ /^$kind (\\d+)/m }
    $most = $used if $used > $most;
} until $input->can_read(0.1);
print $most;
`;

/** Watches how much memory a container uses. */
export class MemoryWatch {
  private readonly program: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<void>;
  private said = '';

  public constructor(container: RunningContainer) {
    this.program = spawn('docker', ['exec', '--interactive', container.name, 'perl', '-e', PROGRAM]);
    this.program.stdout.on('data', (data: Buffer) => (this.said += data.toString()));
    this.ended = new Promise((resolve) => this.program.on('close', () => resolve()));
  }

  /** Has it end, and gives the most bytes that were in use at a time. */
  public async end(): Promise<number> {
    this.program.stdin.end();
    await this.ended;
    return Number(this.said);
  }
}
