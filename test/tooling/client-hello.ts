import { Duplex } from 'stream';
import * as tls from 'tls';

/** What a client sends first of TLS, as latin1. */
export const clientHello = (): Promise<string> =>
  new Promise((resolve) => {
    const stream = new Duplex({
      read: () => undefined,
      write: (data: Buffer, _, done) => {
        resolve(data.toString('latin1'));
        done();
      },
    });
    tls.connect({ socket: stream, servername: 'mx.example.com' }).on('error', () => undefined);
  });
