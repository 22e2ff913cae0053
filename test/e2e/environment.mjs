// @ts-check
// jest compiles tests to CommonJS modules, which cannot load tools/*.mjs. The environment of a test can, and hands them on.
import { TestEnvironment } from 'jest-environment-node';
import { queuedMessages } from '../../tools/destroy.mjs';
import { headerOf } from '../../tools/first-message.mjs';
import { acceptsOwnMail, isRefusal, probeRelay } from '../../tools/relay-probe.mjs';
import { hasNetworkOfItsOwn } from '../../tools/routes.mjs';
import { runOrThrow } from '../../tools/setup/program.mjs';
import { SmtpClient } from '../../tools/smtp.mjs';

/** Typed in tools.ts. */
const GATEWAY_TOOLS = {
  SmtpClient,
  acceptsOwnMail,
  hasNetworkOfItsOwn,
  headerOf,
  isRefusal,
  probeRelay,
  queuedMessages,
  runOrThrow,
};

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { GATEWAY_TOOLS });
  }
}
