import { addressOn, docker } from '../test/tooling/engine';
import { ProgramResult, runProgram } from '../test/tooling/program';

/** Runs a program in a container; what it ends with is the caller's to judge. */
export const exec = (container: string, user: string, ...command: string[]): ProgramResult =>
  runProgram('docker', ['exec', '--user', user, container, ...command]);

/** A shell's script in a container. */
export const script = (container: string, user: string, text: string): ProgramResult =>
  exec(container, user, 'sh', '-c', text);

/** Of each `healthy`, `starting`, `unhealthy`, or how it is where it has no health check or does not run. */
export const healthOf = (containers: readonly string[]): string[] =>
  runProgram('docker', [
    'inspect',
    '--format',
    '{{if and .State.Running .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}',
    ...containers,
  ])
    .stdout.trim()
    .split('\n');

/**
 * Looks at the processes of a container from beside, as root, until one is what is wanted, and does something with it: nothing in the gateway's images
 * could or may do that. The script sees the process's number as `$pid`, its title as `$title`, its parent as `$parent`.
 */
const BESIDE = `
end=$(($(date +%s) + $1))
while :; do
  for folder in /proc/[0-9]*; do
    pid=\${folder#/proc/}
    [ "$pid" = 1 ] || [ "$pid" = $$ ] && continue
    title=$(tr '\\0' ' ' < "$folder/cmdline" 2> /dev/null) || continue
    parent=$(sed 's/.*) . \\([0-9]*\\) .*/\\1/' "$folder/stat" 2> /dev/null) || continue
    if WANTED; then ACTION; echo "$pid $title"; exit 0; fi
  done
  [ "$(date +%s)" -lt "$end" ] || exit 1
done
`;

const beside = (container: string, wanted: string, action: string, seconds: number): string => {
  const text = BESIDE.replace('WANTED', wanted).replace('ACTION', action);
  const options = ['--rm', '--network', 'none', '--pid', `container:${container}`, '--entrypoint', 'sh'];
  const { code, stdout, said } = runProgram('docker', [
    ...['run', ...options, 'debian:bookworm-slim'],
    ...['-c', text, 'beside', String(seconds)],
  ]);
  if (code !== 0) {
    throw new Error(`${container} has no such process: ${wanted}\n${said}`);
  }
  return stdout.trim();
};

/** Sends a signal to a container's main process: the one that its init has started. */
export const signalMain = (container: string, signal: string): string =>
  beside(container, '[ "$parent" = 1 ]', `kill -${signal} "$pid"`, 5);

/** Sends a signal to a process as soon as there is one with such a title. */
export const signalProcess = (container: string, title: string, signal: string, seconds = 20): string =>
  beside(container, `printf '%s' "$title" | grep -Eq '${title}'`, `kill -${signal} "$pid"`, seconds);

/** Cuts a container off a network, and gives back what connects it again, at the same address where the network's is known. */
export const disconnect = (network: string, container: string): (() => void) => {
  const address = addressOn(network, container);
  docker('network', 'disconnect', network, container);
  return () => {
    if (runProgram('docker', ['network', 'connect', '--ip', address, network, container]).code !== 0) {
      docker('network', 'connect', network, container);
    }
  };
};

/** The containers that there are, and the identity of each. */
export const identities = (): Record<string, string> =>
  Object.fromEntries(
    docker('ps', '--all', '--no-trunc', '--format', '{{.Names}} {{.ID}}')
      .split('\n')
      .map((line) => line.split(' ')),
  ) as Record<string, string>;
