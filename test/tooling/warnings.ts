import { AnnotationMetadataEntryType, Testing } from 'cdktf';
import { DualMtaStack, DualMtaStackProps } from 'cdktf-dual-mta';
import { gatewayProps } from './gateway-props';

/** What cdktf is told to warn of by a stack called `gateway` with these properties. */
export const warningsOf = (props: Partial<DualMtaStackProps>): string[] =>
  new DualMtaStack(Testing.app(), 'gateway', gatewayProps(props)).node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === String(AnnotationMetadataEntryType.WARN)))
    .map(({ data }) => String(data));
