import { DualMtaStackProps } from 'cdktf-dual-mta';
import { BuildFailed } from './container-image';
import { buildGatewayImage } from './gateway-image';

/** What the engine says when the image of a part of a gateway with these properties cannot be built. */
export const errorOfBuilding = (part: string, props: Partial<DualMtaStackProps>): string => {
  try {
    buildGatewayImage(part, props).remove();
  } catch (error) {
    if (error instanceof BuildFailed) {
      return error.message;
    }
    throw error;
  }
  throw new Error('the image was built');
};
