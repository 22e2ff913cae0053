import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdktf';
import { DualMtaStack, DualMtaStackProps } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { gatewayProps } from './gateway-props';
import { inTemporaryFolder } from './temporary-folder';

/** Builds the image of one part of a gateway called `gateway`, from what synth writes, and nothing else. */
export const buildGatewayImage = (part: string, props: Partial<DualMtaStackProps> = {}): ContainerImage =>
  inTemporaryFolder((outdir) => {
    const app = new App({ outdir });
    new DualMtaStack(app, 'gateway', gatewayProps(props));
    app.synth();
    const contexts = path.join(outdir, 'stacks/gateway/assets', `gateway-${part}`);
    return ContainerImage.build(path.join(contexts, fs.readdirSync(contexts)[0]));
  });
