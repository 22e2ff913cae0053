import { LocalZone } from '../local-zone';

/** What the configuration of the resolver, unbound, consists of. */
export interface ResolverSettings {
  /** Subnets that may ask. */
  readonly clients: readonly string[];
  /** Zones that it answers itself. */
  readonly localZones: readonly LocalZone[];
  /** Addresses of resolvers to ask instead of the root servers. */
  readonly forwardTo: readonly string[];
  /** Whether answers are held against the signatures of DNSSEC. */
  readonly dnssecValidation: boolean;
}
