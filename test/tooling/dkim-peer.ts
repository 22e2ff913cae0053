import * as fs from 'fs';
import * as path from 'path';
import { ContainerImage } from './container-image';
import { runOrThrow } from './program';
import { inTemporaryFolder } from './temporary-folder';

const DOCKERFILE = `
ARG BASE_IMAGE
FROM \${BASE_IMAGE}
RUN apt-get update -q && apt-get install -qy --no-install-recommends python3-dkim && rm -rf /var/lib/apt/lists/*
`;

const PROGRAM = `
import dkim, json, sys
asked = json.load(sys.stdin)
text = lambda name: asked.get(name, '').encode()
if asked['do'] == 'sign':
    header = dkim.sign(text('message'), text('selector'), text('domain'), text('key'), canonicalize=(b'relaxed', b'simple'))
    answer = header.decode()
else:
    records = asked['records']
    find = lambda name, timeout=5: records.get(name.decode().rstrip('.'), '').encode() or None
    answer = dkim.verify(text('message'), dnsfunc=find)
print(json.dumps(answer))
`;

/** Records in DNS, name and text. */
export type KeyRecords = Readonly<Record<string, string>>;

/** Somebody else's program for signatures, dkimpy: it shares no code with amavisd-new. */
export class DkimPeer {
  public static build(): DkimPeer {
    return inTemporaryFolder((folder) => {
      fs.writeFileSync(path.join(folder, 'Dockerfile'), DOCKERFILE);
      return new DkimPeer(ContainerImage.build(folder));
    });
  }

  private constructor(private readonly image: ContainerImage) {}

  /** The message with a signature in front. */
  public sign(message: string, domain: string, selector: string, key: string): string {
    return `${this.ask({ do: 'sign', message, domain, selector, key }) as string}${message}`;
  }

  /** Whether the signature on top is right. */
  public verifies(message: string, records: KeyRecords): boolean {
    return this.ask({ do: 'verify', message, records }) as boolean;
  }

  public remove(): void {
    this.image.remove();
  }

  private ask(question: object): unknown {
    const { code, said, stdout } = this.image.run(['python3', '-c', PROGRAM], { input: JSON.stringify(question) });
    if (code !== 0) {
      throw new Error(said);
    }
    return JSON.parse(stdout);
  }
}

/** A new private key. */
export const newKey = (bits = 2048): string => runOrThrow('openssl', ['genrsa', String(bits)]);

/** What stands in DNS of it. */
export const recordOf = (key: string): string => {
  const pem = runOrThrow('openssl', ['pkey', '-pubout'], { input: key });
  return `v=DKIM1; k=rsa; p=${pem.replace(/-----.*-----|\s/g, '')}`;
};

/** The TXT records of a zone file. */
export const recordsIn = (zone: string): KeyRecords =>
  Object.fromEntries(
    [...zone.matchAll(/^(\S+)\.\s+\d+\s+TXT\s+\(([^)]*)\)/gm)].map(([, name, strings]) => [
      name,
      [...strings.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join(''),
    ]),
  );
