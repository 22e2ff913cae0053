// @ts-check
// A minimal SMTP client that keeps to the line: every reply is read whole, every wait has an end.
import net from 'node:net';
import tls from 'node:tls';

/**
 * @typedef {object} Reply
 * @property {number} code
 * @property {string[]} lines without their codes
 * @property {string} text as it was received, for messages
 */

export class SmtpClient {
  /** @type {net.Socket} */ #socket;
  /** @type {number} */ #timeoutMs;
  #received = '';
  /** @type {Error | undefined} */ #end;
  /** @type {(() => void) | undefined} */ #wake;

  /** @param {net.Socket} socket @param {number} timeoutMs */
  constructor(socket, timeoutMs) {
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      this.#received += chunk;
      this.#wake?.();
    });
    socket.on('error', (error) => this.#stop(error));
    socket.on('close', () => this.#stop(new Error('the server closed the connection')));
  }

  /**
   * Connects; the greeting is not read yet.
   * @param {string} host
   * @param {number} port
   * @param {{ timeoutMs?: number, isSmtps?: boolean }} [options] isSmtps: TLS from the first byte, with any certificate
   * @returns {Promise<SmtpClient>}
   */
  static connect(host, port, { timeoutMs = 15_000, isSmtps = false } = {}) {
    return new Promise((resolve, reject) => {
      const socket = isSmtps ? tls.connect({ host, port, rejectUnauthorized: false }) : net.connect({ host, port });
      const failed = (/** @type {Error} */ error) => {
        clearTimeout(timer);
        socket.destroy();
        reject(error);
      };
      const timer = setTimeout(
        () => failed(new Error(`no connection to ${host} port ${port} within ${timeoutMs} ms`)),
        timeoutMs,
      );
      socket.once('error', failed);
      socket.once(isSmtps ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        socket.off('error', failed);
        resolve(new SmtpClient(socket, timeoutMs));
      });
    });
  }

  /** Connects, reads the greeting and says EHLO. @param {string} host @param {number} port @param {{ timeoutMs?: number, isSmtps?: boolean, name?: string }} [options] */
  static async open(host, port, { name = 'client.example.com', ...options } = {}) {
    const client = await SmtpClient.connect(host, port, options);
    try {
      await client.expect(2);
      await client.command(`EHLO ${name}`, 2);
      return client;
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  /** Reads one reply, however many lines it has. @returns {Promise<Reply>} */
  async reply() {
    const deadline = Date.now() + this.#timeoutMs;
    for (;;) {
      const whole = /^(?:\d{3}-[^\r\n]*\r\n)*(\d{3})(?: [^\r\n]*)?\r\n/.exec(this.#received);
      if (whole) {
        this.#received = this.#received.slice(whole[0].length);
        const text = whole[0].trimEnd();
        return { code: Number(whole[1]), lines: text.split('\r\n').map((line) => line.slice(4)), text };
      }
      if (this.#end) throw this.#end;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no reply within ${this.#timeoutMs} ms`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
  }

  /** Reads one reply and throws unless its code begins with this digit. @param {number} digit */
  async expect(digit, after = 'the greeting') {
    const reply = await this.reply();
    if (Math.floor(reply.code / 100) !== digit) throw new Error(`${after}: ${reply.text}`);
    return reply;
  }

  /**
   * Sends a line and reads the reply.
   * @param {string} line
   * @param {number} [digit] what the reply has to begin with; any reply will do otherwise
   */
  async command(line, digit) {
    this.write(`${line}\r\n`);
    return digit === undefined ? this.reply() : this.expect(digit, line);
  }

  /** Sends the bytes as they are, for tests of what a server does with bad ones. @param {string | Buffer} bytes */
  write(bytes) {
    this.#socket.write(bytes);
  }

  /**
   * Sends a message after DATA was accepted, lines ended and dots stuffed as they must be.
   * @param {string} message
   * @returns {Promise<Reply>}
   */
  async data(message) {
    await this.command('DATA', 3);
    const lines = message.replace(/\r?\n$/, '').split(/\r?\n/);
    this.write(`${lines.map((line) => (line.startsWith('.') ? `.${line}` : line)).join('\r\n')}\r\n.\r\n`);
    return this.reply();
  }

  /** Sends one whole message; any refusal is an error. @param {{ from: string, to: string | readonly string[], message: string }} mail */
  async send({ from, to, message }) {
    await this.command(`MAIL FROM:<${from}>`, 2);
    for (const recipient of [to].flat()) await this.command(`RCPT TO:<${recipient}>`, 2);
    const reply = await this.data(message);
    if (reply.code >= 300) throw new Error(`the end of DATA: ${reply.text}`);
    return reply;
  }

  async quit() {
    await this.command('QUIT').catch(() => undefined);
    this.destroy();
  }

  destroy() {
    this.#socket.destroy();
  }

  /** @param {Error} error */
  #stop(error) {
    this.#end ??= error;
    this.#wake?.();
  }
}
