import { Token } from 'cdktf';
import { ListenerProtocol } from '../models/listener';
import { PORT } from '../models/rules';
import { checkPublishes, checkVolume, INNER_PORTS } from './checks';
import { Findings } from './findings';
import { MtaRxOptions } from './mta-rx-options';

const needsCertificate = (what: string) => ({
  rule: `${what} under TLS alone, which needs a certificate`,
  source: 'RFC 8314 section 3; op.me, AuthOptions',
  instead: 'certificate: SecretDirectory.onHostPath("/srv/mx/certificate")',
});

/** Holds MTA-RX's ports, and what they need, against the rules. */
export const checkListeners = (findings: Findings, props: MtaRxOptions, listensOnSubmission: boolean): void => {
  const { certificate, listeners = [], users } = props;
  const taken = [25, ...(listensOnSubmission ? [587] : [])];
  listeners.forEach(({ port, protocol, publish }, index) => {
    const property = `listeners[${index}]`;
    findings.check(`${property}.port`, port, PORT);
    checkPublishes(findings, `${property}.publish`, publish);
    if (!Token.isUnresolved(port) && taken.includes(port)) {
      findings.add(`${property}.port`, port, {
        rule: 'another listener has this port already',
        source: 'one port has one listener; 25 and, unless "submission" is an empty list, 587 are always there',
        instead: 'another port, such as 465 or 2525',
      });
    }
    if (INNER_PORTS.includes(port)) {
      findings.add(`${property}.port`, port, {
        rule: `${port} is a port between the gateway's parts`,
        source: 'README.sendmail-dual, picture: loopback interface',
        instead: 'another port, such as 465 or 2525',
      });
    }
    if (protocol === ListenerProtocol.SMTPS && certificate === undefined) {
      findings.add('certificate', undefined, needsCertificate(`port ${port} is`));
    }
    taken.push(port);
  });
  if (users !== undefined && certificate === undefined) {
    findings.add('certificate', undefined, needsCertificate('passwords are accepted'));
  }
  checkVolume(findings, 'certificate', certificate?.volume);
  checkVolume(findings, 'users', users?.volume);
};
