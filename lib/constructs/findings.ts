import { Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Rule } from '../models/rules';

/** One thing that is wrong with a property. */
export interface Finding {
  readonly path: string;
  readonly property: string;
  readonly value: unknown;
  readonly rule: string;
  readonly source: string;
  readonly instead: string;
}

/** Everything that is wrong with a configuration, all at once. */
export class ConfigurationError extends Error {
  public constructor(public readonly findings: readonly Finding[]) {
    super(
      `${findings.length === 1 ? 'one property is' : `${findings.length} properties are`} wrong:\n` +
        findings.map((finding) => `  [${finding.path}] ${describe(finding)}`).join('\n'),
    );
    this.name = 'ConfigurationError';
  }
}

const describe = ({ property, value, rule, source, instead }: Finding): string =>
  `property "${property}" is ${show(value)}: ${rule} (${source}). Write ${instead}.`;

const show = (value: unknown): string => (value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value));

const FINDINGS = Symbol.for('cdktf-dual-mta/findings');

/**
 * Collects what is wrong with a construct's properties. Nothing is thrown where it is found: at synth all findings of all
 * constructs come together in one error.
 */
export class Findings {
  /** Throws everything that was found in the whole app, if anything was. */
  public static assertNone(scope: IConstruct): void {
    const findings = scope.node.root.node.findAll().flatMap((construct) => of(construct)?.all() ?? []);
    if (findings.length > 0) {
      throw new ConfigurationError(findings);
    }
  }

  private readonly checks: (() => void)[] = [];
  private readonly now: Finding[] = [];
  private later: Finding[] | undefined;

  public constructor(private readonly scope: Construct) {
    Object.defineProperty(scope, FINDINGS, { value: this });
    scope.node.addValidation({ validate: () => this.all().map(describe) });
  }

  /** Holds a value against a rule. Values that Terraform knows only at apply pass. */
  public check(property: string, value: unknown, rule: Rule): void {
    if (!Token.isUnresolved(value) && !rule.holds(value)) {
      this.add(property, value, rule);
    }
  }

  /** Says that something is wrong. */
  public add(property: string, value: unknown, rule: Pick<Rule, 'rule' | 'source' | 'instead'>): void {
    const { rule: text, source, instead } = rule;
    (this.later ?? this.now).push({ path: this.scope.node.path, property, value, rule: text, source, instead });
  }

  /** Looks again at synth, when the wiring is complete. */
  public atSynth(check: () => void): void {
    this.checks.push(check);
  }

  private all(): Finding[] {
    this.later = [];
    this.checks.forEach((check) => check());
    const findings = [...this.now, ...this.later];
    this.later = undefined;
    return findings;
  }
}

const of = (construct: IConstruct): Findings | undefined =>
  (construct as IConstruct & { [FINDINGS]?: Findings })[FINDINGS];
