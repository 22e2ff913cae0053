import * as fs from 'fs';
import * as path from 'path';

/** A document below docs/ that a test writes: `npm run docs` writes it, and every other run says when it is stale. */
export class GeneratedDocument {
  private readonly path: string;

  public constructor(name: string) {
    this.path = path.join(__dirname, '..', '..', 'docs', name);
  }

  /** As it is now; empty when it is not there yet. */
  public get current(): string {
    return fs.existsSync(this.path) ? fs.readFileSync(this.path, 'utf8') : '';
  }

  /** Throws unless the document is this text. */
  public shouldBe(text: string): void {
    if (process.env.WRITE_DOCS === 'true') {
      fs.mkdirSync(path.dirname(this.path), { recursive: true });
      fs.writeFileSync(this.path, text);
    }
    if (this.current !== text) {
      const line = text.split('\n').findIndex((one, index) => one !== this.current.split('\n')[index]) + 1;
      throw new Error(`docs/${path.basename(this.path)} is stale from line ${line} on: run "npm run docs"`);
    }
  }
}

/** A table of a Markdown document; no cell may end its row. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`,
  );
