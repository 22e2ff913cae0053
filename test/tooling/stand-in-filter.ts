import { AddressBlock, IMailFilter, IRuntime, ScanNetwork, SmtpEndpoint } from 'cdktf-dual-mta';
import { Construct } from 'constructs';

/** Somebody else's filter, as MTA-RX sees it: on the loopback of its own container, where the tests can put one. */
export class StandInFilter extends Construct implements IMailFilter {
  public readonly intake: ScanNetwork;
  public readonly submissionEndpoint = SmtpEndpoint.lmtp('127.0.0.1', 10026);

  public constructor(
    scope: Construct,
    runtime: IRuntime,
    public readonly endpoint: SmtpEndpoint,
    public readonly processes: number,
  ) {
    super(scope, 'Filter');
    const { scanIn: subnet } = AddressBlock.of('10.20.30.0/26');
    this.intake = new ScanNetwork(this, 'ScanIn', { runtime, name: 'scan-in', subnet });
  }

  public acceptFrom(): void {
    // It takes mail from everybody.
  }
}
