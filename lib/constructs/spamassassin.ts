import { Construct } from 'constructs';
import { QueueVolume, RemovalPolicy } from '../models/queue-volume';
import { BAYES, LEARN, LEARN_INTERVAL } from '../models/spamassassin/bayes';
import { CHOSEN_RULES, RULES } from '../models/spamassassin/rule-updates';
import { SpamAssassinOptions } from '../models/spamassassin/spamassassin-options';
import { ImageSource } from '../models/image-source';
import { RunAs } from '../models/run-as';
import { IRuntime, Mount } from '../runtime/runtime';
import { writeOwnRules, writeSpamAssassinCf } from '../writers/spamassassin-cf';
import { Findings } from './findings';
import { RuleUpdates } from './rule-updates';
import { checkSpamAssassin, readRuleFiles } from './spamassassin-checks';

/** Options of the filter's SpamAssassin. */
export interface SpamAssassinProps extends SpamAssassinOptions {
  readonly runtime: IRuntime;
  /** Name of the filter's container; those of its volumes and of the other container begin with it. */
  readonly name: string;
  /** What the names of the volumes that are kept begin with instead. */
  readonly volumeName?: string;
  /** Fully qualified name of the gateway. */
  readonly hostname: string;
  /** Where the filter's image comes from. */
  readonly image?: ImageSource;
  /** Where it says what is wrong. */
  readonly findings: Findings;
}

/** What SpamAssassin adds to the filter: its settings, its volumes, and the container that brings new rules. */
export class SpamAssassin extends Construct {
  public readonly mounts: Mount[];
  public readonly networkTests: boolean;
  /** Where its rules are, if not where the package puts them. */
  public readonly rulesPath?: string;
  /** The container that fetches new rules, where one was asked for. */
  public readonly updates?: RuleUpdates;
  private readonly ruleFiles: string[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SpamAssassinProps,
  ) {
    super(scope, id);
    this.networkTests = props.networkTests ?? false;
    this.ruleFiles = readRuleFiles(props.findings, props.ruleFiles ?? []);
    checkSpamAssassin(props.findings, props, this.ruleFiles);
    this.rulesPath = props.ruleUpdates && CHOSEN_RULES;
    this.mounts = [...this.bayesMounts()];
    if (props.ruleUpdates) {
      // All that is in it can be fetched again.
      const managed = QueueVolume.managed(RemovalPolicy.DESTROY);
      const volume = props.runtime.createVolume(this, 'Rules', { name: `${props.name}-rules`, volume: managed });
      this.mounts.push({ volume, path: RULES, readOnly: true });
      const { runtime, name, hostname, image: filterImage } = props;
      const shared = { runtime, name, hostname, filterImage, volume };
      this.updates = new RuleUpdates(this, 'Updates', { ...props.ruleUpdates, ...shared });
    }
  }

  /** Its files: `local.cf`, and rules of the administrator's own where there are any. */
  public configuration(trustedAddresses: readonly string[]): { [fileName: string]: string } {
    const { rules = [] } = this.props;
    const own = writeOwnRules(rules, this.ruleFiles);
    return {
      'local.cf': writeSpamAssassinCf({ ...this.props, trustedAddresses }),
      ...(own !== '' && { 'dual-mta-own.cf': own }),
    };
  }

  /** What the scripts in the image have to know. */
  public get shellVariables(): { [name: string]: string } {
    const { bayes, compiledRules, scores = {}, ruleUpdates } = this.props;
    return {
      ...(compiledRules && { SPAMASSASSIN_COMPILED: 'yes' }),
      ...(Object.keys(scores).length > 0 && { SPAMASSASSIN_SCORED: Object.keys(scores).join(' ') }),
      ...(bayes && {
        SPAMASSASSIN_BAYES: BAYES,
        SPAMASSASSIN_LEARN: LEARN,
        SPAMASSASSIN_LEARN_SECONDS: String((bayes.learnInterval ?? LEARN_INTERVAL).toSeconds()),
      }),
      ...(ruleUpdates && {
        SPAMASSASSIN_RULES: RULES,
        SPAMASSASSIN_RULES_OWNER: String(RunAs.SA_UPDATE.id),
        SPAMASSASSIN_CHOSEN: CHOSEN_RULES,
      }),
    };
  }

  private bayesMounts(): Mount[] {
    const { runtime, name, volumeName = name, bayes } = this.props;
    if (bayes === undefined) {
      return [];
    }
    const mount = (id: string, suffix: string, path: string, volume = QueueVolume.managed()): Mount => ({
      volume: runtime.createVolume(this, id, { name: `${volumeName}-${suffix}`, volume }),
      path,
    });
    return [mount('Bayes', 'bayes', BAYES, bayes.volume), mount('Learn', 'learn', LEARN, bayes.learnFolder)];
  }
}
