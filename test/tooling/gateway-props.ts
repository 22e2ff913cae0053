import { DualMtaStackProps, MailDomain } from 'cdktf-dual-mta';

/** The least that a gateway needs, and what a test says beyond it. */
export const gatewayProps = (props: Partial<DualMtaStackProps> = {}): DualMtaStackProps => ({
  hostname: 'mx.example.com',
  domains: [MailDomain.local('example.com', ['postmaster'])],
  ...props,
});
