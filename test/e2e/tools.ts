/** A reply of an SMTP server. */
export interface Reply {
  readonly code: number;
  readonly text: string;
}

/** A session with an SMTP server. */
export interface SmtpSession {
  /** Sends a line and reads the reply, which has to begin with `digit` where one is given. */
  command(line: string, digit?: number): Promise<Reply>;
  write(bytes: string): void;
  reply(): Promise<Reply>;
  send(mail: {
    readonly from: string;
    readonly to: string | readonly string[];
    readonly message: string;
  }): Promise<Reply>;
  quit(): Promise<void>;
  destroy(): void;
}

/** What the relay probe found. */
export interface RelayFindings {
  readonly open: boolean;
  readonly attempts: readonly { readonly form: string; readonly refused: boolean; readonly answer: string }[];
}

interface Tools {
  readonly SmtpClient: {
    connect(
      host: string,
      port: number,
      options?: { readonly timeoutMs?: number; readonly isSmtps?: boolean },
    ): Promise<SmtpSession>;
    open(host: string, port: number, options?: { readonly timeoutMs?: number }): Promise<SmtpSession>;
  };
  acceptsOwnMail(host: string, port: number, domain: string): Promise<{ accepted: boolean; answer: string }>;
  hasNetworkOfItsOwn(address: string): boolean;
  headerOf(mailbox: string, id: string): string[] | undefined;
  isRefusal(error: unknown): boolean;
  probeRelay(
    host: string,
    port: number,
    options: { readonly domain: string; readonly isSmtps?: boolean },
  ): Promise<RelayFindings>;
  queuedMessages(text: string): number | undefined;
  runOrThrow(
    program: string,
    args: readonly string[],
    options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  ): Promise<{ readonly stdout: string }>;
}

/** What the tests use of the commands' own modules, as environment.mjs hands it on. */
export const tools = (globalThis as unknown as { readonly GATEWAY_TOOLS: Tools }).GATEWAY_TOOLS;
