import { TerraformElement, TerraformStack, Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Duration } from '../models/duration';
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

/** Everything that is wrong with a configuration, all at once. What is wrong in several places is said once. */
export class ConfigurationError extends Error {
  public constructor(public readonly findings: readonly Finding[]) {
    const descriptions = [...new Set(findings.map(describe))];
    const lines = descriptions.map((description) => {
      const paths = findings.filter((finding) => describe(finding) === description).map(({ path }) => path);
      return `  [${[...new Set(paths)].join(', ')}] ${description}`;
    });
    super(`${lines.length === 1 ? 'one property is' : `${lines.length} properties are`} wrong:\n${lines.join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

const describe = ({ property, value, rule, source, instead }: Finding): string =>
  `property "${property}" is ${show(value)}: ${rule} (${source}). Write ${instead}.`;

/** A value class says itself what it is. */
const plain = (value: unknown): unknown => {
  const isOwn = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isOwn && value.toString !== Object.prototype.toString ? (value as Duration).toString() : value;
};

const show = (value: unknown): string =>
  value === undefined ? 'missing' : (JSON.stringify(plain(value)) ?? typeof value);

/**
 * Collects what is wrong with a construct's properties. Nothing is thrown where it is found: at synth all findings of all
 * constructs come together in one error.
 */
export class Findings extends TerraformElement {
  private static below(scope: IConstruct): Finding[] {
    return scope.node.findAll().flatMap((construct) => (construct instanceof Findings ? construct.all() : []));
  }

  private readonly checks: (() => void)[] = [];
  private readonly now: Finding[] = [];
  private later: Finding[] | undefined;

  public constructor(private readonly scope: Construct) {
    super(scope, 'Findings');
  }

  /**
   * Throws everything that was found in the whole app, if anything was in this stack. It is the first of a construct's elements
   * that cdktf writes, and cdktf goes through all stacks before it writes one, so that nothing is written from what is wrong.
   */
  public override toTerraform(): object {
    if (Findings.below(TerraformStack.of(this)).length > 0) {
      throw new ConfigurationError(Findings.below(this.node.root));
    }
    return {};
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

  /** Whether something is wrong already, so that what would be made of it need not be looked at. */
  public get any(): boolean {
    return this.now.length > 0 || (this.later ?? []).length > 0;
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
