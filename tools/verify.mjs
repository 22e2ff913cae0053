// @ts-check
// `npm run verify [-- --json]`: every port from every side, and no relaying. The four telnet checks of the README, and the ones that must fail.
import { exec } from './docker.mjs';
import { DOMAIN, doors, firstPlace, outputsOrThrow } from './gateway.mjs';
import { acceptsOwnMail, isRefusal, probeRelay } from './relay-probe.mjs';
import { hasNetworkOfItsOwn } from './routes.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, main } from './setup/main.mjs';
import { paint, say } from './setup/progress.mjs';
import { SmtpClient } from './smtp.mjs';

/**
 * @typedef {import('./gateway.mjs').Check} Check
 * @typedef {Check & { passed: boolean, found: string }} CheckResult
 * @typedef {{ state: "greets" | "closed" | "wrong", found: string }} Finding
 */

/** The program in every image that speaks the port's protocol, and what its exit status means. */
const PROBE = '/usr/lib/dual-mta/smtp-probe';
/** @type {Record<number, Finding["state"]>} */
const PROBE_STATUS = { 0: 'greets', 1: 'wrong', 2: 'closed' };
const HOST_TIMEOUT_MS = 15_000;

/** @param {Check} check @returns {Promise<Finding>} */
const fromHost = async ({ host, port, protocol }) => {
  // Without a network of its own there the question would go out to whoever has this address elsewhere.
  if (!hasNetworkOfItsOwn(host)) return { state: 'closed', found: 'the host has no address on that network' };
  let client;
  try {
    client = await SmtpClient.connect(host, port, { timeoutMs: HOST_TIMEOUT_MS, isSmtps: protocol === 'smtps' });
  } catch (error) {
    const found = /** @type {Error} */ (error).message;
    return { state: 'closed', found: isRefusal(error) ? 'connection refused' : found };
  }
  try {
    if (protocol === 'dns') return { state: 'wrong', found: 'something accepts connections' };
    const greeting = await client.expect(2);
    await client.command(protocol === 'lmtp' ? 'LHLO verify.example.com' : 'EHLO verify.example.com', 2);
    await client.quit();
    return { state: 'greets', found: greeting.text };
  } catch (error) {
    return { state: 'wrong', found: /** @type {Error} */ (error).message };
  } finally {
    client.destroy();
  }
};

/** @param {Check} check @returns {Promise<Finding>} */
const fromContainer = async ({ from, host, port, protocol }) => {
  const { code, stdout, stderr } = await exec(from, [PROBE, host, String(port), protocol]);
  const found = (stdout.trim() || stderr.trim()).split('\n').slice(-1)[0];
  // A probe that cannot run (no such container: 1; Perl without a module: 2) must not pass for a closed port: a probe that ran names what it asked.
  if (code !== 0 && !stdout.includes(`${host}:${port}: `))
    return { state: 'wrong', found: `the probe did not run: ${stderr.trim() || `status ${code}`}` };
  return { state: PROBE_STATUS[code] ?? 'wrong', found: found || `status ${code}` };
};

/** @param {Check} check @returns {Promise<CheckResult>} */
const look = async (check) => {
  const { state, found } = await (check.from === 'host' ? fromHost(check) : fromContainer(check));
  return { ...check, passed: state === check.expect, found };
};

/**
 * @param {{ host: string, port: number, isSmtps: boolean }} door
 * @returns {Promise<CheckResult[]>}
 */
const relayChecks = async ({ host, port, isSmtps }) => {
  const name = `${host} port ${port}`;
  /** @type {Pick<CheckResult, "from" | "host" | "port" | "protocol" | "expect">} */
  const common = { from: 'host', host, port, protocol: isSmtps ? 'smtps' : 'smtp', expect: 'closed' };
  try {
    const { open, attempts } = await probeRelay(host, port, { domain: DOMAIN, isSmtps });
    if (!open) return [{ ...common, name: `${name} relays nothing`, passed: true, found: 'nothing listens there' }];
    return attempts.map(({ form, refused, answer }) => ({
      ...common,
      name: `${name} does not relay: ${form}`,
      passed: refused,
      found: answer,
    }));
  } catch (error) {
    return [
      {
        ...common,
        name: `${name} relays nothing`,
        passed: false,
        found: `could not be tried: ${/** @type {Error} */ (error).message}`,
      },
    ];
  }
};

/** @param {{ host: string, port: number }} smtp @returns {Promise<CheckResult>} */
const ownMailCheck = async ({ host, port }) => {
  const { accepted, answer } = await acceptsOwnMail(host, port, DOMAIN).catch((error) => ({
    accepted: false,
    answer: String(error.message),
  }));
  return {
    name: `MTA-RX takes mail for ${DOMAIN}`,
    from: 'host',
    host,
    port,
    protocol: 'smtp',
    expect: 'greets',
    passed: accepted,
    found: answer,
  };
};

const verify = async () => {
  const json = process.argv.includes('--json');
  const env = await setUp();
  const found = await outputsOrThrow(env, ['smtp', 'checks']);
  /** @type {Check[]} */
  const checks = JSON.parse(found.checks);
  const results = await Promise.all(checks.map(look));
  results.push(await ownMailCheck(firstPlace(found.smtp)));
  for (const door of doors(checks)) results.push(...(await relayChecks(door)));

  const failed = results.filter(({ passed }) => !passed);
  if (json) console.log(JSON.stringify({ passed: failed.length === 0, checks: results }, undefined, 2));
  else
    for (const { name, passed, from, host, port, found: what } of results)
      console.log(
        `${passed ? paint('pass', 'green', process.stdout) : paint('FAIL', 'red', process.stdout)}  ${name}  ${paint(`[${from} -> ${host}:${port}] ${what.split('\n')[0]}`, 'dim', process.stdout)}`,
      );
  say(`verify: ${results.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0)
    throw new CommandFailed(
      `failing: ${failed.map(({ name, expect, found: what }) => `${name} (expected: ${expect}; found: ${what})`).join('; ')}`,
      'docker ps -a, and docker logs NAME of the container named',
    );
};

await main(verify);
